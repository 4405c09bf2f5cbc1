"""The run sheet: for who chairs a meeting and its clerk, when each item is to begin and what it needs."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from committees import exempt
from committees.models import AgendaItem, Interest, Meeting, Seat
from committees.room import clock, writing
from committees.room.locking import lock
from committees.room.refusals import CannotRecord
from corporate_parenting.lib import richtext_caps
from roles.audit import record as audit
from roles.models import Appointment
from roles.permissions import May

CHAIRS = (Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR)


@dataclass(frozen=True)
class Row:
    """
    One item: planned from and to, when it really began, and what it needs.

    Times are None behind an item for which nobody has set minutes: nobody can know them.
    """

    item: object
    starts: datetime | None
    ends: datetime | None
    minute: object
    is_closed: bool = False
    opens_part_2: bool = False
    # When it is to begin as the meeting runs, where that is not as planned.
    expected: datetime | None = None

    @property
    def late_by(self):
        """Whole minutes by which the item began later than planned; negative when earlier; None before it began."""
        began = self.minute.began_at if self.minute else None
        return None if None in (began, self.starts) else round((began - self.starts).total_seconds() / 60)

    @property
    def late_words(self):
        """How an item runs against its plan, in words."""
        if self.late_by is None:
            return ""
        if self.late_by == 0:
            return "on time"
        unit = "minute" if abs(self.late_by) == 1 else "minutes"
        return f"{abs(self.late_by)} {unit} {'late' if self.late_by > 0 else 'early'}"

    @property
    def marking(self):
        return exempt.marking(None, self.item) if self.item.likely_private else ""

    @property
    def asked(self):
        return f"To {self.item.get_purpose_display().lower()}" if self.item.purpose else ""


def may_read(viewer):
    """Condition on meetings: those whose clerk this is, who chairs the body today, or presides there."""
    person = viewer.person
    if person is None:
        return Meeting.objects.none()
    held = Appointment.objects.on(timezone.localdate()).filter(person=person, office__seat__capacity__in=CHAIRS)
    bodies = held.values("office__seat__body")
    run = Meeting.objects.filter(body__remit__in=viewer.remits(May.RUN_MEETINGS))
    chaired = Meeting.objects.filter(body__in=bodies).exclude(status=Meeting.Status.PLANNED)
    return run | chaired | Meeting.objects.filter(presiding=person)


def rows(meeting, viewer):
    """The items with their times, [Row]: 3 queries. What an interest bars this viewer from shows its title only."""
    items = [item for item in meeting.items.select_related("late_agreed_by") if not item.withdrawn_at]
    minutes = writing.of(meeting)
    barred = Interest.objects.filter(item__meeting=meeting, person=viewer.person).barring()
    closed = set(barred.values_list("item", flat=True))
    found, at = [], clock.begins(meeting)
    was_private = False
    for item in items:
        ends = None if None in (at, item.minutes_planned) else at + timedelta(minutes=item.minutes_planned)
        opens = item.likely_private and not was_private
        found.append(Row(item, at, ends, minutes.get(item.pk), item.pk in closed, opens))
        at, was_private = ends, item.likely_private
    return _as_it_runs(found)


def _as_it_runs(found):
    """The rows, where those to come say when they begin if the meeting stays as late, or as early, as it is now."""
    begun = [row for row in found if row.late_by is not None]
    drift = max(begun, key=lambda row: row.minute.began_at).late_by if begun else 0
    if not drift:
        return found
    return [
        row
        if row.starts is None or (row.minute and row.minute.began_at)
        else replace(row, expected=row.starts + timedelta(minutes=drift))
        for row in found
    ]


@transaction.atomic
def plan(meeting, *, plans, by):
    """
    Keep the minutes planned and the notes for the chair: `plans` is {item's id: (minutes, note)}.

    Neither is in a pack or public. Raises CannotRecord when the meeting is cancelled, or a note too much.
    """
    lock(meeting)
    if meeting.status == Meeting.Status.CANCELLED:
        raise CannotRecord("The meeting is cancelled: its run sheet stays as it was. Nothing was changed.")
    for _, note in plans.values():
        if why := richtext_caps.refusal(note):
            raise CannotRecord(f"{why} Nothing was changed.")
    changed = []
    for item in meeting.items.all():
        minutes, note = plans.get(item.pk, (item.minutes_planned, item.chair_note))
        if (minutes, note) != (item.minutes_planned, item.chair_note):
            item.minutes_planned, item.chair_note = minutes, note
            changed.append(item)
    AgendaItem.objects.bulk_update(changed, ["minutes_planned", "chair_note"])
    if changed:
        audit(by, "planned the run of", meeting, items=len(changed))
    return len(changed)
