"""What stands in the way on the agenda itself: the meeting, its timetable, items without papers, titles that tell."""

from django.urls import reverse
from django.utils import timezone

from committees import exempt, notice, titles
from committees.models import Meeting
from committees.packs import protecting
from committees.packs.timetable import due_at
from corporate_parenting.lib import dates, matching

from .findings import Finding

TO_FOLLOW = "A sheet “to follow” is printed in its place."


def findings(found):
    """Everything of it."""
    yield from _of_meeting(found)
    yield from _of_timetable(found)
    for item in found.items:
        yield from _without_words(item)
        yield from _without_ground(item, found)
    yield from _missing(found)
    yield from _of_titles(found)
    yield from _of_protected(found)


def _of_meeting(found):
    meeting, body = found.meeting, found.body
    if meeting.status == Meeting.Status.CANCELLED:
        text = "The meeting is cancelled. A pack can be built again when it is not."
        yield Finding(text, reverse("committees:agenda", args=[meeting.pk]), "Open the agenda", stops=True)
    if not body.is_settled:
        text = f"The legal basis of {body} is not settled. A notice that says so is printed at the start."
        yield Finding(text, reverse("committees:settle", args=[body.pk]), "Settle the legal basis")
    if not found.items:
        text = "The agenda has no items yet. The pack will be a front sheet alone."
        yield Finding(text, reverse("committees:agenda", args=[meeting.pk]), "Open the agenda")


def _of_timetable(found):
    """Held by a clerk, or set so late that the law's clear days are over when the pack is built."""
    meeting = found.meeting
    if meeting.pack_held_at:
        text = f"The pack is held by {meeting.pack_held_by}: {meeting.pack_held_why}"
        text = f"{text.rstrip('.')}. The timetable leaves it alone."
        yield Finding(text, f"{reverse('committees:pack', args=[meeting.pk])}#pack-timetable", "See the timetable")
    at = due_at(meeting, found.calendar)
    last = notice.of(meeting, calendar=found.calendar).last_day
    if at and last and timezone.localdate(at) > last:
        text = (
            f"The timetable builds this pack on {dates.weekday(at)}, and the last lawful day to publish is "
            f"{dates.weekday(last)}. Set it earlier, or build the pack yourself before."
        )
        yield Finding(text, reverse("committees:schedule", args=[found.body.pk]), "Change the timetable")


def _missing(found):
    with_paper = {paper.item_id for paper in found.papers}
    for item in found.items:
        if item.expects_paper and item.pk not in with_paper:
            text = f"The paper is missing. {TO_FOLLOW}"
            yield Finding(text, reverse("committees:lay", args=[item.pk]), "Lay the paper", item=item)


def _without_words(item):
    if item.for_young and not item.young_words.strip():
        text = "It is ticked for the young people’s edition, and nobody has said in plain words what it is about."
        yield Finding(text, reverse("committees:item_young", args=[item.pk]), "Write the plain words", item=item)


def _without_ground(item, found):
    """An item of part 2 on which nothing lies yet. Of papers that lie there, `papers` speaks."""
    if any(paper.item_id == item.pk for paper in found.papers) or not exempt.grounds_missing(item):
        return
    text = "It stands in part 2, and nobody has said on what ground. The public is told the law, so it must be there."
    yield Finding(text, *_change(item), item=item)


def _of_titles(found):
    """
    Public titles that tell who somebody is. Of an open item only what cannot stay: its clerk was asked about the rest
    when it was written.
    """
    kept = {paper.item_id for paper in found.papers if paper.is_kept}
    private = [item.likely_private or item.pk in kept for item in found.items]
    looked = titles.findings_of_many([(item.title, one) for item, one in zip(found.items, private, strict=True)])
    for item, is_private, told in zip(found.items, private, looked, strict=True):
        for one in told:
            if one.stops or is_private:
                text = f"Its public title may tell who somebody is. {one.text}"
                yield Finding(text, *_change(item), stops=one.stops, item=item)


def _of_protected(found):
    """A protected name or number in what everybody reads of an item would keep every pack for the public back."""
    looked_for = protecting.wanted()
    for item in found.items if looked_for else ():
        read = matching.Text([item.title, item.text, item.young_words])
        if any(one.is_in(read) for one in looked_for):
            text = "Its public title or its words hold something that is marked as protected."
            yield Finding(text, *_change(item), stops=True, item=item)


def _change(item):
    return reverse("committees:edit_item", args=[item.pk]), "Change the item"
