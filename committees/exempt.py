"""
What is kept from the public, and the one door through which papers come into an edition.

A whole paper is, or a section or an appendix of a report whose rest is open (`committees.withheld`).

Confidential: LGA 1972 s100A(2) and (3). Exempt: s100A(4), s100I and Schedule 12A. The stricter reading wins.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from committees import publications, withheld
from committees.models import Exemption, Paper, Part
from committees.models.packs import Edition
from committees.models.papers import confidential, kept_back
from reports import leaving_out
from reports.grounds import law, why_no_class, why_no_reason
from reports.models import Appendix
from roles.audit import record

PART_2_STAYS = (
    "The part 2 minutes stay private. What everybody may know of them is written into the public minutes, or into the "
    "summary for the public (LGA 1972 section 100C(1) and (2))."
)


class CannotKeepPrivate(Exception):
    """The paper cannot be kept from the public in this way. The message says why."""


class CannotRelease(Exception):
    """The paper stays private. The message says why."""


@dataclass(frozen=True)
class Piece:
    """One thing to print for a paper. `kept_back`: it is in the restricted edition alone."""

    kind: Part.Kind
    title: str
    paper: Paper
    appendix: Appendix | None = None
    kept_back: bool = False


@transaction.atomic
def keep_private(
    paper, *, kind, paragraphs, reason, by, at=None, holds_terms=True, part=None, decided_by=None, review_on=None
):
    """
    Keep a paper from the public: exempt by paragraphs 1 to 7 of Schedule 12A, or confidential; always with a reason.
    Or of a report one `part`: a Section, with what stands under its sub-headings, or an Appendix.

    Returns the Exemption. Every pack for the public that holds it is withdrawn by this alone. `at` is the moment when
    it was decided, where it was never open; `decided_by` whoever did, where it is not who lays it. Councillors may
    read what falls under paragraph 3 where it `holds_terms` of no contract (LGA 1972 s100F(2A)). Raises
    CannotKeepPrivate.
    """
    paragraphs = sorted({int(number) for number in paragraphs})
    if why := why_no_class(kind, paragraphs) or why_no_reason(kind, reason):
        raise CannotKeepPrivate(why)
    _must_be_possible(paper, part)
    if at is None:
        publications.closing(paper, by=by, whole=part is None)
    exemption = Exemption.objects.create(
        paper=paper,
        **withheld.where(part),
        kind=kind,
        paragraphs=paragraphs,
        reason=reason.strip(),
        holds_terms=holds_terms,
        decided_at=at or _now(paper),
        decided_by=decided_by or by,
        review_on=review_on,
    )
    if at is None and part is not None:
        publications.reworded(paper, by=by)
    ids = {name: one.pk for name, one in withheld.where(part).items()}
    record(by, "kept from the public", paper.item, paper=paper.pk, kind=str(kind), paragraphs=paragraphs, **ids)
    return exemption


def _must_be_possible(paper, part):
    """Raises CannotKeepPrivate where the paper is gone, or it or this part of it is kept private already."""
    publications.one_at_a_time(paper.item.meeting_id)
    if not Paper.objects.select_for_update().filter(pk=paper.pk).first():
        raise CannotKeepPrivate("Somebody took this paper off in the meantime, so nobody can read it there.")
    if part is not None and (paper.version_id is None or part.version_id != paper.version_id):
        raise CannotKeepPrivate("This is no part of the report that is laid. Look at the paper again.")
    known = paper.exemptions.current()
    if part is not None and known.filter(**withheld.where(part)).exists():
        raise CannotKeepPrivate("This part is kept private already. End that first to give other grounds.")
    if part is None and known.of_whole().exists():
        raise CannotKeepPrivate("This paper is kept private already. End that first to give other grounds.")


def _now(paper):
    """This moment, and after every pack that was ordered: by that a pack is known to be older, on any clock."""
    last = paper.item.meeting.builds.order_by("-ordered_at").values_list("ordered_at", flat=True).first()
    return max(timezone.now(), last + timedelta(microseconds=1)) if last else timezone.now()


def why_no_grounds(body, kind, paragraphs, reason):
    """
    In words, what is missing of the grounds to take an item of a body in private; empty when nothing is.

    A body that the law does not open has no Schedule 12A to obey: there a reason in its own words is enough.
    """
    if not body.public_has_a_right and not (kind or paragraphs):
        return "" if reason.strip() else "Say why the item is to be taken in private."
    return why_no_class(kind, paragraphs, "item") or why_no_reason(kind, reason)


def grounds_missing(item):
    """In words, what is missing of the grounds of an item in part 2; empty for one in part 1."""
    if not item.likely_private:
        return ""
    return why_no_grounds(item.meeting.body, item.private_kind, item.private_paragraphs, item.private_reason)


def grounds(item):
    """The grounds of an item in part 2 as `keep_private` takes them; None where they are not those of the law."""
    if not item.likely_private or why_no_class(item.private_kind, item.private_paragraphs):
        return None
    if why_no_reason(item.private_kind, item.private_reason):
        return None
    return {"kind": item.private_kind, "paragraphs": item.private_paragraphs, "reason": item.private_reason}


def keep_by_item(item, *, by):
    """Keep every paper of an item private by the item's grounds, where nobody has decided about it yet."""
    if found := grounds(item):
        for paper in item.papers.undecided():
            keep_private(paper, **found, by=by)


