"""How far a build is, item by item, in the words of the page."""

from dataclasses import dataclass

from committees.models import Part
from corporate_parenting.lib import dates
from corporate_parenting.lib.jobs import State

from .working import workers_heard

STATES = {State.WAITING: "", State.RUNNING: "doing", State.DONE: "done", State.FAILED: "failed"}
SHEETS = {
    Part.Kind.FOLLOWS: "sheet “to follow”",
    Part.Kind.WITHHELD: "sheet “not for publication”",
    Part.Kind.NOTICE: "notice",
    Part.Kind.APPENDIX: "appendix",
    Part.Kind.DOCUMENT: "document",
    Part.Kind.MINUTES: "minutes",
    Part.Kind.ACTIONS: "open actions",
    Part.Kind.REPORT: "report",
}


PRINTED = set(Part.Kind) - {Part.Kind.APPENDIX, Part.Kind.DOCUMENT}


@dataclass(frozen=True)
class Progress:
    """A build as its page shows it."""

    build: object
    items: list
    packs: list
    failed: list
    warnings: list
    is_building: bool
    made: int
    count: int
    waits: str
    withdrawn: bool


def progress(build):
    """How far a build is. The same number of queries for any number of parts."""
    parts = list(build.parts.select_related("item"))
    packs = list(build.packs.all())
    is_building = not all(pack.is_finished for pack in packs)
    return Progress(
        build=build,
        items=[_item(part) for part in parts],
        packs=packs,
        failed=[(_name(part), part.error) for part in parts if part.state == State.FAILED],
        warnings=[(_name(part), words) for part in parts for words in part.warnings],
        is_building=is_building,
        made=sum(job.is_finished for job in [*parts, *packs]),
        count=len(parts) + len(packs),
        waits=_why_it_waits() if is_building else "",
        withdrawn=Part.objects.no_longer_open().filter(build=build).exists(),
    )


def _why_it_waits():
    last, is_there = workers_heard()
    if is_there:
        return ""
    heard = f"The last one was heard of on {dates.moment(last)}." if last else "None has ever been heard of."
    return (
        f"No worker is running, so the pack waits. {heard} Nothing is lost: it is built as soon as one is there. "
        "Tell whoever runs the system."
    )


def _item(part):
    return {"title": _name(part), "state": STATES[part.state], "words": _words(part)}


def _name(part):
    """A part by its item's public title: this page is not the place where a private title is shown."""
    if part.item is None:
        return f"{part.title} ({SHEETS[part.kind]})"
    own = part.title if part.in_public and part.title != part.item.title else ""
    return f"Item {part.item.printed_number}: {part.item.title} ({SHEETS[part.kind]}{f', {own}' if own else ''})"


def _words(part):
    if part.state == State.DONE:
        pages = f"{part.pages} page{'' if part.pages == 1 else 's'}"
        return f"Done, {pages}{', as before' if part.was_cached and part.kind in PRINTED else ''}"
    if part.state == State.FAILED:
        return "Could not be made"
    return "Being made" if part.state == State.RUNNING else "Waiting"
