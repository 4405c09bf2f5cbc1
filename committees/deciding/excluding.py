"""
The public leaves for an item, and comes back. Only the meeting closes the meeting; the clerk's mark is a forecast.

Exempt: by resolution that says for what (LGA 1972 s100A(4) and (5); SI 2012/2089 reg 4(2)(b) and (3)). Confidential:
the public must leave, and nobody votes on it (s100A(2); reg 4(2)(a)).
"""

from collections import defaultdict

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from committees import exempt, law, publications
from committees.agenda import grounds
from committees.deciding import standing, voting
from committees.deciding.refusals import CannotExclude
from committees.models import AgendaItem, Exclusion, Exemption, Paper
from committees.models.papers import confidential, kept_back
from committees.models.room import Voted
from committees.room import WrongTime, clock
from reports.grounds import paragraph_words, why_no_class
from roles.audit import record

EXEMPT, CONFIDENTIAL = Exclusion.Kind.EXEMPT, Exclusion.Kind.CONFIDENTIAL
NO_ITEMS = "There were no items to take in private."
WEIGHED = (
    "and that in all the circumstances of the case the public interest in keeping that information exempt outweighs "
    "the public interest in disclosing it"
)


def kept(meeting):
    """{item id: {class: paragraph numbers}} of what is private on its items, whole papers or parts. One query."""
    rows = Exemption.objects.current().filter(paper__item__meeting=meeting, paper__is_part_2=False)
    found = defaultdict(lambda: defaultdict(set))
    for item, kind, numbers in rows.values_list("paper__item", "kind", "paragraphs"):
        found[item][kind].update(numbers)
    return found


def classes_of(item, on_items):
    """
    The classes for which the public would have to leave for an item: as the clerk foresees of the whole, else by what
    is private on it (`on_items` as from `kept`), which can be both. Empty where nothing is.
    """
    return {item.private_kind} if item.likely_private else set(on_items.get(item.pk, ()))


def paragraphs_of(item, on_items, given=()):
    """The paragraphs of Schedule 12A for an item: of the whole, else of what is private on it, else those given."""
    return item.private_paragraphs or sorted(on_items.get(item.pk, {}).get(EXEMPT, ())) or list(given)


def waiting(meeting, kind=EXEMPT):
    """The items of a meeting with something private, of one class, on which it has not acted."""
    exclusions = Exclusion.objects.filter(meeting=meeting).prefetch_related("items")
    return waiting_among(meeting, meeting.items.all(), exclusions, kind, kept(meeting))


def waiting_among(meeting, items, exclusions, kind, on_items):
    """Of these items those that wait: of a class, or any where the public has no right to be there."""
    acted = {item.pk for one in exclusions if one.is_carried or one.kind == kind for item in one.items.all()}
    left = [(one, classes_of(one, on_items)) for one in items if not one.withdrawn_at and one.pk not in acted]
    return [one for one, found in left if kind in found or (found and not meeting.body.public_has_a_right)]


def exclusion_words(meeting, items=None, paragraphs=(), *, on_items=None):
    """
    The resolution that the public leaves, worded from what is private of its items; without items, that there are none.

    `items` where not all that wait are meant; `paragraphs` for those that have none; `on_items` where `kept` is known.
    """
    on_items = kept(meeting) if on_items is None else on_items
    items = waiting(meeting) if items is None else list(items)
    if not items:
        return NO_ITEMS
    named = _named(items, on_items)
    if not meeting.body.public_has_a_right:
        return f"{law.of(meeting.body).excluding} Those who are not asked to stay leave for {named}."
    of = {item.pk: paragraphs_of(item, on_items, paragraphs) for item in items}
    return f"That under {_source(meeting)} the press and public leave the meeting for {named}, {_why(items, of)}."


def _source(meeting):
    if law.of(meeting.body).executive_notices:
        return (
            "regulation 4(2)(b) of the Local Authorities (Executive Arrangements) (Meetings and Access to "
            "Information) (England) Regulations 2012"
        )
    return "section 100A(4) of the Local Government Act 1972"


def _why(items, of):
    every = {tuple(sorted(numbers)) for numbers in of.values()}
    if len(every) == 1 and all(every):
        described = paragraph_words(sorted(every.pop()))
    else:
        said = (f"item {one.printed_number}: {paragraph_words(of[one.pk])}" for one in items if of[one.pk])
        described = f"the paragraphs named here ({'; '.join(said)})"
    return (
        f"because if they stayed exempt information described in {described} of Part 1 of Schedule 12A of the Local "
        f"Government Act 1972 would be likely to be disclosed to them, {WEIGHED}"
    )


