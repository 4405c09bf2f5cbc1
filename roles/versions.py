"""How the words of a responsibility went on: each version with its days, its reason, and what it changed."""

from roles import catalogue, catalogue_words
from roles.models.responsibilities import ALWAYS

TO_COME, STANDS, RETIRED = "to come", "stands", "retired"


def of(responsibility, day):
    """Its Wordings, the newest first, each with `differences` from the one before and `is_to_come`. One query."""
    found = list(responsibility.wordings.select_related("responsibility", "made_by").order_by("starts_on"))
    for before, wording in zip([None, *found], found, strict=False):
        wording.differences = _differences(before, wording) if before else []
        wording.is_first, wording.is_to_come = before is None, wording.starts_on > day
        wording.began = wording.starts_on if wording.starts_on > ALWAYS else None
    return found[::-1]


def standing(history, day):
    """The version that stands on a day; else the last that did, or the first that will."""
    begun = [wording for wording in history if wording.starts_on <= day]
    return begun[0] if begun else history[-1]


def state(history, day):
    """Whether what these versions say stands on a day, is retired, or is to come."""
    shown = standing(history, day)
    if shown.starts_on > day:
        return TO_COME
    return RETIRED if shown.ends_on and shown.ends_on < day else STANDS


def _differences(before, after):
    return catalogue_words.differences(catalogue.columns_of(before), catalogue.columns_of(after))
