from django.apps import AppConfig


class Roles(AppConfig):
    """WHO: people, offices, appointments, tiers and responsibilities, powers, audit."""

    name = "roles"

    def ready(self):
        from roles import signins  # noqa: F401, PLC0415 -- its receivers need the models to be loaded
