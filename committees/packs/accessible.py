"""What of a pack a screen reader cannot read, and why: told on a page of the pack itself (SI 2018/952)."""

from dataclasses import dataclass

from committees.models import Part
from corporate_parenting.lib.jobs import State
from reports.models import Appendix

from .sources import source_of

PICTURE = "It was supplied as pictures of pages: nothing in it can be read out, searched or copied."
FLAT = "Its pages were made into pictures: what they show is described, but their text cannot be read out."
NO_TAGS = "It was supplied without tags: a screen reader finds a note in the place of each page, and not its text."
SCANNED = "Some of its pages are scanned: words that a machine recognised in them may be wrong."
NO_LINKS = "The links in it cannot be followed here."
NO_LANGUAGE = "It does not say which language it is in."
NO_TITLE = "It has no title of its own."
NO_FONTS = "Some of its fonts are not in the file, so letters may look different, or be lost."
NO_CLAIM = "It has tags, but does not say that it follows PDF/UA-1, so nobody has promised that they are right."
NO_LETTERS = "Some characters in it are in no font of this pack, and are printed as boxes."
NO_WORDS = "A picture in it has no description."
SOMETHING = "Something in it is not as a screen reader needs it."
# What is in the sentences of the intake and of the printer, and what a reader is told.
OF_FILES = {
    "Links in it can be read": NO_LINKS,
    "It does not say which language": NO_LANGUAGE,
    "It has no title of its own": NO_TITLE,
    "Fonts are not in the file": NO_FONTS,
}
OF_PRINTS = {"No font has": NO_LETTERS, "has no description": NO_WORDS}
IS_PICTURE, IS_SCANNED = "It is pictures of pages", "Scanned, with"
AGENDA = "This agenda"


@dataclass(frozen=True)
class Hard:
    """A part that is hard to read: its name as this edition may tell it, what is wrong, and where it stands."""

    name: str
    faults: list
    place: str = ""
    target: str = ""


def hard(leaf, name):
    """The row for a leaf that does not follow PDF/UA-1; `name` is what its edition calls it."""
    place = f"Page {leaf.first}" if leaf.first == leaf.last else f"Pages {leaf.first} to {leaf.last}"
    return Hard(name, faults(leaf.part), place, leaf.target)


def hard_agenda():
    """The row for a front that cannot claim it: its words are the clerk's, so letters are all that it can lack."""
    return Hard(AGENDA, [NO_LETTERS])


def faults(part):
    """What is wrong with a part, in sentences for its readers. Never empty."""
    source = source_of(part)
    if part.state != State.DONE:
        return [NO_LETTERS]
    if source is None:
        return _told(part.warnings, OF_PRINTS) or [SOMETHING]
    if getattr(source, "kind", Appendix.Kind.PDF) != Appendix.Kind.PDF:
        return _told(source.findings, OF_PRINTS) or [SOMETHING]
    return _of_file(source) or [NO_CLAIM]


def _of_file(source):
    """A document's findings say it all; an appendix has the same in fields, and may have been flattened since."""
    told = [_structure(source)] if _structure(source) else []
    told += _told(source.findings, OF_FILES)
    by_field = {NO_LANGUAGE: "language", NO_TITLE: "titled"}
    told += [words for words, field in by_field.items() if not getattr(source, field, True)]
    told += [NO_FONTS] if getattr(source, "fonts_missing", 0) else []
    return list(dict.fromkeys(told))


def _structure(source):
    scanned = getattr(source, "scanned", 0)
    if getattr(source, "answer", "") == Appendix.Answer.FLATTENED:
        return FLAT
    if _is_said(source, IS_PICTURE):
        return PICTURE
    if not source.tagged:
        return NO_TAGS
    return SCANNED if scanned or _is_said(source, IS_SCANNED) else ""


def _is_said(source, words):
    return any(words in sentence for sentence in source.findings)


def _told(sentences, known):
    return [told for words, told in known.items() if any(words in sentence for sentence in sentences)]


def called(part):
    """What stands before the description of each page of a file without tags, which was made before it had a place."""
    source = source_of(part)
    if source is None or source.tagged or part.item is None:
        return ""
    item = f"Item {part.item.printed_number}"
    if part.kind != Part.Kind.APPENDIX:
        return f"{item}, document"
    numbers = list(Appendix.objects.filter(version=part.appendix.version_id).values_list("pk", flat=True))
    return f"{item}, appendix {numbers.index(part.appendix_id) + 1}"
