"""Is this the same name? Titles, accents and punctuation change from list to list; people do not."""

import re
import unicodedata
from difflib import SequenceMatcher

TITLES = {
    *("councillor", "cllr", "county", "borough", "city", "district", "the", "rt", "right", "hon", "honourable"),
    *("worshipful", "mayor", "deputy", "lord", "lady", "baroness", "baron", "sir", "dame", "alderman", "ald"),
    *("mr", "mrs", "miss", "ms", "mx", "dr", "doctor", "prof", "professor", "rev", "revd", "reverend", "canon"),
    *("obe", "mbe", "cbe", "jp", "dl", "bem", "kc", "qc", "phd"),
}
ALIKE = 0.75


def bare(name):
    """The name without titles, letters after it, accents and punctuation, in small letters."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    words = re.findall(r"\w+", re.sub(r"['’`.]", "", plain.casefold()))
    return " ".join(word for word in words if word not in TITLES) or " ".join(words)


def are_same(one, other):
    """The same but for titles and the way of writing."""
    return bare(one) == bare(other)


def are_strangers(one, other):
    """No name in common, and not merely written in another way: not the same person under a new name."""
    one, other = bare(one), bare(other)
    return not set(one.split()) & set(other.split()) and SequenceMatcher(None, one, other).ratio() < ALIKE
