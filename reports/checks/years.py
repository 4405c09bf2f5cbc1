"""
Old years and dates: what a report that grew out of the last one easily leaves behind.

A year is named as old only where it stands alone, in a sentence that compares nothing, while the report is about a
newer one: two years side by side are a comparison, and an Act keeps its year.
"""

import re
from collections import Counter
from dataclasses import dataclass

from corporate_parenting.lib import dates, plainness
from reports.checks.groups import DATES

SPAN = re.compile(r"(?<![\d/])(20\d\d)\s?(?:/|-|–|—|to)\s?(20\d\d|\d\d)(?!\d)")
YEAR = re.compile(r"(?<![\d/.£,-])(20\d\d)(?![\d/%]|[-–]\d|,\d)")
QUARTER = re.compile(r"\b(?:Q|[Qq]uarter )([1-4])\b|\b([Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth) quarter\b")
ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4}
LAW = re.compile(
    r"(?:Act|Acts|Regulations|Order|Orders|Rules|Directive|Bill|SI|Measure|Code"
    r"|guidance|Guidance)(?: \w+)?,? (?=20\d\d)"
)
COMPARES = re.compile(
    r"\b(?:compar\w+|than|since|from|before|earlier|previous\w*|last year|up on|down on|between|until|by|after"
    r"|rose|fell"
    r"|in(?:creas|cluding)\w*|decreas\w+|was|were|had|began|started|agreed|published|inspect\w+|report(?:ed)? in|both"
    r"|baseline|strategy|plan|ago|opened|closed|launched|met|held|first|history|trend|each year|years)\b",
    re.IGNORECASE,
)
PASSING = re.compile(
    r"\b(?:last|this|next|the past|the current) (?:financial |school |academic |municipal )?"
    r"(?:year|quarter|month|term|week)\b"
    r"|\b(?:yesterday|tomorrow|today)\b(?![’'])",
    re.IGNORECASE,
)
THIS_MEETING = re.compile(
    r"\b(?:this|today[’']s) meeting (?:on|of)\s+(?:\w+day,? )?(\d{1,2})(?:st|nd|rd|th)? (\w+) (\d{4})"
)
DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]+),?\s+(\d{4})")
DATE_LABELS = {"date", "meeting date", "date of meeting"}
DATED = re.compile(r"20\d\d|[Qq]uarter|\bQ[1-4]")
FEW, OFTEN, NEAR = 2, 3, 3


@dataclass(frozen=True)
class _Said:
    """A sentence, heading or caption with its place and the years it names; a span counts by its first year."""

    text: str
    kind: str
    place: object
    years: tuple


def about_dates(script):
    """Years and quarters left behind, the day of another meeting, and "last year" where nobody can tell which."""
    said = list(_said(script))
    yield from _old_years(said)
    yield from _old_quarters(said)
    yield from _of_the_meeting(script)
    yield from _passing(script)


def _said(script):
    for passage in script.passages:
        if passage.kind == "source" or not DATED.search(passage.text):
            continue
        for sentence in plainness.sentences(passage.prose):
            yield _Said(sentence, passage.kind, passage.place, _years(sentence))


def _years(text):
    text = LAW.sub("the law of ~", text).replace("~20", "~")
    spans = [(int(match[1]), int(match[1]) + 1) for match in SPAN.finditer(text)]
    alone = [(int(match[1]), int(match[1])) for match in YEAR.finditer(SPAN.sub(" ", text))]
    return tuple(dict.fromkeys([*spans, *alone]))


def _old_years(said):
    """Spans and single years are told apart: a report for 2025 to 2026 may well speak of the summer of 2025."""
    for is_span in (True, False):
        kind = [[year for year in one.years if (year[0] != year[1]) == is_span] for one in said]
        counts = Counter(year for years in kind for year in set(years))
        newest = max(
            (year for year, times in counts.items() if times >= OFTEN or _is_in_title(said, year)), default=None
        )
        if newest is None:
            continue
        old = {year for year in counts if newest[0] - NEAR <= year[0] < newest[0] and counts[year] <= FEW}
        for one, years in zip(said, kind, strict=True):
            if years and set(years) <= old and not _compares(one):
                shown = _written(max(years))
                text = f"It says {shown}, while the report is about {_written(newest)}. Is it left over?"
                yield one.place.finding(DATES, text)


def _is_in_title(said, year):
    return any(year in one.years for one in said if one.kind == "title")


def _compares(one):
    return one.kind not in ("heading", "caption", "title") and COMPARES.search(one.text) is not None


def _written(year):
    return str(year[0]) if year[0] == year[1] else f"{year[0]} to {year[1]}"


def _old_quarters(said):
    told = [{_quarter(match) for match in QUARTER.finditer(one.text)} for one in said]
    counts = Counter(quarter for quarters in told for quarter in quarters)
    if not counts:
        return
    usual, times = counts.most_common(1)[0]
    if times < OFTEN:
        return
    for one, quarters in zip(said, told, strict=True):
        if quarters and usual not in quarters and counts[max(quarters)] <= FEW and not _compares(one):
            text = f"It says quarter {max(quarters)}, while the report is about quarter {usual}. Is it left over?"
            yield one.place.finding(DATES, text)


def _quarter(match):
    return int(match[1]) if match[1] else ORDINAL[match[2].lower()]


def _of_the_meeting(script):
    meeting_on = script.brief.meeting_on if script.brief else None
    if not meeting_on:
        return
    for label, value in script.version.header:
        match = DAY.search(value) if label.lower() in DATE_LABELS else None
        if match and _reads(match) != dates.day(meeting_on).lower():
            text = f"It says {match[0]}, but the meeting is on {dates.day(meeting_on)}."
            yield script.page("details", f"“{label}”").finding(DATES, text)
    for passage in script.passages:
        for match in THIS_MEETING.finditer(passage.prose):
            if f"{match[1]} {match[2]} {match[3]}".lower() != dates.day(meeting_on).lower():
                text = f"It speaks of this meeting on another day than {dates.day(meeting_on)}."
                yield passage.place.finding(DATES, text, quote=match[0])


def _reads(match):
    return f"{int(match[1])} {match[2]} {match[3]}".lower()


def _passing(script):
    """ "Last year", in a paragraph that names no year: the minutes are read for years."""
    for passage in script.passages:
        if passage.kind in ("paragraph", "recommendation", "reasons", "caption"):
            text = passage.prose
            match = PASSING.search(text)
            if match and not _years(text):
                yield passage.place.finding(DATES, "Say which: who reads it later cannot tell.", quote=match[0])
