"""The invented council's year: a meeting held, one to come, the panel every two months, and what was agreed."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from committees import actions, agenda
from committees.models import Meeting, Paper
from pledges.demo import earlier, reports, texts
from pledges.demo.bodies import TOWN_HALL
from roles.audit import SYSTEM
from roles.models import Office
from roles.permissions import OfficeKind

ATTEND = (
    "The public is welcome. Come to the main door of the Town Hall and ask for the committee room. "
    "You may film and record what is said in public."
)
OPENING = [
    ("Apologies for absence", ""),
    ("Declarations of interest", "Members are asked to declare any interest in what is on the agenda."),
]


def hold(groups, people, today):
    """Call and fill the meetings; returns the actions agreed, by their words."""
    before = _before(groups["sub"], people, _wednesday(today - timedelta(days=126)))
    agreed = _last(groups["sub"], people, _wednesday(today - timedelta(days=63)), before)
    earlier.leave(before, people)
    _next(groups["sub"], people, _wednesday(today + timedelta(days=18)))
    for months in range(-2, 4):
        _panel(groups["panel"], people, _tuesday(today + timedelta(days=60 * months + 25)), today)
    _scrutiny(groups["scrutiny"], people, _tuesday(today + timedelta(days=33)))
    day = _wednesday(today + timedelta(days=18))
    reports.write(texts.DRAFT, people, groups["sub"], day)
    reports.write(texts.SENT, people, groups["sub"], day)
    return agreed


def _wednesday(day):
    return day + timedelta(days=(2 - day.weekday()) % 7)


def _tuesday(day):
    return day + timedelta(days=(1 - day.weekday()) % 7)


def _at(day, hour=10):
    return datetime.combine(day, time(hour), timezone.get_current_timezone())


def _call(body, day, by, **more):
    return agenda.call_meeting(body, starts_at=_at(day), place=TOWN_HALL, how_to_attend=ATTEND, by=by, **more)


def _open(meeting, clerk, minutes_of):
    for title, text in OPENING:
        agenda.add_item(meeting, title=title, text=text, kind="standing", by=clerk)
    words = f"To agree the minutes of the meeting held on {minutes_of.day} {minutes_of:%B %Y} as a correct record."
    agenda.add_item(
        meeting, title="Minutes of the last meeting", text=words, purpose="decide", kind="standing", by=clerk
    )


def _lay(meeting, text, people, *, purpose, private=None):
    """An item with a cleared report on it; returns the Paper."""
    author, body = people[text.author], meeting.body
    version = reports.cleared(text, people, body, timezone.localtime(meeting.starts_at).date())
    title = PUBLIC_TITLES.get(text.key, text.title)
    item = agenda.add_item(
        meeting,
        title=title,
        private_title=text.title if private else "",
        purpose=purpose,
        presenter=f"{author.name}, {author.post}",
        private=private,
        by=people["hattie"],
    )
    return agenda.lay(version, before=item, by=people["hattie"])


# Titles stand on the public agenda: these would tell too much.
PUBLIC_TITLES = {
    "contract": "A contract for homes",
    "learning": "Learning from practice",
    "apart": earlier.PUBLIC_TITLE,
}
# Why they are taken in private, with the paragraphs of Schedule 12A.
OFFERS = {
    "kind": "exempt",
    "paragraphs": [3],
    "reason": "The offers are still open; making them known would cost the council money.",
}
ONE_CHILD = {
    "kind": "exempt",
    "paragraphs": [1, 2],
    "reason": "The report is about one child, who could be recognised.",
}


def _before(body, people, day):
    meeting = _call(body, day, people["hattie"])
    _open(meeting, people["hattie"], day - timedelta(days=63))
    return earlier.hold(meeting, people, texts.APART, lay=_lay)


def last_of(body):
    """The last meeting of a body that was held."""
    return body.meetings.filter(status=Meeting.Status.HELD).latest("starts_at")


def next_of(body):
    """The meeting of a body that comes next."""
    return body.meetings.filter(status=Meeting.Status.CONFIRMED).earliest("starts_at")


def _last(body, people, day, before):
    clerk = people["hattie"]
    meeting = _call(body, day, clerk)
    _open(meeting, clerk, day - timedelta(days=63))
    paper = _lay(meeting, texts.VOICES, people, purpose="decide")
    published = {"published_at": _at(day - timedelta(days=9), 14), "published_by": clerk}
    Meeting.objects.filter(pk=meeting.pk).update(status=Meeting.Status.HELD, **published)
    Paper.objects.filter(pk=paper.pk).update(laid_at=published["published_at"] - timedelta(days=1))
    meeting.refresh_from_db()
    earlier.approve(before, meeting, people)
    return {words: _agree(paper.item, people, about) for words, about in _agreed(day).items()}


def _agreed(day):
    """What was agreed that day: by whom, by when, and what came of it."""
    return {
        words: (words, owner, day + timedelta(days=weeks * 7), outcome)
        for words, owner, weeks, outcome in [
            (
                "Answer the four questions that Our Voice put in the summer",
                "edda",
                6,
                "All four were answered in person.",
            ),
            ("Put a page on what young people said into every report", "gwen", 12, ""),
            ("Find a dentist for every child in care who has none", "edda", 10, ""),
            (
                "Report waiting times for emotional health each quarter",
                "edda",
                9,
                "The first figures are in the annual report on health.",
            ),
            ("Offer ten apprenticeships across the council for care leavers", "thea", 26, ""),
        ]
    }


def _agree(item, people, about):
    words, owner, due_on, outcome = about
    action = actions.agree(
        item.meeting.body, text=words, owner=people[owner], due_on=due_on, item=item, by=people["hattie"]
    )
    return actions.complete(action, outcome=outcome, by=people[owner]) if outcome else action


def _next(body, people, day):
    clerk = people["hattie"]
    meeting = _call(body, day, clerk)
    _open(meeting, clerk, timezone.localdate(last_of(body).starts_at))
    agenda.add_item(meeting, title="Questions from Our Voice", presenter="Members of Our Voice", by=clerk)
    _lay(meeting, texts.HEALTH, people, purpose="decide")
    _lay(meeting, texts.SCHOOL, people, purpose="comment")
    agenda.add_item(
        meeting,
        title="Homes for care leavers",
        purpose="note",
        presenter="Edda Stone, Head of Service, Children in Care",
        expects_paper=True,
        by=clerk,
    )
    agenda.add_item(meeting, title="Work programme", purpose="note", by=clerk)
    _lay(meeting, texts.CONTRACT, people, purpose="decide", private=OFFERS)
    _lay(meeting, texts.ONE_CHILD, people, purpose="note", private=ONE_CHILD)


def _panel(body, people, day, today):
    status = Meeting.Status.HELD if day < today else Meeting.Status.CONFIRMED
    meeting = agenda.call_meeting(
        body, starts_at=_at(day, 14), place="Training room, Wexcombe Library", status=status, by=people["hattie"]
    )
    for group in ("Health Sub-Group", "Housing and Care Leavers Sub-Group", "Education and Work Sub-Group"):
        agenda.add_item(meeting, title=f"Report back from the {group}", purpose="note", by=SYSTEM)


def _scrutiny(body, people, day):
    meeting = _call(body, day, people["hattie"])
    agenda.add_item(
        meeting,
        title="Question time with the Lead Member for Children",
        purpose="comment",
        kind="call",
        called=Office.objects.get(kind=OfficeKind.LEAD_MEMBER),
        by=people["hattie"],
    )
