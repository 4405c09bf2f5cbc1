"""The text of a minute: saved as it is typed, two clerks never lose a word, what was replaced is kept."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from committees.models import KeptMinute, Minute
from committees.room.locking import to_write
from committees.room.refusals import CannotRecord, Conflict
from committees.room.sitting import minute_of
from corporate_parenting.lib import richtext, richtext_caps
from roles.audit import record as audit

TEXTS = ("text", "private_text", "public_summary")
# Of one writer's texts one is kept in so long, or each letter typed would leave a copy.
KEEP_EVERY = timedelta(minutes=5)


@transaction.atomic
def write(item, *, by, text=None, private_text=None, public_summary=None, edition=None, over=False):
    """
    Save what is minuted under an item; a text that is None stays as it is. Returns the Minute.

    `edition` is the one the writer had before them (0 where there was none). `over`: the writer saw the other's text
    and chose, so that text is kept whatever its age. Raises Conflict where another has saved since, and CannotRecord.
    """
    to_write(item.meeting)
    given = {"text": text, "private_text": private_text, "public_summary": public_summary}
    changes = {name: _clean(words) for name, words in given.items() if words is not None}
    minute = minute_of(item, by)
    changes = {name: words for name, words in changes.items() if words != getattr(minute, name)}
    if edition is not None and int(edition) != minute.edition and changes:
        raise Conflict(minute, by)
    if not changes:
        return minute
    is_new = _keep(minute, changes, by, over)
    for name, words in changes.items():
        setattr(minute, name, words)
    minute.edition, minute.saved_at, minute.saved_by = minute.edition + 1, timezone.now(), by
    minute.save(update_fields=[*changes, "edition", "saved_at", "saved_by"])
    if is_new:
        audit(by, "minuted", item, edition=minute.edition)
    return minute


def _clean(words):
    words = words.replace("\r\n", "\n").rstrip()
    if len(words) > richtext.MAX_CHARS:
        raise CannotRecord(
            f"A minute holds {richtext.MAX_CHARS:,} characters at most, and this one has {len(words):,}. It is not "
            "saved: shorten it, or put a part of it into a paper."
        )
    if why := richtext_caps.refusal(words):
        raise CannotRecord(f"{why} The minute is not saved yet.")
    return words


def _keep(minute, changes, by, over):
    """Keep the text that is replaced; returns whether this is the first save, another's text, or minutes later."""
    if not any(getattr(minute, name) for name in TEXTS):
        return True
    own = minute.saved_by_id == by.pk
    newest = minute.kept.filter(saved_by=by).order_by("-pk").first() if own else None
    due = newest is None or minute.saved_at - newest.saved_at >= KEEP_EVERY
    if not (over or due or _takes_away(minute, changes)):
        return False
    about = {name: getattr(minute, name) for name in TEXTS}
    about |= {"edition": minute.edition, "saved_at": minute.saved_at, "saved_by_id": minute.saved_by_id}
    KeptMinute.objects.create(minute=minute, **about)
    return due


def _takes_away(minute, changes):
    """Would half a text or more be gone? Somebody who selects everything and types loses nothing."""
    return any(len(words) < len(getattr(minute, name)) / 2 for name, words in changes.items())


def earlier(item):
    """What was minuted under an item before, the newest first."""
    return KeptMinute.objects.filter(minute__item=item).select_related("saved_by")


def of(meeting):
    """{item's id: Minute} of a meeting. One query."""
    found = Minute.objects.filter(item__meeting=meeting).select_related("saved_by")
    return {minute.item_id: minute for minute in found}
