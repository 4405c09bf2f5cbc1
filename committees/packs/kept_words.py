"""The words that no public edition may hold: of papers kept back now, and of the private parts of open reports."""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from committees import exempt, printing
from committees.models import Exemption
from committees.models.packs import Edition, Part
from corporate_parenting.lib import files, matching, words
from reports import leaving_out
from reports.checks import script
from reports.grounds import PARAGRAPHS

from . import contents, making

FETCHED = ("item", "paper__item", "paper__version__report__format", "paper__document", "appendix")


@dataclass(frozen=True)
class Kept:
    """
    What to look for: {squeezed sentence: the Part that it is of}; `parts` are those of the build, each paper's once,
    `of_forms` all of them, large print too.
    """

    sentences: dict
    parts: list
    of_forms: list

    def in_open_papers(self, found):
        """Those of some sentences that an open paper has as well: they are public already."""
        if not found:
            return set()
        text = matching.squeezed("\n".join(_open_text(part) for part in self.parts if part.in_public and part.is_paper))
        return {one for one in found if one in text}


def of(build):
    """
    Every sentence of every paper of a build that is kept back now, but for what the front sheet prints by right.

    The same number of queries for any number of parts. Large print has parts of its own that say the same.
    """
    of_forms = _parts(build)
    parts = _once(of_forms)
    sheets = [part for part in parts if part.kind == Part.Kind.WITHHELD and not part.appendix_id]
    partly = [part for part in parts if part.kind == Part.Kind.REPORT and part.in_public and part.paper]
    partly = {part.paper_id: part for part in partly if part.paper.kept_parts}
    kept = [part for part in parts if part.is_paper and not part.in_public]
    kept = [part for part in kept if part.kind != Part.Kind.REPORT or part.paper_id not in partly]
    kept += [one for part in sheets if part.in_restricted for one in _behind(part)]
    if not kept and not partly:
        return Kept({}, parts, of_forms)
    allowed = matching.squeezed("\n".join(_public_words(build)))
    wanted = {matching.squeezed(one): part for part in kept for one in words.sentences(_words_of(part))}
    wanted |= {text: part for part in partly.values() for text in _private_words(part)}
    wanted = {text: part for text, part in wanted.items() if text and text not in allowed}
    return Kept(wanted, parts, of_forms)


def _parts(build):
    """The parts of a build with what they are printed from."""
    parts = list(build.parts.select_related(*FETCHED))
    papers = {part.paper_id: part.paper for part in parts if part.paper}
    versions = {paper.version_id: paper.version for paper in papers.values() if paper.version_id}
    prefetch_related_objects(list(versions.values()), *script.FETCHED)
    prefetch_related_objects(list(papers.values()), Prefetch("exemptions", Exemption.objects.current(), "kept_now"))
    for part in parts:
        part.build, part.paper = build, papers.get(part.paper_id)
        if part.paper and part.paper.version_id:
            part.paper.version = versions[part.paper.version_id]
    return parts


def _once(parts):
    """Each thing once: what is printed large as well says the same."""
    return list({(one.kind, one.paper_id or -one.pk, one.appendix_id, one.in_public): one for one in parts}.values())


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
    rest = matching.squeezed(_open_text(part))
    whole = words.of_html(making.report(paper, meeting, leaving_out.NOTHING).html)
    said = {text for one in words.sentences(whole) if (text := matching.squeezed(one)) not in rest}
    return said | {matching.squeezed(one) for one in words.sentences("\n".join(told))}


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
    item = part.item
    own = [part.title, *(one.reason for one in (part.paper.kept_whole if part.paper else ()))]
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
