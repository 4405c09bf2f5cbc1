"""
What is left out of a laid report for who may not read its private parts: the one door to the words of such a report.

Every page, file, print and passage of a paper takes what it shows from here. Where several parts are private the
stricter class is that of all of them, so that there are two forms of a paper and no more: whole, and open.
"""

from committees.models import Exemption
from committees.models.packs import Edition
from reports import leaving_out
from reports.grounds import law
from reports.grounds import together as joined
from reports.models import Section


def where(part):
    """What an Exemption says of the part it is about: its section or its appendix; nothing for a whole paper."""
    if part is None:
        return {}
    return {"section": part} if isinstance(part, Section) else {"appendix": part}


def is_confidential(paper):
    """Is any private part of the paper confidential?"""
    return any(one.kind == Exemption.Class.CONFIDENTIAL for one in paper.kept_parts)


def together(paper):
    """All that keeps parts of a paper private as one Exemption that nobody has saved; None where nothing does."""
    kept = paper.kept_parts
    if not kept:
        return None
    kind, paragraphs = joined(kept)
    return Exemption(kind=kind, paragraphs=paragraphs, holds_terms=any(one.holds_terms for one in kept))


def without(paper, audience):
    """What an edition of a pack has a report without (leaving_out.Without). Who is not known gets what all get."""
    if audience == Edition.RESTRICTED and not is_confidential(paper):
        return leaving_out.NOTHING
    return leaving_out.of(paper.kept_parts)


def for_reader(paper):
    """
    (without, marked) of a paper as one reader gets it, by its `is_whole`: whole with its private parts marked, or
    without them. Where nobody asked whether the reader gets the whole, they do not.
    """
    private = leaving_out.of(paper.kept_parts)
    return (leaving_out.NOTHING, private) if is_whole(paper) else (private, leaving_out.NOTHING)


def is_whole(paper):
    """May the reader for whom the paper was fetched read every word of it?"""
    return getattr(paper, "is_whole", False)


def shows_private(paper):
    """Does the reader for whom the paper was fetched get private parts of it?"""
    return is_whole(paper) and bool(paper.kept_parts)


def appendices(paper):
    """The appendices of a paper that its reader gets, in order."""
    if not paper.version_id:
        return []
    left_out, _ = for_reader(paper)
    return leaving_out.open_appendices(paper.version.appendices.all(), left_out)


def hidden_sections(paper):
    """The keys of the sections that a paper's reader does not get, with those under private ones."""
    left_out, _ = for_reader(paper)
    return set(leaving_out.belonging(paper.version.sections.all(), left_out.sections)) if left_out.sections else set()


def marking(paper, appendix=None):
    """What stands on a copy of the whole of a paper that is private in part, or of one private appendix of it."""
    kept = [one for one in paper.kept_parts if appendix is None or one.appendix_id == appendix.pk]
    if not kept:
        return ""
    return f"Not for publication{'' if appendix else ' in part'}{law(*joined(kept))}"
