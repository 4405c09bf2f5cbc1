"""How bodies stand to each other on a day: put under another, linked, unlinked; history is kept."""

from datetime import timedelta

from django.db import transaction

from committees.models import Body, BodyLink
from roles.audit import record

Kind = BodyLink.Kind
DAY = timedelta(days=1)
# On one day a body stands so to one other body at most.
SINGLE = {Kind.PART_OF}
# These make a tree: nobody may come round to themselves.
UPWARDS = {Kind.PART_OF, Kind.REPORTS_TO}


class CannotLink(Exception):
    """Two bodies cannot stand so to each other. The message says why."""


def parent_of(body, day):
    """The body that a body is part of on a day, or None. One query."""
    link = BodyLink.objects.on(day).filter(body=body, kind=Kind.PART_OF).select_related("other").first()
    return link.other if link else None


def parents(day):
    """{body's id: the Body it is part of} on a day. One query."""
    found = BodyLink.objects.on(day).filter(kind=Kind.PART_OF).select_related("other")
    return {link.body_id: link.other for link in found}


@transaction.atomic
def link(body, other, *, kind, starts_on, by, note=""):
    """
    From a day on, `body` stands so to `other`; returns the BodyLink.

    Where a body can stand so to one other alone, its earlier link ends the day before. Raises CannotLink where a
    body would be its own ancestor, one of the two is not there that day, or they are linked so already.
    """
    _must_be_possible(body, other, Kind(kind), starts_on)
    if kind in SINGLE:
        for earlier in BodyLink.objects.on(starts_on).filter(body=body, kind=kind):
            _end(earlier, on=starts_on - DAY, by=by)
    made = BodyLink.objects.create(body=body, other=other, kind=kind, starts_on=starts_on, note=note)
    record(by, "linked", body, kind=str(kind), other=other.pk, starts_on=starts_on.isoformat())
    return made


@transaction.atomic
def end(found, *, on, by):
    """A link ends after a day. Raises CannotLink when it has ended, or began later."""
    if found.ends_on is not None:
        raise CannotLink("This link has ended already. Nothing was changed.")
    if on < found.starts_on:
        raise CannotLink("The last day cannot be before the link began.")
    _end(found, on=on, by=by)


def _end(found, *, on, by):
    """One that never held, because another takes its place on its first day, goes."""
    record(by, "unlinked", found.body, kind=found.kind, other=found.other_id, on=on.isoformat())
    if on < found.starts_on:
        found.delete()
        return
    found.ends_on = on
    found.save(update_fields=["ends_on"])


def _must_be_possible(body, other, kind, day):
    if body == other:
        raise CannotLink(f"{body} cannot stand in a line with itself. Choose another body.")
    for one in (body, other):
        if day < one.starts_on or (one.ends_on and day > one.ends_on):
            raise CannotLink(f"{one} does not meet on that day. Choose a day on which both bodies are there.")
    if BodyLink.objects.on(day).filter(body=body, other=other, kind=kind).exists():
        raise CannotLink(f"{body} {kind.label} {other} already on that day.")
    if kind in UPWARDS and body.pk in _above(other, kind, day):
        raise CannotLink(
            f"{other} stands under {body} itself, directly or through others. A body cannot be above itself; "
            "nothing was changed."
        )


def _above(body, kind, day):
    """Ids of the bodies above one on a day, by links of one kind, itself included. One query."""
    upward = {}
    for low, high in BodyLink.objects.on(day).filter(kind=kind).values_list("body", "other"):
        upward.setdefault(low, set()).add(high)
    found, new = set(), {body.pk}
    while new:
        found |= new
        new = set().union(*(upward.get(one, set()) for one in new)) - found
    return found


def groups_of(body, day):
    """The bodies that are part of a body on a day. One query."""
    return Body.objects.filter(links__in=BodyLink.objects.on(day).filter(other=body, kind=Kind.PART_OF)).distinct()
