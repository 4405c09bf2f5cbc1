"""What went wrong in a build: each thing by its name, why, and where it is mended."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from committees.models import Part
from corporate_parenting.lib.jobs import State

from . import naming

OPENS = "Open the paper"
AGENDA = "Open the agenda"
# What was found, as searching.py calls it.
KINDS = {
    "sentence": "words of {}, which are kept from the public",
    "protected": "something that is marked as protected",
}


@dataclass(frozen=True)
class Place:
    """Where words were found that must not be read there, and the page on which that is mended."""

    words: str
    address: str


@dataclass(frozen=True)
class Fault:
    """A part or an edition that could not be made. `where` is the page on which it is mended, `verb` its link."""

    name: str
    words: str
    where: str
    verb: str
    places: list = field(default_factory=list)
    is_pack: bool = False


def faults(build, parts, packs):
    """
    What could not be made of a build, parts first. One query more where words were found that must not be there.

    Neither a private title nor a word that was found is said here.
    """
    failed = [pack for pack in packs if pack.state == State.FAILED]
    items = {}
    if any(pack.hits for pack in failed):
        items = {item.printed_number: item for item in build.meeting.items.all()}
    found = [_of_part(build, part) for part in parts if part.state == State.FAILED]
    return found + [_of_pack(build, pack, items) for pack in failed]


def _of_part(build, part):
    is_laid = part.paper_id and part.kind in Part.PAPERS
    where = reverse("committees:paper", args=[part.paper_id]) if is_laid else _agenda(build, part.item_id)
    return Fault(naming.part(part), part.error, where, OPENS if is_laid else AGENDA)


def _of_pack(build, pack, items):
    places = [_place(build, hit, items) for hit in pack.hits]
    return Fault(naming.pack(pack), pack.error, _agenda(build), AGENDA, places, is_pack=True)


def _place(build, hit, items):
    """`hit` is {"item": printed number, "where", "kind"}, any of them perhaps missing: never what was found."""
    number, where = str(hit.get("item") or ""), hit.get("where") or "somewhere in the file"
    item = items.get(number)
    name = f"item {number}{f', {item.title}' if item else ''}" if number else ""
    words = KINDS.get(hit.get("kind"), hit.get("kind") or "").format(name or "a private paper")
    told = f"{where}: {words}" if words else where
    return Place(told[:1].upper() + told[1:], _agenda(build, item and item.pk))


def _agenda(build, item=None):
    return reverse("committees:agenda", args=[build.meeting_id]) + (f"#item-{item}" if item else "")


def put_off(job):
    """
    What is said of a job that went wrong in a way that nobody foresaw and is tried again; nothing of any other.

    A worker that is at it renews its lease long before it ends; what is put off waits for the end of a short one.
    """
    if job.state != State.RUNNING or not job.error or not job.lease_until:
        return ""
    left = job.lease_until - timezone.now()
    if left > timedelta(seconds=2**job.attempt):
        return f"Something went wrong, tried {_times(job.attempt - 1)}: being tried again"
    seconds = max(round(left.total_seconds()), 1)
    return f"Something went wrong, tried {_times(job.attempt)}: tried again in {_seconds(seconds)}"


def _times(number):
    return "once" if number == 1 else f"{number} times"


def _seconds(number):
    return "a second" if number == 1 else f"{number} seconds"
