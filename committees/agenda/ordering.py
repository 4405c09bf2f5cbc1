"""The order of an agenda: one change at a time, part 2 behind part 1, numbers unique and without gaps."""

from django.db import transaction

from committees.agenda.refusals import CannotChangeAgenda
from committees.models import AgendaItem, Meeting, StandingItem
from corporate_parenting.lib import dates
from roles.audit import record

FAR = 10_000


def lock(meeting):
    """One change of an agenda at a time; what another has published, moved or called off meanwhile is known."""
    locked = Meeting.objects.select_for_update().filter(pk=meeting.pk)
    meeting.published_at, meeting.status, meeting.starts_at, meeting.sequence = locked.values_list(
        "published_at", "status", "starts_at", "sequence"
    ).get()


def again(item):
    """Lock the item's meeting and read the item as it stands. Raises CannotChangeAgenda when it is gone."""
    meeting = item.meeting
    lock(meeting)
    try:
        item.refresh_from_db()
    except AgendaItem.DoesNotExist:
        raise CannotChangeAgenda(
            f"Somebody took “{item}” off the agenda in the meantime. Look at the agenda again; nothing was changed."
        ) from None
    item.meeting = meeting
    return item


def must_be_open(meeting, what):
    """Raise CannotChangeAgenda when the agenda is published, saying what stands because of it."""
    if meeting.published_at:
        raise CannotChangeAgenda(f"The agenda was published on {dates.day(meeting.published_at)}. {what}.")


def must_stand(item):
    """Raise CannotChangeAgenda for an item that was withdrawn, or of a meeting that was called off."""
    must_take_place(item.meeting)
    if item.withdrawn_at:
        raise CannotChangeAgenda(
            f"“{item}” was withdrawn on {dates.day(item.withdrawn_at)} and stays as it is. Add a new item instead."
        )


def must_take_place(meeting):
    """Raise CannotChangeAgenda when the meeting is called off."""
    if meeting.status == Meeting.Status.CANCELLED:
        raise CannotChangeAgenda("The meeting is cancelled. Its agenda stays as it was; nothing was changed.")


def in_parts(meeting):
    """The items in their order, those of part 2 last."""
    return sorted(meeting.items.all(), key=lambda item: (item.likely_private, item.order, item.pk))


@transaction.atomic
def move(item, *, by, to=None, after=None):
    """
    Put an item on a place, counted from 1, or directly after another; the others make room.

    Part 2 stays behind part 1. `after` is an item; nothing means the first place of its part. Raises
    CannotChangeAgenda when the agenda is published (people have it in their hands), or the other item is gone.
    """
    again(item)
    must_stand(item)
    must_be_open(item.meeting, "Its order stands")
    items = [one for one in in_parts(item.meeting) if one != item]
    place = to - 1 if to is not None else _place_after(item, after, items)
    items.insert(min(max(place, _first(item, items)), _last(item, items)), item)
    set_in_order(item.meeting, items)
    item.refresh_from_db(fields=["order", "number"])
    record(by, "moved on the agenda", item, to=item.order)


def _place_after(item, after, items):
    """The place, counted from 0, directly after an item among the others."""
    if not after:
        return 0
    wanted = getattr(after, "pk", after)
    if wanted == item.pk:
        return item.order - 1
    ids = [one.pk for one in items]
    if wanted not in ids:
        raise CannotChangeAgenda(
            f"The item after which “{item}” was to stand is no longer on this agenda. Look at the agenda again and "
            "choose another place; nothing was moved."
        )
    return ids.index(wanted) + 1


def _first(item, items):
    return sum(not one.likely_private for one in items) if item.likely_private else 0


def _last(item, items):
    return len(items) if item.likely_private else sum(not one.likely_private for one in items)


def set_in_order(meeting, items):
    """Number items anew; numbers that the source printed go when the order is no longer the source's."""
    moved = [(place, item) for place, item in enumerate(items, start=1) if item.order != place]
    # Twice, because no two items of a meeting may stand in one place for a moment.
    for away in (FAR, 0):
        for place, item in moved:
            item.order = place + away
        AgendaItem.objects.bulk_update([item for _, item in moved], ["order"])
    if moved:
        meeting.items.exclude(number="").update(number="")


def put_last(item):
    """Put an item at the end of its part: in part 1, before the standing items that close it."""
    others = [one for one in in_parts(item.meeting) if one != item]
    place = _last(item, others)
    if not item.likely_private and item.kind != AgendaItem.Kind.STANDING:
        closing = closing_titles(item.meeting)
        while place and others[place - 1].kind == AgendaItem.Kind.STANDING and others[place - 1].title in closing:
            place -= 1
    others.insert(place, item)
    set_in_order(item.meeting, others)


def closing_titles(meeting):
    """The titles of the body's standing items that stand after the business of part 1."""
    closing = StandingItem.objects.filter(body=meeting.body_id, place=StandingItem.Place.CLOSING)
    return set(closing.values_list("title", flat=True))
