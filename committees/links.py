"""How bodies stand to each other on a day: put under another, linked, unlinked; history is kept."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from committees.models import Body, BodyLink
from corporate_parenting.lib import dates
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


def groups_of(body, day):
    """The bodies that are part of a body on a day. One query."""
    return Body.objects.filter(links__in=BodyLink.objects.on(day).filter(other=body, kind=Kind.PART_OF)).distinct()


def visible_to(viewer):
    """Links between bodies that a viewer may know of, both of them."""
    seen = Body.objects.visible_to(viewer)
    return BodyLink.objects.filter(body__in=seen, other__in=seen).select_related("body", "other")


@dataclass(frozen=True)
class History:
    """The links of a body as one viewer may know them: those that hold, those to come, those that ended."""

    now: list
    to_come: list
    over: list


def of_body(body, day, viewer):
    """The History of a body's links, in both directions, seen from a day. One query."""
    found = list(visible_to(viewer).filter(Q(body=body) | Q(other=body)))
    over = [one for one in found if one.ends_on and one.ends_on < day]
    to_come = [one for one in found if one.starts_on > day]
    return History([one for one in found if one not in over and one not in to_come], to_come, over)


@transaction.atomic
def link(body, other, *, kind, starts_on, by, note=""):
    """
    From a day on, `body` stands so to `other`; returns the BodyLink.

    Where a body can stand so to one other alone, its earlier link ends the day before. Where one of the two is to
    end, the link ends with it. Raises CannotLink where a body would be its own ancestor on any day, one of the two
    is not there that day, or they are linked so already.
    """
    kind = Kind(kind)
    # A circle is closed by links between others, so two clerks who link at once wait for each other.
    list(Body.objects.select_for_update().order_by("pk").values_list("pk"))
    ends_on = min((one.ends_on for one in (body, other) if one.ends_on), default=None)
    _must_be_possible(body, other, kind, starts_on, ends_on)
    if kind in SINGLE:
        for earlier in BodyLink.objects.on(starts_on).filter(body=body, kind=kind):
            _end(earlier, on=starts_on - DAY, by=by)
    made = BodyLink.objects.create(body=body, other=other, kind=kind, starts_on=starts_on, ends_on=ends_on, note=note)
    record(by, "linked", body, kind=str(kind), other=other.pk, starts_on=starts_on.isoformat())
    return made


@transaction.atomic
def end(found, *, on, by):
    """A link ends after a day. Raises CannotLink when it ends by then already, or began later."""
    if found.ends_on is not None and found.ends_on <= on:
        raise CannotLink(f"This link ends on {dates.day(found.ends_on)} already. Nothing was changed.")
    if on < found.starts_on:
        raise CannotLink(f"The last day cannot be before the link began, on {dates.day(found.starts_on)}.")
    _end(found, on=on, by=by)


@transaction.atomic
def end_all(body, on, by):
    """A body ends: so do its links, in both directions, on its last day. Those that were to begin later go."""
    lasting = BodyLink.objects.filter(Q(body=body) | Q(other=body)).filter(Q(ends_on=None) | Q(ends_on__gt=on))
    for found in lasting.select_related("body"):
        _end(found, on=on, by=by)


def _end(found, *, on, by):
    """One that never held, because another takes its place on its first day, goes."""
    record(by, "unlinked", found.body, kind=found.kind, other=found.other_id, on=on.isoformat())
    if on < found.starts_on:
        found.delete()
        return
    found.ends_on = on
    found.save(update_fields=["ends_on"])


def _must_be_possible(body, other, kind, day, ends_on):
    if body == other:
        raise CannotLink(f"{body} cannot stand in a line with itself. Choose another body.")
    for one in (body, other):
        if day < one.starts_on or (one.ends_on and day > one.ends_on):
            raise CannotLink(
                f"{one} does not meet on {dates.day(day)} ({dates.period(one.starts_on, one.ends_on)}). "
                "Choose a day on which both bodies are there."
            )
    _must_be_new(body, other, kind, day, ends_on)
    if kind in UPWARDS and (wrong := _first_circle(body, other, kind, day, ends_on)):
        when = "" if wrong == day else f" from {dates.day(wrong)} on"
        raise CannotLink(
            f"{other} stands under {body} itself{when}, directly or through others. A body cannot be above itself; "
            "nothing was changed."
        )


def _must_be_new(body, other, kind, day, ends_on):
    """Neither the same link on a day of this one, nor, of a kind that stands alone, another that begins later."""
    rows = _lasting(kind, day, ends_on).filter(body=body)
    if same := rows.filter(other=other).first():
        when = "on that day" if same.starts_on <= day else f"from {dates.day(same.starts_on)} on"
        raise CannotLink(f"{body} {kind.label} {other} already {when}. Nothing was changed.")
    if kind in SINGLE and (later := rows.filter(starts_on__gt=day).select_related("other").first()):
        raise CannotLink(
            f"{body} {kind.label} {later.other} from {dates.day(later.starts_on)} on, and it can be part of one body "
            "only. End that link first."
        )


def _lasting(kind, day, ends_on):
    """Links of a kind that hold on any day between two."""
    rows = BodyLink.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), kind=kind)
    return rows.filter(starts_on__lte=ends_on) if ends_on else rows


def _first_circle(body, other, kind, day, ends_on):
    """The first day on which `body` would be above itself, or None. One query."""
    rows = list(_lasting(kind, day, ends_on).values_list("body", "other", "starts_on", "ends_on"))
    if kind in SINGLE:
        rows = [row for row in rows if row[0] != body.pk]  # its own link gives way to the new one
    days = sorted({day, *(starts_on for _, _, starts_on, _ in rows if starts_on > day)})
    return next((one for one in days if body.pk in _upwards(other.pk, rows, one)), None)


def above(body, kind, day):
    """Ids of the bodies above one on a day, by links of one kind, itself included. One query."""
    rows = BodyLink.objects.on(day).filter(kind=kind).values_list("body", "other", "starts_on", "ends_on")
    return _upwards(body.pk, list(rows), day)


def _upwards(start, rows, day):
    upward = {}
    for low, high, starts_on, ends_on in rows:
        if starts_on <= day <= (ends_on or date.max):
            upward.setdefault(low, set()).add(high)
    found, new = set(), {start}
    while new:
        found |= new
        new = set().union(*(upward.get(one, set()) for one in new)) - found
    return found
