"""A member's own notes on items of an agenda: nobody else ever reads them, and no text that was written is lost."""

from django.db import transaction
from django.utils import timezone

from committees.models import Exemption, ItemNote

LONGEST = 20_000


class Conflict(Exception):
    """The note was changed in another window meanwhile: `theirs` is the ItemNote that stands. Nothing was changed."""

    def __init__(self, theirs):
        super().__init__("You changed this note in another window. Both texts are safe: say which is to stand.")
        self.theirs = theirs


# Not in the audit record: that somebody wrote a note, and when, is theirs alone too.
@transaction.atomic
def note(item, *, text, edition, by):
    """
    Keep somebody's own note on an item; an empty one is taken away. Returns the ItemNote, or None without one.

    `edition` is the one that the window had before it, 0 where there was none. Where the note that stands is another,
    raises Conflict.
    """
    text = text.strip()
    found = ItemNote.objects.select_for_update().filter(person=by, item=item).first()
    if found is None:
        return _begin(item, text, edition, by) if text else None
    if found.text == text:
        return found
    if found.edition != edition:
        raise Conflict(found)
    if not text:
        found.delete()
        return None
    found.text, found.edition, found.changed_at = text, edition + 1, timezone.now()
    found.save(update_fields=["text", "edition", "changed_at"])
    return found


def _begin(item, text, edition, by):
    """Two windows may begin at once; the second then finds the note of the first."""
    first = {"text": text, "edition": edition + 1, "changed_at": timezone.now()}
    made, is_new = ItemNote.objects.get_or_create(person=by, item=item, defaults=first)
    if not is_new and made.text != text:
        raise Conflict(made)
    return made


@transaction.atomic
def keep_both(item, *, text, by):
    """Put what was written under the note that stands: nothing of either is lost. Returns the ItemNote."""
    found = ItemNote.objects.select_for_update().filter(person=by, item=item).first()
    if found is None:
        return note(item, text=text, edition=0, by=by)
    return note(item, text=f"{found.text}\n\n{text.strip()}", edition=found.edition, by=by)


def own(person, items):
    """{item's id: ItemNote} of somebody's own notes. One query."""
    return {note.item_id: note for note in ItemNote.objects.filter(person=person, item__in=items)}


def is_guarded(item):
    """Is the item about something private, so that a note on it is shown after a one-time code alone?"""
    return item.likely_private or Exemption.objects.current().filter(paper__item=item).exists()