def by_law_words(meeting, items, on_items):
    """That the public must leave for what is confidential: no resolution, the law says it."""
    source = (
        "SI 2012/2089 regulation 4(2)(a)"
        if law.of(meeting.body).executive_notices
        else ("section 100A(2) of the Local Government Act 1972")
    )
    return (
        f"The press and public left for {_named(items, on_items)}, because confidential information would have been "
        f"disclosed to them. The law requires it, so no resolution was needed ({source})."
    )


def _named(items, on_items):
    """Of an item that is open as a whole, the private part alone."""
    parts = {one.pk for one in items if not one.likely_private and on_items.get(one.pk)}
    named = [f"{'the private part of ' * (one.pk in parts)}item {one.printed_number} ({one.title})" for one in items]
    return " and ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))


@transaction.atomic
def exclude(meeting, *, items, by, kind=EXEMPT, is_carried=True, words="", paragraphs=(), vote=None, at=None):
    """
    Record that the meeting resolved, or not, that the public leaves for these items; returns the Exclusion.

    `vote` is what `voting.tally` takes; with counts it says itself whether it was carried. `paragraphs` are for
    items without grounds of their own. LOST: what was exempt of these items becomes public and they go to part 1;
    `by` and whoever presided decide that together. Confidential: always carried, no vote. Raises CannotExclude.
    """
    standing.must_take(meeting, CannotExclude)
    items = sorted(items, key=lambda item: (item.order, item.pk))
    on_items = kept(meeting)
    given = sorted({int(number) for number in paragraphs})
    if why := _why_not(meeting, items, kind, on_items, is_carried=is_carried, given=given, vote=vote):
        raise CannotExclude(f"{why} Nothing was changed.")
    at = _in_time(meeting, at, "that the public left")
    found = voting.tally(items[0], **vote) if vote else voting.Tally("")
    carried = is_carried if (counted := voting.is_carried(found)) is None or found.way == Voted.Way.ASSENT else counted
    if found.way == Voted.Way.ASSENT and not carried:
        raise CannotExclude("By general assent nothing is lost. Choose “By a show of hands”. Nothing was changed.")
    if not carried:
        _must_be_two(meeting, by)
    made = Exclusion.objects.create(
        meeting=meeting,
        kind=kind,
        paragraphs=_numbers(items, on_items, given),
        words=words.strip() or _worded(meeting, items, kind, given, on_items),
        is_carried=carried,
        at=at,
        recorded_by=by,
        **found.columns,
    )
    made.items.set(items)
    if not carried:
        _open(items, by=by, with_=meeting.presiding)
    did = "excluded the public from" if carried else "did not exclude the public from"
    record(by, did, meeting, items=[item.pk for item in items], kind=str(kind), paragraphs=made.paragraphs)
    return made


def _in_time(meeting, at, what):
    """The moment as given, or the one that is meant. Raises CannotExclude for one that cannot be."""
    if at is None:
        return clock.now(meeting)
    try:
        clock.must_be_of(meeting, at, what)
    except WrongTime as wrong:
        raise CannotExclude(str(wrong)) from wrong
    return at


def _numbers(items, on_items, given):
    """Every paragraph that the resolution rests on, each once."""
    return sorted({*given, *(number for item in items for number in paragraphs_of(item, on_items))})


def _worded(meeting, items, kind, paragraphs, on_items):
    if kind == CONFIDENTIAL:
        return by_law_words(meeting, items, on_items)
    return exclusion_words(meeting, items, paragraphs, on_items=on_items)


def _why_not(meeting, items, kind, on_items, *, is_carried, given, vote):
    """In words, why the public cannot be asked to leave so; empty when it can."""
    if not meeting.body.public_has_a_right:
        return (
            f"The public has no right to be at meetings of {meeting.body}, so no resolution is needed: "
            f"{law.of(meeting.body).excluding}"
        )
    if kind not in Exclusion.Kind.values:
        return "Say whether the information is exempt or confidential."
    if not items:
        return "Choose at least one item: the public leaves for items that are named, never for a whole meeting."
    if any(item.meeting_id != meeting.pk for item in items):
        return "One of these items is not on the agenda of this meeting."
    if kind == CONFIDENTIAL:
        return _why_not_by_law(items, on_items, is_carried, vote)
    return _why_not_by_resolution(items, on_items, given)


