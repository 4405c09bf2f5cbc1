"""What stands in the way with papers: not cleared, overtaken, kept private without a ground."""

from django.urls import reverse
from django.utils import timezone

from committees import exempt
from corporate_parenting.lib import dates

from .agenda import TO_FOLLOW
from .findings import Finding


def findings(found):
    """Everything of it."""
    today = timezone.localdate()
    for paper in found.papers:
        yield from _of_version(paper)
        yield from _of_privacy(paper, found.body)
        yield from _of_review(paper, today)


def page(paper):
    """The page of a paper, and the words of a link to it."""
    return reverse("committees:paper", args=[paper.pk]), "Open the paper"


def report_page(paper, body):
    """The page of its report where the clerk of this body may open that, else of the paper."""
    report = paper.version.report
    if report.remit_id and report.remit_id == body.remit_id:
        return reverse("reports:report", args=[report.pk]), "Open the report"
    return page(paper)


def _of_version(paper):
    version = paper.version
    if version is None:
        return
    if version.number is None:
        yield Finding(f"A report is not cleared. {TO_FOLLOW}", *page(paper), item=paper.item)
    elif paper.newest > version.number:
        text = f"Version {version.number} of a report is laid, and version {paper.newest} has been cleared since."
        yield Finding(text, *page(paper), item=paper.item)


def _of_privacy(paper, body):
    of_whole = [one for one in paper.decided if not (one.section_id or one.appendix_id)]
    if paper.is_kept and not of_whole:
        text = (
            "It is likely to be taken in private, and nobody has said by what law. What nobody has decided is left out "
            "of the public edition. Say why the paper is private, or move the item."
        )
        where = reverse("committees:keep_private", args=[paper.pk])
        yield Finding(text, where, "Say why it is private", item=paper.item)
    for one in paper.decided:
        if one.ended_at is None and (why := exempt.why_no_grounds(body, one.kind, one.paragraphs, one.reason)):
            text = f"Its paper is kept private without the ground that must be given. {why}"
            yield Finding(text, *page(paper), item=paper.item)


def _of_review(paper, today):
    for one in paper.decided:
        if one.ended_at is None and one.review_on and one.review_on < today:
            text = f"Whether its paper is still private was to be looked at by {dates.day(one.review_on)}."
            where = f"{reverse('committees:kept')}?review=due#kept-{one.pk}"
            yield Finding(text, where, "Open the register", item=paper.item)
