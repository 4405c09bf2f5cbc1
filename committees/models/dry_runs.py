"""Dry runs: everything that a build would do, the day before, but the packs themselves."""

from django.db import models

from corporate_parenting.lib.jobs import Job

from .meetings import Meeting


class DryRun(Job):
    """
    A look at a pack before its time: every part is printed, so that what would stop or spoil the build is known
    while there is time to mend it. What was printed well is not printed again by the build.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="dry_runs")
    # The timetable's own key, so that two clocks run it once; empty where a clerk asked for it.
    due_key = models.CharField(max_length=60, null=True, blank=True, unique=True)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    pages = models.PositiveIntegerField(default=0)
    # Each {"words", "address", "stops"}, as preflight gives them.
    findings = models.JSONField(default=list)
    told_at = models.DateTimeField("when the clerk was told", null=True, blank=True)

    class Meta:
        ordering = ["meeting", "-ordered_at", "-pk"]

    def __str__(self):
        return f"Dry run of {self.meeting}"

    @property
    def remit_id(self):
        return self.meeting.remit_id
