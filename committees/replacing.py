"""A report that was laid again in a newer version: each says so of the other, to those who may read both."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Greatest

from committees.models import Paper


@dataclass(frozen=True)
class Other:
    """A paper with another version of the same report: since when it can be read, and what changed between the two."""

    paper: Paper
    at: datetime
    notice: str


def is_in_versions(paper):
    """Does another version of its report lie somewhere, whoever may read it?"""
    report = paper.version_id and paper.version.report_id
    others = Paper.objects.filter(version__report=report).exclude(version=paper.version_id)
    return bool(report) and others.exists()


def in_versions():
    """Condition on a Paper: another version of its report lies somewhere, whoever may read it."""
    others = Paper.objects.filter(version__report=OuterRef("version__report"))
    return Exists(others.exclude(version=OuterRef("version")))


def of_report(report_id, viewer):
    """
    The papers with any version of a report that this viewer may read, on agendas that are out: `out_at` says since
    when. Nobody learns here of a version that they may not read.
    """
    seen = Paper.objects.visible_to(viewer).filter(version__report=report_id)
    out = seen.filter(item__meeting__published_at__isnull=False).select_related("version")
    return out.annotate(out_at=Greatest(F("item__meeting__published_at"), F("laid_at"))).order_by("out_at", "pk")


def told(paper, papers):
    """
    {"newer": Other or None, "replaces": Other or None} of a paper, among those of its report that its reader may read.

    The newest version counts, and the nearest that it replaces; of several papers with the same version the first.
    """
    others = [other for other in papers if other.version_id != paper.version_id]
    newer = [other for other in others if other.version.number > paper.version.number]
    older = [other for other in others if other.version.number < paper.version.number]
    newest = max((other.version.number for other in newer), default=None)
    nearest = max((other.version.number for other in older), default=None)
    return {
        "newer": _first(newer, newest, lambda other: other.version.notice),
        "replaces": _first(older, nearest, lambda other: paper.version.notice),
    }


def _first(papers, number, notice):
    found = next((other for other in papers if other.version.number == number), None)
    return Other(found, found.out_at, notice(found)) if found else None
