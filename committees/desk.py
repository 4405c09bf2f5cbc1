"""The clerk's desk: which meeting is due next, what stands in the way, and the one thing to do about it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from committees import blocks, notice
from committees.deadlines import DONE, LATE, Deadline, Gathered, Kind, commission_of, lines, needs_commission
from committees.models import AgendaItem, Meeting, Minutes, Pack
from committees.notice import Notice
from corporate_parenting.lib import dates
from corporate_parenting.lib.jobs import State

OPEN = [Meeting.Status.PLANNED, Meeting.Status.CONFIRMED]
OVER = [Meeting.Status.HELD, Meeting.Status.INQUORATE]


@dataclass(frozen=True)
class Row:
    """
    A meeting on the desk. `expected` counts items that have a paper or wait for one, `given` those that have.

    `blocks` name what stands between now and publication, `deadlines` are all of its own, worst first.
    """

    meeting: Meeting
    notice: Notice
    items: int
    expected: int
    given: int
    has_pack: bool
    to_commission: tuple[AgendaItem, ...]
    commissioned: int
    deadlines: tuple[Deadline, ...]
    blocks: tuple[str, ...]
    publish_on: date
    publish_words: str
    is_law: bool
    has_minutes: bool
    # What to do about a commissioned report that is not laid: (what, where).
    awaited: tuple[str, str] | None = None

    @property
    def next_deadline(self):
        """The worst of what is not done yet, or None."""
        return next((one for one in self.deadlines if one.state != DONE), None)

    @property
    def late(self):
        """What should have been done already."""
        return [one for one in self.deadlines if one.state == LATE]

    @property
    def notice_due(self):
        """The first notice of an executive that is not given yet, or None."""
        return next((one for one in self.deadlines if one.kind == Kind.EXECUTIVE and one.state != DONE), None)

    @property
    def due_on(self):
        """Until published the day by which it has to be, then the meeting itself."""
        return timezone.localdate(self.meeting.starts_at) if self.meeting.published_at else self.publish_on

    @property
    def rank(self):
        """Where the row stands on the desk: what is past due first, then what is nearest."""
        day, following = timezone.localdate(self.meeting.starts_at), self.next_deadline
        if following is None:
            return (1, day, day, self.meeting.pk)
        return (0 if following.state == LATE else 1, following.on, day, self.meeting.pk)

    @property
    def is_running(self):
        """Was it opened, and has nobody ended it?"""
        return bool(self.meeting.opened_at) and self.meeting.status in OPEN

    @property
    def next_step(self):
        """(what to do, where). A meeting that runs is in the room, whatever was not done before it."""
        meeting = self.meeting
        if self.is_running:
            return "Go into the room", reverse("committees:room", args=[meeting.pk])
        agenda = reverse("committees:agenda", args=[meeting.pk])
        if not meeting.body.is_settled:
            return "Settle the legal basis", reverse("committees:settle", args=[meeting.body_id])
        if not self.items:
            return "Start the agenda", agenda
        if meeting.published_at and timezone.localdate(meeting.starts_at) <= timezone.localdate():
            return "Open the meeting", reverse("committees:room", args=[meeting.pk])
        if meeting.published_at:
            return "See the agenda", agenda
        return self._next_of_papers(agenda)

    def _next_of_papers(self, agenda):
        meeting = self.meeting
        if self.to_commission:
            return "Commission a report", reverse("committees:commission", args=[self.to_commission[0].pk])
        if self.notice_due:
            return "Give the notice", self.notice_due.url
        if self.awaited:
            return self.awaited
        if self.expected > self.given:
            return "Lay the papers", agenda
        if not self.has_pack:
            return "Build the pack", reverse("committees:pack", args=[meeting.pk])
        return "Publish the agenda", reverse("committees:publish", args=[meeting.pk])


def counted(meetings):
    """Meetings with their body and whether a pack was built: one query."""
    done = Pack.objects.in_print().filter(build__meeting=OuterRef("pk"), state=State.DONE)
    return meetings.select_related("body").annotate(has_pack=Exists(done))


def row(meeting, calendar=None):
    """A meeting, its body selected, as a row."""
    return _row(meeting, Gathered([meeting], calendar))


def rows(user, **narrowed):
    """
    The meetings to come that this user runs, worst first: a fixed number of queries.

    `narrowed` are conditions on the meetings, for whoever needs a part of them.
    """
    gathered = Gathered(to_come(user).filter(**narrowed))
    return sorted((_row(meeting, gathered) for meeting in gathered.meetings), key=lambda one: one.rank)


def to_come(user):
    """The meetings to come that this user runs, with their bodies; one that nobody ended stays until somebody does."""
    ahead = Q(starts_at__date__gte=timezone.localdate()) | Q(opened_at__isnull=False)
    mine = Meeting.objects.run_by(user).filter(ahead, status__in=OPEN)
    return mine.select_related("body").order_by("starts_at", "pk")


def after(user):
    """
    Meetings that were minuted here and whose minutes are not signed, with their body and `minutes`, oldest first.

    What was brought over from an older system was settled there.
    """
    ours = Q(opened_at__isnull=False) | Q(minutes__isnull=False)
    held = Meeting.objects.run_by(user).filter(ours, status__in=OVER).exclude(minutes__state=Minutes.State.SIGNED)
    return held.select_related("body", "minutes").order_by("starts_at", "pk")


def _row(meeting, gathered):
    items = lines(meeting)
    expected = [item for item in items if item.expects_paper or item.has_paper]
    plan = gathered.plan(meeting)
    return Row(
        meeting,
        notice.of(meeting, calendar=gathered.calendar),
        items=len(items),
        expected=len(expected),
        given=sum(item.has_paper for item in expected),
        has_pack=meeting.pk in gathered.packed,
        to_commission=tuple(item for item in items if needs_commission(item)),
        commissioned=sum(commission_of(item) is not None for item in items),
        deadlines=tuple(gathered.deadlines(meeting)),
        blocks=tuple(blocks.of(meeting, gathered)),
        publish_on=plan.out_on,
        publish_words=_published(meeting, plan) or gathered.working.by(plan.out_on),
        is_law=plan.is_law,
        has_minutes=meeting.status in OVER and (any(item.is_minuted for item in items) or _is_approved(meeting)),
        awaited=_awaited(items, gathered),
    )


def _is_approved(meeting):
    minutes = getattr(meeting, "minutes", None)
    return bool(minutes and minutes.approved_at)


def _awaited(items, gathered):
    """A report that came through is laid; until one has, its clerk can see how the first stands."""
    waiting = [item for item in items if commission_of(item) and not item.is_fulfilled]
    for item in waiting:
        if not gathered.standing(item).has_draft:
            return "Lay the report", reverse("committees:lay", args=[item.pk])
    for item in waiting:
        return "See the awaited report", reverse("reports:report", args=[commission_of(item).report_id])
    return None


def _published(meeting, plan):
    if not meeting.published_at:
        return ""
    late = timezone.localdate(meeting.published_at) > plan.out_on and plan.is_law
    return f"Published on {dates.day(meeting.published_at)}{', late' if late else ''}"


def steps(one):
    """Where a meeting stands, for its step line: from the plan of its agenda to what comes after it."""
    meeting, missing, asked = one.meeting, one.expected - one.given, len(one.to_commission)
    papers = f"{one.given} of {one.expected} in" if one.expected else ""
    reached = [
        ("Plan", one.items > 0, "" if one.items else "no items yet"),
        ("Commission", one.items > 0 and not asked, f"{asked} to commission" if asked else ""),
        ("Papers", one.items > 0 and not missing, papers),
        ("Pack", one.has_pack, ""),
        ("Publish", meeting.published_at is not None, ""),
        ("Meet", meeting.status in OVER, ""),
        ("Minutes", one.has_minutes, ""),
        ("After", False, ""),
    ]
    labels = [label for label, _, _ in reached]
    current = next(place for place, (_, done, _) in enumerate(reached) if not done)
    current = labels.index("Meet") if one.is_running else current
    return [
        {"label": label, "state": "done" if done else ("current" if place == current else ""), "note": note}
        for place, (label, done, note) in enumerate(reached)
    ]
