from django.apps import AppConfig


class Reports(AppConfig):
    """WHAT IS WRITTEN: reports, versions, sections, recommendations, appendices, clearance."""

    name = "reports"
