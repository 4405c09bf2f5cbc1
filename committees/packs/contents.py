"""The front of an edition: its agenda with the printed pages on which each thing stands."""

from dataclasses import replace

from committees import facts, printing
from committees.models import AgendaItem, Exemption, Part
from committees.models.packs import Edition
from corporate_parenting.lib import plainness
from corporate_parenting.lib.jobs import State

FILES = (Part.Kind.APPENDIX, Part.Kind.DOCUMENT)
AS_SUPPLIED = "Supplied as a file: it is not in larger letters"
ASKED = {
    AgendaItem.Purpose.DECIDE: "For decision",
    AgendaItem.Purpose.COMMENT: "For comment",
    AgendaItem.Purpose.NOTE: "To note",
}


def exemptions(build):
    """What keeps papers of this build from the public now, or parts of them."""
    return list(Exemption.objects.current().filter(paper__parts__build=build).distinct().order_by("pk"))


def front(build, *, edition, leaves, hard=(), standard=None):
    """
    The front sheet of an edition as a Document, the pages in its contents being those of the leaves.

    `hard` are the parts that a screen reader cannot read well (accessible.Hard), told on a page of their own. In large
    print, `standard` has the leaf in standard print of each part, by its place (turning.standard_leaves).
    """
    if edition == Edition.YOUNG:
        return _for_young(build, leaves, hard)
    rows = [_row(item, edition, leaves, standard) for item in build.meeting.items.select_related("called__remit")]
    return printing.front(
        build.meeting,
        edition=edition,
        rows=rows,
        exemptions=exemptions(build),
        hard=hard,
        large=standard is not None,
    )


def _for_young(build, leaves, hard):
    there = {leaf.part.item_id for leaf in leaves}
    items = [item for item in build.meeting.items.select_related("called__remit") if item.pk in there]
    rows = [replace(_row(item, Edition.YOUNG, leaves), about=_in_short(item.young_words)) for item in items]
    return printing.young_front(build.meeting, rows=rows, hard=hard)


def _in_short(text):
    """The first sentence of what an item is about: the sheet of the item says it all."""
    return next(iter(plainness.sentences(text)), "")


def title_of(item, edition):
    """An item's title in an edition: the public one knows only the public title; neither tells a confidential one."""
    is_told = edition == Edition.RESTRICTED and item.private_kind != Exemption.Class.CONFIDENTIAL
    return (is_told and item.private_title) or item.title


def _row(item, edition, leaves, standard=None):
    own = [leaf for leaf in leaves if leaf.part.item_id == item.pk]
    asked = ASKED.get(item.purpose, "")
    by = f"Presented by {item.presenter}" if item.presenter else ""
    return printing.Row(
        number=item.printed_number,
        title=title_of(item, edition),
        asked=". ".join(filter(None, [asked, by])),
        is_private=item.likely_private or any(_is_all_kept_back(leaf.part) for leaf in own),
        lines=[_line(leaf, item, edition, standard, is_first=leaf is own[0]) for leaf in own],
        facts=facts.of(item),
    )


def _is_all_kept_back(part):
    """Is the whole paper outside the public edition? One that is open in part stays with the open business."""
    return is_kept_back(part) and not part.has_open_rest


def is_kept_back(part):
    """Is the part, or what it stands for, outside the public edition?"""
    return part.kind == Part.Kind.WITHHELD or not part.in_public


def _line(leaf, item, edition, standard, *, is_first):
    """The first line of an item stands under the item's title, the others under their own."""
    is_sheet = leaf.part.kind == Part.Kind.WITHHELD and not leaf.part.appendix_id
    title = title_of(item, edition) if is_first or is_sheet else leaf.part.title
    there = (standard or {}).get(leaf.part.order)
    notes = [_note(leaf.part, title), AS_SUPPLIED if there and leaf.part.kind in FILES else ""]
    note = ". ".join(filter(None, notes))
    in_standard = (there.first, there.last) if there else ()
    return printing.Line(title, leaf.first, leaf.last, leaf.target, note, in_standard)


def _note(part, title):
    if part.kind == Part.Kind.WITHHELD:
        return "Not for publication"
    if part.kind == Part.Kind.FOLLOWS:
        return "The paper will follow"
    if part.state != State.DONE:
        return f"{part.title}: could not be printed"
    return part.title if part.title != title else ""
