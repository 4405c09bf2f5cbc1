"""The invented sub-committee's work programme: what comes back, one thing moved, one late, one dropped."""

from datetime import timedelta

from committees import programme
from committees.models import ProgrammeItem
from committees.programme import months, usual

COMES_BACK = ("scorecard", "voice", "terms", "fostering", "school", "homes", "sufficiency", "offer", "annual")
LEADS = {"school": "kofi", "scorecard": "edda", "fostering": "edda", "sufficiency": "edda", "annual": "selma"}
YEAR = timedelta(days=365)


def plan(groups, people, today):
    """A year of the sub-committee's programme, planned by its clerk, with what happened to it since."""
    body, clerk = groups["sub"], people["hattie"]
    _what_comes_back(body, people, today, clerk)
    programme.plan_year(body, today, today + YEAR, by=clerk)
    _considered(body, people, today, clerk)
    _moved(body, today, clerk)
    programme.add(
        body,
        title="Homes close to Wexcombe: what has changed since the spring",
        month=today - timedelta(days=40),
        purpose="comment",
        lead=people["edda"],
        by=clerk,
    )
    dropped = programme.add(
        body, title="Visit to the new contact centre", month=today + timedelta(days=70), expects_paper=False, by=clerk
    )
    programme.drop(dropped, why="The centre opens a year later than it was promised", by=clerk)


def _what_comes_back(body, people, today, clerk):
    made = usual.add(body, keys=COMES_BACK, starts_on=today, by=clerk)
    by_title = {one.title: LEADS.get(one.key) for one in usual.USUAL}
    for rule in made:
        if lead := by_title[rule.title]:
            programme.change_rule(rule, lead=people[lead], by=clerk)
    programme.add_rule(
        body,
        title="Independent reviewing officers: annual report",
        months=(9,),
        purpose="comment",
        lead=people["edda"],
        source="Decision of the board in its last year",
        starts_on=body.starts_on,
        by=clerk,
    )


def _considered(body, people, today, clerk):
    """What stood on the agenda of the meeting that was held, and what stands on that of the next."""
    for item in _stood(body):
        planned = programme.add(
            body, title=item.title, month=today, purpose=item.purpose, lead=people["gwen"], by=clerk
        )
        month = months.first_of(item.meeting.starts_at)
        at = {"meeting": item.meeting, "agenda_item": item, "month": month, "due_month": month}
        ProgrammeItem.objects.filter(pk=planned.pk).update(**at)


def _stood(body):
    """One item with papers or waiting for them, of each meeting that has such."""
    for meeting in body.meetings.order_by("starts_at"):
        if item := meeting.items.filter(expects_paper=True).first() or meeting.items.exclude(papers=None).first():
            yield item


def _moved(body, today, clerk):
    """The report on fostering waits for the figures."""
    fostering = body.programme.filter(title__startswith="Fostering").first()
    later = months.following(fostering.month)
    meeting = next(
        (one for one in body.meetings.filter(status="planned") if months.first_of(one.starts_at) >= later), None
    )
    place = {"meeting": meeting} if meeting else {"month": later}
    programme.move(fostering, reason="so that the figures for the whole year are in", by=clerk, **place)
