"""The words that counts of children stand in, and how a written number is read."""

import re

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
VALUES = ONES | TEENS | TENS
WORD = "|".join(VALUES)

# A whole number as digits or words. Not part of a date, money, a decimal, a span of pages or a section number.
NUMBER = (
    # One look at the letter first: most places of a text are none where a number begins.
    r"(?=[\dzotfsen])(?<![\w.,£$€/:–—-])(?<![£$€<>] )(?<!hundred and )(?<!thousand and )"
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{'|'.join(TENS)})[- ](?:{'|'.join(list(ONES)[1:])})|{WORD})"
    r"(?![\w,.:/%–—-]*\d)(?!\s?(?:%|per\s?cent))(?![\w£-])"
)

CHILD_NOUNS = (
    r"children|child|kids?|young people|young persons?|young adults?|youngsters?|teenagers?|adolescents?"
    r"|boys?|girls?|brothers?|sisters?|siblings?|bab(?:y|ies)|infants?|toddlers?|under[- ]?(?:fives|5s|fours|4s)"
    r"|care[- ]leavers?|pupils?|students?|learners?|sibling groups?|families|family"
    r"|UASC|CLA|LAC|CiC|\d{1,2}[- ]year[- ]olds?"
)
# One child, as a noun by itself and not the first half of "child protection plan".
COMPOUND = (
    r"reviews?|nurses?|figures|statistics|numbers|pupils?|children|protection|poverty|health|abuse|exploitation|development|welfare|care|safeguarding|sexual|criminal|"
    r"benefit|benefits|friendly|centred|led|level|minder|minders|impact|in need (?:plan|review|meeting)s?|premium|"
    r"hub|hubs|support|advocate|group|groups|conference|conferences|apprenticeship|apprenticeships|safety|home|homes|"
    r"referrals?|voice|participation|offer|council|forum|panel|board|worker|workers|team|teams|services?|plans?|court"
)
PEOPLE = rf"(?:{CHILD_NOUNS})(?![\w’'-])(?! (?:{COMPOUND})\b)"
CHILDREN = re.compile(rf"\b(?:{CHILD_NOUNS}|looked[- ]after|in care|cohort|UASC|CLA|LAC|CiC)\b", re.IGNORECASE)

# What may stand between the number and its noun.
ADJECTIVES = (
    r"more|other|further|additional|new|young|younger|older|eldest|youngest|little|small|local|different|disabled|"
    r"vulnerable|missing|teenage|male|female|unaccompanied|asylum[- ]seeking|separated|looked[- ]after|"
    r"care[- ]experienced|school[- ]aged?|pre[- ]school|primary|secondary|sixth[- ]form|eligible|relevant|former|such|"
    r"twin|placed|excluded|suspended|adopted|fostered|remaining|Black|Asian|white|mixed[- ]heritage|Muslim|refugee|"
    r"of the|of our|of these|of those|of its|of their|out of|of"
)
BESIDE = r"(?:\s*\([\d.]+\s?%\))?"  # "3 (20%) of the children"
SLOT = rf"(?:\s+(?:{ADJECTIVES}))*"


def value_of(written):
    """A number as it is written, as an int: "3", "1,204", "three", "twenty-one"."""
    plain = written.lower().replace(",", "")
    if plain.isdigit():
        return int(plain)
    parts = re.split(r"[- ]", plain)
    return sum(VALUES[part] for part in parts)
