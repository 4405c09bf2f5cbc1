"""The work programme is written: an item is planned, changed, dropped with a reason, and taken up again."""

from django.db import transaction
from django.utils import timezone

from committees.models import Body, Meeting, ProgrammeItem
from committees.models.programme import State
from committees.programme import months
from corporate_parenting.lib import dates
from roles.audit import person_or_none, record

FIELDS = ("title", "purpose", "lead", "note", "expects_paper")
OPEN_MEETINGS = (Meeting.Status.PLANNED, Meeting.Status.CONFIRMED)


class CannotPlan(Exception):
    """The work programme cannot be changed so. The message says why, what is safe and what to do."""


@transaction.atomic
def add(body, *, title, by, month=None, meeting=None, purpose="", lead=None, note="", expects_paper=True):
    """
    Plan something for a meeting of a body, or for a month in which no meeting is called; returns the ProgrammeItem.

    Raises CannotPlan without a title, without a time, at a meeting that is over or another body's, or after the
    body's end.
    """
    if not title.strip():
        raise CannotPlan("Say what is planned: the title is missing. Nothing was added.")
    month = _month(body, month, meeting)
    item = ProgrammeItem.objects.create(
        body=body,
        title=title.strip(),
        purpose=purpose,
        lead=lead,
        note=note.strip(),
        expects_paper=expects_paper,
        due_month=month,
        month=month,
        meeting=meeting,
        planned_at=timezone.now(),
        planned_by=person_or_none(by),
    )
    record(by, "planned", item, title=item.title, month=months.key(month), meeting=meeting and meeting.pk)
    return item


def _month(body, month, meeting):
    """The month of a meeting, or the one that was said. Raises CannotPlan where the body cannot take it then."""
    if meeting is None and month is None:
        raise CannotPlan("Say for which meeting or month it is planned. Nothing was changed.")
    if meeting is None:
        must_exist(body, month)
        return months.first_of(month)
    must_be_open(body, meeting)
    return months.first_of(meeting.starts_at)


def must_exist(body, month):
    """Raises CannotPlan where a body does not meet in a month any more, or does not yet."""
    if months.following(month) <= body.starts_on:
        raise CannotPlan(f"{body} begins on {dates.day(body.starts_on)}. Choose a month from then on.")
    if body.ends_on and months.first_of(month) > body.ends_on:
        raise CannotPlan(f"{body} ended on {dates.day(body.ends_on)}. Plan it for the body that came after it.")


def must_be_open(body, meeting):
    """Raises CannotPlan where a meeting is another body's, or takes nothing any more."""
    if meeting.body_id != body.pk:
        raise CannotPlan(f"That is a meeting of {meeting.body}. Choose a meeting of {body}.")
    if meeting.status not in OPEN_MEETINGS:
        raise CannotPlan(
            f"The meeting of {dates.day(meeting.starts_at)} is {meeting.get_status_display().lower()}, so nothing can "
            "be planned for it. Choose a meeting to come, or a month. Nothing was changed."
        )


def locked(item):
    """The item as it is now, kept from others until the step is done, with its state today."""
    ProgrammeItem.objects.select_for_update().filter(pk=item.pk).first()
    found = ProgrammeItem.objects.with_state(timezone.localdate())
    return found.select_related("body", "meeting", "agenda_item__meeting").get(pk=item.pk)


def must_be_free(item, what):
    """Raises CannotPlan for an item that was dropped, was considered, or stands on an agenda."""
    if item.state == State.DROPPED:
        raise CannotPlan(f"“{item}” was dropped on {dates.day(item.dropped_at)}. Take it up again first.")
    if item.state == State.CONSIDERED:
        when = dates.day(item.agenda_item.meeting.starts_at)
        raise CannotPlan(f"“{item}” was considered on {when}, so it cannot be {what}. Plan a new item instead.")
    if item.state == State.AGENDA:
        when = dates.day(item.agenda_item.meeting.starts_at)
        raise CannotPlan(
            f"“{item}” stands on the agenda of {when}. It is still there. Take it off that agenda first, or withdraw "
            f"it there if the agenda is published; then it can be {what}."
        )


@transaction.atomic
def change(item, *, by, **changes):
    """
    Change what an item says (any of FIELDS), not when. Its agenda item, if there is one, keeps its own words.

    Raises CannotPlan for one that was dropped or considered, and for an empty title.
    """
    found = locked(item)
    if found.state in (State.DROPPED, State.CONSIDERED):
        must_be_free(found, "changed")
    if not changes.get("title", found.title).strip():
        raise CannotPlan("Say what is planned: the title is missing. Nothing was changed.")
    for field, value in changes.items():
        if field not in FIELDS:
            raise TypeError(f"A planned item has no {field} to change")
        setattr(item, field, value.strip() if isinstance(value, str) else value)
    item.save(update_fields=list(changes))
    record(by, "changed in the work programme", item, title=item.title)


@transaction.atomic
def drop(item, *, why, by):
    """An item will not be considered; it stays in the programme and says why. Raises CannotPlan."""
    must_be_free(locked(item), "dropped")
    if not why.strip():
        raise CannotPlan("Say why it is dropped: people will ask. Nothing was changed.")
    item.dropped_at, item.dropped_by, item.dropped_why = timezone.now(), person_or_none(by), why.strip()
    item.save(update_fields=["dropped_at", "dropped_by", "dropped_why"])
    record(by, "dropped from the work programme", item, title=item.title)


@transaction.atomic
def take_up(item, *, by):
    """A dropped item is planned again, where it was. Raises CannotPlan for one that was not dropped."""
    if locked(item).state != State.DROPPED:
        raise CannotPlan(f"“{item}” was not dropped. Nothing was changed.")
    item.dropped_at, item.dropped_by, item.dropped_why = None, None, ""
    item.save(update_fields=["dropped_at", "dropped_by", "dropped_why"])
    record(by, "took up again in the work programme", item, title=item.title)


def lock(body):
    """One change of a body's whole programme at a time."""
    return Body.objects.select_for_update().get(pk=body.pk)
