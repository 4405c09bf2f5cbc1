"""The invented council's terms of reference, and what makes a quorum of its bodies."""

from datetime import timedelta

from committees import quorum, terms
from committees.models import Seat
from committees.models.bodies import Share
from committees.models.terms import Power
from roles.audit import SYSTEM

Reach = Power.Reach
SUB = """The sub-committee sees that the council is a good parent to children in care and to care leavers.

- It looks at how children fare at home, at school and in health.
- It hears from children and young people before it decides."""
SUB_NOW = """The sub-committee sees that the council is a good parent to children in care and to care leavers up to 25.

- It looks at how children fare at home, at school, in health and at work.
- It hears from children and young people before it decides, and tells them what came of it."""
SUB_MEMBERS = "Six councillors, a foster carer and a young representative. Officers attend."
SUB_POWERS = [
    ("Approve the statements of purpose of the council's children's homes", Reach.DECIDES),
    ("Agree the pledge to children in care, and report on how it is kept", Reach.DECIDES),
    ("Advise the Children and Young People Committee on money for services to children in care", Reach.RECOMMENDS),
    ("Comment on plans that touch children in care or care leavers", Reach.COMMENTS),
    ("Look at the reports of visits to children's homes", Reach.SCRUTINISES),
]
PANEL = """The panel brings members, partners and officers to one table, so that all hear what stands in the way."""
PANEL_POWERS = [
    ("Put ideas for better services to the sub-committee", Reach.RECOMMENDS),
    ("Comment on the reports of its three sub-groups", Reach.COMMENTS),
]


def agree(groups, today):
    """Two versions for the sub-committee, one for the panel; quorum rules for those and for the scrutiny panel."""
    since, lately = today - timedelta(days=540), today - timedelta(days=170)
    sub, panel = groups["sub"], groups["panel"]
    about = {"membership": SUB_MEMBERS, "frequency": "Every two months", "agreed_by": "Annual Council", "by": SYSTEM}
    terms.keep(sub, starts_on=since, purpose=SUB, powers=SUB_POWERS[1:], agreed_on=since, **about)
    review = today + timedelta(days=60)
    terms.keep(sub, starts_on=lately, purpose=SUB_NOW, powers=SUB_POWERS, agreed_on=lately, review_on=review, **about)
    terms.keep(
        panel,
        starts_on=since,
        purpose=PANEL,
        powers=PANEL_POWERS,
        frequency="Every two months",
        agreed_by="Children and Young People Committee",
        review_on=today - timedelta(days=20),
        by=SYSTEM,
    )
    _quorums(groups)


def _quorums(groups):
    rule = "Standing order 12"
    quorum.keep(groups["sub"], at_least=3, share=Share.THIRD, counts=[], source=rule, by=SYSTEM)
    quorum.keep(groups["scrutiny"], at_least=None, share=Share.QUARTER, counts=[], source=rule, by=SYSTEM)
    counts = [Seat.Capacity.MEMBER, Seat.Capacity.ATTENDEE]
    source = "Its terms of reference"
    quorum.keep(groups["panel"], at_least=3, share="", counts=counts, source=source, by=SYSTEM)