def open_elsewhere(paper):
    """The other layings of the same (document, report in any version, part of minutes) that nothing keeps back."""
    others = Paper.objects.open().filter(_the_same(paper)).exclude(pk=paper.pk)
    return others.select_related("item__meeting__body").order_by("item__meeting__starts_at", "pk")


def _the_same(paper):
    """Condition on a Paper: what it lays is what this one lays."""
    if paper.version_id:
        return Q(version__report=paper.version.report_id)
    if paper.minutes_id:
        return Q(minutes__minutes=paper.minutes.minutes_id, is_part_2=paper.is_part_2)
    return Q(document=paper.document_id) if paper.document_id else Q(action_log=paper.action_log_id)


def follow(paper):
    """
    Keep a paper private that was just laid, when a laying of the same thing is or was until it was taken off.

    Two people open what was private; laying it once more must not be a way round them. Returns the Exemption or None.
    """
    known = (
        Exemption.objects.current()
        .of_whole()
        .of_same(paper)
        .order_by(F("paper_id").asc(nulls_first=True), "-decided_at")
    )
    found = known.first()
    if found is None:
        return None
    if found.paper_id:
        found.pk, found._state.adding = None, True
    found.paper, found.version, found.document = paper, None, None
    found.save()
    return found


@transaction.atomic
def end(exemption, *, by, with_):
    """
    Open an exempt paper, or a part of one, to the public. Two people decide it; what is confidential stays so.

    Raises CannotRelease.
    """
    exemption = Exemption.objects.select_for_update(of=("self",)).select_related("paper__item").get(pk=exemption.pk)
    if exemption.kind != Exemption.Class.EXEMPT:
        raise CannotRelease("A confidential paper cannot be opened here: the law or a department forbids it.")
    if exemption.paper.is_part_2:
        raise CannotRelease(PART_2_STAYS)
    if exemption.ended_at:
        raise CannotRelease("This has been ended already.")
    if by == with_:
        raise CannotRelease("Two different people must decide that a private paper is opened.")
    exemption.ended_at, exemption.ended_by, exemption.ended_with = timezone.now(), by, with_
    exemption.save(update_fields=["ended_at", "ended_by", "ended_with"])
    ids = {name: one.pk for name, one in withheld.where(exemption.section or exemption.appendix).items()}
    record(by, "opened to the public", exemption.paper.item, paper=exemption.paper_id, with_=with_.pk, **ids)
    (publications.reworded if ids else publications.laid)(exemption.paper, by=by)
    return exemption


def current(paper):
    """What keeps all of a paper private now: its Exemption, or None."""
    return paper.exemptions.current().of_whole().first()


def standing(paper):
    """
    What keeps a reader from a paper now, whole or in part: an Exemption, or one that nobody has saved; None for
    nothing. Several private parts are as one here, the stricter class and every paragraph.
    """
    if is_kept_back(paper):
        return current(paper) or foreseen(paper.item)
    return withheld.together(paper)


