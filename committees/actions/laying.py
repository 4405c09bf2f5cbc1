"""What is still open comes back on the next agenda by itself, as a paper, until a meeting closes it."""

import re

from django.db import transaction
from django.utils import timezone

from committees import agenda
from committees.actions import log
from committees.models import ActionLog, AgendaItem, Meeting, Paper
from corporate_parenting.lib import dates
from roles.audit import person_or_none

TITLE = "Actions from earlier meetings"
ABOUT_ACTIONS = re.compile(r"\bactions?\b", re.IGNORECASE)
CAN_BE_FILLED = (Meeting.Status.PLANNED, Meeting.Status.CONFIRMED)


@transaction.atomic
def lay_log(meeting, *, by):
    """
    Lay the open actions of a body before its meeting, as they stand now; returns the Paper, or None when none is.

    It lies on the body's own standing item about actions, or on one that is put before other business. What lay
    there before is replaced, and the same is not laid twice. A published agenda stays as it is, and so does its log.
    """
    agenda.ordering.lock(meeting)
    laid = Paper.objects.filter(item__meeting=meeting, action_log__isnull=False).select_related("action_log", "item")
    old = laid.first()
    if meeting.published_at or meeting.status not in CAN_BE_FILLED:
        return old
    rows = log.rows(meeting.body, before=meeting)
    digest = log.digest_of(rows)
    if old and (old.action_log.sha256 == digest):
        return old
    item = old.item if old else None
    if old:
        agenda.take_off(old, by=by)
    if not rows:
        return _leave_nothing(item, by)
    return _lay(meeting, item or _item(meeting, by), rows, digest, by)


def _lay(meeting, item, rows, digest, by):
    made = ActionLog.objects.create(
        body=meeting.body,
        title=f"Action log for the meeting on {dates.day(meeting.starts_at)}",
        rows=rows,
        sha256=digest,
        made_at=timezone.now(),
        made_by=person_or_none(by),
    )
    return agenda.lay(made, before=item, by=by)


def _item(meeting, by):
    """The item of part 1 on which actions are taken: the body's own words for it, or one of ours."""
    standing = meeting.items.filter(kind=AgendaItem.Kind.STANDING, likely_private=False, withdrawn_at=None)
    own = [item for item in standing if ABOUT_ACTIONS.search(item.title)]
    if own:
        return own[0]
    made = agenda.add_item(meeting, title=TITLE, purpose="note", kind=AgendaItem.Kind.STANDING, by=by)
    agenda.move(made, after=_last_opening(meeting, made), by=by)
    return made


def _last_opening(meeting, but):
    """The last of the standing items that open an agenda, or None: what is put after it stands before the business."""
    last = None
    for item in meeting.items.exclude(pk=but.pk).order_by("order"):
        if item.kind != AgendaItem.Kind.STANDING or item.title in agenda.ordering.closing_titles(meeting):
            return last
        last = item
    return last


def _leave_nothing(item, by):
    """Nothing is open any more: an item that was put there for the log alone goes too."""
    if item is not None and item.title == TITLE and not item.papers.exists():
        agenda.remove(item, by=by)


def lay_again(body, *, by):
    """What changed among the actions of a body changes the logs on its agendas to come, until they are published."""
    papers = Paper.objects.filter(action_log__isnull=False, item__meeting__published_at=None)
    coming = {"status__in": CAN_BE_FILLED, "starts_at__date__gte": timezone.localdate()}
    waiting = body.meetings.filter(**coming, pk__in=papers.values("item__meeting"))
    for meeting in waiting.select_related("body"):
        lay_log(meeting, by=by)
