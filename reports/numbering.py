"""The printed numbers of headings and paragraphs, in the three ways councils number them."""

import re

from reports.models import Format

DIGITS = re.compile(r"\d+")


class Count:
    """
    Gives out numbers in the order of print: one count from a report's first line to its last.

    A given number (as a source had it) is printed as it is, and the count goes on from it: a gap stays a gap.
    """

    def __init__(self, style):
        self.style, self.section, self.paragraphs = style, 0, 0

    def heading(self, level=1, given=""):
        """The number of a heading, as "2."; empty where headings have none. Level 2 never counts."""
        if level == 1 and self.style == Format.Numbering.DECIMAL:
            self.section = _first(given, self.section + 1)
            self.paragraphs = 0
            return _dotted(given or str(self.section))
        return _dotted(given)

    def paragraph(self, given=""):
        """The number of the next paragraph: "2.3", "24." or nothing."""
        self.paragraphs = _last(given, self.paragraphs + 1)
        if given:
            return _dotted(given)
        if self.style == Format.Numbering.DECIMAL:
            return f"{self.section}.{self.paragraphs}" if self.section else f"{self.paragraphs}."
        return f"{self.paragraphs}." if self.style == Format.Numbering.CONTINUOUS else ""


def letter(index):
    """(a), (b), … for the parts of a recommendation, each of which may be voted on; index from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return f"({letters})"


def roman(index):
    """(i), (ii), … for the parts under a letter; index from 0."""
    numerals, rest = "", index + 1
    for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv")):
        numerals += sign * (rest // value)
        rest %= value
    return f"({numerals}{'i' * rest})"


def asked(rows, count, *, lettered):
    """
    The printed number and the level of each recommendation: [(number, 1 or 2)].

    Lettered, they are (a), (b), with parts (i), (ii); as numbered paragraphs 4.1, 4.2, with parts (a), (b). One that
    stands alone needs no letter. A part with nothing before it is a recommendation of its own.
    """
    levels = [2 if row.level == 2 and place else 1 for place, row in enumerate(rows)]
    alone, given_out, parts, printed = levels.count(1) == 1, 0, 0, []
    lettered = lettered or count.style == Format.Numbering.NONE
    for row, level in zip(rows, levels, strict=True):
        if level == 1:
            counted = ("" if alone else letter(given_out)) if lettered else count.paragraph(row.given_number)
            number, given_out, parts = (row.given_number or counted) if lettered else counted, given_out + 1, 0
        else:
            number, parts = row.given_number or (roman(parts) if lettered else letter(parts)), parts + 1
        printed.append((number, level))
    return printed


def _dotted(number):
    """Digits alone are printed with a full stop, in every report alike."""
    return f"{number}." if number.isdigit() else number


def _first(given, otherwise):
    found = DIGITS.findall(given)
    return int(found[0]) if found else otherwise


def _last(given, otherwise):
    found = DIGITS.findall(given)
    return int(found[-1]) if found else otherwise
