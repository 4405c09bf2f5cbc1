"""
What a public title must not tell: who a child is.

An item's title is read by everybody, also when its paper is private (LGA 1972 s100B(2) lets papers be left out, not
the item). Some findings stop the title. Others are a warning that somebody must look at.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from roles.models import Home, Person

# A child in care or a care leaver is no older than this.
OLDEST = 25


@dataclass(frozen=True)
class Finding:
    """One thing that may tell who somebody is. `text` never says which name was met. `stops`: it cannot stay."""

    text: str
    stops: bool


PROTECTED = Finding("It holds a name that is protected. Take the name out.", stops=True)
BORN = Finding("It holds what looks like a date of birth. Take the date out.", stops=True)
INITIALS = Finding("It holds initials with an age, such as “J, 14”. Take them out.", stops=True)
CASE = Finding("It holds the number of a case or a file. Take the number out.", stops=True)

DATED = Finding("It holds a date of some years ago. Make sure that it is no child’s date of birth.", stops=False)
ABOUT = Finding("“Re:” is often followed by somebody’s name. Say what the item is about.", stops=False)
NAMED = Finding("It may name a person, and the item is private. Make sure that nobody is named.", stops=False)
KIND = Finding("It says what happened to somebody, or what somebody is said to have done.", stops=False)
AGED = Finding("It tells somebody’s age.", stops=False)
CALLED = Finding("It speaks of one child or young person by a letter.", stops=False)
PLACE = Finding("It holds an address or a postcode.", stops=False)
HOME = Finding("It names a children’s home, and the item is private. Where children live is protected.", stops=False)


def findings(title, *, private=False):
    """
    What a public text may tell, as [Finding], those that stop it first. `private`: the item is taken in private.

    Three queries at most, however many people are protected.
    """
    return _findings(title, private, Known())


def findings_of_many(texts):
    """The same of each (text, is it about something private), in two queries at most for all of them together."""
    known = Known()
    return [_findings(text, private, known) for text, private in texts]


def _findings(title, private, known):
    words = re.sub(r"\s+", " ", title).strip()
    if not words:
        return []
    found = [PROTECTED] if _names_a_protected_person(words, known) else []
    found += [finding for finding, tells in STOPS if tells(words)] + _dates(words)
    found += [finding for finding, pattern in WARNS if pattern.search(words)]
    if private and _names_somebody(words):
        found.append(NAMED)
    if private and _names_a_home(words, known):
        found.append(HOME)
    return sorted(set(found), key=lambda one: (not one.stops, one.text))


# --- Names

# Words that many names or titles of people share with ordinary titles of items: alone they tell nobody.
ORDINARY_WORDS = """
    a an and at by for from in of on or the to with mr mrs ms miss mx dr sir dame lord lady rev councillor cllr
    alderman young person people representative member officer carer foster worker care leaver child children
    co-opted partner chair director head administrator number board panel council voice our group
    april may june august summer autumn winter spring grace hope joy faith will mark rose hill green
    brown white black grey king park house west east north south street church wood woods field fields lane
    bridge ford bank banks page price holiday day
"""
ORDINARY = set(ORDINARY_WORDS.split())
# What a title says in capitals that is nobody's name.
HOUSE_WORDS = """
    corporate parenting committee committees sub sub-committee cabinet scrutiny overview annual report quarter
    quarterly performance children's services service family placement virtual school local offer care leavers
    independent reviewing health education housing strategy policy plan review update pledge work programme
    minutes apologies declarations interest interests urgent business any other date next meeting exempt private
    contract contracts award budget capital revenue special educational needs county borough city district
    january february march july september october november december monday tuesday wednesday thursday friday
    part item leaders leader lead adoption fostering residential homes home transport costs placements legal advice
