"""What stands between now and the publication of an agenda: every block named, with whom it lies."""

from committees import executive, exempt
from committees.deadlines import commission_of, lines, needs_commission
from committees.packs import holding


def of(meeting, gathered):
    """Sentences without their full stop, the first to put right first; none for a published agenda."""
    if meeting.published_at:
        return []
    items = lines(meeting)
    return [
        *_of_the_body(meeting),
        *([] if items else ["The agenda is not started: it has no items"]),
        *_without_grounds(items),
        *(words for item in items if (words := _awaited(item, gathered))),
        *_of_executive(meeting, gathered),
        *_of_pack(meeting, gathered, items),
    ]


def _of_the_body(meeting):
    return [] if meeting.body.is_settled else ["The legal basis of the body is not settled"]


def _of_pack(meeting, gathered, items):
    if meeting.pk in gathered.packed or not items:
        return []
    return ["The pack is not built", *([f"The pack is {_small(held)}"] if (held := holding.said(meeting)) else [])]


def _small(words):
    """A sentence as the end of another."""
    return words[0].lower() + words[1:].rstrip(".")


def _without_grounds(items):
    return [
        f"Item {item.printed_number} stands in part 2, and nobody has said on what ground"
        for item in items
        if item.likely_private and not item.is_decided and exempt.grounds_missing(item)
    ]


def _of_executive(meeting, gathered):
    """Notices that an executive body has not given, and what is too late for them (SI 2012/2089)."""
    why = executive.why_not_published(meeting, gathered.calendar)
    missing = [what for what, _, is_done, _ in executive.due(meeting, gathered.calendar) if not is_done]
    return [*([why.rstrip(".")] if why else []), *(f"Not given yet: {what}" for what in missing)]


def _awaited(item, gathered):
    """What is missing of one item's paper, in words; empty when nothing is."""
    found = commission_of(item)
    if found is None:
        if not needs_commission(item):
            return ""
        whom = f"awaited from {item.presenter}" if item.presenter else "awaited"
        return f"“{item.title}”: the paper is {whom}, and no report is commissioned"
    if item.is_fulfilled:
        return ""
    standing = gathered.standing(item)
    author = found.report.author or "an author who left"
    if standing.is_sent:
        return f"“{item.title}”: the report is with {standing.last_asked} for clearance"
    if standing.has_draft:
        return f"“{item.title}”: the report is awaited from {author}, and not cleared"
    return f"“{item.title}”: the report of {author} is cleared and not laid"
