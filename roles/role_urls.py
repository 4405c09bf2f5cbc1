"""Pages of what is theirs to do: my role, the catalogue."""

from django.urls import path

from roles.views import role

urlpatterns = [
    path("my-role/", role.my_role, name="my_role"),
    path("responsibilities/", role.catalogue, name="catalogue"),
]