def is_kept_back(paper):
    """Is the paper kept from the public? Also where nobody has decided and the clerk foresees it."""
    return Paper.objects.filter(kept_back(), pk=paper.pk).exists()


def is_private_in_part(paper):
    """Is the paper open, but for a section or an appendix of it?"""
    return not is_kept_back(paper) and bool(paper.kept_parts)


def is_read_by_name(paper):
    """Is what is private of the paper, whole or in part, read by who is named for it alone?"""
    if is_kept_back(paper):
        return is_confidential(paper)
    return withheld.is_confidential(paper)


def is_confidential(paper):
    """Is the paper confidential, by decision or as foreseen? Then it is read by who is named for it alone."""
    return Paper.objects.filter(confidential(), pk=paper.pk).exists()


def parts_for(paper, audience, *, kept=None):
    """
    The pieces of a paper that an audience gets, in order: the only door into an edition.

    The restricted edition has the paper unless it is confidential; the public one has it when nothing keeps it back.
    Otherwise there is one sheet that says so under the item's public title. A report of which a part is private comes
    without it, with a sheet for each private appendix. Whoever is not known gets what the public gets.

    `kept` is (is_kept_back, is_confidential) of the paper where a caller has asked for many at once (`all_kept`).
    """
    hidden, is_secret = kept or (is_kept_back(paper), is_confidential(paper))
    if hidden and (audience != Edition.RESTRICTED or is_secret):
        return [Piece(Part.Kind.WITHHELD, paper.item.title, paper, kept_back=True)]
    return pieces(paper, kept_back=hidden, without=withheld.without(paper, audience))


def all_kept(papers):
    """{key: (is_kept_back, is_confidential)} of all Papers of a query, in two queries."""
    hidden = set(papers.filter(kept_back()).values_list("pk", flat=True))
    secret = set(papers.filter(confidential()).values_list("pk", flat=True))
    return {pk: (pk in hidden, pk in secret) for pk in papers.values_list("pk", flat=True)}


def pieces(paper, *, kept_back, without=leaving_out.NOTHING):
    """All there is to print of a paper, whoever may have it, but for what it is `without`."""
    if not paper.version_id:
        return [Piece(_kind(paper), paper.title, paper, kept_back=kept_back)]
    private = {one.appendix_id for one in paper.kept_parts} - {None}
    has_private = bool(paper.kept_parts) and not without
    found = [Piece(Part.Kind.REPORT, paper.title, paper, kept_back=kept_back or has_private)]
    for number, one in enumerate(paper.version.appendices.all(), start=1):
        if one.waits_for_answer:  # words are hidden in it; such a report is not laid, and this is the second bar
            continue
        if one.pk in without.appendices:
            found.append(Piece(Part.Kind.WITHHELD, f"Appendix {number}", paper, one, kept_back=True))
        else:
            found.append(Piece(Part.Kind.APPENDIX, one.title, paper, one, kept_back=kept_back or one.pk in private))
    return found


def _kind(paper):
    """What is printed for a paper that is no report."""
    if paper.document_id:
        return Part.Kind.DOCUMENT
    return Part.Kind.MINUTES if paper.minutes_id else Part.Kind.ACTIONS


def marking(exemption, item=None):
    """
    The words that must stand on every copy of a paper kept back (LGA 1972 s100B(5)), for its Exemption or None.

    Where nobody has decided about the paper itself, the grounds of its item in part 2 say it.
    """
    found = exemption or foreseen(item)
    if found is None:
        return "Not for publication: expected to be considered in private"
    return f"Not for publication{law(found.kind, found.paragraphs)}"


def marking_on(paper, appendix=None):
    """
    The words on every copy of a private paper or of one that is private in part, or of one `appendix`; empty where
    nothing of it is private.
    """
    if is_kept_back(paper):
        return marking(current(paper), paper.item)
    return withheld.marking(paper, appendix)


def foreseen(item):
    """The grounds of an item in part 2 as an Exemption that nobody has made, or None."""
    found = item and grounds(item)
    return Exemption(**found) if found else None
