"""Interests in an item: declared, what they mean, withdrawn (Localism Act 2011 ss30-34; the council's own code)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from committees.deciding import standing
from committees.deciding.refusals import CannotDeclare
from committees.models import Interest
from corporate_parenting.lib import dates
from roles.audit import record
from roles.models import Person

# s31(3): before the end of 28 days that begin with the day of the disclosure.
LAST_OF_28 = timedelta(days=27)


@transaction.atomic
def declare(item, *, person, kind, by, matter="", dispensation="", instead_of=None, **is_so):
    """
    Record that somebody has an interest in an item; returns the Interest. In the room, or ahead of the meeting.

    `is_so` says whether it `was_registered`, `is_sensitive` (then the fact is kept and never the detail, s32), and
    whether the person `leaves` the room. `dispensation` says who gave it and when (s33). `instead_of` is an Interest
    that this one replaces; it is withdrawn and kept. Raises CannotDeclare.
    """
    if unknown := set(is_so) - {"was_registered", "is_sensitive", "leaves"}:
        raise TypeError(f"An interest has no {unknown.pop()}")
    standing.must_take(item.meeting, CannotDeclare, item, begun=False)
    about = {"kind": kind, "matter": matter.strip(), "dispensation": dispensation.strip()} | is_so
    if why := why_not(person, **about):
        raise CannotDeclare(why)
    if instead_of is not None:
        _end(instead_of)
    if item.interests.standing().filter(person=person).exists():
        raise CannotDeclare(
            f"{person} has declared an interest in item {item.printed_number} already, and it stands. Change that "
            "one, or withdraw it first. Nothing was changed."
        )
    made = Interest.objects.create(item=item, person=person, declared_at=timezone.now(), declared_by=by, **about)
    record(by, "recorded an interest in", item, person=person.pk, kind=str(kind), bars=made.bars)
    return made


def why_not(person, *, kind, matter, is_sensitive=False, was_registered=False, **_):
    """In words, why an interest cannot be recorded so; empty when it can."""
    if kind not in Interest.Kind.values:
        return "Say whether it is a disclosable pecuniary interest or another one."
    if kind == Interest.Kind.DPI and person.category == Person.Category.OFFICER:
        return (
            f"{person} is an officer. Disclosable pecuniary interests are those of members and co-opted members; an "
            "officer tells the council of an interest in a contract by LGA 1972 section 117. Choose “Other interest”."
        )
    if is_sensitive and matter:
        return (
            "A sensitive interest is told as a fact and never in detail (Localism Act 2011 section 32). Take out what "
            "it is. Nothing was saved."
        )
    if not (matter or is_sensitive or (kind == Interest.Kind.DPI and was_registered)):
        return "Say what the interest is, as it was declared. Only a sensitive interest is not told."
    return ""


@transaction.atomic
def withdraw_interest(interest, *, by):
    """Withdraw an interest: it bars nobody any more, and is kept. Raises CannotDeclare."""
    standing.must_take(interest.item.meeting, CannotDeclare, begun=False)
    _end(interest)
    record(by, "withdrew an interest in", interest.item, person=interest.person_id)
    return interest


def _end(interest):
    now = timezone.now()
    if not Interest.objects.standing().filter(pk=interest.pk).update(withdrawn_at=now):
        raise CannotDeclare("This interest was withdrawn already. Look at the list again; nothing was changed.")
    interest.withdrawn_at = now


def effect(interest):
    """What an interest means for whoever has it, as sentences for them, the clerk and the chair."""
    return [_taking_part(interest), *_announcing(interest)]


def _taking_part(interest):
    who, number = interest.person, interest.item.printed_number
    is_dpi = interest.kind == Interest.Kind.DPI
    if interest.bars:
        law = " (Localism Act 2011 section 31(4))" if is_dpi and not interest.dispensation else ""
        leaves = ", and leaves the room for it" if interest.leaves else ""
        return (
            f"{who} may not take part in the discussion of item {number} or vote on it{law}{leaves}. They do not count "
            "for its quorum and may not read its restricted papers."
        )
    if is_dpi:
        return f"{who} may take part in item {number} as far as the dispensation goes: {interest.dispensation}."
    return f"{who} stays, and may speak and vote on item {number}, as far as the council’s code of conduct lets them."


def _announcing(interest):
    if interest.is_sensitive:
        yield "Only the fact of it is told, never what it is (section 32)."
    if interest.kind != Interest.Kind.DPI:
        return
    if interest.was_registered:
        still = ", and it still bars them" if interest.bars else ""
        yield f"They need not announce it at the meeting, because it is in the register{still}."
    else:
        last = dates.day(timezone.localdate(interest.declared_at) + LAST_OF_28)
        yield f"They announce it at the meeting and must tell the monitoring officer by {last} (section 31(2) and (3))."
