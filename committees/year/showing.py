"""A year of meetings in words, for one viewer: what they may not know of is not named."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from committees.models import Body, Meeting
from committees.year.clashes import Diary
from corporate_parenting.lib import calendar, dates
from roles import council
from roles.permissions import May

Status = Meeting.Status
STATES = {Status.PLANNED: "Planned: the date can change", Status.CONFIRMED: "Confirmed"}
TONES = {Status.CANCELLED: "stopped", Status.INQUORATE: "stopped", Status.HELD: "done", Status.CONFIRMED: "doing"}


class Words:
    """Puts clashes into words for a viewer. Reads once which bodies they may know of."""

    def __init__(self, viewer):
        self.viewer = viewer
        self._known = set(Body.objects.visible_to(viewer).values_list("pk", flat=True))
        self._manages = viewer.may(May.MANAGE_BODIES)

    def clash(self, clash, body):
        """
        One clash of a meeting of `body`. A body that protects who comes to it is not named, nor who sits on it.

        Names that are not public are told to those alone who are tied to both bodies, as on a body's own page.
        """
        when = self._when(clash)
        if clash.body.pk not in self._known:
            return f"Another body with some of the same members meets {when}."
        inside = self._manages or all(self.viewer.may(May.READ_BODY, one) for one in (body, clash.body))
        names = [person.name if inside else person.name_for_public for person in clash.people]
        return f"{clash.body} meets {when}. On both: {_listed(names)}."

    def clashes(self, clashes, body):
        return [self.clash(clash, body) for clash in clashes]

    def moved(self, proposal, body):
        """Why a proposal is not on the day that the pattern says; empty when it is."""
        if not proposal.moved:
            return ""
        wanted = dates.weekday(proposal.wanted)
        if proposal.closed:
            weekend = proposal.closed in ("Saturday", "Sunday")
            return f"The pattern says {wanted}{', a weekend' if weekend else f': {proposal.closed}'}."
        because = self.clashes(proposal.because, body)
        return " ".join([f"The pattern says {wanted}.", *because])

    def _when(self, clash):
        at = dates.clock(clash.meeting.starts_at)
        return f"at the same time (from {at})" if clash.overlaps else f"on the same day, from {at}"


def _listed(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def warnings(body, starts_at, ends_at=None, *, viewer, but=None):
    """
    What a clerk should know before a body meets at a moment, in sentences: clashes of members, and closed offices.

    For the page that calls or changes a meeting; `but` is the meeting that is changed. Five queries.
    """
    day = timezone.localdate(starts_at)
    closed = calendar.why_not_working(day, council.closures())
    clashes = Diary(day, day).clashes(body, starts_at, ends_at, but=but)
    about = [f"{dates.weekday(day)} is no working day: {closed}."] if closed else []
    return [*about, *Words(viewer).clashes(clashes, body)]


# --- The year of all bodies


@dataclass(frozen=True)
class Row:
    """A meeting in the year: everything that its page would tell, or a bare date. `url` is empty for a date."""

    body: str
    body_id: int
    starts_at: object
    ends_at: object
    place: str
    status: str
    is_published: bool = False
    url: str = ""
    clashes: list = field(default_factory=list)

    @property
    def state(self):
        """How firm it is, in words."""
        if self.is_published and self.status in STATES:
            return "Published"
        return STATES.get(self.status) or Status(self.status).label

    @property
    def tone(self):
        return "done" if self.is_published and self.status in STATES else TONES.get(self.status, "waiting")


@dataclass(frozen=True)
class Month:
    """A month of the year: its meetings, and the weekdays on which nobody works."""

    first: date
    rows: list
    closed: list


def rows(viewer, first, last, narrow=lambda meetings: meetings):
    """
    The meetings between two days that a viewer may know of, in order; `narrow` filters them.

    Those that they may read lead to their page; of planned ones they learn the date alone.
    """
    year = Meeting.objects.filter(starts_at__date__range=(first, last))
    seen = Meeting.objects.visible_to(viewer).filter(pk__in=year.values("pk"))
    found = list(narrow(seen).select_related("body"))
    bare = narrow(year.exclude(pk__in=seen.values("pk"))).dates_for(viewer)
    runs = viewer.remits(May.RUN_MEETINGS)
    clashes = _clashes(found, runs, viewer, first, last)
    known = [_row(meeting, _page(meeting, runs, viewer), clashes.get(meeting.pk, [])) for meeting in found]
    return sorted([*known, *map(_date, bare)], key=lambda row: (row.starts_at, row.body))


def _clashes(meetings, runs, viewer, first, last):
    """
    {meeting's id: [words]} of meetings to come that the viewer clerks, or of all for those who manage bodies: who
    is wanted elsewhere, and that nobody works that day, because a closure day was added later.
    """
    mine = [one for one in meetings if one.body.remit_id in runs or viewer.may(May.MANAGE_BODIES)]
    mine = [one for one in mine if one.status in (Status.PLANNED, Status.CONFIRMED)]
    if not mine:
        return {}
    diary, words, closures = Diary(first, last), Words(viewer), council.closures()
    return {
        one.pk: [
            *_closed_words(timezone.localdate(one.starts_at), closures),
            *words.clashes(diary.clashes(one.body, one.starts_at, one.ends_at, but=one), one.body),
        ]
        for one in mine
    }


def _closed_words(day, closures):
    why = calendar.why_not_working(day, closures)
    return [f"No working day: {why}."] if why else []


def _page(meeting, runs, viewer):
    if viewer.person is None:
        return reverse("committees:public_meeting", args=[meeting.pk])
    name = "committees:agenda" if meeting.body.remit_id in runs else "committees:meeting"
    return reverse(name, args=[meeting.pk])


def _row(meeting, url, clashes):
    about = (meeting.starts_at, meeting.ends_at, meeting.place, meeting.status, meeting.published_at is not None)
    return Row(meeting.body.name, meeting.body_id, *about, url, clashes)


def _date(found):
    about = (found["starts_at"], found["ends_at"], found["place"], found["status"])
    return Row(found["body__name"], found["body"], *about)


def months(found, first, last):
    """Rows by month, each month with its bank holidays and closure days; a month without either is left out."""
    closures = council.closures()
    closed = [(day, why) for day, why in _closed(first, last, closures)]
    made, begin = [], first.replace(day=1)
    while begin <= last:
        of = [row for row in found if _in(begin, timezone.localdate(row.starts_at))]
        made.append(Month(begin, of, [(day, why) for day, why in closed if _in(begin, day)]))
        begin = calendar.months_after(begin, 1)
    return made


def _closed(first, last, closures):
    """Bank holidays and the council's closure days, weekends left out."""
    days = {day: why for year in range(first.year, last.year + 1) for day, why in calendar.bank_holidays(year).items()}
    named = closures | days
    return sorted((day, why) for day, why in named.items() if first <= day <= last)


def _in(month, day):
    return (month.year, month.month) == (day.year, day.month)


def mine(viewer):
    """Condition on a Meeting: of bodies on which the viewer has a place, or that they clerk."""
    return Q(body__remit__in=viewer.remits(May.READ_BODY) | viewer.remits(May.RUN_MEETINGS))
