"""
Small counts of children in sentences, and shares of a known whole.

Chosen so that few sentences are named in vain: a count needs a noun for children beside it ("3 children", "two of the
45 young people"), or a whole named in its sentence ("Of the 45 children, three moved"). "A child" is nobody in
particular. Rates ("one in five"), limits ("up to four"), room ("a home for three children"), labels ("Year 3 pupils"),
things of children ("two children's homes") and ages are no counts of children.
"""

import re
from decimal import Decimal
from fractions import Fraction

from .found import Found, Kind
from .shares import FRACTIONS, all_small, counts_behind, counts_of_fraction, small_rest
from .words import BESIDE, CHILDREN, NUMBER, PEOPLE, SLOT, value_of

FEW = 10  # a percentage of fewer than this says little and tells much

THE = r"(?:the |our |its |all |these |those |a cohort of |a total of )*"
SENTENCE = re.compile(r"(?<!\b[A-Z])(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)[.!?]+[”\"’)]*\s+(?=[“\"‘(]?[A-Z0-9])|\n+")
COUNTED = re.compile(rf"(?P<n>{NUMBER}){BESIDE}{SLOT}\s+(?P<noun>{PEOPLE})", re.IGNORECASE)
PART_OF = re.compile(
    rf"(?P<n>{NUMBER})\s+(?:out of|of|from among)\s+{THE}(?P<base>{NUMBER}){BESIDE}"
    rf"(?P<of>{SLOT}\s+{PEOPLE})?",
    re.IGNORECASE,
)
OF_WHOLE = re.compile(rf"\b[Oo]f (?:the |our |these |those |all )*(?:{NUMBER})?{SLOT}\s*{PEOPLE}", re.IGNORECASE)
VERBS = (
    r"was|were|is|are|has|have|had|did|do|does|moved|came|left|went|returned|lives?|lived|stayed|attend(?:ed)?|remain(?:ed)?|"
    r"started|began|achieved|passed|received|needed|wanted|said|told|got|took|became|felt|ran|died|reported"
)
LOOSE = re.compile(
    rf"(?:^|[,;:]\s+(?:and |but |while )?|\band |\bbut |\bwhile |\bonly |\bjust )(?P<n>{NUMBER})\s+(?:{VERBS})\b"
    rf"|(?:\bof whom|\bincluding|\bexcept|\()\s*(?:only |just )?(?P<m>{NUMBER})"
    rf"(?=\s+(?:{VERBS}|with|in|from|aged|under|who)\b|[,.;)]|$)"
    rf"|(?P<o>{NUMBER})\s+of (?:them|whom)\b",
    re.IGNORECASE,
)
PERCENT = re.compile(r"(?<![\d.,])(?P<p>\d{1,3}(?:\.\d{1,2})?)\s?(?:%|per\s?cent\b)", re.IGNORECASE)
DIRECT = re.compile(
    rf"\s+of {THE}(?P<base>{NUMBER})"
    rf"(?P<noun>{SLOT}\s+(?:{PEOPLE}))?(?P<after>\s+\w+)?",
    re.IGNORECASE,
)
OF_THING = re.compile(r"\s+of (?:the |our |all |its |these |those )*(?P<what>[\w-]+(?: \w+)?)", re.IGNORECASE)
FRACTION_WORDS = re.compile(r"half|third|quarter|fifth|sixth|tenth")
FRACTION = re.compile(
    rf"\b(?P<f>{'|'.join(sorted(map(re.escape, FRACTIONS), key=len, reverse=True))})\s+(?:of )?{THE}"
    rf"(?P<base>{NUMBER}){SLOT}\s+(?:{PEOPLE})",
    re.IGNORECASE,
)
ONE_IN = re.compile(
    rf"(?P<n>{NUMBER})\s+(?:in|in every)\s+(?P<d>{NUMBER})\s+of {THE}(?P<base>{NUMBER}){SLOT}\s+(?:{PEOPLE})",
    re.IGNORECASE,
)

