"""
What in a text can tell who a child is: dates of birth, numbers of a file, initials with an age, first names, stories.

Pure. It reads words and can be wrong both ways: it names what a person has to look at, and changes nothing.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from .forenames import FORENAMES

OLDEST = 25  # a child in care or a care leaver is no older than this


class Kind(StrEnum):
    """What kind of thing tells."""

    BORN = "born"
    NUMBER = "number"
    INITIALS = "initials"
    AGED = "aged"  # a name with an age
    NAMED = "named"  # a first name alone
    LETTERED = "lettered"  # "Child A"
    STORY = "story"  # age, school and home together


@dataclass(frozen=True)
class Found:
    """One thing found: its kind, the fewest words that show it, and whether there is hardly a doubt."""

    kind: Kind
    quote: str
    sure: bool = False


def find(text, *, known=frozenset(), today):
    """
    Everything in a paragraph that can tell who a child is, as [Found]; nothing twice.

    `known` are words in small letters that are names of officers, members and others who may be named; `today` says
    who is still young.
    """
    found = [*_names(text, known), *_letters(text), *_story(text)]
    if re.search(r"\d", text):
        found = [*_born(text, today), *_numbers(text), *_initials(text), *found]
    return list(dict.fromkeys(found))


# --- Dates of birth

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH},? \d{{4}}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})"
)
DATED = re.compile(rf"(?<![\w/]){DATE}(?![\w/-])", re.IGNORECASE)
SAYS_BIRTH = re.compile(r"\b(?:d\.?o\.?b\b\.?|dates? of births?|birth ?dates?)", re.IGNORECASE)
BIRTH = re.compile(rf"{SAYS_BIRTH.pattern}(?:\s*(?:is|was|of|on|:|-|–|\())*\s*{DATE}", re.IGNORECASE)
BORN_ON = re.compile(
    rf"(?:\bborn(?: on| the| in)?|\bbirthday (?:is|was|on)(?: on)?|\(b\.)\s+(?:\w+ )?{DATE}", re.IGNORECASE
)
BORN_IN = re.compile(rf"\bborn in (?:{MONTH} )?(?:19|20)\d\d\b", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SOMEBODY = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Hh]im|[Hh]er|[Hh]is|hers|child|boy|girl|baby|brother|sister|son|daughter"
    r"|young person|care leaver|pupil"
    r"|[B-HJ-Z]\b(?!\.))\b"
)
AGE = r"(?:1?\d|2[0-5])"
AGE_SAID = re.compile(
    rf"\b(?:aged? {AGE}\b|{AGE}[- ]years?[- ]old|is {AGE} years)(?! (?:to|and over|or over|–))", re.IGNORECASE
)


def year_of(written, today):
    """The year of a written date; two digits are of a day that has been."""
    if found := YEAR.search(written):
        return int(found[0])
    year = 2000 + int(re.search(r"\d{2}$", written)[0])
    return year if year <= today.year else year - 100


def is_date(text):
    """Is a text, such as a cell, a date and nothing else?"""
    return DATED.fullmatch(text.strip()) is not None


def _is_young(written, today):
    return 0 <= today.year - year_of(written, today) <= OLDEST + 1


def _born(text, today):
    for match in BIRTH.finditer(text):
        yield Found(Kind.BORN, match[0], sure=True)
    for match in BORN_ON.finditer(text):
        day = DATED.search(match[0])[0]
        if _is_young(day, today) and SOMEBODY.search(text):
            yield Found(Kind.BORN, match[0], sure=True)
    for match in BORN_IN.finditer(text):
        if _is_young(match[0], today) and SOMEBODY.search(text):
            yield Found(Kind.BORN, match[0])
    yield from _dates_beside_ages(text, today)


def _dates_beside_ages(text, today):
    """ "Aged 9 (3 May 2017)": a day of long ago in the sentence that tells somebody's age."""
    for sentence in _sentences(text):
        if AGE_SAID.search(sentence) and not SAYS_BIRTH.search(sentence) and not BORN_ON.search(sentence):
            for match in DATED.finditer(sentence):
                if 3 <= today.year - year_of(match[0], today) <= OLDEST + 1:
                    yield Found(Kind.BORN, match[0])


def _sentences(text):
    return re.split(r"(?<=[a-z0-9)”][.!?])\s+|\n+", text)


# --- Numbers of a file

