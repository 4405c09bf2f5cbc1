"""Pages about the council itself, and the audit trail."""

from django.urls import path

from roles.views import audit, council

urlpatterns = [
    path("council/", council.facts, name="council_facts"),
    path("council/closures/", council.closures, name="closures"),
    path("council/closures/<int:pk>/remove/", council.remove_closure, name="remove_closure"),
    path("council/<slug:key>/", council.fact, name="council_fact"),
    path("audit/", audit.index, name="audit"),
    path("audit/export/", audit.export, name="audit_export"),
]
