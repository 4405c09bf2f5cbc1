"""The site map of the clerk's desk, its deadlines, and reports that are commissioned."""

from django.urls import path

from committees.views import desk

urlpatterns = [
    path("desk/", desk.my_desk, name="desk"),
]
