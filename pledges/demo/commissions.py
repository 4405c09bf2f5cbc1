"""The invented council's clearance, and reports that its clerk commissioned: one in good time, one that is late."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from committees import agenda, commissioning
from reports import stages
from reports.models import Format
from roles import appointments
from roles.permissions import OfficeKind as Kind

# Who looks at a report, for how many working days, beside the one before, and which implications are theirs.
STAGES = [
    ("Finance", Kind.CLEARER, 2, False, ["Financial"]),
    ("Legal", Kind.MONITORING_OFFICER, 2, True, ["Legal"]),
    ("the Director of Children’s Services", Kind.DIRECTOR, 1, False, []),
]
HOMES = (
    "The Sub-Committee wants to know how many care leavers live in a home that is right for them, what happened to "
    "those who had none, and what would have to be decided for next year."
)
TEETH = "The group wants to know why so few of the children who moved here see a dentist within three months."


def ask(groups, people, today):
    """Say who looks at reports and for how long; commission two reports by the clerk."""
    for name, kind, days, at_once, covers in STAGES:
        office = appointments.office(kind, by=people["mina"])
        about = {"office": office, "at_once": at_once, "covers": covers}
        stages.add(name=name, working_days=days, by=people["mina"], **about)
    health = groups["health"]
    stages.add(name="the chair of the Sub-Group", working_days=3, remit=health.remit, by=people["mina"])
    homes = groups["sub"].meetings.get(items__title="Homes for care leavers").items.get(title="Homes for care leavers")
    _commission(homes, people, "edda", HOMES)
    item = agenda.add_item(
        _soon(health, people, today), title="Dentists for those who move here", purpose="comment", by=people["hattie"]
    )
    _commission(item, people, "kofi", TEETH)


def _commission(item, people, author, asked):
    words = {"author": people[author], "format": Format.objects.order_by("pk")[0], "asked": asked}
    commissioning.commission(item, **words, by=people["hattie"])


def _soon(body, people, today):
    """A meeting on a Thursday so near that a report which is asked for now is late from the start."""
    day = today + timedelta(days=4)
    day += timedelta(days=(3 - day.weekday()) % 7)
    at = datetime.combine(day, time(15), timezone.get_current_timezone())
    place = "Meeting room 2, Wexcombe Town Hall"
    return agenda.call_meeting(body, starts_at=at, place=place, by=people["hattie"])
