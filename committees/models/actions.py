"""What somebody agreed to do at a meeting."""

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from . import part_2, who_reads
from .bodies import Body
from .meetings import AgendaItem, Meeting
from .who_reads import Thing


class ActionQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """
        Actions of open bodies: everyone signed in, and the public once the agenda is. Others: those tied to the body,
        and their owner (`who_reads.READS`).
        """
        return self.filter(who_reads.readable(Thing.ACTION, viewer, who_reads.OF_ACTION))

    def with_private_for(self, viewer):
        """Each with `knows_private`: may this viewer read its part 2 text? Show `private_text` only where it is so."""
        knows = part_2.part_2_action_readers(viewer)
        return self.annotate(knows_private=models.ExpressionWrapper(knows, output_field=models.BooleanField()))

    def done(self):
        return self.exclude(done_at=None)

    def not_closed(self):
        return self.filter(closed_at=None)

    def open(self):
        """Those that somebody still has to do."""
        return self.filter(done_at=None, closed_at=None)

    def reported(self):
        """Those reported done that no meeting has closed yet."""
        return self.filter(done_at__isnull=False, closed_at=None)

    def overdue(self, day):
        return self.open().filter(due_on__lt=day)

    def with_age(self):
        """
        Each with `since`, the day it was agreed, and `meetings_since`: how many of its body's were held after it.
        """
        since = Coalesce("agreed_on", TruncDate("item__meeting__starts_at"), output_field=models.DateField())
        held = Meeting.objects.filter(
            body=OuterRef("body"), status=Meeting.Status.HELD, starts_at__date__gt=OuterRef("since")
        )
        count = held.order_by().values("body").annotate(n=Count("pk")).values("n")
        return self.annotate(since=since).annotate(meetings_since=Coalesce(Subquery(count), 0))


class ActionState(models.TextChoices):
    """Where an action stands. Derived, never stored; what leads from one to the other is `actions.states.STEPS`."""

    OPEN = "open", "Open"
    REPORTED = "reported", "Reported done"
    CLOSED = "closed", "Closed"


class Action(models.Model):
    """Something to be done, by somebody, by a day. Its text is public."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="actions")
    text = models.CharField(max_length=500)
    owner = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="actions")
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField("what was done", blank=True)
    # What only those may read who may read part 2 of the item; the public text then tells nothing of it.
    private_text = models.CharField("part 2 text", max_length=500, blank=True)
    decision = models.ForeignKey("committees.Decision", models.SET_NULL, null=True, blank=True, related_name="actions")
    agreed_on = models.DateField(null=True, blank=True)
    # Only a meeting closes an action: its minute says so. Done is what the owner says.
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="actions_closed")
    closed_ref = models.CharField("minute that closes it", max_length=100, blank=True)
    edition = models.PositiveIntegerField(default=0)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="a_done_action_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_ref="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closed_ref="")),
                name="a_closed_action_says_by_which_minute",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def remit_id(self):
        return self.body.remit_id

    @property
    def state(self):
        """Open, reported done, or closed by a meeting."""
        if self.closed_at is not None:
            return ActionState.CLOSED
        return ActionState.OPEN if self.done_at is None else ActionState.REPORTED

    def is_known_in_full(self, viewer):
        """May this viewer read the part 2 text too? The page that shows it asks for a one-time code besides."""
        return Action.objects.filter(pk=self.pk).with_private_for(viewer).filter(knows_private=True).exists()


class ActionUpdate(models.Model):
    """One thing that happened to an action: progress, another day, done, not accepted, closed. Never changed."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", "Progress"
        DUE = "due", "Another day"
        OWNER = "owner", "Another owner"
        DONE = "done", "Reported done"
        REOPENED = "reopened", "Not accepted as done"
        CLOSED = "closed", "Closed"

    action = models.ForeignKey(Action, models.CASCADE, related_name="updates")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(blank=True)
    is_private = models.BooleanField("only for who may read part 2", default=False)
    due_was = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:60]}"


class ActionLog(models.Model):
    """The open actions of a body as they stood when they were laid before a meeting. Nothing changes it."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="action_logs")
    title = models.CharField(max_length=250)
    rows = models.JSONField(help_text="The shape is in committees.action_log; public texts alone")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.title

    @property
    def remit_id(self):
        return self.body.remit_id


class Digest(models.Model):
    """That somebody was sent their one mail of a day: the row stands before the mail goes, so none goes twice."""

    person = models.ForeignKey("roles.Person", models.CASCADE, related_name="digests")
    on = models.DateField()
    count = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "pk"]
        constraints = [models.UniqueConstraint("person", "on", name="one_digest_a_day")]

    def __str__(self):
        return f"{self.person}: {self.on}"
