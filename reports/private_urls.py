"""What of a report is private, and what everybody will read of it."""

from django.urls import path

from reports.views import private

urlpatterns = [
    path("reports/<int:pk>/private/", private.overview, name="private"),
    path("reports/<int:pk>/private/report/", private.whole, name="private_report"),
    path("reports/private/section/<int:pk>/", private.section, name="private_section"),
    path("reports/private/appendix/<int:pk>/", private.appendix, name="private_appendix"),
    path("reports/private/<int:pk>/withdraw/", private.withdraw, name="private_withdraw"),
    path("reports/versions/<int:pk>/open/", private.open_edition, name="open_edition"),
]
