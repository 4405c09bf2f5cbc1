"""Pages of what is theirs to do: my role, and the roles of colleagues."""

from django.urls import path

from roles.views import role

urlpatterns = [
    path("my-role/", role.my_role, name="my_role"),
    path("my-role/acknowledge/", role.acknowledge, name="acknowledge"),
    path("my-role/profile.pdf", role.as_pdf, name="role_pdf"),
    path("my-role/done/", role.done, name="done"),
    path("my-role/done/<int:pk>/withdraw/", role.withdraw, name="withdraw_evidence"),
    path("my-role/<slug:code>/record/", role.record, name="record"),
    path("people/<int:pk>/role/", role.person_role, name="person_role"),
]
