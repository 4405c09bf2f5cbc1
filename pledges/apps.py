from django.apps import AppConfig


class Pledges(AppConfig):
    """WHAT WAS PROMISED: pledges and promises, and the actions that serve them."""

    name = "pledges"

    def ready(self):
        from pledges import progress, serving  # noqa: PLC0415 -- models are loaded by now
        from pledges.models import ReportService  # noqa: PLC0415 -- as above
        from reports import aims, at_hand  # noqa: PLC0415 -- as above

        aims.ALSO_SERVED.append(serving.promises_of)
        aims.ALSO_TAKEN_OVER.append(progress.report_as_before)
        # Everybody who reads a paper reads this: promises that are public, and no others.
        public = ReportService.objects.filter(promise__pledge__released_at__isnull=False)
        at_hand.SERVED["promises"] = (public, "promise")
