"""The invented council's groups, how its seats are shared, and where it is represented."""

from datetime import timedelta

from committees.balance import outside, steps
from committees.balance.allocation import NO_GROUP
from roles.audit import SYSTEM
from roles.permissions import OfficeKind

ALLIANCE = "Green and Liberal Democrat Group"
SEATS = {"sub": 6, "cyp": 6, "scrutiny": 5, "panel": 6, "placement": 2}
AGREED = {
    "sub": {"Labour": 2, "Conservative": 2, ALLIANCE: 1, NO_GROUP: 1},
    "cyp": {"Labour": 2, "Conservative": 2, ALLIANCE: 2, NO_GROUP: 0},
    "scrutiny": {"Labour": 2, "Conservative": 1, ALLIANCE: 1, NO_GROUP: 1},
}
OUTSIDE = [
    ("Harbour Primary School", OfficeKind.SCHOOL_GOVERNOR, "rafe"),
    ("Mill Lane College", OfficeKind.SCHOOL_GOVERNOR, "nesta"),
    ("Wexcombe Health Trust", OfficeKind.PARTNER_GOVERNOR, "petra"),
    ("Wexcombe Youth Trust", OfficeKind.OUTSIDE_BODY, None),
]


def share(groups, people, today):
    """Two parties give notice as one group; the seats are counted and shared out; places elsewhere are filled."""
    since = today - timedelta(days=540)
    for key in ("cleo", "nesta"):
        steps.note_group(people[key], group=ALLIANCE, starts_on=since, by=SYSTEM)
    for key, number in SEATS.items():
        steps.set_seats(groups[key], seats_total=number, by=SYSTEM)
    _waive(groups["scrutiny"], since)
    seats = {groups[key]: row for key, row in AGREED.items()}
    decided = today - timedelta(days=180)
    steps.record_review(decided_on=decided, reference="Annual Council, minute 14", seats=seats, by=people["mina"])
    for name, kind, key in OUTSIDE:
        [place] = outside.add(name=name, kind=kind, number=1, starts_on=since, by=SYSTEM)
        if key:
            outside.appoint(place, people[key], starts_on=since, nominated_by="Council", by=SYSTEM)


def _waive(body, since):
    """For a year the council did otherwise; that has lapsed since."""
    steps.waive(
        body,
        agreed_on=since,
        lapses_on=since + timedelta(days=360),
        reference="Annual Council, minute 15",
        words="Each group has one seat on the panel, and the chair is not from the largest group.",
        by=SYSTEM,
    )
