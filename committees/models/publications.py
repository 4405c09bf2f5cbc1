"""The proof of when each thing became public, and when it ceased to be."""

from django.db import models

from .meetings import Meeting


class Publication(models.Model):
    """
    That something became public at a moment, with a digest of what it said. Only ever added to: triggers refuse
    the rest. What is taken out of public sight is another row.
    """

    class Kind(models.TextChoices):
        AGENDA = "agenda", "Agenda"
        PAPER = "paper", "Paper"
        PACK = "pack", "Public pack"
        MINUTES = "minutes", "Minutes"

    class Did(models.TextChoices):
        PUBLISHED = "published", "Published"
        CHANGED = "changed", "Changed"
        WITHDRAWN = "withdrawn", "Taken out of public sight"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="publications")
    kind = models.CharField(max_length=10, choices=Kind)
    thing_id = models.BigIntegerField()
    did = models.CharField(max_length=10, choices=Did, default=Did.PUBLISHED)
    title = models.CharField("public title", max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index("kind", "thing_id", name="when_a_thing_went_public")]

    def __str__(self):
        return f"{self.title}: {self.did} {self.at:%Y-%m-%d %H:%M:%S}"

    @property
    def remit_id(self):
        return self.meeting.remit_id
