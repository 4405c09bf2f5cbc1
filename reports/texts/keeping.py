"""
Texts are kept: every save, every text that replaced another's, and the last autosave of each five minutes.

A part of a version has a name, such as "section:12": its kind and its key. A copy of a version has parts of its own.
"""

import zlib

from django.db.models import Exists, OuterRef
from django.utils import timezone

from reports.models import Clearance, KeptText
from roles.audit import person_or_none

from . import private_then

WINDOW = 5 * 60  # seconds
How = KeptText.How
# A text that is kept already is told of by the most that happened to it.
TELLS_MORE = [How.AUTOSAVED, How.SAVED, How.REPLACED]


def keep(version, part, label, text, *, how, by, at=None):
    """
    Keep the text of a part (its name) as it now stands; returns the KeptText, or None where nothing is new.

    A text is not kept twice in a row: what was kept as it was typed counts as saved when somebody saves it, and as
    replaced when somebody else writes over it. An autosave takes the place of the same person's autosave of the same
    five minutes by the clock. Whether the part is private, and on what grounds, is noted with its text.
    """
    at, by = at or timezone.now(), person_or_none(by)
    last = last_of(version, part)
    if last is not None and read(last) == text:
        return _told_anew(last, how)
    packed, private = zlib.compress(text.encode()), private_then.of(version, part)
    if last is not None and _goes_on(last, how, by, at):
        last.packed, last.label, last.at = packed, label[:300], at
        last.private_on = private or last.private_on
        last.save(update_fields=["packed", "label", "at", "private_on"])
        return last
    about = {"part": part, "label": label[:300], "packed": packed, "private_on": private}
    made = KeptText.objects.create(version=version, **about, how=how, at=at, by=by)
    made.is_new = True
    return made


def keep_change(version, before, after, *, by, at=None, how=How.SAVED):
    """
    Keep what a save changed: before and after are the wordings of what was saved (wording.of).

    The text that was there is kept too, under the name of whoever wrote it, as far as that is known: what came with an
    import or from another version has no name. Nothing is kept of what stayed as it was. Returns whether a text is kept
    anew: an autosave of the same five minutes is not.
    """
    is_new = False
    was = {wording.name: wording for wording in before}
    for wording in after:
        old = was.pop(wording.name, None)
        if old is None or old.text != wording.text:
            if old is not None:
                keep_replaced(version, old, by=by, at=at)
            kept = keep(version, wording.name, wording.label, wording.text, how=how, by=by, at=at)
            is_new = is_new or getattr(kept, "is_new", False)
        elif how == How.SAVED:
            _saved_as_typed(version, wording)
    for gone in was.values():
        keep_replaced(version, gone, by=by, at=at)
    return is_new


def _saved_as_typed(version, wording):
    """Somebody saves what their page had saved as they typed: from now on it stays."""
    last = last_of(version, wording.name)
    if last is not None and last.how == How.AUTOSAVED and read(last) == wording.text:
        _told_anew(last, How.SAVED)


def keep_replaced(version, wording, *, by, at=None):
    """Keep a text that gives way to another's, or is taken out, under the name of whoever wrote it."""
    if not wording.text.strip():
        return None
    last = last_of(version, wording.name)
    if last is not None and read(last) == wording.text:
        same = last.by_id is not None and last.by == person_or_none(by)
        return None if same else _told_anew(last, How.REPLACED)
    packed = zlib.compress(wording.text.encode())
    about = {"part": wording.name, "label": wording.label, "packed": packed, "how": How.REPLACED}
    about["private_on"] = private_then.of(version, wording.name)
    return KeptText.objects.create(version=version, at=at or timezone.now(), **about)


def last_of(version, part):
    """The text of this part that was kept last, or None; `is_answered`: somebody answered a clearance since."""
    said = Clearance.objects.exclude(decided_by=None)
    answers = said.filter(version=OuterRef("version"), decided_at__gte=OuterRef("at"))
    rows = version.kept_texts.filter(part=part).annotate(is_answered=Exists(answers))
    return rows.order_by("-at", "-pk").first()


def read(kept):
    """The text that was kept."""
    return zlib.decompress(bytes(kept.packed)).decode()


def _told_anew(last, how):
    """The same text again: a typed text that is saved stays, whatever is typed next. None where nothing is new."""
    if TELLS_MORE.index(how) <= TELLS_MORE.index(How(last.how)):
        return None
    last.how = how
    last.save(update_fields=["how"])
    return last


def _goes_on(last, how, by, at):
    """Is this autosave one more of the same five minutes? Not where somebody answered to the words of the other."""
    autosaves = how == last.how == How.AUTOSAVED and not last.is_answered
    return autosaves and last.by == by and _window(at) == _window(last.at)


def _window(moment):
    return int(moment.timestamp()) // WINDOW
