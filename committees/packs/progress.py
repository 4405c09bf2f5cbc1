"""How far a build is, in the words of its page: which item, how many, about how long."""

from dataclasses import dataclass

from committees.models import Part
from committees.models.packs import Edition, Form
from corporate_parenting.lib import dates
from corporate_parenting.lib.jobs import State

from . import cancelling, mending, naming, pace
from .naming import SHEETS
from .working import workers_heard

__all__ = ["SHEETS", "Progress", "progress"]
STATES = {
    State.WAITING: "",
    State.RUNNING: "doing",
    State.DONE: "done",
    State.FAILED: "failed",
    State.CANCELLED: "cancelled",
}
PACK_STATES = {
    State.WAITING: "It waits for its parts.",
    State.RUNNING: "It is being put together.",
    State.CANCELLED: "It was cancelled before it was made.",
}
GROUPS = {Form.STANDARD: "Standard print", Form.LARGE: "Large print"}


@dataclass(frozen=True)
class Group:
    """Parts in one form, as a list of the page."""

    form: str
    title: str
    items: list
    made: int


@dataclass(frozen=True)
class Line:
    """An edition in one form: what it is called on its shelf, and how far it is."""

    pack: object
    form: str
    words: str
    kind: str


@dataclass(frozen=True)
class Shelf:
    """One edition in all its forms, the standard print first."""

    edition: str
    title: str
    lines: list


@dataclass(frozen=True)
class Progress:
    """A build as its page shows it."""

    build: object
    items: list
    others: list
    packs: list
    shelves: list
    failed: list
    warnings: list
    is_building: bool
    in_print: bool
    is_complete: bool
    made: int
    count: int
    now: str
    left: str
    beside: str
    waits: str
    withdrawn: bool
    cancelled: str


def progress(build):
    """How far a build is. The same number of queries for any number of parts."""
    parts = list(build.parts.select_related("item"))
    packs = list(build.packs.all())
    is_building = not all(pack.is_finished for pack in packs)
    groups = _groups(parts)
    return Progress(
        build=build,
        items=groups[Form.STANDARD].items,
        others=[group for form, group in groups.items() if form != Form.STANDARD and group.items],
        packs=packs,
        shelves=_shelves(packs),
        failed=mending.faults(build, parts, packs),
        warnings=[(naming.part(part), words) for part in parts for words in part.warnings],
        is_building=is_building,
        in_print=all(pack.is_finished for pack in packs if pack.form == Form.STANDARD),
        is_complete=all(pack.state == State.DONE for pack in packs if pack.form == Form.STANDARD),
        made=sum(_is_made(job) for job in [*parts, *packs]),
        count=len(parts) + len(packs),
        withdrawn=Part.objects.no_longer_open().filter(build=build).exists(),
        cancelled=cancelling.said(build) if build.cancelled_at else "",
        **_told(build, parts, packs, is_building=is_building),
    )


def _told(build, parts, packs, *, is_building):
    """What is done now, how long it still takes, who is served beside, and why nothing is done."""
    said = {"now": "", "left": "", "beside": "", "waits": ""}
    if not is_building:
        return said
    if waits := _why_it_waits():
        return said | {"now": "Waiting for a worker", "waits": waits}
    others = pace.others(build)
    seconds = pace.seconds_left(parts, packs, builds=others + 1)
    return said | {"now": _now(parts, packs), "left": pace.words(seconds), "beside": _beside(others)}


def _now(parts, packs):
    """What is being made: the first of it by name, the rest by number."""
    first, *more = [job for job in [*parts, *packs] if job.state == State.RUNNING] or [None]
    if first is None:
        return "Waiting for its turn"
    return f"{naming.doing(first)}{f', and {len(more)} more' if more else ''}"


def _beside(others):
    if not others:
        return ""
    return f"{others} other packs are" if others > 1 else "Another pack is"


def _why_it_waits():
    last, is_there = workers_heard()
    if is_there:
        return ""
    heard = f"The last one was heard of on {dates.moment(last)}." if last else "None has ever been heard of."
    return (
        f"No worker is running, so the pack waits. {heard} Nothing is lost: it is built as soon as one is there. "
        "Tell whoever runs the system."
    )


def _is_made(job):
    """Is it over: made, or failed for good?"""
    return job.state in (State.DONE, State.FAILED)


def _groups(parts):
    """{form: Group} in the order in which they are printed."""
    found = {}
    for form, title in GROUPS.items():
        of_form = [part for part in parts if part.form == form]
        made = sum(_is_made(part) for part in of_form)
        found[form] = Group(form, title, [_item(part) for part in of_form], made)
    return found


def _item(part):
    return {
        "title": naming.part(part),
        "state": STATES[part.state],
        "words": mending.put_off(part) or naming.state(part),
    }


def _shelves(packs):
    """The editions that a build has, each with its forms."""
    forms, found = list(Form), []
    for edition in Edition:
        of_edition = sorted((pack for pack in packs if pack.edition == edition), key=lambda one: forms.index(one.form))
        if of_edition:
            found.append(Shelf(edition, edition.label, [_line(pack) for pack in of_edition]))
    return found


def _line(pack):
    words = mending.put_off(pack) or PACK_STATES.get(pack.state, "")
    return Line(pack, pack.get_form_display(), words, "HTML" if pack.form == Form.WEB else "PDF")