NHS = re.compile(r"(?<!\d)(?<!0)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
SAYS_NHS = re.compile(r"\bNHS\b[^.]{0,25}$")
UPN = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[A-HJ-NP-RT-Z\d]\b")
INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
CASE = re.compile(
    r"\b(?:case|file|client|referral|child|pupil|person|mosaic|liquidlogic|eclipse|azeus|ics|lcs|lac|cla|upn|uln"
    r"|unique pupil|home office)"
    r"(?: (?:no|number|id|ref|reference))?\.?\s*(?:is|:|#|–|-)?\s*(?:[A-Z]{1,3}[-/ ]?)?(?!(?:19|20)\d\d\b)\d{4,}\b"
    r"(?!%| (?:children|pupils|cases))",
    re.IGNORECASE,
)


def is_nhs_number(digits):
    """Do ten digits end with the check digit of an NHS number (modulus 11)?"""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(digits) == 10 and rest != 10 and int(digits[9]) == rest % 11


def _numbers(text):
    for match in NHS.finditer(text):
        said = SAYS_NHS.search(text[: match.start()]) is not None
        if said or (is_nhs_number("".join(match.groups())) and " " in match[0]):
            yield Found(Kind.NUMBER, match[0], sure=said)
    for pattern in (UPN, INSURANCE):
        for match in pattern.finditer(text):
            yield Found(Kind.NUMBER, match[0], sure=True)
    for match in CASE.finditer(text):
        yield Found(Kind.NUMBER, match[0])


# --- Initials, letters, names

_LABELS = """
    Appendix Annex Part Section Schedule Option Phase Grade Plan Group Band Category Table Figure Type Class Block Wing
    Level Team Cohort Vitamin Hepatitis Form Zone Site Building Unit Item Question Point Step Set Note
    Paragraph Chapter Ward Court Annexe Exhibit
"""
LABELS = frozenset(_LABELS.split())
INITIALS = re.compile(
    r"(?=[A-HJ-Z])(?<![\w&.'’-])(?:[A-Z]\.? ?){1,3}(?:, ?| ?\(|,? aged? | is )(?:aged? )?"
    rf"{AGE}(?=[,.;)]|$| years)(?!\.\d)"
    r"(?! (?:pages|to|and over|months|%))"
)
LETTERED = re.compile(
    r"\b(?:[Cc]hild|[Yy]oung [Pp]erson|[Cc]are [Ll]eaver|[Bb]oy|[Gg]irl|[Ss]ibling|[Pp]upil) [A-Z]{1,2}\b(?![’'a-z])"
)
ONE_LETTER = re.compile(
    r"\b(?:called|known as|named) [A-Z](?= (?:here|in this)\b|[,.;)])|(?=[B-HJ-Z])(?<![\w.&’'-])[B-HJ-Z] "
    r"(?:moved|says|said|told|lives|lived|came|asked|wants|wanted|likes|felt|feels|went|was placed"
    r"|has lived|had lived)\b"
)
# Capitals that begin a sentence, name a month or a thing, and are nobody.
_ORDINARY = """
    a about after all also although and any anyone as at autumn babies because before both boys but by children council
    currently december each every everyone february five for four friday from girls he her his home how however i if in
    is it its january july june key last many march may members monday most next nobody november now october of on one
    only or our overall over part people pupils september she since six some somebody spring stage students summer
    sunday saturday their then there these they this those three thursday to total tuesday two under until up we
    wednesday what when where while winter with within year years young august april age ages aged chapter section
    paragraph appendix table figure page pages recommendation option plus item
"""
ORDINARY = frozenset(_ORDINARY.split())
NAME = r"(?P<name>[A-Z][a-zà-ž]+(?:[-’'][A-Z]?[a-zà-ž]+)?)(?P<more>(?: [A-Z][\w’'-]+)*)"
NAME_AGE = (
    re.compile(rf"(?<![\w’'-]){NAME},? aged? {AGE}\b(?! ?(?:to|–|-|and over|or over))"),
    re.compile(rf"(?<![\w’'-]){NAME}(?:, | who is | is | was ){AGE}(?=, |\.(?!\d)|;| years? old|$)(?! %)"),
    re.compile(rf"(?<![\w’'-]){NAME} \((?:aged? )?{AGE}(?: years)?\)"),
    re.compile(rf"\b{AGE}[- ]years?[- ]old (?:called |named )?{NAME}"),
)
CUES = (
    r"told|tells|said|says|moved|lives|lived|feels|felt|wants|wanted|likes|loves|loved|misses|missed|asked|thinks"
    r"|attends"
    r"|explained|described|wrote|enjoys|enjoyed|struggled|settled|was placed|is placed|came into care|came to live"
    r"|went missing|ran away|has a|had a|was excluded|was suspended|passed|started|now lives|hopes|dreams|never|who is"
)
OWNS = (
    r"foster carers?|carers?|social worker|personal adviser|placement|school|college|mum|mother|dad|father|parents?"
    r"|brothers?|sisters?|siblings?|gran|grandmother|grandfather|nan|family|home|bedroom|room|teacher|review|plan|care"
    r"|story|words|voice|life|health|education|friends?|wishes|views|key worker|advocate"
)
ALONE = re.compile(
    r"(?<![\w’'-])(?P<name>[A-Z][a-zà-ž]+(?:-[A-Z][a-zà-ž]+)?)"
    rf"(?:(?= (?:{CUES})\b)|(?=[’']s? (?:{OWNS})\b)|(?=,? (?:whose|who)\b))"
)
ABOUT_NAMED = re.compile(
    r"\b(?:for|with|about|by|to|helped|supported|placed|moved|and|called|named) (?P<name>[A-Z][a-zà-ž]+)"
    r"(?=[\s,.;)])(?! [A-Z])"
)
ABOUT_CHILD = re.compile(
    r"\b(?:foster(?:ed|ing)?|placement|placed|social worker|came into care|in care|bedroom"
    r"|birth (?:mother|father|family)|his mum|her mum|went missing|key worker|personal adviser|case study|this child"
    r"|the child|her carers?|his carers?"
    r"|young person|care leaver)\b",
    re.IGNORECASE,
)
TITLES = re.compile(
    r"\b(?:Councillor|Cllr|Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Rev|Professor|Officer|Director|St"
    r"|Saint|[A-Z][a-z]+)\.?\s+$"
)


def _initials(text):
    for match in INITIALS.finditer(text):
        if not _is_labelled(text, match):
            yield Found(Kind.INITIALS, match[0].strip() + (")" if "(" in match[0] else ""))


def _letters(text):
    for match in LETTERED.finditer(text):
        yield Found(Kind.LETTERED, match[0])
    match = ONE_LETTER.search(text)
    if match and not _is_labelled(text, match) and not LETTERED.search(text):
        yield Found(Kind.LETTERED, match[0])


def _is_labelled(text, match):
    """Is the letter that of a thing, as in "Appendix B"?"""
    before = text[max(0, match.start() - 15) : match.start()]
    return before[-1:] == " " and before.rpartition(" ")[0].rpartition(" ")[2].lstrip("(“‘") in LABELS


def _names(text, known):
    aged = set()
    for pattern in NAME_AGE:
        for match in pattern.finditer(text):
            name = match["name"]
            if _may_be_aged(name, match, known, text):
                aged.add(name)
                yield Found(Kind.AGED, match[0].strip(" ,"))
    alone = [match for match in ALONE.finditer(text) if not TITLES.search(text[: match.start()].rpartition(". ")[2])]
    if ABOUT_CHILD.search(text):
        alone += ABOUT_NAMED.finditer(text)
    for name in dict.fromkeys(match["name"] for match in alone):
        if name in FORENAMES and name.lower() not in known and name not in aged:
            yield Found(Kind.NAMED, name)


def _may_be_aged(name, match, known, text):
    """Somebody's name, from the list or in words about one child; and nobody who may be named."""
    if name.lower() in ORDINARY or {name.lower(), *match["more"].lower().split()} & known:
        return False
    return bool({name, *match["more"].split()} & FORENAMES) or (
        not name.endswith("s") and _is_about_one(text, match.end())
    )


def _is_about_one(text, end):
    """Does a text speak of one child, or go on after a name with what somebody did?"""
    goes_on = re.match(rf",? (?:{CUES})\b", text[end:])
    return bool(goes_on or ONE_CHILD.search(text) or ABOUT_CHILD.search(text))


# --- A story that fits one child

ONE_CHILD = re.compile(
    r"\b(?:he|she|him|her|this (?:child|young person|boy|girl)|(?:[Cc]hild|[Yy]oung person) [A-Z]"
    r"|[Aa]n? (?:\w+ )?(?:boy|girl|child|baby|teenager|young person|care leaver|sibling|brother|sister)"
    r"|[B-HJ-Z] (?:was|is|has|had|moved|lives|says|said|told))\b"
)
ONE_AGE = re.compile(
    rf"\b(?:aged? {AGE}\b|{AGE}[- ]years?[- ]old|(?:is|was|turned) {AGE}\b|(?:boy|girl|child) of \w+"
    r"|in [Yy]ear \d{1,2}\b"
    r"|(?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)[- ]year[- ]old"
    r"|aged (?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen))"
)
SCHOOL = re.compile(
    r"\b(?:(?:primary|secondary|special|high|grammar|village|infant|junior) school|schools?|college|academy|nursery"
    r"|pupil referral unit|sixth form)\b",
    re.IGNORECASE,
)
PLACED = re.compile(
    r"\b(?:placements?|placed|foster\w*|residential|children[’']s home|carers?|kinship|adopt\w*|lives with"
    r"|moved (?:to|in|home)|came into care)\b",
    re.IGNORECASE,
)


def _story(text):
    """Age, school and home of one child in one paragraph: each fits many, together they may fit one."""
    age, one = ONE_AGE.search(text) or NAME_AGE[1].search(text), ONE_CHILD.search(text)
    school, placed = SCHOOL.search(text), PLACED.search(text)
    if age and one and school and placed:
        yield Found(Kind.STORY, f"{age[0]} … {school[0]} … {placed[0]}")
