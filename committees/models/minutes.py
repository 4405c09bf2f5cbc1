"""The minutes of a meeting: drafted, checked by the chair, frozen as versions, approved at a later meeting, signed."""

from django.db import models
from django.db.models import Q

from . import who_reads
from .meetings import AgendaItem, Meeting
from .who_reads import Thing


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """
        Approved minutes of a body that the law opens, to everybody; those that the chair has checked, to who has a
        place on the body; all of them, to its clerk and to the chair who is asked to check them
        (`who_reads.READS`). What is in part 2 of them is another question: `part_2.part_2_readers`.
        """
        checked, approved = Q(checked_at__isnull=False), Q(approved_at__isnull=False)
        things = {
            Thing.DRAFT_MINUTES: ~checked & ~approved,
            Thing.CHECKED_MINUTES: checked & ~approved,
            Thing.APPROVED_MINUTES: approved,
        }
        return self.filter(who_reads.among(viewer, who_reads.OF_MINUTES, things))


class Minutes(models.Model):
    """How far the minutes of one meeting have come."""

    class State(models.TextChoices):
        DRAFT = "draft", "Being drafted"
        CHECKING = "checking", "With the chair"
        CHECKED = "checked", "Checked by the chair"
        LAID = "laid", "Laid for approval"
        APPROVED = "approved", "Approved"
        SIGNED = "signed", "Signed"

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    # What the chair asked to be changed, when they sent it back.
    chair_asks = models.TextField(blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    # The item of the later meeting at which the body approved them.
    approved_on = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    corrections = models.TextField(blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.PositiveIntegerField(default=0)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__starts_at", "pk"]
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_on=None)
                | Q(approved_at__isnull=False, approved_on__isnull=False, approved_by__isnull=False),
                name="approved_minutes_say_when_where_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None, signed_by=None)
                | Q(signed_on__isnull=False, signed_by__isnull=False, approved_at__isnull=False),
                name="signed_minutes_were_approved",
            ),
        ]

    def __str__(self):
        return f"Minutes of {self.meeting}"

    @property
    def remit_id(self):
        return self.meeting.remit_id


class MinutesVersion(models.Model):
    """The minutes as they read at one moment, in two parts that never mix. Nothing changes it."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(help_text="What everybody may read: the shape is in committees.minutes.composing")
    private_content = models.JSONField(default=dict, help_text="Part 2, in the same shape; empty where there is none")
    paragraphs = models.JSONField(default=list, blank=True, help_text="Of Schedule 12A, for part 2")
    why = models.TextField("what changed since the version before", blank=True)
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["minutes", "-number"]
        constraints = [models.UniqueConstraint("minutes", "number", name="versions_of_minutes_are_numbered")]

    def __str__(self):
        return f"{self.minutes}, version {self.number}"

    @property
    def remit_id(self):
        return self.minutes.remit_id


class MinutesComment(models.Model):
    """What an author, a clearer or the chair remarked on the draft minute of an item."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="comments")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="comments")
    text = models.TextField()
    is_private = models.BooleanField("about part 2", default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self):
        return self.text[:60]
