"""The clerk's desk: which meeting is due next, what is missing, and the one thing to do about it."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from committees import notice
from committees.models import Meeting, Pack
from committees.notice import Notice
from corporate_parenting.lib.jobs import State
from roles import council

OPEN = [Meeting.Status.PLANNED, Meeting.Status.CONFIRMED]
HAS_PAPERS = Q(items__papers__isnull=False)


@dataclass(frozen=True)
class Row:
    """A meeting on the desk. `expected` counts items that have a paper or wait for one, `given` those that have."""

    meeting: Meeting
    notice: Notice
    items: int
    expected: int
    given: int
    has_pack: bool

    @property
    def due_on(self):
        """The day the desk is sorted by: until published the last lawful day, then the meeting itself."""
        if self.meeting.published_at or self.notice.last_day is None:
            return timezone.localdate(self.meeting.starts_at)
        return self.notice.last_day

    @property
    def blocks(self):
        """What stands in the way, in words."""
        found = []
        if not self.meeting.body.is_settled:
            found.append("The legal basis of the body is not settled")
        if not self.items:
            found.append("The agenda has no items")
        if missing := self.expected - self.given:
            found.append(f"{missing} paper{'s' if missing > 1 else ''} to follow")
        return found

    @property
    def next_step(self):
        """(what to do, where)."""
        meeting = self.meeting
        agenda = reverse("committees:agenda", args=[meeting.pk])
        if not meeting.body.is_settled:
            return "Settle the legal basis", reverse("committees:settle", args=[meeting.body_id])
        if not self.items:
            return "Add the first item", reverse("committees:add_item", args=[meeting.pk])
        if meeting.published_at:
            return "Open the meeting", agenda
        if self.expected > self.given:
            return "Lay the papers", agenda
        if not self.has_pack:
            return "Build the pack", reverse("committees:pack", args=[meeting.pk])
        return "Publish the agenda", reverse("committees:publish", args=[meeting.pk])


def counted(meetings):
    """Meetings with their body and the counts a row needs: one query."""
    done = Pack.objects.filter(build__meeting=OuterRef("pk"), state=State.DONE)
    return meetings.select_related("body").annotate(
        item_count=Count("items", distinct=True),
        expected_count=Count("items", filter=Q(items__expects_paper=True) | HAS_PAPERS, distinct=True),
        given_count=Count("items", filter=HAS_PAPERS, distinct=True),
        has_pack=Exists(done),
    )


def row(meeting, calendar=None):
    """A meeting (from `counted`) as a row."""
    return Row(
        meeting,
        notice.of(meeting, calendar=calendar),
        items=meeting.item_count,
        expected=meeting.expected_count,
        given=meeting.given_count,
        has_pack=meeting.has_pack,
    )


def rows(user):
    """The meetings to come that this user runs, the most urgent first: three queries."""
    today = timezone.localdate()
    meetings = Meeting.objects.run_by(user).filter(starts_at__date__gte=today, status__in=OPEN)
    calendar = council.Calendar()
    found = [row(meeting, calendar) for meeting in counted(meetings)]
    return sorted(found, key=lambda one: (one.due_on, one.meeting.pk))


def steps(one):
    """Where a meeting stands, for its step line: plan, papers, pack, publish, meet."""
    meeting = one.meeting
    missing = one.expected - one.given
    reached = [
        ("Plan", one.items > 0, "" if one.items else "no items yet"),
        ("Papers", one.items > 0 and not missing, f"{one.given} of {one.expected} in" if one.expected else ""),
        ("Pack", one.has_pack, ""),
        ("Publish", meeting.published_at is not None, ""),
        ("Meet", meeting.status == Meeting.Status.HELD, ""),
    ]
    current = next((place for place, (_, done, _) in enumerate(reached) if not done), len(reached))
    return [
        {"label": label, "state": "done" if done else ("current" if place == current else ""), "note": note}
        for place, (label, done, note) in enumerate(reached)
    ]
