"""The invented council's Cabinet: its members, and a meeting with a key decision and a private item, with notices."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from committees import agenda, bodies
from committees.models import Body, ExecutiveNotice, Seat
from committees.models.bodies import LegalBasis
from roles import appointments
from roles.audit import SYSTEM
from roles.permissions import OfficeKind

Capacity = Seat.Capacity
PLACE = "Council Chamber, Wexcombe Town Hall, Market Square"
CONTACT = "Democratic Services, Town Hall, Market Square, Wexcombe, or democratic.services@wexcombe.example"
# In how many days it meets: long enough that notices of 28 clear days are in time today.
AHEAD = 40


def decide(groups, people, today):
    """Constitute the Cabinet and call its next meeting; adds "cabinet" to the bodies."""
    since = today - timedelta(days=540)
    cabinet = bodies.constitute(
        name="Cabinet", kind=Body.Kind.EXECUTIVE, legal_basis=LegalBasis.EXECUTIVE, starts_on=since, by=SYSTEM
    )
    groups["cabinet"] = cabinet
    # One more member of the executive, beside the leader and the lead member.
    office = appointments.office(OfficeKind.EXECUTIVE_MEMBER, by=SYSTEM)
    appointments.appoint(people["nesta"], office, starts_on=since, by=SYSTEM)
    for key, capacity in (
        ("lionel", Capacity.MEMBER),
        ("lionel", Capacity.CHAIR),
        ("ada", Capacity.MEMBER),
        ("nesta", Capacity.MEMBER),
    ):
        bodies.seat(cabinet, people[key], capacity=capacity, starts_on=since, by=SYSTEM)
    bodies.make_clerk(cabinet, people["hattie"], starts_on=since, by=SYSTEM)
    _meet(cabinet, people["hattie"], _monday(today + timedelta(days=AHEAD)), today)


def _monday(day):
    return day + timedelta(days=-day.weekday() % 7)


def _at(day, hour):
    return datetime.combine(day, time(hour), timezone.get_current_timezone())


def _meet(cabinet, clerk, day, today):
    meeting = agenda.call_meeting(
        cabinet,
        starts_at=_at(day, 14),
        place=PLACE,
        how_to_attend="The public is welcome, but for what is taken in private.",
        by=clerk,
    )
    agenda.add_item(meeting, title="Apologies for absence", by=clerk)
    told = {"published_at": _at(today - timedelta(days=1), 10), "published_by": clerk}
    _notice_of_a_key_decision(meeting, clerk, told)
    _notice_of_a_private_item(meeting, clerk, told)


def _notice_of_a_key_decision(meeting, clerk, told):
    item = agenda.add_item(
        meeting,
        title="Eight new homes for care leavers",
        purpose="decide",
        presenter="Councillor Nesta Quill",
        is_key_decision=True,
        by=clerk,
    )
    ExecutiveNotice.objects.create(
        item=item,
        kind="key_28",
        matter="Eight new homes for care leavers\n\nWhether the council builds eight flats with support on its land.",
        decision_maker="Cabinet: Councillor Lionel Crane, Councillor Ada Marsh, Councillor Nesta Quill",
        documents="Report of the Director of Children’s Services\nWhat care leavers said about where they want to live",
        contact=CONTACT,
        **told,
    )


def _notice_of_a_private_item(meeting, clerk, told):
    """Its second notice is still to come."""
    item = agenda.add_item(
        meeting,
        title="Buying a building",
        private_title="Offer for the former Larch Street school",
        purpose="decide",
        private={"kind": "exempt", "paragraphs": [3], "reason": "The seller must not learn what the council can pay."},
        by=clerk,
    )
    ExecutiveNotice.objects.create(
        item=item,
        kind="private_28",
        matter=(
            "Buying a building\n\nThe public is expected to be asked to leave, because the report is about the money "
            "and business matters of the council and of a seller (paragraph 3 of Part 1 of Schedule 12A of the Local "
            "Government Act 1972), and a price made known now could not be negotiated any more."
        ),
        documents="A report with offers, which is private",
        contact=CONTACT,
        **told,
    )
