"""The work programme: what a body means to consider in its year, and the rules by which things come back."""

from django.db import models
from django.db.models import Case, Q, Value, When

from roles.models.dated import Dated
from roles.permissions import May

from .bodies import OPEN_TO_THE_PUBLIC, Body
from .meetings import AgendaItem, Meeting


class ProgrammeRule(Dated):
    """Something that comes back: in these months of each year, or at every meeting."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="programme_rules")
    title = models.CharField("public title", max_length=300)
    purpose = models.CharField(max_length=10, choices=AgendaItem.Purpose, blank=True)
    months = models.JSONField(default=list, blank=True, help_text="Numbers 1 to 12; empty: at every meeting")
    lead = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField("law or decision that asks for it", max_length=300, blank=True)
    expects_paper = models.BooleanField(default=True)

    class Meta(Dated.Meta):
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title

    @property
    def remit_id(self):
        return self.body.remit_id


class State(models.TextChoices):
    """Where a planned item stands on a day. Derived, never stored."""

    PLANNED = "planned", "Planned"
    AGENDA = "agenda", "On the agenda"
    CONSIDERED = "considered", "Considered"
    LATE = "late", "Late"
    DROPPED = "dropped", "Dropped"


ON_AGENDA = Q(agenda_item__isnull=False, agenda_item__withdrawn_at=None)
CONSIDERED = ON_AGENDA & Q(agenda_item__meeting__status=Meeting.Status.HELD)
WILL_BE = ON_AGENDA & Q(agenda_item__meeting__status__in=[Meeting.Status.PLANNED, Meeting.Status.CONFIRMED])
WITHDRAWN = Q(agenda_item__withdrawn_at__isnull=False) | Q(agenda_item__meeting__status=Meeting.Status.INQUORATE)
NO_MEETING = Q(meeting=None) | Q(meeting__status=Meeting.Status.CANCELLED)
OVER = [Meeting.Status.HELD, Meeting.Status.INQUORATE]


def _passed_without_it(day):
    """Its meeting, or its month where no meeting was called, is over by a day."""
    held = ~NO_MEETING & (Q(meeting__status__in=OVER) | Q(meeting__starts_at__date__lt=day))
    return held | (NO_MEETING & Q(month__lt=day.replace(day=1)))


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """
        The programme of a body that the law opens is public; that of another is for those tied to the body and for
        its clerk. Whoever leads an item sees that item.
        """
        public = Q(body__legal_basis__in=OPEN_TO_THE_PUBLIC)
        if viewer.person is None:
            return self.filter(public)
        tied = viewer.remits(May.READ_BODY) | viewer.remits(May.RUN_MEETINGS)
        return self.filter(public | Q(body__remit__in=tied) | Q(lead=viewer.person))

    def run_by(self, viewer):
        return self.filter(body__remit__in=viewer.remits(May.RUN_MEETINGS))

    def with_state(self, day):
        """Each says its `state` as it is on a day."""
        found = [
            (Q(dropped_at__isnull=False), State.DROPPED),
            (CONSIDERED, State.CONSIDERED),
            (WILL_BE, State.AGENDA),
            (WITHDRAWN | _passed_without_it(day), State.LATE),
        ]
        whens = [When(condition, then=Value(state)) for condition, state in found]
        return self.annotate(state=Case(*whens, default=Value(State.PLANNED), output_field=models.CharField()))

    def open(self):
        """Those that may still go on an agenda: neither dropped nor on one."""
        return self.filter(dropped_at=None).exclude(CONSIDERED | WILL_BE)

    def without_a_meeting(self):
        """Open ones that stand in a month alone, or at a meeting that was cancelled."""
        return self.open().filter(NO_MEETING)


class ProgrammeItem(models.Model):
    """One thing planned for a meeting, or for a month in which no meeting is called yet. Its title is public."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="programme")
    title = models.CharField("public title", max_length=300)
    purpose = models.CharField(max_length=10, choices=AgendaItem.Purpose, blank=True)
    lead = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="programme_items")
    note = models.CharField(max_length=300, blank=True)
    expects_paper = models.BooleanField(default=True)
    rule = models.ForeignKey(ProgrammeRule, models.PROTECT, null=True, blank=True, related_name="items")
    # What the rule asked for, such as "2026-09" or "meeting 12": stays when the item moves, so nothing comes twice.
    asked_for = models.CharField(max_length=40, blank=True)
    due_month = models.DateField(help_text="First day of the month for which it was first planned")
    month = models.DateField(help_text="First day of the month for which it is planned now")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="programme")
    agenda_item = models.OneToOneField(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="programme_item"
    )
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    dropped_why = models.CharField(max_length=500, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["month", "pk"]
        indexes = [models.Index("body", "month", name="programme_of_a_body")]
        constraints = [
            models.UniqueConstraint(
                "rule", "asked_for", condition=Q(rule__isnull=False), name="a_rule_asks_for_a_thing_once"
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None, dropped_why="") | (Q(dropped_at__isnull=False) & ~Q(dropped_why="")),
                name="a_dropped_item_says_why",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def remit_id(self):
        return self.body.remit_id


class ProgrammeMove(models.Model):
    """That a planned item went from one meeting or month to another, and why. Never changed."""

    item = models.ForeignKey(ProgrammeItem, models.CASCADE, related_name="moves")
    from_month = models.DateField()
    to_month = models.DateField()
    from_meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    to_meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["moved_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_move_says_why")]

    def __str__(self):
        return f"{self.item}: {self.reason}"

    @property
    def is_later(self):
        """Was it put off, and not brought forward?"""
        return self.to_month > self.from_month
