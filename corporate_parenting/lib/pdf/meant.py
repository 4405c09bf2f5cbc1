"""The words themselves, beside shapes that do not give them back.

Arabic and Hebrew are drawn from the left, and the letters of India's scripts are put together from shapes that stand
for no letter: what a reader searches for, copies or listens to would come out in disorder. Each line of such writing
says what it means (ActualText) in the structure, for screen readers and for our own search for restricted words; and
in its mark on the page, for programs that read pages. Not so Arabic and Hebrew: those programs turn round whatever is
written from the right, also what was right already.
"""

import re

import pydyf

from .tree import Node

SHAPED = re.compile("[\u0590-\u109f\u1780-\u18af\ua8e0-\ua8ff\ufb1d-\ufdff\ufe70-\ufefc]")
FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def span(text, mark):
    """An element for one line of words, whose shapes have the mark (page, mcid); None where shapes say it all."""
    if text.isascii() or not SHAPED.search(text):
        return None
    return Node("Span", kids=[mark], strings={"ActualText": text})


def say(meant, page_streams):
    """Write into the marks of the pages what they mean: {(page, mcid): words}."""
    meant = {place: text for place, text in meant.items() if not FROM_THE_RIGHT.search(text)}
    for number in {number for number, _ in meant}:
        for item in page_streams[number].stream:
            if isinstance(item, pydyf.Dictionary) and (number, item.get("MCID")) in meant:
                item["ActualText"] = pydyf.String(meant[number, item["MCID"]])
