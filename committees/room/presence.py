"""Who is at a meeting, and when: recorded as the clerk sees it, in the words that minutes and figures read."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from committees import law
from committees.models import Attendance, Stay, Substitution, VoteCast
from committees.room import clock, places
from committees.room.locking import to_write
from committees.room.refusals import CannotRecord, WrongTime
from corporate_parenting.lib import dates
from roles.audit import record as audit
from roles.models import Affiliation

How = Attendance.How
HERE = (How.PRESENT, How.SUBSTITUTE, How.ATTENDING)
BY_LINK = "by link"
# Of a member who may not take part by a link: the figures of attendance must not count it (LGA 1972 s85).
LINK_IS_ABSENT = "Absent from the room: joined by a link"


@transaction.atomic
def record(meeting, person, *, how, by, at=None, remote=False, role="", known=None):
    """
    Say how somebody takes part in a meeting; returns the Attendance.

    Without `at` who is here was so from the opening. `remote` is by a link: a member with a vote then neither counts
    nor votes, and is in attendance (no power in England lets them). `known` are the places of the day, where they were
    read already. Raises CannotRecord and WrongTime.
    """
    to_write(meeting)
    how = How(how)
    place = (places.of(meeting) if known is None else known).get(person.pk)
    _must_be_so(meeting, person, place, how, remote)
    row = Attendance.objects.filter(meeting=meeting, person=person).exclude(how="").first()
    row = row or _new(meeting, person, known or {})
    row.how, row.status = how, words(meeting, place, how, remote)
    row.role = (role or row.role or (place.words if place else person.post))[:200]
    row.edition += 1
    row.save()
    _stay(row, how, at, remote)
    audit(by, "recorded at a meeting", row, how=str(how), remote=remote)
    return row


def words(meeting, place, how, remote):
    """What stands in the record for a way of taking part; figures of attendance read its beginning."""
    if how not in HERE or not remote:
        return How(how).label
    if place and place.votes and not law.of(meeting.body).link_counts:
        return LINK_IS_ABSENT
    return f"{How(how).label} {BY_LINK}"


def _new(meeting, person, known):
    on = timezone.localdate(meeting.starts_at)
    about = {one.kind: one.name for one in Affiliation.objects.on(on).filter(person=person)}
    order = list(known).index(person.pk) + 1 if person.pk in known else _last(meeting) + 1
    party, ward = about.get(Affiliation.Kind.PARTY, ""), about.get(Affiliation.Kind.WARD, "")
    return Attendance(meeting=meeting, person=person, order=order, name=person.name, party=party[:100], ward=ward)


def _last(meeting):
    return meeting.attendances.aggregate(last=Max("order"))["last"] or 0


def _must_be_so(meeting, person, place, how, remote):
    if how in HERE and timezone.localdate(meeting.starts_at) > timezone.localdate():
        raise CannotRecord(
            f"The meeting is on {dates.day(meeting.starts_at)}: nobody can be recorded as there before that day. "
            "Apologies and substitutes can. Nothing was changed."
        )
    stands_in = Substitution.objects.filter(meeting=meeting, person=person, ended_at=None)
    if how == How.SUBSTITUTE and not stands_in.exists():
        raise CannotRecord(f"Say first for whom {person} stands in. Nothing was changed.")
    if how == How.PRESENT:
        _must_have_a_place(meeting, person, place)
        if remote and place.votes and not law.of(meeting.body).link_counts:
            raise CannotRecord(
                f"{person} joined by a link and so is not present: a member who is not in the room does not count "
                "towards the quorum and cannot vote. Choose “By link”: that records them as in attendance."
            )
        _must_not_be_stood_in_for(meeting, person)


def _must_have_a_place(meeting, person, place):
    if place is None or place.stands_in:
        told = "is a substitute: say for whom they stand in" if place else "holds no place on the body that day"
        raise CannotRecord(f"{person} {told}, or record them as in attendance. Nothing was changed.")


def _must_not_be_stood_in_for(meeting, person):
    other = Substitution.objects.filter(meeting=meeting, absent=person, ended_at=None).select_related("person").first()
    if other:
        raise CannotRecord(
            f"{other.person} stands in for {person}. Both cannot sit: take the substitute away first. Nothing was "
            "changed."
        )


def _stay(row, how, at, remote):
    stays = list(row.stays.all())
    if how not in HERE:
        return _was_never_there(row, stays)
    if not stays:
        came_at = _arrival(row, at)
        return Stay.objects.create(attendance=row, came_at=came_at, is_remote=remote)
    last = stays[-1]
    if at and len(stays) == 1:
        last.came_at = _arrival(row, at)
        if last.left_at and last.left_at < last.came_at:
            raise WrongTime(
                f"{row.name} left at {dates.clock(last.left_at)}, so they cannot have come at {dates.clock(at)}. "
                "Nothing was changed."
            )
    last.is_remote = remote
    return last.save(update_fields=["came_at", "is_remote"])


def _arrival(row, at):
    """When somebody came: before the opening is from the opening on."""
    meeting = row.meeting
    if at is None:
        return meeting.opened_at or clock.now(meeting)
    if meeting.opened_at:
        at = max(at, meeting.opened_at)
    clock.must_be_of(meeting, at, f"that {row.name} came")
    return at


def _was_never_there(row, stays):
    if stays and VoteCast.objects.filter(decision__item__meeting=row.meeting_id, person=row.person_id).exists():
        raise CannotRecord(
            f"A vote of {row.name} is recorded in this meeting, so they were there. Write when they left instead, or "
            "correct the vote first. Nothing was changed."
        )
    row.stays.all().delete()


@transaction.atomic
def record_expected(meeting, *, by):
    """Everybody who is expected and of whom nobody said anything is here; returns how many were recorded."""
    to_write(meeting)
    known = places.of(meeting)
    said = set(meeting.attendances.exclude(how="").values_list("person", flat=True))
    stood_in_for = set(Substitution.objects.filter(meeting=meeting, ended_at=None).values_list("absent", flat=True))
    here = [one for one in known.values() if one.is_expected and one.person.pk not in said | stood_in_for]
    for one in here:
        how = How.ATTENDING if one.attends else How.PRESENT
        record(meeting, one.person, how=how, by=by, known=known)
    return len(here)


@transaction.atomic
def add_guest(meeting, *, name, by, role="", at=None, remote=False):
    """Somebody in attendance who is only named: a guest, an officer without an account. Returns the Attendance."""
    to_write(meeting)
    if timezone.localdate(meeting.starts_at) > timezone.localdate():
        raise CannotRecord("Nobody can be recorded as there before the day of the meeting. Nothing was changed.")
    row = Attendance(meeting=meeting, order=_last(meeting) + 1, name=name[:200], role=role[:200], how=How.ATTENDING)
    row.status = words(meeting, None, row.how, remote)
    row.save()
    _stay(row, row.how, at, remote)
    audit(by, "recorded at a meeting", row, how=str(row.how), remote=remote)
    return row


@transaction.atomic
def again(attendance, *, how, by, at=None, remote=False):
    """Say anew how somebody who is only named takes part; returns the Attendance."""
    meeting = to_write(attendance.meeting)
    attendance.how, attendance.status = How(how), words(meeting, None, how, remote)
    attendance.edition += 1
    attendance.save(update_fields=["how", "status", "edition"])
    _stay(attendance, attendance.how, at, remote)
    audit(by, "recorded at a meeting", attendance, how=str(how), remote=remote)
    return attendance


@transaction.atomic
def leave(attendance, *, by, at=None, for_item=None):
    """
    Somebody goes out, or leaves the link; returns the ended Stay.

    `for_item` is the item for which they leave because of an interest: they are expected back after it. Raises
    CannotRecord where they are not here, and WrongTime.
    """
    meeting = to_write(attendance.meeting)
    stay = attendance.stays.filter(left_at=None).first()
    if stay is None:
        raise CannotRecord(f"{attendance.name} is not in the room, so they cannot leave it. Nothing was changed.")
    at = max(clock.now(meeting), stay.came_at) if at is None else at
    clock.must_be_of(meeting, at, f"that {attendance.name} left")
    if at < stay.came_at:
        raise WrongTime(
            f"{attendance.name} came at {dates.clock(stay.came_at)}, so they cannot have left at {dates.clock(at)}. "
            "Nothing was changed: write a later time."
        )
    stay.left_at, stay.left_for = at, for_item
    stay.save(update_fields=["left_at", "left_for"])
    audit(by, "recorded that somebody left", attendance, at=at.isoformat(), item=for_item and for_item.pk)
    return stay


@transaction.atomic
def come_back(attendance, *, by, at=None, remote=False):
    """Somebody comes in again; returns the new Stay. Raises CannotRecord where they are here, and WrongTime."""
    meeting = to_write(attendance.meeting)
    if attendance.how not in HERE:
        raise CannotRecord(
            f"{attendance.name} is recorded as {attendance.get_how_display().lower()}. Choose “Present” first; nothing "
            "was changed."
        )
    last = attendance.stays.order_by("-came_at", "-pk").first()
    if last and last.left_at is None:
        raise CannotRecord(f"{attendance.name} is here already. Nothing was changed.")
    gone = last.left_at if last else None
    at = max(filter(None, (clock.now(meeting), gone))) if at is None else at
    clock.must_be_of(meeting, at, f"that {attendance.name} came back")
    if gone and at < gone:
        raise WrongTime(
            f"{attendance.name} left at {dates.clock(gone)}, so they cannot have come back at {dates.clock(at)}. "
            "Nothing was changed: write a later time."
        )
    stay = Stay.objects.create(attendance=attendance, came_at=at, is_remote=remote)
    audit(by, "recorded that somebody came back", attendance, at=at.isoformat(), remote=remote)
    return stay
