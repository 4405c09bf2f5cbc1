"""Joining the parts of a build into one edition."""

from django.db import transaction

from committees import exempt, printing
from committees.models import Part
from committees.models.packs import Edition
from corporate_parenting.lib import dates, files, jobs, pdf
from corporate_parenting.lib.jobs import State
from roles.audit import SYSTEM, record

from . import contents, numbering, searching
from .printed import printed

MOST_ROUNDS = 3
CHANGED = (
    "Something in this pack was kept from the public, or taken off the agenda, after the pack was ordered. "
    "Build the pack again."
)


class CannotAssemble(Exception):
    """The edition cannot be made. The message says why and what to do; `checks` are those that were done."""

    def __init__(self, message, checks=()):
        super().__init__(message)
        self.checks = list(checks)


def make(pack):
    """Make an edition that this worker has claimed, and write down what came of it. Raises jobs.LostLease."""
    out = files.scratch() / f"pack-{pack.pk}-{pack.attempt}.pdf"
    try:
        facts = assemble(pack, out)
    except (CannotAssemble, pdf.RenderFailed) as why:
        jobs.fail(pack, str(why), checks=getattr(why, "checks", []))
    else:
        _keep(pack, out, facts)
    finally:
        out.unlink(missing_ok=True)


def _keep(pack, out, facts):
    """The file first, then the row that points to it: a reader never finds a row without its file."""
    facts["size"] = out.stat().st_size
    facts["file"] = files.adopt(out)
    with transaction.atomic():
        jobs.finish(pack, **facts)
        record(SYSTEM, "built a pack", pack, edition=pack.edition, pages=facts["pages"], sha256=facts["file"])


def assemble(pack, out):
    """Write an edition to the path `out`; returns what its row says. Raises CannotAssemble, pdf.RenderFailed."""
    build, edition = pack.build, pack.edition
    parts = list(build.parts.select_related("item", "paper__document", "appendix"))
    gone = any(part.paper is None for part in parts if part.is_paper or part.kind == Part.Kind.WITHHELD)
    if gone or Part.objects.no_longer_open().filter(build=build).exists():
        raise CannotAssemble(CHANGED)
    front, start = fronts(build, parts)[edition]
    pieces = [_front_piece(build, edition, front)]
    pieces += [_piece(leaf, edition) for leaf in numbering.leaves(parts, edition=edition, start=start)]
    try:
        merged = pdf.merge(pieces, title=_title(build, edition), at=_moment(build, parts), out=out)
    except (ValueError, FileNotFoundError) as fault:
        raise CannotAssemble(f"The parts could not be joined: {fault}. Build the pack again.") from fault
    checks = _check(build, edition, pieces, merged, out)
    return {"pages": merged.pages, "claims_ua": merged.claims_ua, "checks": checks}


def fronts(build, parts):
    """
    The printed front of each edition, and the number of the first page after it, which is the same for both.

    How long the contents are is known only when they are printed, so they are printed until that holds.
    """
    length = 1
    for _ in range(MOST_ROUNDS):
        found = {edition: _front(build, parts, edition, length + 1) for edition in Edition}
        longest = max(front.pages for front in found.values())
        if longest == length:
            return {edition: (front, length + 1) for edition, front in found.items()}
        length = longest
    raise CannotAssemble("The contents did not come to rest: their length changes with the page numbers in them.")


def _front(build, parts, edition, start):
    leaves = numbering.leaves(parts, edition=edition, start=start)
    return printed(contents.front(build, edition=edition, leaves=leaves))[0]


def _front_piece(build, edition, front):
    return pdf.Part(
        files.path(front.file),
        "Agenda",
        first_number=1,
        header=f"{build.meeting.body}, {dates.day(build.meeting.starts_at)}",
        marking="This copy is not for publication" if edition == Edition.RESTRICTED else "",
        bookmark="Agenda",
        claims_ua=front.claims_ua,
        lang="en-GB",
    )


def _piece(leaf, edition):
    """A part as it is joined: its pages or, where it could not be made, a sheet that says so."""
    part = leaf.part
    is_made = part.state == State.DONE
    sheet = None if is_made else printed(printing.not_printed(part))[0]
    name = _name(part, edition)
    spans = part.kind == Part.Kind.WITHHELD and leaf.last > leaf.first
    return pdf.Part(
        files.path(part.file if is_made else sheet.file),
        name,
        first_number=leaf.first,
        header=name,
        marking=_marking(part),
        number_label=lambda number: f"Pages {number} to {leaf.last}" if spans else f"Page {number}",
        bookmark=name,
        target=leaf.target,
        claims_ua=part.claims_ua if is_made else sheet.claims_ua,
        lang="en-GB",
    )


def _name(part, edition):
    """A part in running heads and bookmarks: the item's title, or a further paper's own under the item's number."""
    if part.item is None:
        return part.title
    further = part.kind in (Part.Kind.APPENDIX, Part.Kind.DOCUMENT)
    title = part.title if further else contents.title_of(part.item, edition)
    return f"Item {part.item.printed_number}{', appendix' if part.appendix_id else ''}: {title}"


def _marking(part):
    """What the law wants on every copy of a paper kept back (LGA 1972 s100B(5))."""
    return exempt.marking(exempt.current(part.paper)) if part.paper and not part.in_public else ""


def _title(build, edition):
    meeting = build.meeting
    return f"{meeting.body}, {dates.day(meeting.starts_at)}: {printing.edition_title(edition, [])}"


def _moment(build, parts):
    """When the newest paper was laid: the same papers give the same bytes, whenever they are built."""
    laid = [part.paper.laid_at for part in parts if part.paper]
    return max(laid, default=build.meeting.starts_at)


def _check(build, edition, pieces, merged, out):
    """The checks an edition passed, each {"name", "words"}. Raises CannotAssemble at the first that it did not."""
    checks = []
    faults = pdf.check(out) + [f"A link leads nowhere: {target}" for target in merged.lost_links]
    if faults:
        raise CannotAssemble(f"The joined file is not in order, so it was not kept: {faults[0]}", checks)
    checks.append({"name": "file", "words": "file in order: 0 faults"})
    checks.append(_accessible(pieces))
    if edition == Edition.PUBLIC:
        checks.append({"name": "words", "words": _without_restricted_words(build, out, checks)})
    return checks


def _accessible(pieces):
    silent = sum(not piece.claims_ua for piece in pieces)
    if not silent:
        return {"name": "accessible", "words": "accessible: every part says that it follows PDF/UA"}
    parts = f"{silent} supplied file{'s that do' if silent > 1 else ' that does'}"
    return {"name": "partly accessible", "words": f"accessible, but for {parts} not say that PDF/UA is followed"}


def _without_restricted_words(build, out, checks):
    found = searching.search(build, out)
    if found.leaked:
        raise CannotAssemble(
            "Words of a paper that is kept from the public stand in the public edition, so it was not kept: "
            f"item {', '.join(found.leaked)}. Look at titles and open papers for text of that item.",
            checks,
        )
    return found.said
