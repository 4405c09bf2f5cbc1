"""Small judgements about words: is this a heading, a date, a body; what is asked for."""

import re
from datetime import date, datetime

from corporate_parenting.lib import richtext

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
LONG_DATE = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(MONTHS)})[a-z]*\.?,?\s+(\d{{4}})", re.IGNORECASE
)
SHORT_DATES = (
    (re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b"), "%d/%m/%Y"),
    (re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b"), "%d.%m.%Y"),
    (re.compile(r"\b\d{4}-\d{2}-\d{2}\b"), "%Y-%m-%d"),
)
BODY = re.compile(
    r"\b(?:board|committee|panel|cabinet|forum|council|executive|group|commission|partnership)\b", re.IGNORECASE
)
KNOWN_HEADING = re.compile(
    r"(?:purpose(?: of (?:the |this )?report)?|introduction|(?:executive )?summary.*|background|context|key issues"
    r"|main issues|issues|proposals?|consultations?|conclusions?|next steps|appendi(?:x|ces)|.*\bimplications\b.*"
    r"|recommendations?|reasons?(?: for (?:the )?recommendations?)?|source documents|background (?:papers|documents)"
    r"|alternative options.*|options(?: considered)?)",
    re.IGNORECASE,
)
RECOMMENDATION = re.compile(r"recommendations?", re.IGNORECASE)
REASONS = re.compile(r"reasons?(?: for (?:the )?recommendations?)?", re.IGNORECASE)
SOURCES = re.compile(r"(?:source|background) (?:documents|papers)(?: .*)?", re.IGNORECASE)

# What a body may be asked for; the first that fits. The words are those that councils use.
VERBS = (
    ("advise", r"\badvis(?:e|es|ing) the (?:executive|cabinet)\b"),
    ("ratify", r"\bratif(?:y|ies|ied)\b"),
    ("comment", r"\bcomments? (?:on|upon)\b"),
    ("recommend", r"\brecommends? to (?:the )?(?:full |county |city )?council\b|\bfor recommendation to\b"),
    ("endorse", r"\bendorse[sd]?\b"),
    ("approve", r"\bapprove[sd]?\b"),
    ("agree", r"\bagree[sd]?\b"),
    ("note", r"\bnote[sd]?\b"),
)
OTHER = "other"


def plain(text: str) -> str:
    """Words without Markdown, lines kept as they are."""
    return richtext.plain(re.sub(r" *\n", "  \n", text.strip())).strip()


def one_line(text: str) -> str:
    """Words without Markdown, in one line."""
    return " ".join(plain(text).split())


def find_date(text: str) -> date | None:
    """The first date in the words ("13th December 2017", "13/12/2017", "2017-12-13"), or None."""
    if found := LONG_DATE.search(text):
        day, month, year = found.groups()
        return _date(f"{year}-{MONTHS.index(month.lower()) + 1}-{day}", "%Y-%m-%d")
    for shape, pattern in SHORT_DATES:
        if found := shape.search(text):
            return _date(found[0], pattern)
    return None


def is_date(text: str) -> bool:
    """Whether the words are a date and little else."""
    return len(text.split()) <= 6 and find_date(text) is not None


def verb(text: str, otherwise: str = OTHER) -> str:
    """Which of the known things a recommendation asks for."""
    return next((name for name, shape in VERBS if re.search(shape, text, re.IGNORECASE)), otherwise)


def heading_level(text: str) -> int:
    """1 for words set as a main heading (capitals, or a known name), 2 for a lesser one, 0 for no heading."""
    if len(text) > 400:
        return 0
    words = one_line(text)
    bold = re.fullmatch(r"(\*\*|__).+\1", text.strip(), re.DOTALL) is not None
    bare = words.rstrip(":")
    if not bare or len(words) > 150 or len(words.split()) > 18 or (words.endswith((".", ",", ";", "?", "!"))):
        return 0
    letters = [letter for letter in bare if letter.isalpha()]
    if len(letters) >= 3 and all(map(str.isupper, letters)):
        return 1
    if words.endswith(":") and not bold:
        return 0
    if KNOWN_HEADING.fullmatch(bare) and bare[0].isupper():
        return 1
    return 2 if bold or _titled(bare) else 0


def _titled(words):
    """Most of the longer words begin with a capital, as in a title."""
    long = [word for word in re.findall(r"[^\W\d_][^\W_'’-]*", words) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    return words[0].isupper() and len(words.split()) <= 14 and bool(long) and capitals >= 0.6 * len(long)


def _date(text, pattern):
    try:
        return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day
    except ValueError:
        return None
