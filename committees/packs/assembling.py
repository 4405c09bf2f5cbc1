"""Joining the parts of a build into one edition."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from committees import exempt, printing, publications
from committees.models import Part
from committees.models.packs import OF_EVERY_PACK, Edition
from corporate_parenting.lib import dates, files, jobs, pdf
from corporate_parenting.lib.jobs import State
from roles.audit import SYSTEM, record

from . import contents, numbering, remembering, searching
from .printed import printed

MOST_ROUNDS = 3
CHANGED = (
    "Something in this pack was kept from the public, or taken off the agenda, after the pack was ordered. "
    "Build the pack again."
)
NOT_IN_ORDER = "The joined file is not in order, so it was not kept: {}"


class CannotAssemble(Exception):
    """The edition cannot be made. The message says why and what to do; `checks` are those that were done."""

    def __init__(self, message, checks=()):
        super().__init__(message)
        self.checks = list(checks)


@dataclass(frozen=True)
class Plan:
    """What an edition is joined from, and the digest of all that."""

    pieces: list
    title: str
    at: datetime
    key: str


def make(pack):
    """
    Make an edition that this worker has claimed, and write down what came of it. Raises jobs.LostLease.

    In steps: yields what is to be called elsewhere meanwhile, and is sent what came of it.
    """
    out = files.scratch() / f"pack-{pack.pk}-{pack.attempt}.pdf"
    try:
        facts, checked = yield from assemble(pack, out)
    except (CannotAssemble, pdf.RenderFailed) as why:
        jobs.fail(pack, str(why), checks=getattr(why, "checks", []))
    else:
        _keep(pack, out, facts)
        remembering.remember(pack, checked)
    finally:
        out.unlink(missing_ok=True)


def _keep(pack, out, facts):
    """The file first, then the row that points to it: a reader never finds a row without its file."""
    if out.exists() and files.adopt(out) != facts["file"]:
        raise RuntimeError("the pack on the disk is not the one that was checked")
    with transaction.atomic():
        jobs.finish(pack, **facts)
        record(SYSTEM, "built a pack", pack, edition=pack.edition, pages=facts["pages"], sha256=facts["file"])
        publications.made(pack, by=SYSTEM)


def assemble(pack, out):
    """
    What the row of an edition says, and what was read in it: (facts, Checked). In steps, as `make`.

    Joins the parts to the path `out`, but where a finished file is proven to be the same: then there is none at `out`.
    Raises CannotAssemble, pdf.RenderFailed.
    """
    build, edition = pack.build, pack.edition
    parts = list(build.parts.select_related("item", "paper__document", "appendix"))
    gone = any(part.paper is None for part in parts if part.is_paper or part.kind == Part.Kind.WITHHELD)
    changed = Part.objects.no_longer_open() | Part.objects.confidential()
    if gone or changed.filter(build=build).exists():
        raise CannotAssemble(CHANGED)
    plan = _plan(build, edition, parts)
    before = remembering.read(pack)
    if known := remembering.finished(pack, plan.key):
        facts = {"file": known.file, "size": known.size, "pages": known.pages, "claims_ua": known.claims_ua}
        same = before is not None and before.sha256 == known.file
        checked = before if same else (yield partial(pdf.inspect, files.path(known.file)))
    else:
        merged = _join(plan, out)
        facts = {"file": merged.sha256, "size": out.stat().st_size}
        facts |= {"pages": merged.pages, "claims_ua": merged.claims_ua}
        checked = yield partial(pdf.inspect, out, known=before and before.known)
    facts["checks"] = _check(build, edition, plan, facts["file"], checked)
    return facts, checked


def _plan(build, edition, parts):
    front, start = fronts(build, parts)[edition]
    pieces = [_front_piece(build, edition, front)]
    pieces += [_piece(leaf, edition) for leaf in numbering.leaves(parts, edition=edition, start=start)]
    title, at = _title(build, edition), _moment(build, parts)
    return Plan(pieces, title, at, remembering.key_of(pieces, title=title, at=at))


def _join(plan, out):
    try:
        merged = pdf.merge(plan.pieces, title=plan.title, at=plan.at, out=out)
    except (ValueError, FileNotFoundError) as fault:
        raise CannotAssemble(f"The parts could not be joined: {fault}. Build the pack again.") from fault
    if merged.lost_links:
        raise CannotAssemble(NOT_IN_ORDER.format(f"A link leads nowhere: {merged.lost_links[0]}"))
    return merged


def fronts(build, parts):
    """
    The printed front of each edition, and the number of the first page after it, which is the same for both.

    How long the contents are is known only when they are printed, so they are printed until that holds.
    """
    length = 1
    for _ in range(MOST_ROUNDS):
        found = {edition: _front(build, parts, edition, length + 1) for edition in OF_EVERY_PACK}
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
    further = part.is_paper and part.kind != Part.Kind.REPORT
    title = part.title if further else contents.title_of(part.item, edition)
    return f"Item {part.item.printed_number}{', appendix' if part.appendix_id else ''}: {title}"


def _marking(part):
    """What the law wants on every copy of a paper kept back (LGA 1972 s100B(5))."""
    return exempt.marking_on(part.paper, part.appendix) if part.paper and not part.in_public else ""


def _title(build, edition):
    meeting = build.meeting
    return f"{meeting.body}, {dates.day(meeting.starts_at)}: {printing.edition_title(edition, [])}"


def _moment(build, parts):
    """When the newest paper was laid: the same papers give the same bytes, whenever they are built."""
    laid = [part.paper.laid_at for part in parts if part.paper]
    return max(laid, default=build.meeting.starts_at)


def _check(build, edition, plan, sha256, checked):
    """
    The checks an edition passed, each {"name", "words"}. Raises CannotAssemble at the first that it did not.

    `checked` must be of the very bytes that are going to be kept.
    """
    checks = []
    faults = checked.faults or ([] if checked.sha256 == sha256 else ["It was changed while it was checked."])
    if faults:
        raise CannotAssemble(NOT_IN_ORDER.format(faults[0]), checks)
    checks.append({"name": "file", "words": "file in order: 0 faults", "made_of": plan.key})
    checks.append(_accessible(plan.pieces))
    if edition == Edition.PUBLIC:
        checks.append({"name": "words", "words": _without_restricted_words(build, checked, checks)})
    return checks


def _accessible(pieces):
    silent = sum(not piece.claims_ua for piece in pieces)
    if not silent:
        return {"name": "accessible", "words": "accessible: every part says that it follows PDF/UA"}
    parts = f"{silent} supplied file{'s that do' if silent > 1 else ' that does'}"
    return {"name": "partly accessible", "words": f"accessible, but for {parts} not say that PDF/UA is followed"}


def _without_restricted_words(build, checked, checks):
    found = searching.search(build, checked.words)
    if found.leaked:
        raise CannotAssemble(
            "Words of a paper that is kept from the public stand in the public edition, so it was not kept: "
            f"item {', '.join(found.leaked)}. Look at titles and open papers for text of that item.",
            checks,
        )
    return found.said
