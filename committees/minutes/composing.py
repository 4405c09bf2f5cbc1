"""
The minutes made from what was written down in the room: one text for everybody, one for who may read part 2.

Both are made from different columns and never from each other. The public one, as JSON:

    {"body", "day", "began", "place", "note", "presided", "people": [{"heading", "rows": [[name, more]]}],
     "moved": [sentence], "items": [item], "ended", "corrections": [{"text", "on"}]}

and an item, in the order of the agenda:

    {"item", "minute", "number", "title", "withdrawn", "late", "before": [sentence], "interests": [sentence],
     "private", "text", "summary", "decisions": [[sentence]], "actions": [sentence], "moved": [sentence],
     "after": [sentence]}

What was declared, resolved and decided is said by committees.deciding.words, as on the page of the room.
Part 2 is {"body", "day", "items": [{"item", "minute", "number", "title", "text", "decisions", "actions"}]}, or {}.
"""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from committees.deciding import words as deciding
from committees.minutes import words
from committees.models import Action, Attendance, Decision, Exclusion, Interest, Meeting, Minute, Substitution
from committees.room import quorum
from corporate_parenting.lib import dates


@dataclass
class Room:
    """All that was written down at a meeting, read once: a fixed number of queries."""

    meeting: Meeting
    items: list
    attendances: list
    stands_for: dict
    exclusions: list
    known: quorum.Known
    numbers: dict = field(default_factory=dict)


def compose(meeting):
    """The minutes as they stand now: (public dict, private dict). As many queries for a long agenda as for a short."""
    room = read(meeting)
    return _public(room), _private(room)


def read(meeting):
    """What compose works from."""
    meeting = Meeting.objects.select_related("body", "presiding").get(pk=meeting.pk)
    voted = ("moved_by", "seconded_by", "cast_by")
    decisions = Decision.objects.select_related(*voted, "deferred_to", "recommendation").prefetch_related(
        "votes__person", "referrals__to", "actions__owner"
    )
    items = list(
        meeting.items.select_related("late_agreed_by", "minute").prefetch_related(
            Prefetch("decisions", decisions.order_by("order", "pk")),
            Prefetch("interests", Interest.objects.standing().select_related("person")),
            Prefetch("actions", Action.objects.select_related("owner").order_by("pk")),
        )
    )
    # A minute has the number of its item, as references to it and the words of a resolution say; gaps stay gaps.
    numbers = {item.pk: item.number or item.order for item in items if not item.withdrawn_at}
    people = list(Attendance.objects.filter(meeting=meeting).select_related("person").prefetch_related("stays"))
    standing = Substitution.objects.filter(meeting=meeting, ended_at=None).select_related("absent")
    stands_for = {one.person_id: one.absent.name_for_public for one in standing}
    closed = Exclusion.objects.filter(meeting=meeting).select_related(*voted).prefetch_related("items")
    known = quorum.read(meeting, stays=[stay for row in people for stay in row.stays.all()])
    return Room(meeting, items, people, stands_for, list(closed), known, numbers)


def minute_of(item):
    """The Minute of an item, or one that is empty."""
    return getattr(item, "minute", None) or Minute(item=item)


def was_private(item, exclusions):
    """Was the item taken in private: by a resolution, or foreseen and not voted down?"""
    for one in exclusions:
        if item in one.items.all():
            return one.is_carried
    return item.likely_private


def has_part_2(item):
    """Is anything written down of the item that is not for everybody?"""
    return bool(
        minute_of(item).private_text.strip()
        or any(one.private_text.strip() for one in item.decisions.all())
        or any(one.private_text.strip() for one in item.actions.all())
    )


def _public(room):
    meeting = room.meeting
    moved = [one for row in room.attendances for one in words.comings(meeting, row, room.numbers)]
    # What the comings and goings of a moment did to the quorum is said behind them.
    counted = words.quorum(meeting, quorum.changes(meeting, known=room.known), room.known.needed)
    by_item, rest = _placed(room.items, sorted([*sorted(moved), *counted], key=lambda one: one[0]))
    return {
        "body": meeting.body.name,
        "day": dates.weekday(meeting.starts_at),
        "began": dates.clock(meeting.opened_at or meeting.starts_at),
        "place": meeting.place,
        "note": meeting.note,
        "presided": meeting.presiding.name_for_public if meeting.presiding else "",
        "people": _people(room),
        "moved": rest,
        "items": [_item(room, item, by_item.get(item.pk, [])) for item in room.items],
        "ended": words.ended(meeting),
        "corrections": [],
    }


def _people(room):
    listed = []
    for how, heading in words.GROUPS:
        rows = [[words.named(row), _more(room, row)] for row in room.attendances if row.how == how]
        if rows:
            listed.append({"heading": heading, "rows": rows})
    return listed or _as_recorded(room)


def _as_recorded(room):
    """As another system wrote it down, where nothing of ours says how people were there."""
    rows = [[row.person.name_for_public, row.status or row.role] for row in room.attendances if row.person]
    return [{"heading": "Recorded", "rows": rows}] if rows else []


