"""Pages of the demo alone: settings.DEMO includes them, nothing else does."""

from django.urls import path

from roles import demo

urlpatterns = [
    path("", demo.door, name="demo"),
    path("<int:pk>/", demo.enter, name="demo_enter"),
]
