"""
The meeting before the last one, four months ago: an item in private, and minutes that are approved and signed.

Its dates lie in the past, so what the product would note at the time is put back to that day.
"""

from datetime import timedelta

from django.utils import timezone

from committees import actions, agenda, deciding, granting, minutes, room
from committees.models import AgendaItem, Exemption, Meeting, Minutes, Paper

MINUTE = timedelta(minutes=1)
PUBLIC_TITLE = "Brothers and sisters who live apart"
GROUNDS = {
    "kind": "exempt",
    "paragraphs": [1, 2],
    "reason": "The report is about one family, who could be recognised.",
}
CLOSED = "Give every foster carer one number to ring about health"
SAID = {
    "Apologies for absence": "There were no apologies.",
    "Declarations of interest": "Nobody declared an interest.",
    "Minutes of the last meeting": "The minutes were agreed as a correct record.",
    "Foster carers and the health service": (
        "Edda Stone told members how foster carers reach the health service. Members heard that carers ring four "
        "numbers before they find the right one, and asked for one."
    ),
}
PRIVATE = (
    "Members heard how three brothers came to live in three homes, and that the eldest sees the youngest once in six "
    "weeks. They asked that the three spend each second weekend together."
)
CORRECTION = "In minute 4, for “four numbers” read “three numbers”."
SUMMARY = (
    "Members heard from one family what it means when brothers and sisters live apart, and what the service does so "
    "that they see each other. They asked for more time together."
)


def hold(meeting, people, text, *, lay):
    """Fill and hold a meeting that was called; returns it. `lay` puts the private report on its agenda."""
    clerk = people["hattie"]
    agenda.add_item(
        meeting,
        title="Foster carers and the health service",
        purpose="comment",
        presenter="Edda Stone, Head of Service, Children in Care",
        by=clerk,
    )
    paper = lay(meeting, text, people, purpose="note", private=GROUNDS)
    _published(meeting, paper, clerk)
    _sit(meeting, people)
    found = minutes.send_to_chair(meeting, to=people["ada"], by=clerk)
    minutes.check(found, by=people["ada"])
    return meeting


def _published(meeting, paper, clerk):
    out = meeting.starts_at - timedelta(days=9)
    Meeting.objects.filter(pk=meeting.pk).update(published_at=out, published_by=clerk)
    Paper.objects.filter(pk=paper.pk).update(laid_at=out - timedelta(days=1))
    Exemption.objects.filter(paper=paper).update(decided_at=out - timedelta(days=1))
    meeting.refresh_from_db()


def _sit(meeting, people):
    clerk, at = people["hattie"], meeting.starts_at
    room.begin(meeting, presiding=people["ada"], at=at, by=clerk)
    room.record_expected(meeting, by=clerk)
    for item in meeting.items.order_by("order"):
        room.start_item(item, at=at, by=clerk)
        if item.likely_private:
            _in_private(item, people, at)
        else:
            room.write(item, text=SAID.get(item.title, ""), by=clerk)
        at += 12 * MINUTE
    health = meeting.items.get(title__startswith="Foster carers")
    due = timezone.localdate(meeting.starts_at) + timedelta(days=40)
    actions.agree(meeting.body, text=CLOSED, owner=people["edda"], due_on=due, item=health, by=clerk)
    room.finish(meeting, at=at, by=clerk)


def _in_private(item, people, at):
    """The public left by a resolution, and came back; what was said is in part 2, with a summary for everybody."""
    clerk = people["hattie"]
    vote = {"way": "assent", "moved_by": people["ada"], "seconded_by": people["nesta"]}
    closed = deciding.exclude(item.meeting, items=[item], vote=vote, at=at, by=clerk)
    room.write(item, private_text=PRIVATE, public_summary=SUMMARY, by=clerk)
    deciding.reopen(closed, at=at + 10 * MINUTE, by=clerk)


def approve(earlier, last, people):
    """The last meeting had the minutes before it, corrected and approved them, and closed what was done."""
    clerk, ada = people["hattie"], people["ada"]
    item = last.items.get(title="Minutes of the last meeting")
    found = Minutes.objects.get(meeting=earlier)
    agenda.lay(found.versions.get(), before=item, private=False, by=clerk)
    Minutes.objects.filter(pk=found.pk).update(state=Minutes.State.LAID)
    Paper.objects.filter(item=item).update(laid_at=last.starts_at - timedelta(days=10))
    Meeting.objects.filter(pk=last.pk).update(presiding=ada)
    minutes.approve(found, on=item, corrections=CORRECTION, by=clerk)
    minutes.sign(found, signed_by=ada, signed_on=timezone.localdate(last.starts_at), by=clerk)
    action = earlier.body.actions.get(text=CLOSED)
    actions.complete(action, outcome="The number is on every letter since the spring.", by=people["edda"])
    actions.close(action, on=item, by=clerk)


def leave(earlier, people):
    """One councillor has leave to read the private report, another asks for it."""
    paper = Paper.objects.get(item__in=AgendaItem.objects.filter(meeting=earlier, title=PUBLIC_TITLE))
    until = timezone.localdate() + timedelta(days=14)
    reason = "The Leader answers for how much is spent on homes that are close together."
    granting.give(paper, person=people["lionel"], reason=reason, until=until, by=people["una"])
    why = "Scrutiny looks at contact between brothers and sisters in the spring, and I lead on it."
    granting.ask(paper, why=why, by=people["cleo"])
