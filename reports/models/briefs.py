"""What whoever asked for a report tells its author."""

from django.db import models


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

    @property
    def powers_told(self):
        """
        What the body may do: [{"reach", "words"}, …], of its terms of reference and, with the reach "law", of the law
        that it stands on ("may_decide" is True, False, or None where that is not settled; "basis" is its legal basis).
        """
        return [power if isinstance(power, dict) else _read_power(power) for power in self.powers]


# As briefs began before they said the reach by itself.
_BEGAN = {
    "Decides": "decides",
    "Recommends to another body": "recommends",
    "Comments": "comments",
    "Examines what others do": "scrutinises",
}


def _read_power(words):
    begins, _, _ = words.partition(": ")
    return {"reach": _BEGAN.get(begins, ""), "words": words}
