from django.apps import AppConfig


class Wiring(AppConfig):
    """The site itself: its settings, its site map and its timetable."""

    name = "corporate_parenting"

    def ready(self):
        # Celery's app must exist wherever a step rings the bell, also in the web process.
        from corporate_parenting import celery, looks  # noqa: F401, PLC0415 -- needs the app registry
