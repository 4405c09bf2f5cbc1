"""Meetings of another system come in: bodies, meetings, items and who was there, found again by the source's ids."""

from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils import timezone

from committees import bodies, moderngov
from committees.imported_meetings import bring_meeting, day_of
from committees.models import Body, Meeting
from committees.models.bodies import LegalBasis
from corporate_parenting.lib.reading import ReadError

MOST_WORDS = 200


@dataclass
class Tally:
    """What came in, by how many; `notes` are what somebody should look at."""

    bodies: int = 0
    meetings: int = 0
    changed: int = 0
    items: int = 0
    links: int = 0
    people: int = 0
    attendances: int = 0
    minutes: int = 0
    notes: list = field(default_factory=list)

    def __str__(self):
        counted = [
            (self.bodies, "body", "bodies"),
            (self.meetings, "meeting", "meetings"),
            (self.items, "agenda item", "agenda items"),
            (self.links, "link", "links"),
            (self.people, "councillor", "councillors"),
            (self.attendances, "attendance", "attendances"),
            (self.minutes, "item with minutes", "items with minutes"),
        ]
        made = [f"{number} {one if number == 1 else many}" for number, one, many in counted if number]
        words = f"{', '.join(made)} added" if made else "Nothing new"
        return f"{words}; {self.changed} changed" if self.changed else words


def read(files):
    """
    What files hold, given as [(name, bytes)] in any order: ({id: Committee}, {id: (Meeting, file)}).

    The answer about one meeting is joined with its line in a list. Raises ReadError; nothing is kept then.
    """
    committees, meetings = {}, {}
    for name, data in files:
        for found in moderngov.read(data, name):
            if isinstance(found, moderngov.Committee):
                known = committees.get(found.source_id)
                committees[found.source_id] = _fuller_body(known, found) if known else found
            else:
                known, where = meetings.get(found.source_id, (None, name))
                fuller = _fuller(known, found) if known else found
                meetings[found.source_id] = (fuller, where if known and known.detailed else name)
    return committees, meetings


def _fuller_body(one, other):
    """A list of meetings knows the name of a body only; the list of bodies knows whether it still meets."""
    return replace(
        other,
        category=other.category or one.category,
        deleted=other.deleted or one.deleted,
        expired=other.expired or one.expired,
    )


def _fuller(one, other):
    """The detailed answer, with the body that only the list names."""
    detailed, listed = (one, other) if one.detailed and not other.detailed else (other, one)
    return replace(
        detailed,
        committee_id=detailed.committee_id or listed.committee_id,
        committee_title=detailed.committee_title or listed.committee_title,
    )


@transaction.atomic
def bring_in(files, *, by, dry_run=False):
    """
    Bring in ModernGov answers, given as [(name, bytes)]: all of them or nothing. Returns a Tally.

    New bodies have no settled legal basis until somebody says which. A meeting that was published here
    is left as it is. Raises ReadError with file, line and field. With `dry_run` nothing is kept.
    """
    tally = Tally()
    committees, meetings = read(files)
    days = {}
    for meeting, _ in meetings.values():
        days.setdefault(meeting.committee_id, []).append(day_of(meeting))
    known = {
        source_id: _body(committee, days.get(source_id, []), tally, by) for source_id, committee in committees.items()
    }
    for meeting, name in sorted(meetings.values(), key=lambda pair: (day_of(pair[0]), pair[0].source_id)):
        bring_meeting(_its_body(meeting, name, known, tally, by), meeting, tally, by=by)
    if dry_run:
        transaction.set_rollback(True)
    return tally


def source_id(thing):
    """How a thing of the source is named here."""
    return f"moderngov:{thing.source_id}"


def _body(committee, days, tally, by):
    """The body of the source: found by its id, else by its exact name where that has no id yet, else founded."""
    found = Body.objects.filter(source_id=source_id(committee)).first() or _adopted(committee)
    if found is None:
        found = _founded(committee.title[:MOST_WORDS], days, tally, by, source_id(committee))
    _cover(found, days)
    if (committee.expired or committee.deleted) and found.ends_on is None:
        bodies.dissolve(found, on=max([found.starts_on, *days, timezone.localdate()]), by=by)
    return found


def _adopted(committee):
    same = list(Body.objects.filter(name=committee.title, source_id="", ends_on=None))
    if len(same) != 1:
        return None
    same[0].source_id = source_id(committee)
    same[0].save(update_fields=["source_id"])
    return same[0]


def _founded(title, days, tally, by, source=""):
    tally.bodies += 1
    return bodies.constitute(
        name=title,
        kind=Body.Kind.OTHER,
        legal_basis=LegalBasis.NOT_SETTLED,
        starts_on=min([timezone.localdate(), *days]),
        source_id=source,
        by=by,
    )


def _cover(body, days):
    """Nobody said when an imported body began: no later than the first meeting that we know of."""
    if not body.is_settled and days and min(days) < body.starts_on:
        body.starts_on = min(days)
        body.save(update_fields=["starts_on"])


def _its_body(meeting, name, known, tally, by):
    """The body of a meeting. Its own page names it by title alone; without a list, the title founds a body."""
    if meeting.committee_id in known:
        return known[meeting.committee_id]
    held = Meeting.objects.filter(source_id=source_id(meeting)).select_related("body").first()
    if held:
        return held.body
    title = meeting.committee_title[:MOST_WORDS]
    if not title:
        words = "the file does not say which body meets. Bring in the list of its meetings as well."
        raise ReadError(name, meeting.line, "committeetitle", words)
    found = _titled(title, known) or _founded(title, [day_of(meeting)], tally, by)
    _cover(found, [day_of(meeting)])
    return found


def _titled(title, known):
    same = [body for body in known.values() if body.name == title]
    same = same or list(Body.objects.filter(name=title, ends_on=None))
    return same[0] if len(same) == 1 else None
