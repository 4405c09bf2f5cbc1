"""What became different in the year before a day: bodies begun, ended and re-constituted, links made and ended."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from committees import links
from committees.models import Body
from committees.picture.standing import MATTERS


@dataclass(frozen=True)
class Change:
    """What happened on a day, in words."""

    on: date
    words: str


def year_before(day):
    """The same day of the year before; 28 February for a leap day. There is no year before the first."""
    if day.year == date.min.year:
        return date.min
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def changes(standing, viewer, *, everything=False):
    """What happened in the year up to the day of a Standing, the newest first: [Change]. Two queries."""
    since, until = year_before(standing.day), standing.day
    bodies = _bodies(standing, viewer, since, until, everything)
    made = [*_begun_and_ended(bodies, since, until), *_links(standing, viewer, since, until, bodies)]
    return sorted(made, key=lambda one: (-one.on.toordinal(), one.words))


def _bodies(standing, viewer, since, until, everything):
    """Bodies that began or ended in that time, those shown or of a kind that matters, by id."""
    began = Q(starts_on__gt=since, starts_on__lte=until)
    ended = Q(ends_on__gte=since, ends_on__lt=until)
    found = Body.objects.visible_to(viewer).filter(began | ended).select_related("succeeds")
    if not everything:
        found = found.filter(Q(kind__in=MATTERS) | Q(pk__in=standing.pks))
    return {body.pk: body for body in found}


def _begun_and_ended(bodies, since, until):
    followed = {body.succeeds_id for body in bodies.values() if since < body.starts_on <= until}
    for body in bodies.values():
        if since < body.starts_on <= until:
            before = bodies.get(body.succeeds_id)
            words = f"{body} took the place of {before}" if before else f"{body} began"
            yield Change(body.starts_on, f"{words}.")
        if body.ends_on and since <= body.ends_on < until and body.pk not in followed:
            yield Change(body.ends_on, f"{body} ended.")


def _links(standing, viewer, since, until, bodies):
    """Links that came or went by themselves, not with a body that began or ended."""
    began = Q(starts_on__gt=since, starts_on__lte=until)
    ended = Q(ends_on__gte=since, ends_on__lt=until)
    near = standing.pks | bodies.keys()
    found = links.visible_to(viewer).filter(began | ended).filter(Q(body__in=near) | Q(other__in=near))
    for link in found:
        ends = (link.body, link.other)
        if since < link.starts_on <= until and link.starts_on not in {one.starts_on for one in ends}:
            yield Change(link.starts_on, f"{link}, from then on.")
        if link.ends_on and since <= link.ends_on < until and link.ends_on not in {one.ends_on for one in ends}:
            yield Change(link.ends_on, f"{link}: that ended.")
