"""Items come onto an agenda, say something else, and leave it: taken off before it is published, withdrawn after."""

from django.db import transaction
from django.utils import timezone

from committees import calling_to_account, exempt, publications
from committees.agenda import grounds
from committees.agenda.late import OVER, allowed
from committees.agenda.ordering import (
    again,
    in_parts,
    lock,
    must_be_open,
    must_stand,
    must_take_place,
    put_last,
    set_in_order,
)
from committees.agenda.refusals import CannotChangeAgenda, Conflict
from committees.models import AgendaItem, Commission, Meeting
from corporate_parenting.lib import dates, richtext_caps
from roles.audit import record

ITEM_FIELDS = ("title", "private_title", "text", "purpose", "presenter", "expects_paper", "likely_private")
# What can be changed: also how it comes to the body, and when its paper does.
CHANGEABLE = {*ITEM_FIELDS, "kind", "called", "is_key_decision", "follows_on", "follows_why", "private_paragraphs"}
# What it says to young people stands in their edition of the pack, and not on the agenda.
FOR_YOUNG = {"for_young", "young_words"}
CHANGEABLE |= FOR_YOUNG
YOUNG_READ_NOTHING_ELSE = (
    "Say in plain words what it is about: the item is private, so young people read nothing else of it"
)


@transaction.atomic
def add_item(
    meeting,
    *,
    title,
    by,
    likely_private=False,
    private=None,
    private_paragraphs=(),
    late=None,
    number="",
    source_id="",
    **about,
):
    """
    Add an item (what it says: any of CHANGEABLE) at the end of its part; part 2 stands last. Returns the AgendaItem.

    `private` gives the grounds for part 2 (kind, paragraphs, reason); an item of another system may come without.
    On a published agenda, and when it comes from another system, it goes to the very end: nothing is renumbered.
    `late` (reason, agreed_by) is asked for once the agenda is published and its last lawful day past (LGA 1972
    s100B(4)(b)). Raises NeedsChair, NoUrgencyPower, NoGrounds, and CannotChangeAgenda when the meeting is cancelled.
    """
    _must_be_known(about)
    _must_be_callable(meeting, about)
    _must_follow_in_time(meeting, about.get("follows_on"))
    lock(meeting)
    if not source_id:
        must_take_place(meeting)
        _must_be_printable({"title": title} | about)
    given = private or {"paragraphs": private_paragraphs}
    in_part_2 = grounds.read(meeting.body, given, from_source=bool(source_id)) if private or likely_private else {}
    _must_tell_young_people(about, bool(in_part_2))
    urgent = allowed(meeting, late)
    order = meeting.items.count() + 1
    about |= {"title": title, "number": number, "source_id": source_id}
    item = AgendaItem.objects.create(meeting=meeting, order=order, **about, **in_part_2, **urgent)
    return _placed(item, title, by)


def _must_be_callable(meeting, about, item=None):
    """Scrutiny alone calls somebody to answer, of the executive or an officer (LGA 2000 s9FA(8))."""
    called = about.get("called", item and item.called)
    if about.get("kind", item and item.kind) != AgendaItem.Kind.CALL and called is None:
        return
    if why := calling_to_account.why_not(meeting.body, called):
        raise CannotChangeAgenda(f"{why} Nothing was changed.")


def _must_not_be_record(meeting):
    if meeting.published_at and meeting.status in OVER:
        raise CannotChangeAgenda(
            "The meeting is over, and its published agenda is the record of what it considered. Nothing was changed."
        )


def _must_follow_in_time(meeting, follows_on):
    day = timezone.localdate(meeting.starts_at)
    if follows_on and follows_on > day:
        raise CannotChangeAgenda(
            f"The paper cannot be expected on {dates.day(follows_on)}: the meeting is on {dates.day(day)}. Give a day "
            "by then, or plan the item for a later meeting."
        )


def _must_be_known(about):
    if unknown := set(about) - CHANGEABLE - {"private"}:
        raise TypeError(f"An agenda item has no {unknown.pop()}")


def _must_be_printable(about):
    """What comes from another system comes as it is; what somebody writes here is refused where no print takes it."""
    if why := richtext_caps.refusal(*(words for words in about.values() if isinstance(words, str))):
        raise CannotChangeAgenda(f"{why} Nothing was changed.")


def _placed(item, title, by):
    if not item.source_id:
        if not item.meeting.published_at:
            put_last(item)
        _number_alone(item)
        item.refresh_from_db(fields=["order", "number"])
    record(by, "added to the agenda", item, title=title, **({"late": True} if item.late_at else {}))
    publications.changed(item.meeting, f"item {item.printed_number} was added", by=by)
    return item


def _number_alone(item):
    """Where the source printed numbers of its own, the place of a new item may be one of them already."""
    printed = {one.printed_number for one in item.meeting.items.exclude(pk=item.pk)}
    if (number := item.order) and str(number) in printed:
        while str(number) in printed:
            number += 1
        AgendaItem.objects.filter(pk=item.pk).update(number=str(number))