"""
HOUSE = ORDINARY | set(HOUSE_WORDS.split())


class Known:
    """Whom and what a text must not name: each read once, when it is first asked for."""

    @cached_property
    def people(self):
        """[(whole name, it without titles, parts that tell)] of those whose name may not be printed, and the young."""
        hidden = Person.objects.filter(name_is_public=False) | Person.objects.filter(category=Person.Category.YOUNG)
        named = hidden.values_list("name", "public_name")
        return [(f" {_plain(name)} ", _without_titles(name), _distinctive(name, public)) for name, public in named]

    @cached_property
    def homes(self):
        return [f" {_plain(name)} " for name in Home.objects.values_list("name", flat=True)]


def _names_a_protected_person(words, known):
    folded = f" {_plain(words)} "
    capitals = {_plain(word) for word in _words(words) if word[:1].isupper()}
    return any(name in folded or bare in folded or capitals & parts for name, bare, parts in known.people)


def _without_titles(name):
    """The name without "Young person" before it; a name of one word only is no whole name."""
    kept = [word for word in _words(name) if _plain(word) not in TITLES]
    return f" {_plain(' '.join(kept))} " if len(kept) > 1 else "\0"


TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "councillor", "cllr", "young", "person", "representative", "officer"}


def _distinctive(name, public):
    """Parts of a name that tell who it is by themselves, apart from what is public of it."""
    parts = {_plain(word) for word in _words(name) if len(word) > len("Jo")}
    return parts - ORDINARY - {_plain(word) for word in _words(public)}


def _words(text):
    return re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text)


def _plain(text):
    """Lower case, one kind of apostrophe, no possessive: so that "Quill’s" is found as "quill"."""
    words = (word.lower().replace("’", "'") for word in _words(text))
    return " ".join(word.removesuffix("'s") for word in words)


def _names_somebody(words):
    """Two words in capitals side by side that are not the language of the house."""
    pairs = re.findall(r"(?=\b([A-Z][a-z’'-]+) ([A-Z][a-z’'-]+)\b)", words)
    return any(_plain(one) not in HOUSE or _plain(two) not in HOUSE for one, two in pairs)


def _names_a_home(words, known):
    folded = f" {_plain(words)} "
    return any(name in folded for name in known.homes)


# --- Dates

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? (\d{{4}})|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (\d{{4}})"
    r"|\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2})|(\d{4})-\d{2}-\d{2})\b",
    re.IGNORECASE,
)
SAYS_BORN = re.compile(r"\b(born|d\.?o\.?b\.?\b|date of birth|birthday)", re.IGNORECASE)
OF_A_PAPER = re.compile(
    r"\b(minutes|meeting|agreed|dated|since|decision|resolution|agreement|contract|inspection)\b", re.IGNORECASE
)


def _dates(words):
    """A date on which somebody who is a child now may have been born; a warning where a paper or meeting is dated."""
    years = [next(filter(None, match.groups())) for match in DAY.finditer(words)]
    today = timezone.localdate().year
    if not any(1 < today - _year(year, today) <= OLDEST + 1 for year in years):
        return []
    return [DATED if OF_A_PAPER.search(words) and not SAYS_BORN.search(words) else BORN]


def _year(words, today):
    if len(words) == len("2014"):
        return int(words)
    return 2000 + int(words) if 2000 + int(words) <= today else 1900 + int(words)


# --- Initials, numbers and what is only a warning

NOT_INITIALS = r"(?<!Appendix )(?<!Annex )(?<!Part )(?<!Section )(?<!Schedule )(?<!Option )(?<!Phase )(?<!Grade )"
AGE = r"(?:1?\d|2[0-5])"
AGED_INITIALS = re.compile(
    rf"{NOT_INITIALS}\b(?:[A-Z]\.? ?){{1,3}}(?:, ?|\s*\(\s*|,? aged? )(?:aged? )?{AGE}\b(?! ?(?:pages|to|and|months|%))"
)
CASE_NUMBER = re.compile(
    r"\b(?:case|file|client|referral|record|child|nhs|mosaic|liquidlogic|ref|reference)"
    r"(?: (?:no|number|id|ref|reference))?\.?\s*[:#]?\s*(?:[A-Z]{1,3}[-/ ]?)?(?!(?:19|20)\d\d\b)\d{3,}",
    re.IGNORECASE,
)
STOPS = (
    (INITIALS, AGED_INITIALS.search),
    (CASE, CASE_NUMBER.search),
    (BORN, lambda words: SAYS_BORN.search(words) and re.search(r"\d", words)),
)
WARNS = (
    (ABOUT, re.compile(r"(^|\s)re:|^re\s", re.IGNORECASE)),
    (
        KIND,
        re.compile(
            r"\b(abuse|neglect|assault|death|exploitation|arrest|conviction|suspension|dismissal) (of|on|by)\b"
            r"|\b(allegations?|complaints?) (of|by|from|against|about)\b|\binjur(y|ies) (to|of)\b|\bdisciplinary\b",
            re.IGNORECASE,
        ),
    ),
    (AGED, re.compile(rf"\b{AGE}[- ]years?[- ]old\b|\baged? {AGE}\b(?! ?(?:to|and|or|–|-)\b)", re.IGNORECASE)),
    (CALLED, re.compile(r"\b([Cc]hild|[Yy]oung person|[Cc]are leaver|[Ff]amily) [A-Z]{1,2}\b")),
    (
        PLACE,
        re.compile(
            r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
            r"|\b\d{1,4}[A-Za-z]? (?:[A-Z][a-z’'-]+ ){1,3}"
            r"(?:Street|Road|Lane|Avenue|Close|Drive|Way|Crescent|Terrace|Gardens|Court|Place|Square|Hill)\b"
        ),
    ),
)
