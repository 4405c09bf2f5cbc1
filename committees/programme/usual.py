"""
What usually comes back before a body for corporate parenting, and when: offered as ticks, never made by itself.

A law is named only where one stands behind the subject. That the report comes to this body is each time practice,
or the body's own decision.
"""

from dataclasses import dataclass

from committees.models import AgendaItem
from committees.programme import returning

PRACTICE = "Usual practice"
NOTE, COMMENT, DECIDE = AgendaItem.Purpose.NOTE, AgendaItem.Purpose.COMMENT, AgendaItem.Purpose.DECIDE


@dataclass(frozen=True)
class Usual:
    """One thing that usually comes back: in these months, or at every meeting when there is none."""

    key: str
    title: str
    months: tuple
    purpose: str
    source: str = PRACTICE
    hint: str = ""


USUAL = [
    Usual("scorecard", "How children in care and care leavers are doing: the figures", (), COMMENT),
    Usual("voice", "What children in care and care leavers tell us", (), COMMENT,
          hint="From the Children in Care Council and the care leavers’ forum"),
    Usual("terms", "Terms of reference and membership", (5,), DECIDE, hint="At the first meeting after the annual one"),
    Usual("programme", "The year’s work programme", (5,), DECIDE),
    Usual("fostering", "Fostering: statement of purpose and annual report", (6,), DECIDE),
    Usual("adoption", "Adoption: statement of purpose and annual report", (6,), DECIDE),
    Usual("complaints", "Complaints, compliments and advocacy: annual report", (7,), COMMENT),
    Usual("reviewing", "Independent reviewing officers: annual report", (9,), COMMENT),
    Usual("school", "Virtual school: annual report of its head", (10,), COMMENT,
          f"{PRACTICE}. The virtual school head: Children Act 1989 section 22(3B)",
          hint="September or October, when the examination results of the summer are in"),
    Usual("health", "Health of children in care: annual report", (11,), COMMENT),
    Usual("homes", "Visits to children’s homes: what they found", (6, 12), COMMENT,
          f"{PRACTICE}. The visits: Children’s Homes (England) Regulations 2015 regulation 44"),
    Usual("missing", "Children missing from care and exploitation", (12,), COMMENT),
    Usual("alone", "Unaccompanied children seeking asylum", (1,), NOTE),
    Usual("budget", "What the council’s budget means for children in care", (1,), COMMENT),
    Usual("sufficiency", "Homes for children in care: sufficiency strategy", (2,), COMMENT),
    Usual("offer", "Local offer for care leavers: is it up to date?", (2,), DECIDE,
          "Children and Social Work Act 2017 section 2: the offer is published and kept up to date"),
    Usual("participation", "Participation of young people: annual report", (3,), COMMENT),
    Usual("strategy", "Corporate parenting strategy: progress and review", (3,), DECIDE),
    Usual("training", "Training of members as corporate parents", (3,), NOTE),
    Usual("annual", "Corporate parenting: annual report to full council", (4,), DECIDE,
          hint="Also to the children and young people themselves"),
]  # fmt: skip


def left_for(body, day):
    """Those that a body has no rule for from a day on, by their title. One query."""
    there = set(body.programme_rules.exclude(ends_on__lt=day).values_list("title", flat=True))
    return [one for one in USUAL if one.title not in there]


def add(body, *, keys, starts_on, by):
    """Make rules of the chosen ones that the body does not have yet; returns the ProgrammeRules."""
    return [
        returning.add_rule(
            body,
            title=one.title,
            months=one.months,
            purpose=one.purpose,
            source=one.source,
            starts_on=starts_on,
            by=by,
        )
        for one in left_for(body, starts_on)
        if one.key in keys
    ]
