"""Lists: those of HTML, and those of Word, which are paragraphs that only look like a list."""

import re

from corporate_parenting.lib.pasting.writing import Item

IN_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.IGNORECASE)
IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
NUMBER = re.compile(r"(\d{1,6})[.)]?")
LABEL = re.compile(r"\(?(?:\d{1,4}(?:\.\d{1,4})+|\d{1,4}|[a-zA-Z]|[ivxlIVXL]{1,6})[.)]?")
MOST_LEVELS = 8


class WordLists:
    """Tells which of Word's paragraphs is an item of a list, on which level, and with which mark."""

    def item(self, node):
        """An Item without words, or None for a paragraph that is in no list."""
        found = IN_LIST.search(node.style)
        if found is None:
            return None
        mark, level = self.label(node), min(int(found[1]) or 1, MOST_LEVELS)
        number = NUMBER.fullmatch(mark)
        if number:
            return Item(level, f"{int(number[1])}.")
        return Item(level, mark or "-")

    def label(self, node):
        """The number that Word wrote before the words ("2.", "(a)", "1.1"); empty for a bullet and for none."""
        for span in node.find("span"):
            if IGNORED.search(span.style):
                mark = "".join(span.words().split())
                return mark if LABEL.fullmatch(mark) and mark != "o" else ""
        return ""


def marker_of_item(parent, node, count):
    """The mark of an item of a list of HTML, and the number it counted to."""
    if parent.tag == "ul":
        return "-", None
    given = _number(node.attributes.get("value"))
    if given is None:
        given = (_number(parent.attributes.get("start")) or 1) if count is None else count + 1
    return f"{given}.", given


def _number(text):
    found = re.fullmatch(r"\s*(\d{1,6})\s*", text or "")
    return int(found[1]) if found else None
