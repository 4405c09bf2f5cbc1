"""
What is kept from the public, and the one door through which papers come into an edition.

Confidential: LGA 1972 s100A(2) and (3). Exempt: s100A(4), s100I and Schedule 12A. The stricter reading wins.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from committees import publications
from committees.models import Exemption, Paper, Part
from committees.models.packs import Edition
from committees.models.papers import confidential, kept_back
from reports.models import Appendix
from roles.audit import record

# Schedule 12A, Part 1, in our own words.
PARAGRAPHS = {
    1: "information about a particular person",
    2: "information that is likely to reveal who a person is",
    3: "the money or business matters of a particular person or organisation, which may be the council itself",
    4: "consultations or negotiations about work, between the council and those who work for it",
    5: "legal advice and other material that is legally privileged",
    6: "that the council proposes to give a notice, an order or a direction under a law",
    7: "action to prevent, investigate or prosecute crime",
}


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
def keep_private(paper, *, kind, paragraphs, reason, by, at=None, holds_terms=True):
    """
    Keep a paper from the public: exempt by paragraphs 1 to 7 of Schedule 12A, or confidential; always with a reason.

    Returns the Exemption. Every pack for the public that holds the paper is withdrawn by this alone. `at` is the
    moment when it was laid, where it was never open. Councillors may read what falls under paragraph 3 where it
    `holds_terms` of no contract (LGA 1972 s100F(2A)). Raises CannotKeepPrivate.
    """
    paragraphs = sorted({int(number) for number in paragraphs})
    if why := why_no_class(kind, paragraphs) or why_no_reason(kind, reason):
        raise CannotKeepPrivate(why)
    publications.one_at_a_time(paper.item.meeting_id)
    if not Paper.objects.select_for_update().filter(pk=paper.pk).first():
        raise CannotKeepPrivate("Somebody took this paper off in the meantime, so nobody can read it there.")
    if paper.exemptions.current().exists():
        raise CannotKeepPrivate("This paper is kept private already. End that first to give other grounds.")
    if at is None:
        publications.closing(paper, by=by)
    exemption = Exemption.objects.create(
        paper=paper,
        kind=kind,
        paragraphs=paragraphs,
        reason=reason.strip(),
        holds_terms=holds_terms,
        decided_at=at or timezone.now(),
        decided_by=by,
    )
    record(by, "kept from the public", paper.item, paper=paper.pk, kind=str(kind), paragraphs=paragraphs)
    return exemption


def why_no_class(kind, paragraphs, what="paper"):
    """In words, why this is no class of private paper or item by the law; empty when it is one."""
    if kind not in Exemption.Class.values:
        return f"Say whether the {what} is exempt or confidential."
    if kind == Exemption.Class.CONFIDENTIAL and paragraphs:
        return f"A confidential {what} has no paragraph of Schedule 12A. Take the paragraphs out."
    if kind == Exemption.Class.EXEMPT and not paragraphs:
        return f"Give at least one paragraph of Schedule 12A, Part 1, for an exempt {what}."
    if not set(paragraphs) <= set(PARAGRAPHS):
        return "Paragraphs of Schedule 12A, Part 1, are numbered 1 to 7."
    return ""


def why_no_reason(kind, reason):
    """In words, which reason is missing; empty when one is given."""
    if reason.strip():
        return ""
    if kind == Exemption.Class.CONFIDENTIAL:
        return (
            "Say which law or order forbids the council to disclose it, or which department gave it in confidence "
            "(LGA 1972 section 100A(3))."
        )
    return (
        "Say why keeping it private serves the public interest better than disclosing it: without that it is not "
        "exempt (LGA 1972 Schedule 12A, Part 2)."
    )


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
        for paper in item.papers.filter(exemptions=None):
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
    known = Exemption.objects.current().of_same(paper).order_by(F("paper_id").asc(nulls_first=True), "-decided_at")
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
    Open an exempt paper to the public. Two people decide it; what is confidential stays so.

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
    record(by, "opened to the public", exemption.paper.item, paper=exemption.paper_id, with_=with_.pk)
    publications.laid(exemption.paper, by=by)
    return exemption


def current(paper):
    """What keeps a paper private now: its Exemption, or None."""
    return paper.exemptions.current().first()


def is_kept_back(paper):
    """Is the paper kept from the public? Also where nobody has decided and the clerk foresees it."""
    return Paper.objects.filter(kept_back(), pk=paper.pk).exists()


def is_confidential(paper):
    """Is the paper confidential, by decision or as foreseen? Then it is read by who is named for it alone."""
    return Paper.objects.filter(confidential(), pk=paper.pk).exists()


def parts_for(paper, audience):
    """
    The pieces of a paper that an audience gets, in order: the only door into an edition.

    The restricted edition has the paper unless it is confidential; the public one has it when nothing keeps it back.
    Otherwise there is one sheet that says so under the item's public title. Whoever is not known gets what the public
    gets.
    """
    hidden = is_kept_back(paper)
    if hidden and (audience != Edition.RESTRICTED or is_confidential(paper)):
        return [Piece(Part.Kind.WITHHELD, paper.item.title, paper, kept_back=True)]
    return pieces(paper, kept_back=hidden)


def pieces(paper, *, kept_back):
    """All there is to print of a paper, whoever may have it."""
    if not paper.version_id:
        return [Piece(_kind(paper), paper.title, paper, kept_back=kept_back)]
    report = Piece(Part.Kind.REPORT, paper.title, paper, kept_back=kept_back)
    appendices = paper.version.appendices.all()
    return [report, *(Piece(Part.Kind.APPENDIX, one.title, paper, one, kept_back=kept_back) for one in appendices)]


def _kind(paper):
    """What is printed for a paper that is no report."""
    if paper.document_id:
        return Part.Kind.DOCUMENT
    return Part.Kind.MINUTES if paper.minutes_id else Part.Kind.ACTIONS


def paragraph_words(paragraphs):
    """ "paragraph 1", "paragraphs 1 and 2", "paragraphs 1, 2 and 3"."""
    *first, last = (str(number) for number in paragraphs)
    return f"paragraphs {', '.join(first)} and {last}" if first else f"paragraph {last}"


def marking(exemption, item=None):
    """
    The words that must stand on every copy of a paper kept back (LGA 1972 s100B(5)), for its Exemption or None.

    Where nobody has decided about the paper itself, the grounds of its item in part 2 say it.
    """
    found = exemption or foreseen(item)
    if found is None:
        return "Not for publication: expected to be considered in private"
    if found.kind == Exemption.Class.CONFIDENTIAL:
        return "Not for publication: confidential by section 100A(3) of the Local Government Act 1972"
    return (
        f"Not for publication by virtue of {paragraph_words(found.paragraphs)} of Part 1 of Schedule 12A "
        "of the Local Government Act 1972"
    )


def foreseen(item):
    """The grounds of an item in part 2 as an Exemption that nobody has made, or None."""
    found = item and grounds(item)
    return Exemption(**found) if found else None
