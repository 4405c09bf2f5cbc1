"""
How plain a text is to hear: reading age, length of sentences, short forms without their words, jargon.

The reading age is the grade of Flesch and Kincaid (J. P. Kincaid and others, "Derivation of new readability formulas",
Naval Technical Training Command, 1975): 0.39 × words a sentence + 11.8 × syllables a word − 15.59; a pupil of grade n
in the United States is about n + 5 years old, which is how the formula is read in England.
"""

import re
from dataclasses import dataclass, field

from . import acronyms
from .plain_words import PLAINER

LONG = 25  # words: longer sentences are hard to hear, and to read aloud in one breath
FEWEST_WORDS = 30  # of fewer, a reading age says nothing
YEARS_PER_GRADE = 5

ABBREVIATIONS = re.compile(r"\b(?:e\.g|i\.e|etc|vs|No|Mr|Mrs|Ms|Dr|St|para|paras|ss?|cf|approx|Cllr|Rev|Prof)\.$")
ENDS = re.compile(r"[.!?…]+[”\"’)\]]*(?=\s+[“\"‘(\[]?[A-Z0-9£])|\n+|(?<=[:;])\n")
WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*|\d[\d,.]*%?")
LETTERS = re.compile(r"[A-Za-z]")


@dataclass(frozen=True)
class Told:
    """How a text reads: words, sentences, the long ones, and the age of a reader who follows (None: too short)."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0
    long: list = field(default_factory=list)

    @property
    def average(self):
        """Words a sentence, on average."""
        return round(self.words / self.sentences, 1) if self.sentences else 0

    @property
    def grade(self):
        """Of Flesch and Kincaid, or None where there is too little to say."""
        if self.words < FEWEST_WORDS or not self.sentences:
            return None
        return round(0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59, 1)

    @property
    def age(self):
        """Years of a reader who follows: never below 5, and not told beyond 22."""
        return None if self.grade is None else min(max(round(self.grade) + YEARS_PER_GRADE, 5), 22)

    def __add__(self, other):
        return Told(
            self.words + other.words,
            self.sentences + other.sentences,
            self.syllables + other.syllables,
            [*self.long, *other.long],
        )


def tell(text):
    """How a text reads. Its lines are sentences of their own, as headings and points of a list are."""
    told = sentences(text)
    counted = [words_of(sentence) for sentence in told]
    syllable_count = sum(syllables(word) for words in counted for word in words)
    long = [sentence for sentence, words in zip(told, counted, strict=True) if len(words) > LONG]
    return Told(sum(map(len, counted)), len(told), syllable_count, long)


def sentences(text):
    """The sentences of a text, in order. "e.g." and initials end none."""
    found, start = [], 0
    for match in ENDS.finditer(text):
        before = text[start : match.start() + 1].strip() if match[0].strip() else ""
        if before and (ABBREVIATIONS.search(before) or re.search(r"(?<![\w])[A-Z]\.$", before)):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if LETTERS.search(sentence)]


def words_of(sentence):
    """The words of a sentence; a number is one."""
    return WORD.findall(sentence)


# --- Syllables

VOWELS = re.compile(r"[aeiouy]+")
# Where letters do not tell: what people say.
SAID = {
    "area": 3, "areas": 3, "being": 2, "business": 2, "businesses": 3, "create": 2, "created": 3, "diet": 2, "doing": 2,
    "every": 2, "everybody": 4, "everyone": 3, "everything": 3, "evening": 2, "family": 3, "going": 2, "idea": 3,
    "ideas": 3, "interest": 2, "interests": 2, "lion": 2, "people": 2, "poem": 2, "poet": 2, "quiet": 2, "reality": 4,
    "review": 2, "reviews": 2, "science": 2, "seeing": 2, "something": 2, "sometimes": 2, "someone": 2, "somewhere": 2,
    "therefore": 2, "usually": 4, "various": 3, "violence": 3, "violent": 3, "wednesday": 2, "different": 2,
    "children": 2, "hundred": 2, "several": 2, "really": 2, "whole": 1, "sure": 1, "one": 1,
    "ones": 1, "once": 1, "two": 1, "eye": 1,
    "eyes": 1, "their": 1, "there": 1, "were": 1, "are": 1, "have": 1, "more": 1, "before": 2, "home": 1, "homes": 1,
    "carer": 2, "carers": 2, "fostered": 2, "carefully": 3, "safeguarding": 3, "somebody": 3, "nobody": 3, "society": 4,
    "anxiety": 4, "variety": 4, "appreciate": 4, "situation": 4, "situations": 4, "evaluation": 5, "continuous": 4,
    "individual": 5, "individuals": 5, "annual": 3, "annually": 4, "actual": 3, "gradual": 3, "graduate": 3,
    "million": 2, "billion": 2, "reliant": 3, "period": 3, "periods": 3, "serious": 3, "previous": 3,
    "criteria": 4, "social": 2, "special": 2, "initial": 3, "financial": 3, "official": 3, "essential": 3,
    "potential": 3, "quarterly": 3, "ofsted": 2, "parliament": 3, "employee": 3, "employees": 3,
}  # fmt: skip
SILENT_E = re.compile(r"(?<=[^aeiouy])e$")
SILENT_ED = re.compile(r"(?<=[^aeioutd])ed$")
SILENT_ES = re.compile(r"(?<=[^aeiousxzchg])es$")
INNER_E = re.compile(r"(?<=[^aeiou])e(?=(?:ly|less|ness|ful|ments?|ships?|some|body|thing|where)$)")
# Two vowels side by side that are two syllables.
APART = re.compile(
    r"ia(?!l\b|n\b|nt|ti)|(?<=[rdbnv])ial\b|(?<=c)iati|io(?!n|us)|(?<=[rvd])ious|iu|eo(?!us|n)|(?<!q)ua(?!r|l\b|te)"
    r"|uou|iet|ui(?=ng)|yi|(?<![tc])ie(?=nc|nt)|(?<=[^q])ue(?=n|l)|oi(?=ng)|ei(?=ng|ty)|oe(?=m|t)"
)


def syllables(word):
    """How many syllables a word has when it is said; a number and a short form in capitals count as they are read."""
    plain = word.lower().strip("’'-").replace("'", "’")
    if plain in SAID:
        return SAID[plain]
    if "-" in plain:
        return sum(syllables(part) for part in plain.split("-") if part)
    if not plain[:1].isalpha():
        return max(1, min(len(re.sub(r"\D", "", plain)), 4))
    if word.isupper() and 1 < len(word) <= 4:
        return len(word)
    return _spoken(plain.removesuffix("’s"))


def _spoken(word):
    stem = INNER_E.sub("", word)
    count = len(VOWELS.findall(stem)) + len(APART.findall(stem))
    if stem.endswith("le") and len(stem) > 2 and stem[-3] not in "aeiou":
        return max(count, 1)
    if SILENT_E.search(stem) or SILENT_ED.search(stem) or SILENT_ES.search(stem):
        count -= 1
    if re.search(r"sm$|thm$", stem):
        count += 1
    return max(count, 1)


# --- Short forms and jargon

SHORT = re.compile(
    r"(?<![\w&/.’'-])(?=[A-Za-z&]*[A-Z][A-Za-z&]*[A-Z])[A-Za-z](?:[A-Za-z]|&(?=[A-Z]))+?(?:(?<=[A-Z])s)?(?![\w&/])"
)
# So well known that their words would be longer to hear and no clearer; and capitals that are no short forms.
KNOWN = frozenset(
    [
        "UK",
        "EU",
        "USA",
        "UN",
        "NHS",
        "BBC",
        "GP",
        "GPs",
        "PDF",
        "IT",
        "TV",
        "PE",
        "CV",
        "CVs",
        "GCSE",
        "GCSEs",
        "VAT",
        "ID",
        "OK",
        "AM",
        "PM",
        "USB",
        "DVD",
        "CD",
        "MP",
        "MPs",
        "HTML",
        "BSL",
        "II",
        "III",
        "IV",
        "VI",
        "VII",
        "VIII",
        "IX",
        "XI",
        "XII",
        "TBC",
        "TBA",
        "McDonald",
        "OBE",
        "MBE",
        "CBE",
        "Cllr",
        "YouTube",
        "WhatsApp",
        "iPad",
        "PhD",
    ]
)


@dataclass(frozen=True)
class Short:
    """A short form that a text uses without having said its words; `words` are the field's own, where it has any."""

    short: str
    words: str = ""


