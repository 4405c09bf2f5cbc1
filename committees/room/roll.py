"""The roll as one page sends it: each person's line is recorded by itself, and one that cannot be loses nothing."""

from django.db import transaction

from committees import law
from committees.models import Attendance
from committees.room import clock, presence, substitutes
from committees.room.page import LABELS, LINK, STANDS_IN
from committees.room.refusals import CannotRecord

How = Attendance.How
ALL, LEAVE, BACK = "all", "leave", "back"


def call(found, posted, *, by):
    """
    Record what a page says of the people of a Room; {key: why not} of the lines that could not be.

    `posted` holds, by key of the line: how-, was- (what the page showed before), at- and for-; and `do`: "all", or
    "leave:KEY" and "back:KEY". Those who wrote nothing new are left alone.
    """
    do, _, whose = posted.get("do", "").partition(":")
    if do == ALL:
        return _tried(lambda: presence.record_expected(found.meeting, by=by), ALL)
    wrong = {}
    for who in found.people:
        typed = {name: posted.get(f"{name}-{who.key}", "").strip() for name in ("how", "was", "at", "for")}
        step = _out_or_in(found, who, do, typed, by) if who.key == whose else _change(found, who, typed, by)
        if step and (failed := _tried(step, who.key)):
            wrong |= failed
            who.error, who.typed = failed[who.key], typed
    return wrong


def _tried(step, key):
    try:
        with transaction.atomic():
            step()
    except CannotRecord as why:
        return {key: str(why)}
    return {}


def _out_or_in(found, who, do, typed, by):
    def step():
        if who.row is None:
            raise CannotRecord(f"Say first how {who.name} takes part. Nothing was changed.")
        at = clock.read(typed["at"], found.meeting)
        if do == LEAVE:
            return presence.leave(who.row, at=at, by=by)
        return presence.come_back(who.row, at=at, remote=who.choice == LINK, by=by)

    return step


def _change(found, who, typed, by):
    """The step that a line asks for; None where it asks for none."""
    how, was = typed["how"], typed["was"]
    if how not in LABELS:
        return None
    is_new = how != was
    other = how == STANDS_IN and typed["for"] not in ("", str(who.stand_in.person_id) if who.stand_in else "")
    if not (is_new or other or typed["at"]):
        return None

    def step():
        if is_new and who.choice not in (was, how):
            said = LABELS.get(who.choice, "not recorded")
            raise CannotRecord(f"Somebody else recorded {who.name} meanwhile: {said}. Look, and choose again.")
        return _record(found, who, how, typed, by)

    return step


def _record(found, who, how, typed, by):
    at = clock.read(typed["at"], found.meeting)
    if how == STANDS_IN:
        return _stand_in(found, who, typed["for"], at, by)
    if who.stand_in:
        substitutes.end(who.stand_in, by=by)
    remote = how == LINK
    if remote:
        how = How.PRESENT if _takes_part_by_link(found.meeting, who.place) else How.ATTENDING
    if who.row and who.row.person_id is None:
        return presence.again(who.row, how=how, at=at, remote=remote, by=by)
    person = who.row.person if who.row else (who.place.person if who.place else who.stands_for.person)
    return presence.record(found.meeting, person, how=how, at=at, remote=remote, by=by, known=found.places)


def _takes_part_by_link(meeting, place):
    """A young or co-opted member without a vote is present by a link too; a voting one only where the law lets them."""
    return bool(place and not (place.attends or place.stands_in)) and (
        not place.votes or law.of(meeting.body).link_counts
    )


def _stand_in(found, who, chosen, at, by):
    person = next((one for one in found.candidates if str(one.pk) == chosen), None)
    if person is None:
        raise CannotRecord(f"Choose who stands in for {who.name}. Nothing was changed.")
    substitutes.substitute(found.meeting, absent=who.place.person, person=person, by=by)
    if found.meeting.opened_at:
        presence.record(found.meeting, person, how=How.SUBSTITUTE, at=at, by=by, known=found.places)
