"""The site map of roles."""

from django.urls import include, path

app_name = "roles"

urlpatterns = [
    path("", include("roles.role_urls")),
    path("", include("roles.catalogue_urls")),
    path("", include("roles.people_urls")),
    path("", include("roles.council_urls")),
    path("", include("roles.coverage_urls")),
    path("", include("roles.training_urls")),
    path("", include("roles.visit_urls")),
]
