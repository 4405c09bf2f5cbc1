"""What stands in the way of a pack, what the clerk should know before building it, and what is well."""

from dataclasses import dataclass, field

from django.db.models import Max, Q
from django.utils import timezone

from committees.models import Exemption, Meeting, Paper
from committees.models.papers import kept_back
from corporate_parenting.lib import dates
from reports.models import Appendix


@dataclass
class Preflight:
    """Sentences: `stops` must be put right first, `warnings` are printed round, `fine` is what was looked at."""

    stops: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    fine: list = field(default_factory=list)


def look(meeting):
    """
    Look a meeting over before its pack is built. The same number of queries for any number of papers.

    Sentences name items by number and public title alone, never a paper that is kept back.
    """
    found = Preflight()
    items = list(meeting.items.all())
    papers = list(
        Paper.objects.filter(item__meeting=meeting)
        .select_related("item", "version", "document", "minutes", "action_log")
        .annotate(is_kept=Q(kept_back()), newest=Max("version__report__versions__number"))
        .order_by("item__order", "order", "pk")
    )
    _look_at_meeting(meeting, items, found)
    _look_for_missing(items, papers, found)
    _look_at_versions(papers, found)
    _look_at_privacy(items, papers, found)
    _look_at_files(papers, found)
    return found


def name(item):
    """An item as the sentences call it."""
    return f"Item {item.printed_number}, “{item.title}”"


def _look_at_meeting(meeting, items, found):
    if meeting.status == Meeting.Status.CANCELLED:
        found.stops.append("The meeting is cancelled. A pack can be built again when it is not.")
    if not meeting.body.is_settled:
        found.warnings.append(
            f"The legal basis of {meeting.body} is not settled. A notice that says so is printed at the start."
        )
    if not items:
        found.warnings.append("The agenda has no items yet. The pack will be a front sheet alone.")
    else:
        found.fine.append(f"{len(items)} item{'s' if len(items) > 1 else ''} on the agenda")


def _look_for_missing(items, papers, found):
    with_paper = {paper.item_id for paper in papers}
    found.warnings += [
        f"{name(item)}: the paper is missing. A sheet “to follow” is printed in its place."
        for item in items
        if item.expects_paper and item.pk not in with_paper
    ]
    if papers:
        found.fine.append(f"{len(papers)} paper{'s' if len(papers) > 1 else ''} laid")


def _look_at_versions(papers, found):
    for paper in papers:
        if paper.version_id and paper.version.number is None:
            found.warnings.append(
                f"{name(paper.item)}: a report is not cleared. A sheet “to follow” is printed in its place."
            )
        elif paper.version_id and paper.newest > paper.version.number:
            found.warnings.append(
                f"{name(paper.item)}: version {paper.version.number} of a report is laid, and version "
                f"{paper.newest} has been cleared since."
            )


def _look_at_privacy(items, papers, found):
    decided = Exemption.objects.filter(paper__in=papers).select_related("paper__item")
    known = {one.paper_id for one in decided if not (one.section_id or one.appendix_id)}
    today = timezone.localdate()
    undecided = {paper.item_id for paper in papers if paper.is_kept and paper.pk not in known}
    found.warnings += [
        f"{name(item)} is likely to be taken in private, and nobody has said by what law. "
        "What nobody has decided is left out of the public edition. Say why each paper is private, or move the item."
        for item in items
        if item.pk in undecided
    ]
    found.warnings += [
        f"{name(one.paper.item)}: whether its paper is still private was to be looked at by {dates.day(one.review_on)}."
        for one in decided
        if one.ended_at is None and one.review_on and one.review_on < today
    ]
    if kept := sum(paper.is_kept for paper in papers):
        found.fine.append(f"{kept} of them {'are' if kept > 1 else 'is'} in the restricted edition alone")


def _look_at_files(papers, found):
    """Uploads that a screen reader cannot read. The law on accessibility (SI 2018/952) wants them otherwise."""
    of_version = {}
    for paper in papers:
        of_version.setdefault(paper.version_id, []).append(paper)
    silent = Appendix.objects.filter(version__in=[key for key in of_version if key], tagged=False)
    items = [paper.item for one in silent for paper in of_version[one.version_id]]
    items += [paper.item for paper in papers if paper.document_id and not paper.document.tagged]
    found.warnings += [
        f"{name(item)}: a file was supplied without text for screen readers. Ask its author for another form."
        for item in dict.fromkeys(items)
    ]
