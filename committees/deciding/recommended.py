"""What the reports laid on an item ask of the meeting, and the words in which it may agree to it."""

import re

# "The Sub-Committee is asked to", "Members are recommended to": what stands before the thing that is asked.
INTRO = re.compile(r"^[^.:;]{0,120}?\b(?:is|are|be)\s+(?:asked|recommended|invited|requested)\s+to:?\s+", re.IGNORECASE)
VERBS = (
    "accept|advise|agree|appoint|approve|ask|authorise|comment|confirm|consider|delegate|discuss|endorse|instruct|"
    "invite|nominate|note|ratify|receive|recommend|refer|request|review|scrutinise|support|thank"
)
ASKS = re.compile(rf"^(?:{VERBS})\b", re.IGNORECASE)


def asked_on(item):
    """The reports laid on an item, each paper with `version.recommendations`, in order. Three queries."""
    papers = item.papers.filter(version__isnull=False).select_related("version__report__format")
    return papers.prefetch_related("version__recommendations").order_by("order", "pk")


def is_kept_back(item, recommendation):
    """Does the recommendation stand in a report that is kept from the public on this item?"""
    papers = item.papers.filter(version=recommendation.version_id)
    return any(paper_is_kept_back(item, paper) for paper in papers.prefetch_related("exemptions"))


def paper_is_kept_back(item, paper):
    """As `models.papers.kept_back`, for a paper whose exemptions are at hand."""
    decided = [one for one in paper.exemptions.all() if not (one.section_id or one.appendix_id)]
    return any(one.ended_at is None for one in decided) or (item.likely_private and not decided)


def as_decision(text):
    """What a recommendation asks, as a meeting agrees to it: "The Panel is asked to note…" is "To note…"."""
    text = text.strip()
    if found := INTRO.match(text):
        rest = text[found.end() :]
        return f"To {rest[:1].lower()}{rest[1:]}" if rest else text
    return f"To {text[:1].lower()}{text[1:]}" if ASKS.match(text) else text
