"""The short forms of the field and what they stand for, so that a page can say the words at first use."""

import re
from dataclasses import dataclass

# Several short forms of two letters are left out on purpose: they mean too many things to be explained by machine.
WORDS = {
    "ADCS": "Association of Directors of Children’s Services",
    "ASYE": "assessed and supported year in employment",
    "CAA": "comprehensive area assessment",
    "CAMHS": "child and adolescent mental health services",
    "CCE": "child criminal exploitation",
    "CCG": "clinical commissioning group",
    "ChAT": "children’s services analysis tool",
    "CiC": "children in care",
    "CICC": "children in care council",
    "CiCC": "children in care council",
    "CLA": "children looked after",
    "CPB": "corporate parenting board",
    "CQC": "Care Quality Commission",
    "CSE": "child sexual exploitation",
    "CYP": "children and young people",
    "CYPP": "children and young people’s plan",
    "DCS": "director of children’s services",
    "DfE": "Department for Education",
    "DPI": "disclosable pecuniary interest",
    "DPIA": "data protection impact assessment",
    "EET": "education, employment or training",
    "EHC": "education, health and care",
    "EHCP": "education, health and care plan",
    "FOI": "freedom of information",
    "ICB": "integrated care board",
    "IFA": "independent fostering agency",
    "IHA": "initial health assessment",
    "ILACS": "inspection of local authority children’s services",
    "IRO": "independent reviewing officer",
    "JTAI": "joint targeted area inspection",
    "KPI": "key performance indicator",
    "LAC": "looked-after children",
    "LADO": "local authority designated officer",
    "LGA": "Local Government Association",
    "LMCS": "lead member for children’s services",
    "LSCB": "local safeguarding children board",
    "LSP": "local strategic partnership",
    "MASH": "multi-agency safeguarding hub",
    "MTFS": "medium-term financial strategy",
    "NCB": "National Children’s Bureau",
    "NEET": "not in education, employment or training",
    "NHS": "National Health Service",
    "NRM": "national referral mechanism",
    "O&S": "overview and scrutiny",
    "PCT": "primary care trust",
    "PEP": "personal education plan",
    "PLAC": "previously looked-after children",
    "RAA": "regional adoption agency",
    "RAG": "red, amber or green",
    "RHA": "review health assessment",
    "SAR": "subject access request",
    "SDQ": "strengths and difficulties questionnaire",
    "SEMH": "social, emotional and mental health",
    "SEN": "special educational needs",
    "SENCO": "special educational needs co-ordinator",
    "SEND": "special educational needs and disabilities",
    "SGO": "special guardianship order",
    "ToR": "terms of reference",
    "UASC": "unaccompanied asylum-seeking children",
    "VSH": "virtual school head",
    "YJB": "Youth Justice Board",
    "YOT": "youth offending team",
}

# Where the words of more than one are not those of one with an "s": the same words, or an "s" further in.
MANY = {
    "DCS": "directors of children’s services",
    "LMCS": "lead members for children’s services",
    "ASYE": "assessed and supported years in employment",
    "ILACS": "inspections of local authority children’s services",
    **{short: WORDS[short] for short in ("CiC", "CLA", "CYP", "LAC", "PLAC", "UASC", "ToR")},
}

SHORT = re.compile(
    r"(?<![\w&])("
    + "|".join(map(re.escape, sorted(WORDS, key=len, reverse=True)))
    + r")(s(?!\w)|[’']s(?!\w))?(?![\w&])"
)
SENTENCE_STARTS = re.compile(r"(?:^\s*|(?<!\w\.\w)[.!?]\s+)[“\"‘(]?$")
ARTICLE = re.compile(r"(?<!\w)([Aa])n?(\s+)$")
NEAR = 120  # letters: as far as words and their short form can stand apart


@dataclass(frozen=True)
class Found:
    """A short form in a text: where it stands, which it is, as it is written, and the words for just that."""

    start: int
    end: int
    key: str
    short: str
    words: str


@dataclass(frozen=True)
class Piece:
    """A stretch of text. With a title it is a short form; with words too, they are to be said before it."""

    text: str
    title: str = ""
    words: str = ""


def find(text):
    """The short forms of the field in a text, in order: whole words only, in their usual capitals, plurals too."""
    return [_found(match) for match in SHORT.finditer(text)]


def explain(text, seen=frozenset()):
    """
    (pieces, seen): the text in pieces, and the short forms that a reader has met by its end.

    The first use of each says its words, with the article that fits them; unless the writer has done so.
    """
    seen, pieces, at = set(seen), [], 0
    for found in find(text):
        before = text[at : found.start]
        words = "" if found.key in seen or _is_explained(text, found) else _opening(text, found)
        pieces += [Piece(_with_article(before, words)), Piece(found.short, found.words, words)]
        seen.add(found.key)
        at = found.end
    pieces.append(Piece(text[at:]))
    return [piece for piece in pieces if piece.text], frozenset(seen)


def _found(match):
    key, ending = match[1], match[2] or ""
    words = MANY.get(key, f"{WORDS[key]}s") if ending == "s" else WORDS[key] + ending
    return Found(match.start(), match.end(), key, match[0], words)


def _is_explained(text, found):
    """Has the writer said the words: "personal education plan (PEP)", or "PEP (personal education plan)"?"""
    before, after = _plain(_before(text, found)), _plain(text[found.end : found.end + NEAR])
    said = [_plain(words) for words in (found.words, WORDS[found.key])]
    return any(before.endswith(f"{words} (") or after.startswith(f" ({words}") for words in said)


def _before(text, found):
    return text[max(0, found.start - NEAR) : found.start]


def _plain(text):
    return text.replace("'", "’").casefold()


def _opening(text, found):
    """The words, with a capital where they begin a sentence."""
    if SENTENCE_STARTS.search(_before(text, found)):
        return found.words[0].upper() + found.words[1:]
    return found.words


def _with_article(before, words):
    """An SDQ, but a strengths and difficulties questionnaire."""
    if not words:
        return before
    article = "n" if words[0].lower() in "aeiou" else ""
    return ARTICLE.sub(rf"\g<1>{article}\g<2>", before)