def _more(room, row):
    """What stands behind a name: who presided, for whom they stood in, in what capacity, that they joined by a link."""
    found = [row.role] if row.role and row.person else []
    if row.person_id and row.person_id == room.meeting.presiding_id:
        found.append("presided")
    if absent := room.stands_for.get(row.person_id):
        found.append(f"in the place of {absent}")
    if any(stay.is_remote for stay in row.stays.all()):
        found.append("by a link")
    return ", ".join(found)


def _placed(items, moved):
    """Who came and went, under the item in which it happened: ({item: [sentence]}, those before any item)."""
    began = [(minute_of(item).began_at, item.pk) for item in items if minute_of(item).began_at]
    by_item, rest = {}, []
    for moment, sentence in moved:
        during = [pk for start, pk in began if start <= moment]
        (by_item.setdefault(during[-1], []) if during else rest).append(sentence)
    return by_item, rest


def _item(room, item, moved):
    found = minute_of(item)
    private = was_private(item, room.exclusions)
    return {
        "item": item.pk,
        "minute": room.numbers.get(item.pk),
        "number": item.printed_number,
        "title": item.title,
        "withdrawn": words.sentence(item.withdrawn_why) if item.withdrawn_at else "",
        "late": words.late(item),
        "before": [said for one in room.exclusions if _first(room, one) == item for said in _resolved(one)[0]],
        "interests": [
            *(said for one in item.interests.all() for said in deciding.of_interest(one)),
            *_too_few(room, item),
        ],
        "private": words.kept_out(*grounds(item, room.exclusions)) if private else "",
        "text": found.text.strip(),
        "summary": found.public_summary.strip(),
        "decisions": [list(deciding.of_decision(one, room.meeting.body)) for one in item.decisions.all()],
        "actions": [said for one in item.actions.all() if one.decision_id is None for said in deciding.of_action(one)],
        "moved": moved,
        "after": [said for one in room.exclusions if _last(room, one) == item for said in _resolved(one)[1]],
    }


def _too_few(room, item):
    """That those whom an interest bars from an item left too few to decide it, while there were enough for others."""
    began, ended = minute_of(item).began_at, minute_of(item).ended_at or room.meeting.ended_at
    if not began or not room.known.barred.get(item.pk):
        return []
    meeting, known = room.meeting, room.known
    lost = [at for at, is_met, _ in quorum.changes(meeting, item=item, known=known) if not is_met]
    for at in [began, *(at for at in lost if at > began and (ended is None or at < ended))]:
        found = quorum.quorum_at(meeting, at, item, known=known)
        if not found.is_met and quorum.quorum_at(meeting, at, known=known).is_met:
            return [words.quorum_of_item(found.here, found.needed)]
    return []


def _resolved(exclusion):
    """(what is said of it before its first item, that the public could come back after its last)."""
    said = list(deciding.of_exclusion(exclusion))
    return (said[:-1], said[-1:]) if exclusion.reopened_at else (said, [])


def _first(room, exclusion):
    covered = set(exclusion.items.all())
    return next((item for item in room.items if item in covered), room.items[-1] if room.items else None)


def _last(room, exclusion):
    covered = set(exclusion.items.all())
    return next((item for item in reversed(room.items) if item in covered), room.items[-1] if room.items else None)


def grounds(item, exclusions):
    """By what class and paragraphs an item was taken in private: (kind, paragraphs)."""
    for one in exclusions:
        if one.is_carried and item in one.items.all():
            return one.kind, item.private_paragraphs or one.paragraphs
    return item.private_kind, item.private_paragraphs


def _private(room):
    items = [_private_item(room, item) for item in room.items if has_part_2(item)]
    if not items:
        return {}
    return {"body": room.meeting.body.name, "day": dates.weekday(room.meeting.starts_at), "items": items}


def _private_item(room, item):
    actions = [one for one in item.actions.all() if one.private_text.strip()]
    on_decisions = {one.decision_id for one in actions}
    decisions = [one for one in item.decisions.all() if one.private_text.strip() or one.pk in on_decisions]
    actions = [one for one in actions if one.decision_id is None]
    return {
        "item": item.pk,
        "minute": room.numbers.get(item.pk),
        "number": item.printed_number,
        "title": item.private_title or item.title,
        "text": minute_of(item).private_text.strip(),
        "decisions": [list(deciding.of_decision(one, room.meeting.body, private=True)) for one in decisions],
        "actions": [said for one in actions for said in deciding.of_action(one, private=True)],
    }


def laid_out(content, text):
    """
    A content, of either part, with the words that somebody wrote as HTML: `text` is richtext.page or print_html.

    What is stored stays the words alone, so that no version depends on how a page is drawn.
    """
    items = [
        item | {"text": text(item["text"], base_level=3), "summary": text(item.get("summary", ""), base_level=3)}
        for item in content.get("items", [])
    ]
    return content | {"items": items}
