"""Why a role is somebody's, as part of a sentence: {% load role %}."""

from django import template

from corporate_parenting.lib import dates
from roles.appointments import SINGLE_HOLDER
from roles.permissions import OfficeKind as Kind

register = template.Library()
MOST_NAMED = 3  # posts in one sentence; the page lists them all

THE_ONLY = SINGLE_HOLDER | {Kind.HEAD_CLERK, Kind.CLERK}
OUTSIDE = {Kind.OUTSIDE_BODY: "the council’s ", Kind.PARTNER_GOVERNOR: "a ", Kind.SCHOOL_GOVERNOR: "a "}
NAMED_WITHOUT_THE = ("the ", "our ", "your ", "my ")


@register.filter
def because(appointments, who="you"):
    """{{ held.appointments|because:"they" }}: "they sit on the Sub-Committee, since 19 May 2025, and are a …"."""
    named, more = appointments[:MOST_NAMED], len(appointments) - MOST_NAMED
    other = [f"hold {more} other post{'' if more == 1 else 's'}"] if more > 0 else []
    if len({held.starts_on for held in appointments}) == 1:
        posts = _listed([_post(held) for held in named] + other)
        return f"{who} {posts}, {dates.since(named[0].starts_on)}"
    posts = [f"{_post(held)}, {dates.since(held.starts_on)}" for held in named] + other
    return f"{who} {'; '.join(posts[:-1])}{'; ' if len(posts) > 2 else ', '}and {posts[-1]}"


@register.filter
def listed(words):
    """{{ labels|listed }}: "the leader of the council and every elected member"; each begins small."""
    return _listed([_small(word) for word in words])


def _post(held):
    office = held.office
    verb = "are acting as" if held.acting else "are"
    if office.kind.endswith("_seat") and office.remit:
        return _seat(office)
    if office.kind in OUTSIDE:
        return f"{verb} {OUTSIDE[office.kind]}{_small(office.label)}"
    return f"{verb} {_article(office)} {_small(office.in_full)}"


def _seat(office):
    """A plain seat needs no more words; a chair, a substitute or a co-opted place says so."""
    body = office.remit.name
    name = body if body.lower().startswith(NAMED_WITHOUT_THE) else f"the {body}"
    role = office.label.removesuffix(body).rstrip(", ")
    if office.kind == Kind.ATTENDEE_SEAT:
        return f"attend {name}"
    plain = not role or role == Kind(office.kind).label or role.lower() in ("member", "voting member")
    return f"sit on {name}" if plain else f"sit on {name} as {_small(role)}"


def _article(office):
    if office.single_holder or office.kind in THE_ONLY:
        return "the"
    return "an" if office.label[:1].lower() in "aeiou" else "a"


def _small(words):
    """Without its capital, unless it is part of a name or of a short form: "Director of Children's Services"."""
    title = sum(word[:1].isupper() for word in words.split()) > 1
    return words if title else words[:1].lower() + words[1:]


def _listed(words):
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
