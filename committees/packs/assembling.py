"""Joining the parts of a build into one edition."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from committees import exempt, printing, publications
from committees.models import Part
from committees.models.packs import Edition, Form
from corporate_parenting.lib import dates, files, jobs, pdf
from corporate_parenting.lib.jobs import State
from roles.audit import SYSTEM, record

from . import accessible, as_page, contents, enlarging, numbering, passing, remembering, turning, unusable
from .passing import NOT_IN_ORDER, CannotAssemble
from .printed import printed

CHANGED = (
    "Something in this pack was kept from the public, or taken off the agenda, after the pack was ordered. "
    "Build the pack again."
)
NO_FRONT = "The agenda that was printed for this pack is damaged on the server. Build the pack again."


@dataclass(frozen=True)
class Plan:
    """What an edition is joined from, the front first and a piece for each leaf, and the digest of all that."""

    leaves: list
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
    is_page = pack.form == Form.WEB
    try:
        facts, checked = yield from (as_page.assemble(pack, parts_of(pack)) if is_page else assemble(pack, out))
    except (CannotAssemble, pdf.RenderFailed) as why:
        jobs.fail(pack, str(why), checks=getattr(why, "checks", []), hits=getattr(why, "hits", []))
    else:
        _keep(pack, out, facts)
        if not is_page:
            remembering.remember(pack, checked)
    finally:
        out.unlink(missing_ok=True)


def _keep(pack, out, facts):
    """The file first, then the row that points to it: a reader never finds a row without its file."""
    if out.exists() and files.adopt(out) != facts["file"]:
        raise RuntimeError("the pack on the disk is not the one that was checked")
    with transaction.atomic():
        jobs.finish(pack, **facts)
        told = {"edition": pack.edition, "form": pack.form, "pages": facts["pages"], "sha256": facts["file"]}
        record(SYSTEM, "built a pack", pack, **told)
        publications.made(pack, by=SYSTEM)


def assemble(pack, out):
    """
    What the row of an edition says, and what was read in it: (facts, Checked). In steps, as `make`.

    Joins the parts to the path `out`, but where a finished file is proven to be the same: then there is none at `out`.
    Raises CannotAssemble, pdf.RenderFailed.
    """
    parts = parts_of(pack)
    turns = yield from turning.follow(pack, parts)
    plan = _plan(pack, parts, turns)
    before = remembering.read(pack)
    if known := remembering.finished(pack, plan.key):
        facts = {"file": known.file, "size": known.size, "pages": known.pages, "claims_ua": known.claims_ua}
        same = before is not None and before.sha256 == known.file
        read = before and before.known
        checked = before if same else (yield partial(pdf.inspect, files.path(known.file), known=read))
    else:
        plan, merged = _joined(pack, plan, turns, out)
        facts = {"file": merged.sha256, "size": out.stat().st_size}
        facts |= {"pages": merged.pages, "claims_ua": merged.claims_ua}
        checked = yield partial(pdf.inspect, out, known=before and before.known)
    facts["checks"] = passing.checks_of(pack, plan, facts["file"], checked)
    return facts, checked


def parts_of(pack):
    """The parts that an edition is made of, in order. Raises CannotAssemble where one may not be in it any more."""
    parts = pack.build.parts.select_related("item", "paper__document", "appendix")
    large = pack.form == Form.LARGE or pack.edition == Edition.YOUNG
    parts = list(parts.filter(form=Form.LARGE if large else Form.STANDARD))
    gone = any(part.paper is None for part in parts if part.is_paper or part.kind == Part.Kind.WITHHELD)
    changed = Part.objects.no_longer_open() | Part.objects.confidential()
    if gone or changed.filter(build=pack.build).exists():
        raise CannotAssemble(CHANGED)
    return parts


def _plan(pack, parts, turns):
    """
    The front has numbers of its own (i, ii, iii), so that its length moves no paper: a paper stands on the same page
    in every edition and every build of an agenda.
    """
    build, edition = pack.build, pack.edition
    unusable.look_at(parts)
    leaves = numbering.leaves(parts, edition=edition)
    pieces = [_piece(leaf, pack, turns) for leaf in leaves]
    hard = [
        accessible.hard(leaf, piece.title) for leaf, piece in zip(leaves, pieces, strict=True) if not piece.claims_ua
    ]
    pieces = [_front_piece(pack, leaves, hard), *pieces]
    title, at = _title(pack), _moment(build, parts)
    return Plan(leaves, pieces, title, at, remembering.key_of(pieces, title=title, at=at))


def _joined(pack, plan, turns, out):
    """The edition joined, with a sheet for each part whose file turns out to be of no use: (Plan, Merged)."""
    while True:
        try:
            return plan, _join(plan, out)
        except pdf.NotReady as fault:
            if not fault.at:
                raise CannotAssemble(NO_FRONT) from fault
            unusable.give_up(plan.leaves[fault.at - 1].part, unusable.OF_NO_USE)
            plan = _plan(pack, parts_of(pack), turns)


def _join(plan, out):
    try:
        merged = pdf.merge(plan.pieces, title=plan.title, at=plan.at, out=out)
    except pdf.NotReady:
        raise
    except (ValueError, FileNotFoundError) as fault:
        raise CannotAssemble(f"The parts could not be joined: {fault}. Build the pack again.") from fault
    if merged.lost_links:
        raise CannotAssemble(NOT_IN_ORDER.format(f"A link leads nowhere: {merged.lost_links[0]}"))
    return merged


def _front_piece(pack, leaves, hard):
    front = _front(pack, leaves, hard)
    if not front.claims_ua:  # what it says of the whole must be true of itself
        front = _front(pack, leaves, [accessible.hard_agenda(), *hard])
    meeting = pack.build.meeting
    return pdf.Part(
        files.path(front.file),
        "Agenda",
        first_number=1,
        roman=True,
        header=f"{meeting.body}, {dates.day(meeting.starts_at)}",
        marking="This copy is not for publication" if pack.edition == Edition.RESTRICTED else "",
        bookmark="Agenda",
        claims_ua=front.claims_ua,
        lang="en-GB",
        size=enlarging.stamp_size(pack),
    )


def _front(pack, leaves, hard):
    standard = turning.standard_leaves(pack) if turning.is_large(pack) else None
    document = contents.front(pack.build, edition=pack.edition, leaves=leaves, hard=hard, standard=standard)
    return printed(_in_form(document, pack))[0]


def _in_form(document, pack):
    return enlarging.enlarged(document) if pack.form == Form.LARGE else document


def _piece(leaf, pack, turns):
    """A part as it is joined: its pages or, where it could not be made, a sheet that says so."""
    part = leaf.part
    is_made = part.state == State.DONE
    sheet = None if is_made else printed(_in_form(printing.not_printed(part), pack))[0]
    name = _name(part, pack.edition)
    spans = (part.kind == Part.Kind.WITHHELD or not is_made) and leaf.last > leaf.first
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
        called=accessible.called(part) if is_made else "",
        lang="en-GB",
        elsewhere=tuple(turns.get(part.order, ())),
        size=enlarging.stamp_size(pack, part),
    )


def _name(part, edition):
    """A part in running heads and bookmarks: the item's title, or a further paper's own under the item's number."""
    if part.item is None:
        return part.title
    further = part.is_paper and part.kind != Part.Kind.REPORT
    title = part.title if further else contents.title_of(part.item, edition)
    which = ", appendix" if part.appendix_id else " in plain words" if part.kind == Part.Kind.PLAIN else ""
    return f"Item {part.item.printed_number}{which}: {title}"


def _marking(part):
    """What the law wants on every copy of a paper kept back (LGA 1972 s100B(5))."""
    return exempt.marking_on(part.paper, part.appendix) if part.paper and not part.in_public else ""


def _title(pack):
    meeting = pack.build.meeting
    form = f", {pack.get_form_display().lower()}" if pack.form != Form.STANDARD else ""
    return f"{meeting.body}, {dates.day(meeting.starts_at)}: {printing.edition_title(pack.edition, [])}{form}"


def _moment(build, parts):
    """When the newest paper was laid: the same papers give the same bytes, whenever they are built."""
    laid = [part.paper.laid_at for part in parts if part.paper]
    return max(laid, default=build.meeting.starts_at)
