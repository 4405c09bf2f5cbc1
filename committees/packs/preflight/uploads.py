"""
What stands in the way with files that came in: gone or damaged, hidden words, and what keeps people from reading them.

Most of it the intake found and wrote down. Stored files are looked at no closer than by their name and size: their
bytes are read in the dry run.
"""

from django.urls import reverse

from committees.models import Document
from corporate_parenting.lib import files
from reports import appendix_checks
from reports.models import Appendix, Block

from .findings import Finding
from .papers import page, report_page

RESTORE = "Ask whoever runs the system to restore it from the backup, or lay it again."
ANOTHER = "Ask its author for another form."
# How the intake begins a sentence about a document, and what is said of it here.
TOLD = {
    "It is pictures of pages": "{What} is pictures of pages without text: it can be neither read aloud nor searched.",
    "Scanned, with": "{What} is scanned, and the text that was recognised may hold mistakes.",
    "Fonts are not in the file": "Not all fonts of {what} are in the file, so it may look different elsewhere.",
    "Made smaller to fit A4": "Pages of {what} were larger than A4 and are now smaller: see that they can be read.",
    "The file was damaged": "The file of {what} was damaged and has been repaired: see that every page is there.",
}
HIDES = ("Words lie", "White words", "Words on", "The drawing of", "Words are marked")


def findings(found):
    """Everything of it."""
    for paper, source, what, is_open in found.uploads():
        where = page(paper) if isinstance(source, Document) else report_page(paper, found.body)
        for text, more in _of_upload(source, what, is_open):
            yield Finding(text[0].upper() + text[1:], *(more.pop("where", None) or where), item=paper.item, **more)
    yield from _lost_pictures(found)


def _of_upload(source, what, is_open):
    """(sentence, what else its Finding is given) of everything about one file."""
    for text in why_not_whole(source, what):
        yield text, {"where": ("", "")}
    is_document = isinstance(source, Document)
    yield from (_hidden_document if is_document else _hidden)(source, what, is_open)
    if not source.tagged and not _is_described(source):
        yield f"{what} was supplied without text for screen readers. {ANOTHER}", {}
    for text in _seen_by_intake(source, what) if is_document else _grades(source, what):
        yield text, {}
    if nameless := _nameless(source):
        yield f"{what} does not say {nameless} in the file, so a screen reader may read it wrongly. {ANOTHER}", {}


def why_not_whole(source, what):
    """What is wrong with a stored file, by its name and size alone. Nothing is read."""
    try:
        size = files.path(source.safe).stat().st_size
    except OSError:
        yield f"the stored file of {what} is missing from the server. A sheet is printed in its place. {RESTORE}"
    else:
        if size != source.size:
            yield f"the stored file of {what} is damaged: it has not the size that it came in with. {RESTORE}"


def _hidden(row, what, is_open):
    if row.waits_for_answer:
        where = reverse("reports:appendix_decide", args=[row.pk])
        text = f"{what} holds words that a reader does not see, and nobody has decided about them."
        may_open = row.version.report.remit_id is not None
        yield text, {"stops": is_open} | ({"where": (where, "Decide about them")} if may_open else {})


def _hidden_document(document, what, is_open):
    """A document is taken with hidden words only where it is private: one that was opened since tells them."""
    if is_open and any(words.startswith(HIDES) for words in document.findings):
        text = f"{what} holds words that a reader does not see, and everybody may read it. Lay a clean copy."
        yield text, {"stops": True}


def _is_described(source):
    """A picture, or pages made into pictures, is read out by its description."""
    return isinstance(source, Appendix) and (
        source.kind != Appendix.Kind.PDF or source.answer == Appendix.Answer.FLATTENED
    )


def _seen_by_intake(source, what):
    for begins, words in TOLD.items():
        if any(told.startswith(begins) for told in source.findings):
            yield words.format(what=what, What=what)


def _grades(row, what):
    if appendix_checks.needs_description(row):
        yield f"{what} is a picture, and nobody has described it for those who cannot see it. {ANOTHER}"
    if row.scanned and not _is_described(row):
        count = "1 page" if row.scanned == 1 else f"{row.scanned} pages"
        yield f"{count} of {what} {'is' if row.scanned == 1 else 'are'} only a picture. Ask for what was scanned."
    if row.fonts_missing:
        yield TOLD["Fonts are not in the file"].format(what=what)
    for begins in ("Made smaller to fit A4", "The file was damaged"):
        if any(told.startswith(begins) for told in row.findings):
            yield TOLD[begins].format(what=what)


def _nameless(source):
    """Which of language and title a tagged file does not say of itself; nothing of one that cannot be read at all."""
    if not source.tagged:
        return ""
    if isinstance(source, Document):
        told = " ".join(source.findings)
        lacks = ["its language"] * ("not say which language" in told) + ["its title"] * ("no title of its own" in told)
    else:
        lacks = ["its language"] * (not source.language) + ["its title"] * (not source.titled)
    return " or ".join(lacks)


def _lost_pictures(found):
    """Figures of reports whose stored picture is gone: the report cannot be printed."""
    for paper in found.papers:
        if paper.version is None or paper.version.number is None:
            continue
        blocks = [block for section in paper.version.sections.all() for block in section.blocks.all()]
        pictures = [block.image for block in blocks if block.kind == Block.Kind.FIGURE]
        if any(not files.path(image).exists() for image in pictures):
            text = f"A picture of the report is missing from the server, so it cannot be printed. {RESTORE}"
            yield Finding(text, item=paper.item)
