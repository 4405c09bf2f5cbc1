"""What happened in the room: the meeting that was held, and one that sits today."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from committees import agenda, quorum, room
from committees.models import AgendaItem
from pledges.demo.bodies import TOWN_HALL
from pledges.demo.meetings import last_of

MINUTE = timedelta(minutes=1)
HELD = {
    "Apologies for absence": "Apologies came from Councillor Petra Lowe. Councillor Rafe Sunder stood in for her.",
    "Declarations of interest": "Nobody declared an interest.",
    "Minutes of the last meeting": "The minutes were agreed as a correct record.",
    "What young people told us this summer": (
        "Gwen Reed presented the report, with two members of Our Voice.\n\nMembers heard that young people want to be "
        "told sooner when a worker changes, and that finding a dentist is still hard outside the town. They thanked "
        "Our Voice and asked for each question to be answered in person."
    ),
}
TODAY = [
    ("Apologies for absence", "", "", 2),
    ("Declarations of interest", "", "", 3),
    ("Play and leisure passes", "note", "Edda Stone, Head of Service, Children in Care", 15),
    ("Places at the Harbour School", "decide", "Kofi Barnes, Head of the Virtual School", 20),
    ("Work programme", "note", "", 5),
]


def sit(groups, people, today):
    """Write down the meeting of the sub-committee that was held, and open the committee's meeting of today."""
    quorum.keep(groups["sub"], at_least=3, share="", counts=[], source="Standing order 14", by=people["mina"])
    quorum.keep(groups["cyp"], at_least=3, share="", counts=[], source="Standing order 14", by=people["mina"])
    _held(last_of(groups["sub"]), people)
    if today == timezone.localdate():
        _sits(groups["cyp"], people, today)


def _held(meeting, people):
    """Who came and went, when each item was taken, and what was said."""
    clerk, start = people["hattie"], meeting.starts_at
    room.substitute(meeting, absent=people["petra"], person=people["rafe"], by=clerk)
    room.begin(meeting, presiding=people["ada"], at=start + 2 * MINUTE, by=clerk)
    room.record(meeting, people["rafe"], how="substitute", by=clerk)
    room.record_expected(meeting, by=clerk)
    room.record(meeting, people["gwen"], how="attending", role="Participation Worker", by=clerk)
    late = room.record(meeting, people["omar"], how="present", at=start + 15 * MINUTE, by=clerk)
    at = start + 2 * MINUTE
    for item in meeting.items.order_by("order"):
        room.start_item(item, at=at, by=clerk)
        at += (35 if item.purpose == AgendaItem.Purpose.DECIDE else 5) * MINUTE
        room.end_item(item, at=at, by=clerk)
        room.write(item, text=HELD.get(item.title, ""), by=clerk)
    room.leave(late, at=at, by=clerk)
    room.finish(meeting, at=at + 3 * MINUTE, by=clerk)


def _sits(body, people, today):
    """Opened half an hour ago, at its third item, with one member who came late."""
    clerk = people["hattie"]
    day = timezone.make_aware(datetime.combine(today, time(0, 5)))
    start = max(day, timezone.now().replace(minute=0, second=0, microsecond=0) - 60 * MINUTE)
    meeting = agenda.call_meeting(body, starts_at=start, place=TOWN_HALL, by=clerk)
    for title, purpose, presenter, minutes in TODAY:
        item = agenda.add_item(meeting, title=title, purpose=purpose, presenter=presenter, by=clerk)
        AgendaItem.objects.filter(pk=item.pk).update(minutes_planned=minutes)
    if start + 25 * MINUTE > timezone.now():
        return  # just after midnight nobody has met yet
    room.begin(meeting, presiding=people["ada"], at=start + MINUTE, by=clerk)
    room.record(meeting, people["bram"], how="present", by=clerk)
    room.record(meeting, people["omar"], how="present", at=start + 12 * MINUTE, by=clerk)
    items = list(meeting.items.order_by("order"))
    for place, item in enumerate(items[:3]):
        room.start_item(item, at=start + (1 + 3 * place) * MINUTE, by=clerk)
    room.write(items[0], text="There were no apologies.", by=clerk)
