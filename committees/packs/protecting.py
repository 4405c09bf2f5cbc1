"""
Names, numbers and other words that must stand in nothing that the public reads.

What is protected may itself tell of a child: it is in no audit row, no address, no title, no log and no error.
"""

from dataclasses import dataclass
from itertools import permutations

from django.db import transaction
from django.utils import timezone

from committees.models.protecting import Protected
from corporate_parenting.lib import matching
from roles.audit import record
from roles.permissions import May

SHORTEST = {Protected.Kind.NAME: 3, Protected.Kind.NUMBER: 4, Protected.Kind.WORDS: 3}
MOST_IN_ANY_ORDER = 3  # names of so many words are looked for in every order


class CannotProtect(Exception):
    """The words cannot be marked, or the mark cannot be ended. The message says why, without the words."""


@dataclass(frozen=True)
class Wanted:
    """One mark as it is searched for: each way to write it, squeezed."""

    pk: int
    ways: tuple

    def is_in(self, text):
        return any(text.holds(way, whole=True) for way in self.ways)


@transaction.atomic
def add(*, kind, words, why, by):
    """Mark words as protected from now on; returns the Protected. Raises CannotProtect."""
    words, why = " ".join(words.split()), " ".join(why.split())
    if len(matching.squeezed(words)) < SHORTEST[kind]:
        raise CannotProtect(f"Write at least {SHORTEST[kind]} letters or digits: less stands in every pack by chance.")
    if kind == Protected.Kind.NUMBER and not any(character.isdigit() for character in words):
        raise CannotProtect("A number has digits. Choose a name or other words for this.")
    if not why:
        raise CannotProtect("Say why it is protected.")
    if _marked_by(by, kind, words):
        raise CannotProtect("You have marked this already.")
    made = Protected.objects.create(kind=kind, words=words, why=why, added_at=timezone.now(), added_by=by)
    record(by, "marked as protected", made, kind=str(kind))
    return made


def _marked_by(person, kind, words):
    own = Protected.objects.current().filter(added_by=person, kind=kind)
    return any(matching.squeezed(one.words) == matching.squeezed(words) for one in own)


@transaction.atomic
def end(protected, *, why, by):
    """Protect these words no more, with a reason; returns the Protected. Raises CannotProtect."""
    found, why = Protected.objects.select_for_update().get(pk=protected.pk), " ".join(why.split())
    if found.ended_at:
        raise CannotProtect("Somebody ended this already.")
    if not why:
        raise CannotProtect("Say why it need not be protected any more.")
    found.ended_at, found.ended_by, found.ended_why = timezone.now(), by, why
    found.save(update_fields=["ended_at", "ended_by", "ended_why"])
    record(by, "ended the protection of", found, kind=found.kind)
    return found


def may_mark(user):
    """Clerks of any body, and who decides about leave to read (the monitoring officer)."""
    return bool(user.remits(May.RUN_MEETINGS)) or user.may(May.GRANT_ACCESS)


def may_end(user, protected):
    """Who decides, and the clerk who marked it."""
    return user.may(May.GRANT_ACCESS) or (may_mark(user) and protected.added_by_id == user.person.pk)


def wanted():
    """All that is protected now, as it is searched for. One query."""
    return [Wanted(one.pk, _ways(one)) for one in Protected.objects.current().order_by("pk")]


def _ways(protected):
    """A name in every order of its words, as in a list of surnames; everything else as it is written."""
    words = matching.words_of(protected.words)
    if protected.kind == Protected.Kind.NAME and 1 < len(words) <= MOST_IN_ANY_ORDER:
        return tuple(dict.fromkeys("".join(some) for some in permutations(words)))
    return ("".join(words),)


def found_in(text):
    """How many of the protected names, numbers and words stand in a text. One query."""
    read = matching.Text([text])
    return sum(one.is_in(read) for one in wanted())