# Before digits; before a word only an age.
LABEL = re.compile(
    r"\b(?:years?|key stages?|KS|stages?|bands?|tiers?|levels?|phases?|categor(?:y|ies)|groups?|cohorts?|parts?"
    r"|options?|tables?|figures?|sections?|paragraphs?|appendi(?:x|ces)|priorit(?:y|ies)|promises?|pledges?|articles?"
    r"|items?|grades?|recommendations?|objectives?|standards?|principles?|class|sets?|areas?|zones?|quarters?|numbers?"
    r"|steps?|aims?|goals?|outcomes?|chapters?|annex|schedules?|actions?|no\.?|versions?|weeks?|days?|months?|over"
    r"|under|aged?|ages)\s+$",
    re.IGNORECASE,
)
IN_A_TIME = re.compile(r"\b(?:the|this|last|past|each) (?:\w+ )?(?:year|quarter|month|week|day)s?\s+$")
AGED = re.compile(r"\b(?:aged?|ages|under|over)\s+$", re.IGNORECASE)
LIMIT = re.compile(
    r"\b(?:up to|at least|at most|no more than|no fewer than|more than|over|above|every|each|per|any|no|minimum of"
    r"|maximum of|max|min|about how|groups? of|units? of|in every|in|for every|not|another)\s+$",
    re.IGNORECASE,
)
FEWER = re.compile(r"(?:\b(?:fewer than|less than|under|below)|<)\s*$", re.IGNORECASE)
ROOM = re.compile(
    r"\b(?:homes?|places?|beds?|bedrooms?|rooms?|rooms|space|registered|capacity|vacanc(?:y|ies)|approved|provision"
    r"|accommodat\w+|flats?|houses?|units?|looks? after|care for|caring for)\b[^.;]{0,40}\bfor\s+(?:up to\s+)?$"
    r"|\b(?:take|takes|taking|accommodates?|house|houses|sleeps?|room for|care for|caring for|places for|approved for"
    r"|registered for)\s+(?:up to\s+)?$",
    re.IGNORECASE,
)
ONE_IN_MANY = re.compile(r"^\s+(?:in|out of)\s+(?:every |each |the )?(?:\d|[a-z]+\b)", re.IGNORECASE)
RATE_AFTER = re.compile(
    r"^\s+in\s+(?:every |each )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|a hundred)\b"
)
CHANGE_BEFORE = re.compile(
    r"\b(?:by|a|an|target of|target is|average of|average is|nationally|than|of over|from|with)\s+$"
)
CHANGE_AFTER = re.compile(
    r"^\s*(?:points?\b|increase|decrease|reduction|rise|rises|fall|growth|drop|change|more\b|less\b|fewer\b|higher|lower"
    r"|above|below|nationally|in England|national|regionally|for England|across England|uplift|inflation|pay)",
    re.IGNORECASE,
)
WHOLE = 10_000  # a larger whole is no cohort of a council's children


def in_text(text, threshold=5):
    """
    Every small number of children that a text tells, in order, as [Found].

    `text` is plain words, a paragraph or several lines of one. Percentages take the whole they are of from their own
    sentence, else from the one before.
    """
    found, earlier = [], []
    if not CHILDREN.search(text):
        return found
    for sentence in _sentences(text):
        bases = [
            count
            for count, noun in _counts(sentence)
            if count >= threshold and noun.lower() not in ("family", "families")
        ]
        found += _in_sentence(sentence, bases or earlier, threshold)
        earlier = bases or earlier
    return _once(found)


def _sentences(text):
    return [sentence.strip() for sentence in SENTENCE.split(text) if sentence.strip()]


def _counts(sentence):
    """[(count, noun)] of children that a sentence tells, whatever their size."""
    return [(value_of(match["n"]), match["noun"]) for match in COUNTED.finditer(sentence)]


def _in_sentence(sentence, bases, threshold):
    """Each search is made only where its own words stand: reports are long."""
    counted, lower = list(COUNTED.finditer(sentence)), sentence.lower()
    found = [*_parts(sentence, threshold)] if " of " in lower else []
    found += [*_plain_counts(sentence, counted, threshold), *_loose(sentence, counted, threshold)]
    if FRACTION_WORDS.search(lower) or " in " in lower:
        found += _fractions(sentence, threshold)
    return [*found, *_percentages(sentence, bases, threshold)] if "%" in lower or "cent" in lower else found


def _once(found):
    """One of a kind for the same words: a count inside a longer quote of the same kind is said by it."""
    kept = []
    for one in found:
        if not any(one.quote in other.quote and one.most == other.most for other in kept):
            kept.append(one)
    return kept


def _plain_counts(sentence, counted, threshold):
    for match in counted:
        if re.search(r"\b(?:of|out of)\s+(?:the |our |these |its )*\d", match[0]):
            continue
        number = value_of(match["n"])
        if FEWER.search(sentence[: match.start()]):
            if 1 < number < threshold:
                yield Found(Kind.COUNT, 0 if number > 2 else 1, number - 1, f"fewer than {match[0]}")
        elif 0 < number < threshold and not _is_no_count(sentence, match):
            yield Found(Kind.COUNT, number, number, match[0])


