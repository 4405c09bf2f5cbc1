"""What whoever asked for a report tells its author, and how many days each look at a report takes."""

from django.db import models


class ClearanceStage(models.Model):
    """One look that a report gets before it goes to the clerk, and how many working days it takes."""

    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100, help_text="For example: Finance and legal")
    working_days = models.PositiveSmallIntegerField()
    # Of one body alone; without one, of every body that has no stages of its own.
    remit = models.ForeignKey("roles.Remit", models.PROTECT, null=True, blank=True, related_name="clearance_stages")

    class Meta:
        ordering = ["remit", "order", "pk"]

    def __str__(self):
        return self.name


class Brief(models.Model):
    """
    What the commissioning body tells the report: who asks, for which day, and by when each stage must be done.

    Written from above when a report is commissioned, and again when the meeting moves: a report looks nothing up.
    """

    report = models.OneToOneField("reports.Report", models.CASCADE, related_name="brief")
    body_name = models.CharField(max_length=200)
    powers = models.JSONField(default=list, help_text="What the body may do, in words")
    asked = models.TextField("what the body asks for", blank=True)
    purpose = models.CharField(max_length=10, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    due = models.JSONField(default=list, help_text="[{what, on (ISO date), why}, …], earliest first")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["meeting_on", "pk"]

    def __str__(self):
        return f"Brief for {self.report}"
