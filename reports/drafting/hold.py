"""The gate every change of a report's words passes: frozen versions stay as they are, writers notice each other."""

import hashlib
import json

from django.db.models import F
from django.utils import timezone

from reports.models import (
    Appendix,
    Block,
    Contact,
    Implication,
    Recommendation,
    Report,
    Section,
    SourceDocument,
    Version,
)

# What of each part is somebody's words, and so what two writers may differ about.
WORDS = {
    Version: (
        "title",
        "header",
        "recommendation_intro",
        "reasons",
        "reasons_number",
        "sources_intro",
        "headings",
        "footer",
        "no_implications",
    ),
    Contact: ("side", "name", "post", "email", "telephone"),
    Section: ("heading", "level", "given_number"),
    Block: ("text", "is_numbered", "given_number", "caption", "table", "image", "alt"),
    Recommendation: ("verb", "text", "level", "given_number"),
    Implication: ("name", "text", "given_number"),
    SourceDocument: ("title", "location", "is_published_work"),
    Appendix: ("title", "original", "alt"),
}


class Frozen(Exception):
    """A cleared version is never changed: what comes next is a new version."""


class BeingCleared(Exception):
    """The report is with somebody who reads it, so nobody changes it under their eyes."""


class Conflict(Exception):
    """Somebody else saved the same part in the meantime. `.current` is the part as it stands now."""

    def __init__(self, current):
        super().__init__(current)
        self.current = current


def edition(part):
    """A short name for exactly these words of a part. A form carries it, so that a second writer is noticed."""
    words = {name: getattr(part, name) for name in WORDS[type(part)]}
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:16]


def version_of(part):
    """The version that a part belongs to."""
    if isinstance(part, Version):
        return part
    return part.section.version if isinstance(part, Block) else part.version


def hold(part):
    """
    Lock the report for a change to this part of its draft and count the save; gives the report.

    Every step of drafting passes here first, inside its transaction. Raises Frozen or BeingCleared.
    """
    version = version_of(part)
    report = Report.objects.select_for_update().get(pk=version.report_id)
    if Version.objects.cleared().filter(pk=version.pk).exists():
        raise Frozen
    if report.clearances.open().exists():
        raise BeingCleared
    Report.objects.filter(pk=report.pk).update(edition=F("edition") + 1, changed_at=timezone.now())
    return report


def unchanged(part, seen):
    """The part as it stands, if it still reads as its writer saw it. Raises Conflict; no `seen`, no comparing."""
    current = type(part)._default_manager.get(pk=part.pk)
    if seen and seen != edition(current):
        raise Conflict(current)
    return current