@transaction.atomic
def edit_item(item, *, by, edition=None, **changes):
    """
    Change what an item says. One that changes its part goes to the end of the other, unless the agenda is published.

    `edition` is the one that the clerk had before them: where another has saved the item since, raises Conflict
    before anything is changed. `private` gives the grounds for part 2; None, and no likely_private, is part 1.
    Raises NoGrounds, and CannotChangeAgenda for an item that is gone or withdrawn, and when papers of a published
    agenda about which nobody has decided would be open.
    """
    again(item)
    if edition is not None and int(edition) != item.edition:
        raise Conflict(item)
    if not item.source_id or item.meeting.published_at:
        must_stand(item)
    _must_not_be_record(item.meeting)
    _must_be_known(changes)
    if not item.source_id:
        _must_be_printable(changes)
    _must_follow_in_time(item.meeting, changes.get("follows_on"))
    if {"kind", "called"} & set(changes):
        _must_be_callable(item.meeting, changes, item)
    was, was_private = item.title, item.likely_private
    changes = _with_grounds(item, changes)
    if was_private and not changes.get("likely_private", True):
        _must_open_nothing(item)
    _must_tell_young_people(
        {name: changes.get(name, getattr(item, name)) for name in FOR_YOUNG}, changes.get("likely_private", was_private)
    )
    if changes.get("likely_private") and not was_private:
        publications.closing_item(item, by=by)
    for field, value in changes.items():
        setattr(item, field, value)
    item.edition += 1
    item.save(update_fields=[*changes, "edition"])
    _change_part(item, was_private, by)
    record(by, "edited on the agenda", item, title=item.title, **({"was": was} if was != item.title else {}))
    _note(item, changes, by)


def _note(item, changes, by):
    """That a published agenda says something else now: what it says to young people stands on no agenda."""
    if set(changes) - FOR_YOUNG:
        publications.changed(item.meeting, f"item {item.printed_number} was changed", by=by)


def _must_tell_young_people(about, is_private):
    if about.get("for_young") and is_private and not about.get("young_words", "").strip():
        raise CannotChangeAgenda(f"{YOUNG_READ_NOTHING_ELSE}. Nothing was changed.")


def _with_grounds(item, changes):
    """The changes, with what they mean for the part of the item in the columns of its grounds."""
    asked = {name: changes[name] for name in ("private", "likely_private", "private_paragraphs") if name in changes}
    others = {name: value for name, value in changes.items() if name not in asked}
    if not asked:
        return others
    stays = asked.get("likely_private", item.likely_private and "private" not in asked)
    if not (asked.get("private") or stays):
        return others | grounds.none()
    given = asked.get("private") or grounds.known(item)
    if item.source_id and "private_paragraphs" in asked:
        given = given | {"paragraphs": asked["private_paragraphs"]}
    free = bool(item.source_id) and not item.meeting.published_at and not asked.get("private")
    return others | grounds.read(item.meeting.body, given, from_source=free)


def _change_part(item, was_private, by):
    """An item that came into the other part goes to its end; on a published agenda its papers follow at once."""
    if item.likely_private == was_private:
        return
    if not item.meeting.published_at:
        put_last(item)
        item.refresh_from_db(fields=["order", "number"])
    elif item.likely_private:
        exempt.keep_by_item(item, by=by)


def _must_open_nothing(item):
    undecided = [f"“{paper}”" for paper in item.papers.undecided().select_related("version", "document")]
    if item.meeting.published_at and undecided:
        raise CannotChangeAgenda(
            f"The agenda is published, and nobody has decided yet who may read {', '.join(undecided)}. Without the "
            "tick at “Likely to be taken in private”, everybody could read it at once. Keep each of these papers "
            "private, or take it off the item, first."
        )


@transaction.atomic
def remove(item, *, by):
    """
    Take an item off an agenda that is not published.

    Raises CannotChangeAgenda when it is, and while papers, a commission or a notice to the public hang on the item.
    """
    again(item)
    must_take_place(item.meeting)
    must_be_open(item.meeting, "Nothing on it is deleted. Withdraw the item instead: it stays, and says why")
    if item.papers.exists():
        raise CannotChangeAgenda("Papers are laid on this item. Take them off first; nothing was changed.")
    if Commission.objects.filter(item=item).exists():
        raise CannotChangeAgenda(
            "A report is commissioned for this item, and somebody is writing it. Take the commission back first; "
            "nothing was changed."
        )
    if item.notices.exists():
        raise CannotChangeAgenda(
            "A notice to the public names this item, and what was published is not deleted. Leave the item on the "
            "agenda, and withdraw it once the agenda is published."
        )
    record(by, "removed from the agenda", item, title=item.title)
    item.delete()
    set_in_order(item.meeting, in_parts(item.meeting))


@transaction.atomic
def withdraw(item, *, why, by):
    """
    Withdraw an item from a published agenda: it stays in its place, marked, and everybody can read why.

    Raises CannotChangeAgenda when nothing is published yet, no reason is given, or the meeting is over.
    """
    again(item)
    must_stand(item)
    if not item.meeting.published_at:
        raise CannotChangeAgenda("The agenda is not published yet: take the item off instead.")
    if item.meeting.status in (Meeting.Status.HELD, Meeting.Status.INQUORATE):
        raise CannotChangeAgenda(
            f"The meeting was over on {dates.day(item.meeting.starts_at)}. What became of the item, its minutes say."
        )
    if not why.strip():
        raise CannotChangeAgenda("Say why the item is withdrawn: everybody can read the reason. Nothing was changed.")
    item.withdrawn_at, item.withdrawn_why = timezone.now(), why.strip()[:300]
    item.edition += 1
    item.save(update_fields=["withdrawn_at", "withdrawn_why", "edition"])
    record(by, "withdrew from the agenda", item, why=item.withdrawn_why)
    publications.changed(item.meeting, f"item {item.printed_number} was withdrawn", by=by)
