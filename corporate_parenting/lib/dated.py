"""Words that grow old: years, quarters, months, dates and figures, found in running text."""

import re
from dataclasses import dataclass

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# What a law is called by, and what stands in a report under a number, does not change from quarter to quarter.
NAMES_A_PLACE = re.compile(
    r"\b(?:sections?|paragraphs?|paras?\.?|regulations?|regs?\.?|articles?|schedules?|parts?|chapters?|standards?|"
    r"appendix|appendices|recommendations?|tables?|figures?|pages?|version|s|ss|SI|Act|Regulations|Order|Rules|Code|"
    r"aged?|ages|under|over|above|below|Working Together)\s*\.?\s*\(?$",
    re.IGNORECASE,
)
FOUND = re.compile(
    rf"""
    (?P<day>\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{MONTHS})(?:\s+20\d\d)?\b | \b\d{{1,2}}[/.]\d{{1,2}}[/.](?:20)?\d\d\b)
  | (?P<month>\b(?:{MONTHS})\s+(?:to\s+(?:{MONTHS})\s+)?20\d\d\b
      | \b(?:January|February|April|June|July|August|September|October|November|December)\b
      | (?<=\b[iI]n\s)May\b | (?<=\b[bB]y\s)May\b | (?<=\b[tT]o\s)May\b | (?<=\bsince\s)May\b | (?<=\b[oO]f\s)May\b
      | (?<=\b[iI]n\s)March\b | (?<=\b[bB]y\s)March\b | (?<=\b[tT]o\s)March\b | (?<=\bsince\s)March\b
      | (?<=\b[oO]f\s)March\b)
  | (?P<quarter>\b[Qq](?:uarter\s)?[1-4]\b(?:\s+(?:of\s+)?20\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?)?
      | \b(?:first|second|third|fourth|[Ll]ast|[Tt]his)\s+quarter\b
      | \b(?:(?:[Ll]ast|[Tt]his)\s+)?(?:[Aa]utumn|[Ss]pring|[Ss]ummer|[Ww]inter)\s+term\b
      | \b(?:[Ll]ast|[Tt]his)\s+(?:year|month|spring|summer|autumn|winter)\b
      | \b(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)\s+20\d\d\b)
  | (?P<year>\b20\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?\b)
  | (?P<figure>[£€]\s?\d+(?:,\d{{3}})*(?:\.\d+)?(?:\s?(?:m|k|million|billion))?\b
      | (?<![\w.,/])\d+(?:,\d{{3}})*(?:\.\d+)?(?:\s?%|\sper\scent)? (?![\w/]|[.,]\d))
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Dated:
    """One of them: where it stands, what it says, and which kind it is."""

    start: int
    end: int
    text: str
    kind: str


def find(text, *, since=2000):
    """
    All that may be out of date in a text, in order: days, months, quarters, years from `since` on, and figures.

    Numbers of sections and of laws, and ages, are left out: they are names.
    """
    found = []
    for match in FOUND.finditer(text):
        kind = match.lastgroup
        if kind == "year" and int(match[0][:4]) < since:
            continue
        if kind in ("figure", "year") and _names_a_place(text, match, found):
            continue
        found.append(Dated(match.start(), match.end(), match[0], kind))
    return found


def _names_a_place(text, match, found):
    """“section 22”, “the 1989 Act”, “aged 16 and 17”: is this number part of a name?"""
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 16]
    if match.lastgroup == "year":
        return bool(re.search(r"\b(?:Act|Regulations|Order|Rules)\s*\(?$", before) or re.match(r"\s+Act\b", after))
    if re.match(r"[ -](?:years?[ -]olds?\b|year[ -]group)", after) or NAMES_A_PLACE.search(before):
        return True
    # "sections 22 and 23": what the number before it was, this one is.
    earlier = re.search(r"(\d[\d.]*)(\s*(?:,|\s(?:and|or|to)\s|[-–])\s*)$", before)
    if earlier is None:
        return False
    start = match.start() - len(earlier[0])
    return not any(one.start <= start < one.end for one in found)
