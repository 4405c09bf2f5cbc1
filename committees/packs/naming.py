"""What the parts and packs of a build are called on its page: by public titles alone."""

from committees.models import Part
from committees.models.packs import Form
from corporate_parenting.lib.jobs import State

SHEETS = {
    Part.Kind.FOLLOWS: "sheet “to follow”",
    Part.Kind.WITHHELD: "sheet “not for publication”",
    Part.Kind.NOTICE: "notice",
    Part.Kind.PLAIN: "sheet in plain words",
    Part.Kind.APPENDIX: "appendix",
    Part.Kind.DOCUMENT: "document",
    Part.Kind.MINUTES: "minutes",
    Part.Kind.ACTIONS: "open actions",
    Part.Kind.REPORT: "report",
}
UPLOADS = (Part.Kind.APPENDIX, Part.Kind.DOCUMENT)
MADE = {Form.STANDARD: "being joined", Form.LARGE: "being joined", Form.WEB: "being written"}


def part(one):
    """A part by its item's public title: this page is not the place where a private title is shown."""
    if one.item is None:
        return f"{one.title} ({SHEETS[one.kind]})"
    own = f", {one.title}" if has_own_title(one) else ""
    return f"Item {one.item.printed_number}: {one.item.title} ({SHEETS[one.kind]}{own})"


def has_own_title(one):
    """Is a part called something else than its item, that everybody may read?"""
    return one.in_public and one.title != one.item.title


def pack(one):
    """An edition in its form; of standard print the edition's name is enough."""
    form = "" if one.form == Form.STANDARD else f", {one.get_form_display().lower()}"
    return f"{one.get_edition_display()}{form}"


def doing(job):
    """What is being done at this moment: "Item 5, Sufficiency report: being printed"."""
    if not isinstance(job, Part):
        return f"{pack(job)}: {MADE[job.form]}"
    if job.item is None:
        name = SHEETS[job.kind].capitalize()
    else:
        kind = "" if job.kind == Part.Kind.REPORT else f", {SHEETS[job.kind]}"
        name = f"Item {job.item.printed_number}, {job.item.title}{kind}"
    in_large = " in large print" if job.form == Form.LARGE else ""
    return f"{name}: being {'added' if job.kind in UPLOADS else 'printed'}{in_large}"


def state(one):
    """How far a part is."""
    if one.state == State.DONE:
        pages = f"{one.pages} page{'' if one.pages == 1 else 's'}"
        return f"Done, {pages}{', as before' if one.was_cached and one.kind not in UPLOADS else ''}"
    return {
        State.WAITING: "Waiting",
        State.RUNNING: "Being made",
        State.FAILED: "Could not be made",
        State.CANCELLED: "Cancelled",
    }[one.state]
