"""Pages of the catalogue of responsibilities and of the law beside it."""

from django.urls import path

from roles.views import catalogue

urlpatterns = [
    path("responsibilities/", catalogue.catalogue, name="catalogue"),
]
