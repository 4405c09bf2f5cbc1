"""The site map as it is in the demo."""

from django.urls import include, path

from corporate_parenting.urls import urlpatterns as everywhere

urlpatterns = [*everywhere, path("demo/", include("roles.demo_urls"))]
