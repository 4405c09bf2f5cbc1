"""From which side a paragraph, a cell or a heading is read: its first letter says so, as Unicode's rule has it."""

import re
import unicodedata

# A quick look first: nearly every text has none of these, and is not looked at letter by letter.
FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def is_rtl(text):
    """Whether the first letter that has a direction is of Arabic, Hebrew or the like. Digits and signs have none."""
    if not FROM_THE_RIGHT.search(text):
        return False
    kinds = (unicodedata.bidirectional(each) for each in text)
    return next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") != "L"
