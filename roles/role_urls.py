"""Pages of what is theirs to do: my role."""

from django.urls import path

from roles.views import role

urlpatterns = [
    path("my-role/", role.my_role, name="my_role"),
]
