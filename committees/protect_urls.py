"""Pages about names and numbers that nothing public may hold."""

from django.urls import path

from committees.views import protecting

urlpatterns = [
    path("protected/", protecting.index, name="protected"),
    path("protected/new/", protecting.mark, name="protect"),
    path("protected/<int:pk>/end/", protecting.end, name="end_protection"),
]
