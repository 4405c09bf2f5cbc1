"""The work programme as a reader sees it: a row for each item, by month, with no more than this reader may know."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, DateField, F, Prefetch, When
from django.db.models.functions import Cast, TruncMonth

from committees.models import Body, Meeting, ProgrammeItem, ProgrammeMove
from committees.models.bodies import OPEN_TO_THE_PUBLIC
from committees.models.programme import NO_MEETING, State
from committees.programme import lateness, months, moving
from roles import periods
from roles.permissions import May

TONES = {
    State.PLANNED: "waiting",
    State.AGENDA: "doing",
    State.CONSIDERED: "done",
    State.LATE: "late",
    State.DROPPED: "stopped",
}
HEAD = [
    "body",
    "month",
    "meeting",
    "title",
    "asked to",
    "lead",
    "report expected",
    "state",
    "why late or dropped",
    "first planned for",
    "comes back by",
    "note",
    "moves",
]


def items(viewer, day):
    """The items this viewer may know of, with state and the month they stand in, in order: by month, then by day."""
    shown = Case(
        When(NO_MEETING, then=F("month")),
        default=Cast(TruncMonth("meeting__starts_at"), DateField()),
        output_field=DateField(),
    )
    found = ProgrammeItem.objects.visible_to(viewer).with_state(day).annotate(shown_month=shown)
    moves = ProgrammeMove.objects.select_related("moved_by", "from_meeting", "to_meeting")
    found = found.select_related("body", "lead", "meeting", "agenda_item__meeting", "rule")
    return found.prefetch_related(Prefetch("moves", moves)).order_by("shown_month", "meeting__starts_at", "pk")


def coming(viewer, body, day):
    """What a body means to consider from the start of this municipal year on, but for what was dropped."""
    first = periods.period(periods.THIS, day).first
    return items(viewer, day).filter(body=body, shown_month__gte=first).exclude(state=State.DROPPED)


def own_bodies(viewer):
    """The bodies that a viewer runs or has a place on; for who has none, those that the law opens to everybody."""
    tied = viewer.remits(May.READ_BODY) | viewer.remits(May.RUN_MEETINGS)
    seen = Body.objects.visible_to(viewer).order_by("name", "pk")
    return seen.filter(remit__in=tied) if tied else seen.filter(legal_basis__in=OPEN_TO_THE_PUBLIC)


def is_inside(viewer, body):
    """May the viewer read what is said among those tied to a body: notes, reasons, names that are not public?"""
    return viewer.may(May.READ_BODY, body) or viewer.may(May.RUN_MEETINGS, body)


@dataclass(frozen=True)
class Row:
    """One item for one reader. `meeting` is None where there is none, or where this reader may not know of it."""

    item: ProgrammeItem
    meeting: Meeting | None
    inside: bool
    runs: bool

    @property
    def state(self):
        """On the agenda only for those who may see that agenda."""
        if self.item.state == State.AGENDA and self.meeting is None:
            return State.PLANNED
        return State(self.item.state)

    @property
    def tone(self):
        return TONES[self.state]

    @property
    def lead(self):
        """The name of whoever leads, as this reader may know it."""
        lead = self.item.lead
        if lead is None:
            return ""
        return lead.name if self.inside else lead.name_for_public or ""

    @property
    def why(self):
        return lateness.why(self.item) if self.inside else ""

    @property
    def note(self):
        return self.item.note if self.inside else ""

    @property
    def moves(self):
        """Its moves as sentences, oldest first."""
        return [moving.sentence(move) for move in self.item.moves.all()] if self.inside else []

    @property
    def needs_meeting(self):
        item = self.item
        cancelled = item.meeting is not None and item.meeting.status == Meeting.Status.CANCELLED
        return item.state in (State.PLANNED, State.LATE) and (item.meeting is None or cancelled)


def rows(found, viewer):
    """Items (of `items`) as Rows for a viewer. One query more: which of their meetings the viewer may know of."""
    found = list(found)
    wanted = {meeting.pk for meeting in map(_meeting, found) if meeting}
    seen = set(Meeting.objects.visible_to(viewer).filter(pk__in=wanted).values_list("pk", flat=True))
    return [_row(item, viewer, seen) for item in found]


def _meeting(item):
    """Where an item stands: on its agenda, or at its meeting unless that was cancelled."""
    if item.agenda_item is not None and item.agenda_item.meeting.status != Meeting.Status.CANCELLED:
        return item.agenda_item.meeting
    live = item.meeting is not None and item.meeting.status != Meeting.Status.CANCELLED
    return item.meeting if live else None


def _row(item, viewer, seen):
    meeting = _meeting(item)
    return Row(
        item,
        meeting if meeting and meeting.pk in seen else None,
        inside=is_inside(viewer, item.body) or (viewer.person is not None and item.lead_id == viewer.person.pk),
        runs=viewer.may(May.RUN_MEETINGS, item.body),
    )


def by_month(lines):
    """Rows as [(month, rows)], in their order."""
    return [(month, list(of)) for month, of in groupby(lines, key=lambda row: row.item.shown_month)]


def cells(row):
    """A row for a spreadsheet, under HEAD."""
    item = row.item
    return [
        item.body.name,
        months.words(item.shown_month),
        row.meeting and row.meeting.starts_at.date(),
        item.title,
        item.get_purpose_display() if item.purpose else "",
        row.lead,
        "yes" if item.expects_paper else "no",
        row.state.label,
        row.why,
        months.words(item.due_month),
        item.rule and (item.rule.source or "a rule of the body"),
        row.note,
        "; ".join(row.moves),
    ]
