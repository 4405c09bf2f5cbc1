"""What stands on every agenda of a body: kept once, copied onto each new agenda."""

from django.db import transaction
from django.utils import timezone

from committees import law
from committees.agenda import items
from committees.agenda.ordering import closing_titles, in_parts, lock, must_be_open, must_take_place, set_in_order
from committees.agenda.refusals import CannotChangeAgenda
from committees.models import AgendaItem, Body, StandingItem
from corporate_parenting.lib import dates
from roles.audit import record

Place = StandingItem.Place
FIELDS = ("place", "title", "text", "purpose", "presenter")
COPIED = ("title", "text", "purpose", "presenter")
Purpose = AgendaItem.Purpose
USUAL = (
    (Place.OPENING, "Apologies for absence", Purpose.NOTE),
    (Place.OPENING, "Declarations of interests", Purpose.NOTE),
    (Place.OPENING, "Minutes of the last meeting", Purpose.DECIDE),
)


def of(body, day):
    """The standing items of a body on a day, in their order: those that open the agenda first."""
    return StandingItem.objects.on(day).filter(body=body).order_by("-place", "order", "pk")


@transaction.atomic
def add(body, *, title, by, place=Place.OPENING, text="", purpose="", presenter="", starts_on=None):
    """Keep one more standing item, last of its place, from a day on (today); returns the StandingItem."""
    starts_on = starts_on or timezone.localdate()
    order = max(body.standing_items.filter(place=place).values_list("order", flat=True), default=0) + 1
    about = {"place": place, "order": order, "title": title, "text": text, "purpose": purpose, "presenter": presenter}
    made = StandingItem.objects.create(body=body, starts_on=starts_on, **about)
    record(by, "added a standing item", body, standing=made.pk, title=title)
    return made


def usual(body):
    """
    What usually stands on an agenda of such a body: (place, title, purpose), in order.

    Urgent business only where the law lets whoever chairs allow it (LGA 1972 s100B(4)(b)). The exclusion of the
    public is no standing item: it is put before part 2 by itself, on agendas that have one.
    """
    regime = law.of(body)
    if not regime.chair_may_add:
        return USUAL
    return *USUAL, (
        Place.CLOSING,
        "Urgent business" if regime.public_has_a_right else "Any other business",
        Purpose.NOTE,
    )


@transaction.atomic
def add_usual(body, *, by):
    """Keep the usual standing items; returns them. Raises CannotChangeAgenda when some stand already."""
    body = Body.objects.select_for_update().get(pk=body.pk)
    if of(body, timezone.localdate()).exists():
        raise CannotChangeAgenda("This body has standing items already. Add the one that is missing by itself.")
    return [add(body, place=place, title=title, purpose=purpose, by=by) for place, title, purpose in usual(body)]


@transaction.atomic
def change(found, *, by, **changes):
    """Change what a standing item says (any of FIELDS). Agendas on which it stands already stay as they are."""
    if unknown := set(changes) - set(FIELDS):
        raise TypeError(f"A standing item has no {unknown.pop()} to change")
    if changes.get("place", found.place) != found.place:
        others = found.body.standing_items.filter(place=changes["place"])
        changes["order"] = max(others.values_list("order", flat=True), default=0) + 1
    for field, value in changes.items():
        setattr(found, field, value)
    found.save(update_fields=list(changes))
    record(by, "changed a standing item", found.body, standing=found.pk, title=found.title)


@transaction.atomic
def end(found, *, on, by):
    """A standing item stands on no later agenda. Raises CannotChangeAgenda when it has ended, or began later."""
    if found.ends_on is not None:
        raise CannotChangeAgenda(f"This standing item ended on {dates.day(found.ends_on)} already.")
    if on < found.starts_on:
        raise CannotChangeAgenda(
            f"It stands on agendas from {dates.day(found.starts_on)} on. Its last day cannot be before that."
        )
    found.ends_on = on
    found.save(update_fields=["ends_on"])
    record(by, "ended a standing item", found.body, standing=found.pk, on=on.isoformat())


@transaction.atomic
def move(found, *, to, by):
    """Put a standing item on a place, counted from 1, among those that stand now where it does."""
    today = timezone.localdate()
    still = found.body.standing_items.filter(place=found.place).exclude(ends_on__lt=today)
    others = list(still.exclude(pk=found.pk).order_by("order", "pk"))
    others.insert(min(max(to - 1, 0), len(others)), found)
    for order, one in enumerate(others, start=1):
        one.order = order
    StandingItem.objects.bulk_update(others, ["order"])
    record(by, "moved a standing item", found.body, standing=found.pk, to=found.order)


@transaction.atomic
def copy_to(meeting, *, by):
    """
    Put the body's standing items of that day on an agenda: before its business, and after that of part 1.

    One that stands there already is not put on twice. Returns the new AgendaItems. Raises CannotChangeAgenda when
    the agenda is published, or the meeting cancelled.
    """
    lock(meeting)
    must_take_place(meeting)
    must_be_open(meeting, "Standing items are no longer put on it")
    there = set(meeting.items.filter(kind=AgendaItem.Kind.STANDING).values_list("title", flat=True))
    wanted = [one for one in of(meeting.body, timezone.localdate(meeting.starts_at)) if one.title not in there]
    made = [(one, _copied(one, meeting, by)) for one in wanted]
    opening = {item.pk for one, item in made if one.place == Place.OPENING}
    all_of_it = in_parts(meeting)
    before = _opening(all_of_it, there - closing_titles(meeting))
    set_in_order(meeting, sorted(all_of_it, key=lambda item: _rank(item, before, opening)))
    return list(meeting.items.filter(pk__in=[item.pk for _, item in made]))


def _copied(one, meeting, by):
    about = {field: getattr(one, field) for field in COPIED}
    return items.add_item(meeting, kind=AgendaItem.Kind.STANDING, by=by, **about)


def _opening(all_of_it, titles):
    """The items at the head of an agenda that are standing ones already."""
    found = set()
    for item in all_of_it:
        if item.kind != AgendaItem.Kind.STANDING or item.title not in titles:
            break
        found.add(item.pk)
    return found


def _rank(item, before, opening):
    """Those that open the agenda already, then those that were just put there, then all others as they stand."""
    return 0 if item.pk in before else 1 if item.pk in opening else 2