def unexplained(text, seen=()):
    """
    ([Short], seen): short forms at whose first use the words are not said, and all that a reader has met by its end.

    "personal education plan (PEP)" and "PEP (personal education plan)" say them.
    """
    met, found = set(seen), []
    for match in SHORT.finditer(text):
        key = match[0].removesuffix("s") if match[0][:-1].isupper() else match[0]
        if key in met or match[0] in KNOWN or key in KNOWN or not _is_short_form(text, match):
            continue
        met.add(key)
        if not _is_said(text, match):
            found.append(Short(key, acronyms.WORDS.get(key, "")))
    return found, met


def _is_short_form(text, match):
    """Not a word of a heading in capitals, and not half of a code such as "SI 2012/2089"."""
    around = text[max(0, match.start() - 20) : match.start()] + " " + text[match.end() : match.end() + 20]
    neighbours = re.findall(r"[A-Za-z]{2,}", around)
    if re.match(r"\s\d+/\d", text[match.end() :]):
        return False
    return len(match[0]) <= 6 and not (len(neighbours) > 1 and all(word.isupper() for word in neighbours[:3]))


SAYS_WORDS = re.compile(r"\s*\((?=[^)]{6,})[^)]+\)|\s*,? (?:stands for|short for|or the )")


def _is_said(text, match):
    before, after = text[: match.start()].rstrip('“"‘'), text[match.end() : match.end() + 90]
    return (
        before.endswith("(")
        or re.match(r"\s*\((?=[^)]{6,})[^)]+\)|\s*,? (?:stands for|short for|or the )", after) is not None
    )


@dataclass(frozen=True)
class Jargon:
    """A word of the trade and plainer ones, with how often it stands."""

    word: str
    plainer: str
    times: int


_EITHER = "|".join(f"(?P<w{place}>{pattern})" for place, (pattern, _) in enumerate(PLAINER))
JARGON = re.compile(rf"(?<![\w-])(?:{_EITHER})(?![\w-])", re.IGNORECASE)


def jargon(text):
    """Words that young people and the public stumble over, with plainer ones: [Jargon], the most frequent first."""
    counts, written = {}, {}
    for match in JARGON.finditer(text):
        place = int(match.lastgroup[1:])
        counts[place] = counts.get(place, 0) + 1
        written.setdefault(place, match[0])
    found = [Jargon(written[place], PLAINER[place][1], times) for place, times in counts.items()]
    return sorted(found, key=lambda one: (-one.times, one.word.lower()))