def _is_no_count(sentence, match):
    before, after = sentence[: match.start()], sentence[match.end() :]
    if _is_label(before, match["n"]) or LIMIT.search(before) or ROOM.search(before):
        return True
    if RATE_AFTER.match(after) or re.match(r"\s+at a time|\s+or more\b|\s+or fewer\b|\s+each\b|\s+per\b", after):
        return True
    noun = match["noun"].lower()
    if value_of(match["n"]) == 1:
        return not _is_one_child(match, noun)
    if not before.strip() and match["noun"][0].isupper() and match["n"].isdigit():
        return True  # the number of a heading
    return noun in ("child", "boy", "girl", "young person", "pupil", "student", "learner", "teenager", "baby", "family")


def _is_label(before, number):
    """Is a number part of a name, as in "Year 3"? `number` is as written."""
    found = (LABEL if str(number).isdigit() else AGED).search(before)
    return found is not None and not (IN_A_TIME.search(before) and found[0].strip().islower())


def _is_one_child(match, noun):
    """ "One child", "the one girl": one noun for one; "one of the children" tells of a group, not how many."""
    is_many = noun.endswith("s") or noun in ("children", "young people", "babies", "families")
    return not is_many and not re.search(r"\bof\b", match[0])


def _parts(sentence, threshold):
    """ "3 of 15 children", "44 out of the 45": the part, and what is left."""
    for match in PART_OF.finditer(sentence):
        number, base = value_of(match["n"]), value_of(match["base"])
        is_children = match["of"] or (CHILDREN.search(sentence) and _ends_clause(sentence[match.end() :]))
        if not is_children or not number <= base <= WHOLE or _is_label(sentence[: match.start()], number):
            continue
        if 0 < number < threshold:
            yield Found(Kind.COUNT, number, number, match[0])
        elif 0 < base - number < threshold:
            yield Found(Kind.REST, base - number, base - number, match[0])


def _ends_clause(after):
    return re.match(rf"\s*(?:[,.;:)]|$|(?:{VERBS}|who|with|in|and)\b)", after) is not None


def _loose(sentence, counted, threshold):
    """ "Of the 45 children, three moved", "12 children, of whom two came home"."""
    of_whole = OF_WHOLE.search(sentence) if "of " in sentence.lower() else None
    if not of_whole and not counted:
        return
    for match in LOOSE.finditer(sentence):
        if match["n"] and not (of_whole and of_whole.start() < match.start()):
            continue
        number = value_of(match["n"] or match["m"] or match["o"])
        if 0 < number < threshold and not _is_label(sentence[: match.start()], number):
            yield Found(Kind.COUNT, number, number, match[0].strip(" ,;:"))


def _fractions(sentence, threshold):
    shares = [(FRACTIONS[match["f"].lower()], match) for match in FRACTION.finditer(sentence)]
    rates = [match for match in ONE_IN.finditer(sentence) if value_of(match["d"])]
    shares += [(Fraction(value_of(match["n"]), value_of(match["d"])), match) for match in rates]
    for part, match in shares:
        base = value_of(match["base"])
        counts = counts_of_fraction(part, base)
        if all_small(counts, threshold):
            yield Found(Kind.SHARE, counts[0], counts[-1], match[0])
        elif small_rest(counts, base, threshold):
            yield Found(Kind.REST, base - counts[-1], base - counts[0], match[0])


def _percentages(sentence, bases, threshold):
    for match in PERCENT.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        if CHANGE_AFTER.match(after) or (CHANGE_BEFORE.search(before) and not DIRECT.match(after)):
            continue
        wholes, quote = _wholes(match, after, bases)
        for base in wholes:
            yield from _share(match["p"], base, quote, threshold)


def _wholes(match, after, bases):
    """The wholes a percentage may be of, nearest first, and the words to quote."""
    direct = DIRECT.match(after)
    if direct:
        ends = not direct["noun"] and not _ends_clause(
            after[: direct.end()][direct.end("base") :] + after[direct.end() :]
        )
        return ([] if ends else [value_of(direct["base"])]), match[0] + after[
            : direct.end("noun") if direct["noun"] else direct.end("base")
        ]
    thing = OF_THING.match(after)
    if (
        thing
        and not CHILDREN.search(thing["what"])
        and thing["what"].lower().split()[0] not in ("them", "those", "these", "this", "cohort", "whom")
    ):
        return [], ""
    return bases[-1:], match[0]


def _share(shown, base, quote, threshold):
    if not 0 < base <= WHOLE or not 0 < Decimal(shown) <= 100:
        return
    counts = counts_behind(shown, base)
    if all_small(counts, threshold):
        yield Found(Kind.SHARE, counts[0], counts[-1], quote, column=str(base))
    elif counts and small_rest(counts, base, threshold):
        yield Found(Kind.REST, base - counts[-1], base - counts[0], quote, column=str(base))
    elif counts and base < FEW:
        yield Found(Kind.BASE, base, base, quote, column=str(base))
