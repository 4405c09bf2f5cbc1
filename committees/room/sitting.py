"""A meeting is opened, somebody presides, its items are taken one by one, and it is ended: held, or inquorate."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from committees import agenda, states
from committees.models import Attendance, Meeting, Minute, Stay, Substitution
from committees.room import clock, places, presence, quorum
from committees.room.locking import lock, to_sit, to_write
from committees.room.refusals import CannotRecord, CannotSitNow, WrongTime
from corporate_parenting.lib import dates
from roles.audit import record as audit

How = Attendance.How
MINUTE = timedelta(minutes=1)


def why_not_open(meeting):
    """In words, why a meeting cannot be opened now; empty when it can."""
    if meeting.status == Meeting.Status.CANCELLED:
        return "The meeting is cancelled, so it cannot be opened. Nothing was changed."
    if meeting.status == Meeting.Status.PLANNED:
        return "The meeting is only planned. Confirm it first; then it can be opened."
    if timezone.localdate(meeting.starts_at) > timezone.localdate():
        return f"The meeting is on {dates.weekday(meeting.starts_at)}. It cannot be opened before its day."
    if meeting.opened_at:
        return f"The meeting was opened at {dates.clock(meeting.opened_at)} already. Nothing was changed."
    return ""


@transaction.atomic
def begin(meeting, *, presiding, by, at=None):
    """
    Open a meeting: `presiding` is chosen from its members, and is then present. Without `at` it is opened now.

    Whoever was recorded as here before is here from the opening. Raises CannotSitNow and WrongTime.
    """
    to_write(meeting)
    if why := why_not_open(meeting):
        raise CannotSitNow(why)
    at = clock.now(meeting) if at is None else at
    _must_be_its_day(meeting, at)
    known = places.of(meeting)
    _must_preside(meeting, presiding, known)
    meeting.opened_at, meeting.presiding = at, presiding
    meeting.save(update_fields=["opened_at", "presiding"])
    Stay.objects.filter(attendance__meeting=meeting, left_at=None).update(came_at=at)
    _is_here(meeting, presiding, known, by)
    audit(by, "opened", meeting, at=at.isoformat(), presiding=presiding.pk)
    return meeting


def _must_be_its_day(meeting, at):
    day = timezone.localdate(meeting.starts_at)
    if at > timezone.now() + clock.AHEAD:
        raise WrongTime(f"{dates.clock(at)} has not come yet. Nothing was changed: write when the meeting was opened.")
    if timezone.localdate(at) != day:
        raise WrongTime(f"The meeting is on {dates.weekday(day)}, and is opened on that day. Nothing was changed.")


def _must_preside(meeting, person, known):
    if Substitution.objects.filter(meeting=meeting, person=person, ended_at=None).exists():
        return
    if person.pk not in known or not known[person.pk].presides:
        raise CannotSitNow(
            f"{person} is no member of {meeting.body} that day, and whoever presides is chosen from its members. "
            "Choose the chair, the vice-chair or another member who is here. Nothing was changed."
        )


def _is_here(meeting, person, known, by):
    row = Attendance.objects.filter(meeting=meeting, person=person).exclude(how="").first()
    if row is None or row.how not in presence.HERE:
        stands_in = person.pk not in known or known[person.pk].stands_in
        how = How.SUBSTITUTE if stands_in else How.PRESENT
        presence.record(meeting, person, how=how, by=by, known=known)
    elif not row.stays.filter(left_at=None).exists():
        raise CannotSitNow(
            f"{row.name} is not in the room, and so cannot preside. Choose who is here. Nothing was changed."
        )


@transaction.atomic
def preside(meeting, *, presiding, by):
    """Somebody else takes the chair, for an item or for the rest of the meeting. Raises CannotSitNow."""
    to_sit(meeting)
    known = places.of(meeting)
    _must_preside(meeting, presiding, known)
    _is_here(meeting, presiding, known, by)
    meeting.presiding = presiding
    meeting.save(update_fields=["presiding"])
    audit(by, "recorded who presides over", meeting, presiding=presiding.pk)


@transaction.atomic
def start_item(item, *, by, at=None):
    """
    An item is taken; the one that was being taken ends then. Returns its Minute.

    Raises CannotRecord for an item that was withdrawn, CannotSitNow and WrongTime.
    """
    meeting = to_sit(item.meeting)
    _must_be_taken(item)
    at = max(clock.now(meeting), meeting.opened_at) if at is None else at
    clock.must_be_of(meeting, at, f"that “{item}” began")
    for other in Minute.objects.filter(item__meeting=meeting, ended_at=None).exclude(item=item):
        if other.began_at and other.began_at <= at:
            other.ended_at = at
            other.save(update_fields=["ended_at"])
    minute = minute_of(item, by)
    if minute.ended_at and minute.ended_at < at:
        # Taken up again: what was minuted stays, and so does when it was first taken.
        minute.ended_at = meeting.ended_at
    else:
        minute.began_at = at
    minute.save(update_fields=["began_at", "ended_at"])
    audit(by, "recorded the start of", item, at=at.isoformat())
    return minute


@transaction.atomic
def end_item(item, *, by, at=None):
    """An item is done; returns its Minute. Raises CannotRecord where it was not started, and WrongTime."""
    meeting = to_sit(item.meeting)
    minute = Minute.objects.filter(item=item).first()
    if minute is None or minute.began_at is None:
        raise CannotRecord(f"“{item}” was not started, so it cannot be done. Start it first; nothing was changed.")
    at = max(clock.now(meeting), minute.began_at) if at is None else at
    clock.must_be_of(meeting, at, f"that “{item}” ended")
    if at < minute.began_at:
        raise WrongTime(
            f"“{item}” began at {dates.clock(minute.began_at)}, so it cannot have ended at {dates.clock(at)}. Nothing "
            "was changed: write a later time."
        )
    minute.ended_at = at
    minute.save(update_fields=["ended_at"])
    audit(by, "recorded the end of", item, at=at.isoformat())
    return minute


def _must_be_taken(item):
    if item.withdrawn_at:
        raise CannotRecord(f"“{item}” was withdrawn from the agenda, so it is not taken. Nothing was changed.")


def minute_of(item, by):
    """The Minute of an item, made where there is none yet. Lock its meeting first."""
    found = Minute.objects.filter(item=item).first()
    return found or Minute.objects.create(item=item, saved_at=timezone.now(), saved_by=by)


@transaction.atomic
def finish(meeting, *, by, at=None, inquorate=None):
    """
    End a meeting. `inquorate` unless said: whether there were never enough people to decide anything.

    Whoever is still here leaves, the item that is being taken ends, and of whom nobody said anything is absent. Raises
    CannotSitNow, WrongTime, and agenda.CannotCall where the meeting cannot become that.
    """
    to_sit(meeting)
    if meeting.ended_at:
        raise CannotSitNow(f"The meeting was ended at {dates.clock(meeting.ended_at)} already. Nothing was changed.")
    at = max(clock.now(meeting), meeting.opened_at) if at is None else at
    clock.must_be_of(meeting, at, "its end")
    at = _last_moment(meeting, at)
    if inquorate is None:
        inquorate = never_quorate(meeting, at)
    _let_all_go(meeting, at, by)
    meeting.ended_at = at
    meeting.save(update_fields=["ended_at"])
    agenda.close(meeting, status=Meeting.Status.INQUORATE if inquorate else Meeting.Status.HELD, by=by)
    lock(meeting)
    audit(by, "ended", meeting, at=at.isoformat(), inquorate=inquorate)
    return meeting


def never_quorate(meeting, moment=None):
    """Were there never enough people in the room, from the opening to a moment?"""
    found = quorum.quorum_at(meeting, moment)
    return not found.is_met and not found.was_met


def _last_moment(meeting, at):
    """
    The end as it is kept: a clerk types minutes, and what is recorded in that minute was before it.

    Raises WrongTime where something is recorded after this end, CannotSitNow where the meeting cannot be over.
    """
    if why := states.why_not(meeting, Meeting.Status.HELD):
        raise CannotSitNow(why)
    stays = Stay.objects.filter(attendance__meeting=meeting).aggregate(came=Max("came_at"), left=Max("left_at"))
    items = Minute.objects.filter(item__meeting=meeting).aggregate(began=Max("began_at"), ended=Max("ended_at"))
    last = max(filter(None, (*stays.values(), *items.values())), default=at)
    if last >= at + MINUTE:
        raise WrongTime(
            f"Something is recorded at {dates.clock(last)}, so the meeting cannot have ended at {dates.clock(at)}. "
            "Nothing was changed: write a later time, or correct that one first."
        )
    return max(at, last)


def _let_all_go(meeting, at, by):
    Stay.objects.filter(attendance__meeting=meeting, left_at=None).update(left_at=at)
    Minute.objects.filter(item__meeting=meeting, ended_at=None, began_at__isnull=False).update(ended_at=at)
    said = set(meeting.attendances.exclude(how="").values_list("person", flat=True))
    known = places.of(meeting)
    for pk, place in known.items():
        if place.is_expected and pk not in said and not place.attends:
            presence.record(meeting, place.person, how=How.ABSENT, by=by, known=known)