def _why_not_by_law(items, on_items, is_carried, vote):
    others = [item for item in items if CONFIDENTIAL not in classes_of(item, on_items)]
    if others:
        return f"“{others[0]}” is not confidential, so only a resolution of the meeting closes it."
    if vote or not is_carried:
        return (
            "Confidential information is not voted on: the public must leave (LGA 1972 section 100A(2)). Record that "
            "they left, without a vote."
        )
    return ""


def _why_not_by_resolution(items, on_items, given):
    for item in items:
        if classes_of(item, on_items) == {CONFIDENTIAL}:
            return (
                f"“{item}” is confidential: the public must leave, and no resolution can say otherwise (LGA 1972 "
                "section 100A(2)). Leave it out of the resolution."
            )
        if not paragraphs_of(item, on_items, given):
            return (
                f"Say which paragraphs of Schedule 12A describe what is exempt in “{item}”: the resolution must name "
                "them (LGA 1972 section 100A(5))."
            )
    if why := why_no_class(EXEMPT, _numbers(items, on_items, given)):
        return why
    now = Exclusion.objects.filter(items__in=items, is_carried=True, reopened_at=None)
    return "The public has left for one of these items already." if now.exists() else ""


def _must_be_two(meeting, by):
    if meeting.presiding is None or meeting.presiding == by:
        raise CannotExclude(
            "When the resolution is lost, exempt papers become public, and two people answer for that: you and "
            "whoever presided. Say who presides first. Nothing was changed."
        )


def opened_if_lost(items):
    """
    The papers that everybody could read if the resolution for these items were lost, and may not read now. Never a
    confidential one, nor part 2 of earlier minutes: that is the record of another meeting.
    """
    in_part = Exemption.objects.current().of_parts().filter(kind=EXEMPT, paper=OuterRef("pk"))
    opens = (kept_back() & ~confidential()) | (Q(Exists(in_part)) & ~confidential())
    kept = Paper.objects.filter(opens, item__in=items, is_part_2=False).order_by("item__order", "order", "pk")
    return list(kept.select_related("item", "version", "document", "action_log", "minutes__minutes__meeting"))


def _open(items, *, by, with_):
    """End what keeps the papers of items from the public, and bring the items into part 1; the record says when."""
    current = Exemption.objects.current().filter(kind=EXEMPT, paper__item__in=items, paper__is_part_2=False)
    for exemption in current.select_related("paper__item"):
        exempt.end(exemption, by=by, with_=with_)
    for item in items:
        was_private = item.likely_private
        undecided = list(item.papers.undecided()) if was_private else []
        AgendaItem.objects.filter(pk=item.pk).update(**grounds.none(), edition=item.edition + 1)
        for paper in undecided:
            publications.laid(Paper.objects.get(pk=paper.pk), by=by)
        record(by, "took in public, as the meeting resolved,", item, with_=with_.pk)
        item.refresh_from_db(fields=["likely_private", "private_kind", "private_paragraphs", "private_reason"])
        if was_private:
            publications.changed(item.meeting, f"item {item.printed_number} is taken in public", by=by)


@transaction.atomic
def reopen(exclusion, *, by, at=None):
    """Record that the public could come back. Raises CannotExclude when they never left, or are back."""
    standing.must_take(exclusion.meeting, CannotExclude)
    exclusion.refresh_from_db(fields=["is_carried", "reopened_at", "at"])
    at = _in_time(exclusion.meeting, at, "that the public came back")
    if not exclusion.is_carried:
        raise CannotExclude("The resolution was lost, so the public never left. Nothing was changed.")
    if exclusion.reopened_at:
        raise CannotExclude("It is recorded already that the public could come back. Nothing was changed.")
    if at < exclusion.at:
        raise CannotExclude("The public cannot come back before it left. Look at the time again; nothing was changed.")
    exclusion.reopened_at = at
    exclusion.save(update_fields=["reopened_at"])
    record(by, "reopened to the public", exclusion.meeting, exclusion=exclusion.pk)
    return exclusion


def is_behind(item):
    """Did the public leave for this item, by resolution or by law? Also where nobody from the public may be there."""
    if not item.meeting.body.public_has_a_right:
        return item.likely_private
    return item.exclusions.filter(is_carried=True).exists()
