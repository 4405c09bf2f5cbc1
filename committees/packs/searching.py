"""The last look at a public edition: does it hold any words of what is kept back?"""

from dataclasses import dataclass

from committees import exempt, printing
from committees.models.packs import Edition, Part
from corporate_parenting.lib import files, words
from reports import leaving_out
from reports.grounds import PARAGRAPHS

from . import contents, making


@dataclass(frozen=True)
class Search:
    """How many sentences were looked for; the items of those found; how many of them open papers say as well."""

    searched: int
    leaked: list
    shared: int

    @property
    def said(self):
        also = f" ({self.shared} more stand{'s' * (self.shared == 1)} in open papers too)" if self.shared else ""
        return f"no restricted words: {self.searched:,} sentences searched{also}"


def search(build, text):
    """
    Look in all the words of the finished public PDF for every sentence of every paper that is kept back now.

    Sentences that the front sheet prints by right, such as the body's name, are not looked for. A sentence
    that somebody wrote in an open paper as well is public already: it is counted, not held against the pack.
    """
    parts = list(build.parts.select_related("item", "paper__version", "paper__document", "appendix"))
    for part in parts:
        part.build = build
    sheets = [part for part in parts if part.kind == Part.Kind.WITHHELD and not part.appendix_id]
    partly = [part for part in parts if part.kind == Part.Kind.REPORT and part.in_public and part.paper]
    partly = {part.paper_id: part for part in partly if part.paper.kept_parts}
    kept = [part for part in parts if not part.in_public]
    kept = [part for part in kept if part.kind != Part.Kind.REPORT or part.paper_id not in partly]
    kept += [one for part in sheets if part.in_restricted for one in _behind(part)]
    if not kept and not partly:
        return Search(0, [], 0)
    allowed = words.squeezed("\n".join(_public_words(build)))
    wanted = {words.squeezed(one): part for part in kept for one in words.sentences(_words_of(part))}
    wanted |= {text: part for part in partly.values() for text in _private_words(part)}
    wanted = {text: part for text, part in wanted.items() if text not in allowed}
    printed = words.squeezed(text)
    found = {text: part for text, part in wanted.items() if text in printed}
    shared = _in_open_papers(found, parts)
    leaked = dict.fromkeys(part.item.printed_number for text, part in found.items() if text not in shared)
    return Search(len(wanted) - len(shared), list(leaked), len(shared))


def _behind(sheet):
    """What stands behind the sheet of a confidential paper, as if it were printed: it is in neither edition."""
    shared = {"item": sheet.item, "paper": sheet.paper, "in_public": False, "in_restricted": False}
    pieces = exempt.pieces(sheet.paper, kept_back=True)
    parts = [Part(kind=piece.kind, title=piece.title, appendix=piece.appendix, **shared) for piece in pieces]
    for part in parts:
        part.build = sheet.build
    return parts


def _private_words(part):
    """The sentences of the private sections and appendices of a report of which the rest is open, squeezed."""
    paper, meeting = part.paper, part.build.meeting
    private = {one.appendix_id for one in paper.kept_parts}
    appendices = [one for one in paper.version.appendices.all() if one.pk in private]
    told = [*(one.reason for one in paper.kept_parts), *(one.title for one in appendices)]
    told += [words.of_pdf(files.path(one.safe)) for one in appendices]
    rest = words.squeezed(_open_text(part))
    whole = words.of_html(making.report(paper, meeting, leaving_out.NOTHING).html)
    said = {text for one in words.sentences(whole) if (text := words.squeezed(one)) not in rest}
    return said | {words.squeezed(one) for one in words.sentences("\n".join(told))}


def _open_text(part):
    """
    The words of an open paper; of a report without its private parts, whatever the edition has: what is searched for
    does not rest on what is searched.
    """
    if part.kind != Part.Kind.REPORT or not part.paper.kept_parts:
        return _text_of(part)
    without = leaving_out.of(part.paper.kept_parts)
    return words.of_html(making.report(part.paper, part.build.meeting, without).html)


def _words_of(part):
    """All the words of a paper that is kept back: its text, its titles, and why it is private."""
    item, exemption = part.item, exempt.current(part.paper)
    own = [part.title, exemption.reason if exemption else ""]
    own += [item.private_title, item.private_reason] if item else []
    return "\n".join([*own, _text_of(part)])


def _text_of(part):
    if source := making.source_of(part):
        return words.of_pdf(files.path(source.safe))
    try:
        return words.of_html(making.document_of(part).html)
    except (making.CannotPrint, files.Missing):
        return ""


def _public_words(build):
    """What the public edition prints by right, whatever is kept back."""
    meeting = build.meeting
    rows = [
        printing.Row(item.printed_number, item.title, item.presenter, is_private=True) for item in meeting.items.all()
    ]
    kept = contents.exemptions(build)
    front = printing.front(meeting, edition=Edition.PUBLIC, rows=rows, exemptions=kept)
    return [words.of_html(front.html), *PARAGRAPHS.values(), *(exempt.marking(one) for one in kept)]


def _in_open_papers(found, parts):
    """Those of the sentences that an open paper has as well."""
    if not found:
        return set()
    open_parts = [part for part in parts if part.in_public and part.is_paper]
    text = words.squeezed("\n".join(_open_text(part) for part in open_parts))
    return {one for one in found if one in text}
