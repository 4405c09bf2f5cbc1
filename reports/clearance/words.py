"""The words that a clearance answers for: told, and known again by their sha256."""

import hashlib
import json
from functools import cache

from django.utils import timezone

from reports.drafting.hold import WORDS
from reports.models import Clearance

# What stands in a version in order, beside its sections.
LISTED = ("contacts", "recommendations", "implications", "sources")
# The safe file is what is printed: one that was flattened is another.
OF_APPENDIX = ("title", "safe", "alt", "table")
OF_PRIVATE = ("kind", "paragraphs", "reason", "holds_terms")


def digest(version, covers=()):
    """The sha256 of exactly the words that a stage covers: recommendations and named implications, or everything."""
    said = _of(version, covers) if covers else _whole(version)
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def holds(clearance, version):
    """Are the words of a version those that this clearance saw?"""
    return holding(version)(clearance)


def holding(version):
    """The same question for many clearances of a version as it stands now: its words are read once for each cover."""
    told = cache(lambda covers: digest(version, covers))
    return lambda row: row.voided_at is None and row.digest == told(tuple(row.covers))


def void_changed(version):
    """End what was said of words of a draft that are not the same any more; returns those Clearances."""
    still = holding(version)
    changed = [row for row in version.clearances.standing() if not still(row)]
    Clearance.objects.filter(pk__in=[row.pk for row in changed]).update(voided_at=timezone.now())
    return changed


def covered(version, covers):
    """[(heading, [text, …])] of the words that a stage covers, to be read apart; empty when it is all of them."""
    if not covers:
        return []
    asked = [version.recommendation_intro, *(row.text for row in version.recommendations.all())]
    told = _implications(version)
    found = [("Recommendations", list(filter(str.strip, asked)))]
    return found + [(name, [told.get(name) or "The report says nothing about this."]) for name in covers]


def _of(version, covers):
    told = _implications(version)
    asked = [_words(row) for row in version.recommendations.all()]
    return [version.recommendation_intro, asked, [[name, told.get(name, "")] for name in sorted(covers)]]


def _implications(version):
    """What the version says about each thing by name; one reason stands for all that have no text."""
    told = {}
    for row in version.implications.all():
        told.setdefault(row.name, []).append(row.text.strip() or version.no_implications)
    return {name: "\n\n".join(texts) for name, texts in told.items()}


def _whole(version):
    said = [_words(version)] + [[_words(row) for row in getattr(version, name).all()] for name in LISTED]
    sections = list(version.sections.prefetch_related("blocks"))
    said.append([[_words(section), [_words(block) for block in section.blocks.all()]] for section in sections])
    said.append([[getattr(row, name) for name in OF_APPENDIX] for row in version.appendices.all()])
    private = version.private_parts.select_related("section", "appendix")
    notice = [version.notice] if version.notice else []  # readers of the published version read it
    return [*said, sorted(_private(row) for row in private), *notice]


def _private(row):
    place = (row.section or row.appendix).order if row.section or row.appendix else 0
    kind = "section" if row.section else "appendix" if row.appendix else "whole"
    return [kind, place, *(json.dumps(getattr(row, name)) for name in OF_PRIVATE)]


def _words(part):
    return {name: getattr(part, name) for name in WORDS[type(part)]}
