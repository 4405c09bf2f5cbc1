"""A meeting that was held, with something of everything in its minutes. CANARY words must never reach the public."""

from datetime import UTC, datetime, timedelta

from committees.models import Attendance, Decision, Exclusion, Interest, Meeting, Minute, Stay
from tests.factories.committees import ActionFactory, AgendaItemFactory, MeetingFactory

HELD = datetime(2026, 9, 15, 10, 0, tzinfo=UTC)
NEXT = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)
SECRET = "CANARYPARTTWO was moved from the blue house by the harbour to another town in June."
SECRET_DECISION = "CANARYDECISION that the placement of the two brothers be paid for until March."
SECRET_ACTION = "CANARYACTION write to the family about the second placement"
SECRET_TITLE = "CANARYTITLE one placement in detail"
PUBLIC = "Members asked how many children had seen a dentist, and were told all but four."


def private_item(meeting, **more):
    grounds = {"private_kind": "exempt", "private_paragraphs": [1, 2], "private_reason": "A child could be known."}
    about = {"title": "A placement", "private_title": SECRET_TITLE, "likely_private": True}
    return AgendaItemFactory(meeting=meeting, **(about | grounds | more))


def minute(item, by, **about):
    return Minute.objects.create(item=item, saved_at=HELD, saved_by=by, **about)


def held(body, people, *, starts_at=HELD, **more):
    """A meeting of three items, the last of them in private, with all that is written down in the room."""
    about = {"status": Meeting.Status.HELD, "opened_at": starts_at, "ended_at": starts_at + timedelta(minutes=90)}
    about |= {"presiding": people.chair, "published_at": starts_at - timedelta(days=10), "published_by": people.clerk}
    meeting = MeetingFactory(body=body, starts_at=starts_at, **(about | more))
    first = AgendaItemFactory(meeting=meeting, title="Apologies for absence")
    health = AgendaItemFactory(meeting=meeting, title="Health of children in care")
    secret = private_item(meeting)
    minute(first, people.clerk, text="There were none.", began_at=starts_at)
    minute(health, people.clerk, text=PUBLIC, began_at=starts_at + timedelta(minutes=10))
    minute(
        secret,
        people.clerk,
        private_text=SECRET,
        public_summary="The committee heard how one placement had gone, and agreed what it costs.",
        began_at=starts_at + timedelta(minutes=60),
    )
    _people(meeting, people, starts_at)
    voted = {"way": "hands", "votes_for": 3, "votes_against": 1, "abstentions": 0, "made_at": starts_at}
    Decision.objects.create(
        item=health,
        order=1,
        outcome="amended",
        text="That every child be offered a dentist by Easter.",
        made_by=people.clerk,
        **voted,
    )
    Decision.objects.create(
        item=secret,
        order=1,
        outcome="as_recommended",
        private_text=SECRET_DECISION,
        made_at=starts_at,
        made_by=people.clerk,
    )
    Interest.objects.create(
        item=health,
        person=people.member,
        kind="other",
        matter="A school governor",
        declared_at=starts_at,
        declared_by=people.clerk,
    )
    ActionFactory(body=body, item=health, text="Write to every dentist", owner=people.author)
    ActionFactory(body=body, item=secret, text="An action on the placement", private_text=SECRET_ACTION)
    closed = Exclusion.objects.create(
        meeting=meeting, kind="exempt", paragraphs=[1, 2], words="That the public leave for the item on a placement",
        is_carried=True, at=starts_at + timedelta(minutes=60), recorded_by=people.clerk,
        reopened_at=starts_at + timedelta(minutes=80),
    )  # fmt: skip
    closed.items.add(secret)
    return meeting


def _people(meeting, people, starts_at):
    for order, (person, how) in enumerate(
        [(people.chair, "present"), (people.member, "present"), (people.co_opted, "attending")], start=1
    ):
        row = Attendance.objects.create(meeting=meeting, person=person, order=order, name=person.name, how=how)
        left = starts_at + timedelta(minutes=20) if person == people.member else None
        Stay.objects.create(attendance=row, came_at=starts_at, left_at=left)
    Attendance.objects.create(meeting=meeting, person=people.other, order=4, name=people.other.name, how="apologies")


def coming(body, people, *, starts_at=NEXT, **more):
    return MeetingFactory(body=body, starts_at=starts_at, **more)


def begin(meeting, people):
    """As when the chair has opened it."""
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=meeting.starts_at, presiding=people.chair)
    meeting.refresh_from_db()
    return meeting
