"""
What no page and no print can take, and so no door takes: forms and steps ask here, and say the same sentences.

`richtext.findings` names what is shown otherwise than it was meant; such a text is kept all the same. What is refused
here is far beyond: nobody writes it, and laying it out would take a print minutes or more memory than it has.
"""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from corporate_parenting.lib import richtext

MAX_CHARS = richtext.MAX_CHARS
MOST_DEPTH = 40
MOST_WORD = 10_000
MOST_MARKS = 1_000  # bold, italics, words struck through, links
MOST_PIECES = 2_000  # paragraphs, headings, items of lists, lines broken by hand
MOST_CELLS = richtext.MAX_ROWS * richtext.MAX_COLUMNS

SMALL = 2 * MOST_MARKS  # a text as short as this holds neither too many marks nor too many pieces
BEGINNING = 20
LINE_ACROSS = re.compile(r"\s*([-*_])(?:\s*\1)*\s*")
PIECES = ("paragraph_open", "heading_open", "list_item_open", "blockquote_open", "hr")
CELLS = ("th_open", "td_open")


class TooMuch(ValidationError):
    """A text that no print could take. Its message says what of it, and what to do."""


def check(*texts):
    """Raise TooMuch where one of these texts is more than a print can take."""
    if why := next(filter(None, map(refusal, texts)), ""):
        raise TooMuch(why)


def check_words(words):
    """The same for everything that somebody wrote in `words`: a text, or lists of texts."""
    check(*_texts(words))


def check_cells(rows):
    """The same for a table of plain cells, in which a “-” is a “-”. How many rows it may have is not asked here."""
    cells = [cell for row in rows for cell in row]
    if why := next(filter(None, map(_word, cells)), "") or _length(sum(map(len, cells))):
        raise TooMuch(why)


class Printable:
    """The validator of a field for texts. One too long for its field is refused by the field's own sentence alone."""

    def __init__(self, field):
        self.limits = [one.limit_value for one in field.validators if isinstance(one, MaxLengthValidator)]

    def __call__(self, value):
        if not any(len(value) > limit for limit in self.limits):
            check_words(value)


def guard(field):
    """Let a field of a form refuse what no print could take."""
    if not any(isinstance(one, Printable) for one in field.validators):
        field.validators.append(Printable(field))


def refusal(*texts):
    """Why these texts, counted together, are not taken: a sentence that says what to do. Empty where they are."""
    why = next((why for text in texts if (why := _of_one(text))), "")
    return why or (_of_all(texts) if sum(map(len, texts)) > SMALL else "")


def _texts(words):
    if isinstance(words, str):
        yield words
    elif isinstance(words, list | tuple):
        for one in words:
            yield from _texts(one)


def _of_one(text):
    return _word(text) or _nested(text) or _length(len(text))


def _word(text):
    longest = max(text.split(), key=len, default="")
    if len(longest) <= MOST_WORD:
        return ""
    return (
        f"The word that begins with “{longest[:BEGINNING]}…” has {len(longest):,} letters, and the longest that can "
        f"be printed has {MOST_WORD:,}. Put spaces into it, or take it out."
    )


def _length(count):
    if count <= MAX_CHARS:
        return ""
    return f"The text has {count:,} characters, and {MAX_CHARS:,} is the most. Shorten it, or divide it."


def _nested(text):
    if _depth(text) > MOST_DEPTH:
        return (
            f"Lists or quotes stand more than {MOST_DEPTH} deep in one another, which cannot be printed. Take out "
            f"marks such as “-” and “>” at the beginning of lines, until they stand {richtext.MAX_DEPTH} deep at most."
        )
    return ""


def _depth(text):
    """How deep lists and quotes stand in one another, by their marks and by how far they are moved in."""
    deepest, moved_in = 0, []
    for line in text.split("\n"):
        body = line.lstrip(" \t")
        indent = len(line[: len(line) - len(body)].expandtabs(4))
        marks = 0 if LINE_ACROSS.fullmatch(line) else _marks_at_start(body)
        while moved_in and (marks or (body and not indent)) and moved_in[-1] >= indent:
            moved_in.pop()
        if marks:
            moved_in.append(indent)
            deepest = max(deepest, len(moved_in) - 1 + marks)
    return deepest


def _marks_at_start(line):
    position = marks = 0
    while mark := richtext.MARKER.match(line, position):
        marks += 1
        position = mark.end() + mark[0][-1].isdigit()
    return marks


def _of_all(texts):
    marks = pieces = cells = 0
    for text in texts:
        for token in richtext.parsed(text)[0]:
            pieces += token.type in PIECES and not token.hidden
            cells += token.type in CELLS
            for child in token.children or ():
                marks += child.nesting == 1
                pieces += child.type == "hardbreak"
    return _too_many(marks, pieces, cells)


def _too_many(marks, pieces, cells):
    if marks > MOST_MARKS:
        return (
            f"There are {marks:,} places in bold, in italics, struck through or with a link, and {MOST_MARKS:,} is the "
            "most that can be printed. Take out stars and links, or divide the text."
        )
    if pieces > MOST_PIECES:
        return (
            f"There are {pieces:,} paragraphs, items of lists and single lines, and {MOST_PIECES:,} is the most that "
            "can be printed. Shorten the text, or divide it."
        )
    if cells > MOST_CELLS:
        return f"The tables have {cells:,} cells, and {MOST_CELLS:,} is the most. Take out rows, or divide the text."
    return ""
