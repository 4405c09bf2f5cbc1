"""Writes Word's automatic numbers out as text, so that "2.3" stays "2.3" whatever happens to it later.

A number in Word is not in the text but counted anew by each program that shows it.
"""

import re
from collections import defaultdict
from xml.etree.ElementTree import Element

from corporate_parenting.lib.word.xml import W, run
from corporate_parenting.lib.word.xml import value as _value

LEVELS = 9
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
ROMAN += ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
NOT_NUMBERS = {"bullet", "none"}


def write_out(body: Element, numbering: Element | None, styles: Element | None) -> None:
    """Put its number as text before each numbered paragraph of `body`; bullets stay bullets.

    Changes `body` and `numbering` in place.
    """
    if numbering is None:
        return
    lists, by_style = _Lists(numbering), _numbers_of_styles(styles)
    for paragraph in body.iter(f"{W}p"):
        number, level = _asked(paragraph, by_style)
        label = lists.next(number, level)
        if label is not None:
            _insert(paragraph, label)
    _forget_styles(numbering)


class _Lists:
    """The document's lists: how each level is written, and how far each has counted."""

    def __init__(self, numbering):
        abstract = {one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
        self.abstract, self.levels, self.restarts = {}, {}, {}
        for one in numbering.iter(f"{W}num"):
            number, of = one.get(f"{W}numId"), _value(one.find(f"{W}abstractNumId"))
            self.abstract[number] = of
            self.levels[number] = {
                lvl.get(f"{W}ilvl"): lvl for lvl in abstract.get(of, Element("none")).iter(f"{W}lvl")
            }
            self.levels[number] |= {lvl.get(f"{W}ilvl"): lvl for lvl in one.iter(f"{W}lvl")}
            starts = {
                over.get(f"{W}ilvl"): _value(over.find(f"{W}startOverride")) for over in one.iter(f"{W}lvlOverride")
            }
            self.restarts[number] = {level: start for level, start in starts.items() if start is not None}
        self.counts = defaultdict(dict)

    def next(self, number, level):
        """The label of the list's next paragraph on this level; None for bullets and for no list."""
        found = self.levels.get(number, {}).get(str(level))
        if found is None or _value(found.find(f"{W}numFmt"), "decimal") in NOT_NUMBERS:
            return None
        counts = self.counts[self.abstract[number]]
        restart = self.restarts[number].pop(str(level), None)
        if restart is not None or level not in counts:
            counts[level] = int(restart or _value(found.find(f"{W}start"), "1"))
        else:
            counts[level] += 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return self._label(number, found, counts)

    def _label(self, number, found, counts):
        plain = found.find(f"{W}isLgl") is not None

        def numbered(place):
            level = int(place[1]) - 1
            shape = self.levels[number].get(str(level))
            kind = "decimal" if plain or shape is None else _value(shape.find(f"{W}numFmt"), "decimal")
            start = int(_value(shape.find(f"{W}start"), "1")) if shape is not None else 1
            return written(counts.setdefault(level, start), kind)

        return re.sub(r"%([1-9])", numbered, _value(found.find(f"{W}lvlText"), ""))


def _asked(paragraph, by_style):
    """The list and level a paragraph asks for, itself or by its style; (None, 0) for none."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return None, 0
    own = properties.find(f"{W}numPr")
    number, level = by_style.get(_value(properties.find(f"{W}pStyle")), (None, 0))
    if own is not None:
        number = _value(own.find(f"{W}numId"), number)
        level = int(_value(own.find(f"{W}ilvl"), level))
    return number, min(level, LEVELS - 1)


def _numbers_of_styles(styles):
    """List and level of each style that numbers its paragraphs, inherited ones included."""
    found, based = {}, {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        name = style.get(f"{W}styleId")
        based[name] = _value(style.find(f"{W}basedOn"))
        numbers = style.find(f"{W}pPr/{W}numPr")
        if numbers is not None:
            found[name] = (_value(numbers.find(f"{W}numId")), int(_value(numbers.find(f"{W}ilvl"), "0")))
    for name, parent in based.items():
        above, seen = parent, {name}
        while name not in found and above and above not in seen:
            if above in found:
                found[name] = found[above]
            seen.add(above)
            above = based.get(above)
    return found


def _insert(paragraph, label):
    properties = paragraph.find(f"{W}pPr")
    own = properties.find(f"{W}numPr")
    if own is not None:
        properties.remove(own)
    if label:
        paragraph.insert(list(paragraph).index(properties) + 1, run(f"{label} "))


def _forget_styles(numbering):
    """Numbers that are written out must not be counted again through a paragraph's style."""
    for level in numbering.iter(f"{W}lvl"):
        style = level.find(f"{W}pStyle")
        if style is not None and _value(level.find(f"{W}numFmt"), "decimal") not in NOT_NUMBERS:
            level.remove(style)


def written(count: int, kind: str) -> str:
    """A number as Word's format of this name writes it: "lowerRoman", "upperLetter", "decimalZero", …"""
    if kind in {"lowerLetter", "upperLetter"}:
        text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif kind in {"lowerRoman", "upperRoman"}:
        text = _roman(count)
    elif kind == "decimalZero":
        text = f"{count:02}"
    else:
        text = str(count)
    return text.upper() if kind.startswith("upper") else text


def _roman(count):
    text = ""
    for value, letters in ROMAN:
        text += letters * (count // value)
        count %= value
    return text
