"""
Checked minutes are laid before the next meeting by themselves.

They lie on the item of part 1 whose title begins with the word "Minutes" ("Minutes of the last meeting", "The minutes
and matters arising"), the first of them, whoever wrote it. Where an agenda has none, one is put on it behind the
items that open it. What is in part 2 lies there as a paper of its own, kept from the public.
"""

import re
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from committees import agenda
from committees.agenda.ordering import closing_titles
from committees.agenda.papers import was_published
from committees.minutes import meetings
from committees.minutes.freezing import grounds, lock, newest
from committees.models import AgendaItem, Meeting, Minutes, Paper
from reports.grounds import why_no_class
from roles.audit import SYSTEM, record

State = Minutes.State
TITLE = "Minutes of the last meeting"
FOR_MINUTES = re.compile(r"^(?:the |to approve (?:the )?|approval of (?:the )?)?minutes\b", re.IGNORECASE)
# So long after a meeting the clerk may still write down that it approved them, before they go to the next one.
PATIENCE = timedelta(days=7)


@transaction.atomic
def lay_next(minutes, *, by):
    """
    Lay the newest version before the next meeting that may approve it, once; returns the Papers, [] where none can.

    On a published agenda they are a late paper on an item that stood there in time; an agenda that has no such item
    and may not get one any more is passed over. Asked again after a change, the new version takes the place of the
    old one, or lies beside it where that was published.
    """
    minutes = lock(minutes)
    if minutes.state not in (State.CHECKED, State.LAID):
        return []
    version = newest(minutes)
    for meeting in meetings.coming(minutes.meeting):
        if item := _item(meeting, by=by):
            return _lay(minutes, version, item, by=by)
    return []


def lay_waiting(body=None, *, by=SYSTEM):
    """
    Lay all minutes that wait for a meeting of a body (of any, where none is named); returns the Papers.

    Called when an agenda is started, and by the timetable.
    """
    found = waiting()
    if body is not None:
        found = found.filter(meeting__body__in=meetings.bodies_before(body))
    return [paper for minutes in found.order_by("meeting__starts_at", "pk") for paper in lay_next(minutes, by=by)]


def waiting():
    """Checked minutes that lie before no meeting which may still approve them. A queryset."""
    now = timezone.now()
    still = Q(status__in=meetings.TO_COME, ended_at=None, starts_at__gte=now - PATIENCE)
    still |= Q(status=Meeting.Status.HELD, starts_at__gte=now - PATIENCE)
    lying = Paper.objects.filter(minutes__isnull=False, item__meeting__in=Meeting.objects.filter(still))
    return Minutes.objects.filter(state__in=[State.CHECKED, State.LAID]).exclude(
        pk__in=lying.values("minutes__minutes")
    )


def lies_on(minutes):
    """The Papers of these minutes, those of the newest meeting first."""
    laid = Paper.objects.filter(minutes__minutes=minutes).select_related("item__meeting__body", "minutes")
    return list(laid.order_by("-item__meeting__starts_at", "-minutes__number", "is_part_2"))


def _item(meeting, *, by):
    """The item for minutes on an agenda, put there where it is missing; None where it may not be any more."""
    if found := _standing(meeting):
        return found
    try:
        if not meeting.published_at and not meeting.items.exists():
            agenda.standing.copy_to(meeting, by=by)
        return _standing(meeting) or _add(meeting, by=by)
    except agenda.CannotChangeAgenda:
        return None


def _standing(meeting):
    items = meeting.items.filter(likely_private=False, withdrawn_at=None)
    return next((item for item in items if FOR_MINUTES.search(item.title)), None)


def _add(meeting, *, by):
    """Behind the items that open the agenda: apologies, declarations. A published agenda keeps its order."""
    about = {"kind": AgendaItem.Kind.STANDING, "purpose": AgendaItem.Purpose.DECIDE}
    item = agenda.add_item(meeting, title=TITLE, by=by, **about)
    if meeting.published_at:
        return item
    opening, closing = None, closing_titles(meeting)
    for one in meeting.items.exclude(pk=item.pk):
        if one.kind != AgendaItem.Kind.STANDING or one.likely_private or one.title in closing:
            break
        opening = one
    agenda.move(item, after=opening, by=by)
    return item


def _lay(minutes, version, item, *, by):
    if item.papers.filter(minutes=version).exists():
        return []
    _take_the_old_away(minutes, item)
    laid = [agenda.lay(version, before=item, private=False, by=by)]
    if paper := _lay_part_2(version, item, by=by):
        laid.append(paper)
    minutes.state = State.LAID
    minutes.edition += 1
    minutes.save(update_fields=["state", "edition"])
    record(by, "laid the minutes before", item.meeting, minutes=minutes.pk, version=version.number)
    return laid


def _lay_part_2(version, item, *, by):
    """Part 2, where there is one and the law says by what it is private. Otherwise it is read on the minutes' page."""
    private = version.private_content and grounds(version.minutes.meeting, version.private_content)
    if not private or why_no_class(private["kind"], private["paragraphs"]):
        return None
    decided_by = version.frozen_by if by is SYSTEM else by
    return agenda.lay(version, before=item, private=private, part_2=True, by=decided_by)


def _take_the_old_away(minutes, item):
    """Earlier versions on the same item, or on an agenda that nobody has seen yet: they would lie there twice."""
    for paper in Paper.objects.filter(minutes__minutes=minutes).select_related("item__meeting"):
        is_passed = paper.item.meeting_id != item.meeting_id and paper.item.meeting.status in meetings.OVER
        if not is_passed and not was_published(paper):
            paper.delete()


def take_away_unseen(minutes, *, but):
    """Once a meeting approved them, minutes do not wait on the agenda of another that was not published."""
    for paper in Paper.objects.filter(minutes__minutes=minutes).exclude(item__meeting=but.meeting_id):
        if not paper.item.meeting.published_at and paper.item.meeting.status in meetings.TO_COME:
            paper.delete()
