"""The invented council's model checks: last year's, finished, and this year's, half done."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from pledges.modelcheck import steps
from pledges.models import Finding, ModelCheck

PRESENT, PARTIAL, ABSENT = Finding.State.PRESENT, Finding.State.PARTIAL, Finding.State.ABSENT

# component: (state, evidence, what is missing and next, who owns it)
LAST_YEAR = {
    "leadership": (
        PARTIAL,
        "The board's terms of reference were agreed in May, and members know why they sit on it.",
        "The board advises and decides nothing. Ask the council to make it a sub-committee with powers of its own.",
        "ada",
    ),
    "decisions": (
        ABSENT,
        "",
        "Nobody has written down where a matter goes that the board cannot settle. Draw the routes on one page.",
        "mina",
    ),
    "numbers": (
        PRESENT,
        "A scorecard of 24 measures came to every meeting, each with the three years before and a sentence on it.",
        "",
        "edda",
    ),
    "experience": (
        PARTIAL,
        "The yearly survey of children in care came in October: 61 answers.",
        "Nothing from complaints or from carers. Bring a summary of both twice a year.",
        "gwen",
    ),
    "internal_scrutiny": (
        PARTIAL,
        "Scrutiny looked at placements far from home in February and sent four recommendations.",
        "The board has not answered two of them.",
        "bram",
    ),
    "inspection": (
        PRESENT,
        "The letter of the inspectors' visit in June was on the next agenda, and its plan is looked at each quarter.",
        "",
        "selma",
    ),
    "staffing": (
        PARTIAL,
        "Vacancies and caseloads are reported: 14 of 92 posts were vacant in March.",
        "There is no plan for personal advisers, who have 27 young people each.",
        "selma",
    ),
    "skills": (
        ABSENT,
        "",
        "New members had no training on corporate parenting. Hold one session before the summer.",
        "hattie",
    ),
    "placements": (
        PARTIAL,
        "The sufficiency figures came in November. Two in three children live within 20 miles of home.",
        "Homes for brothers and sisters together are short. Recruit ten more foster families.",
        "edda",
    ),
    "services": (
        PARTIAL,
        "Waiting times for emotional health came down to eight weeks.",
        "Reach six weeks.",
        "edda",
    ),
    "childrens_plan": (
        PRESENT,
        "Chapter 4 of the plan is on children in care; the board wrote it with officers.",
        "",
        "selma",
    ),
    "sufficiency": (
        PRESENT,
        "The strategy was agreed in January after the board had seen the analysis of need.",
        "",
        "edda",
    ),
    "partner_plans": (
        PARTIAL,
        "Health and the police name children in care in their plans.",
        "Housing does not. Meet the head of housing.",
        "ada",
    ),
    "care_council": (
        PRESENT,
        "Our Voice met nine times with twelve members, and the Lead Member was there four times.",
        "",
        "gwen",
    ),
    "pledge": (
        PRESENT,
        "“Our pledge to you” was written with Our Voice and came into force in April.",
        "",
        "gwen",
    ),
    "comments": (
        PARTIAL,
        "Our Voice put four questions in the summer.",
        "Two are not answered. Answer within six weeks.",
        "gwen",
    ),
    "wishes": (
        PARTIAL,
        "Reviews record what each child wished for.",
        "Young people take no part in choosing staff. Try it for two posts.",
        "edda",
    ),
    "families": (
        ABSENT,
        "",
        "There is no way for parents and relatives to reach the board. Ask other councils.",
        "nesta",
    ),
    "feedback": (
        ABSENT,
        "",
        "Young people hear nothing back from the board. Begin with a page after each meeting.",
        "gwen",
    ),
    "council_systems": (
        PARTIAL,
        "Reports to the cabinet say what they mean for children in care.",
        "Only in children's services. Make it a heading for all reports.",
        "thea",
    ),
}  # fmt: skip
# "partner_systems" was not judged. This year: still so, or judged anew; what is not named waits.
STILL_SO = ("numbers", "inspection", "childrens_plan", "care_council")
THIS_YEAR = {
    "leadership": (
        PRESENT,
        "The council made the board a sub-committee. Its powers and its budget are in the constitution, and every "
        "member had them explained at the first meeting.",
        "",
        "ada",
    ),
    "decisions": (
        PARTIAL,
        "A page on who decides what was agreed in September. It covers the cabinet and scrutiny.",
        "Partners' boards are missing. Bring the page to the health trust and to housing.",
        "mina",
    ),
    "experience": (
        PRESENT,
        "The survey had 74 answers. A summary of complaints and of foster carers' exit talks came in July and October.",
        "",
        "gwen",
    ),
    "staffing": (
        PARTIAL,
        "Vacancies fell to 9 of 94 posts.",
        "Personal advisers still have 26 young people each. The budget asks for three more posts.",
        "selma",
    ),
    "skills": (
        PARTIAL,
        "Eight of eleven members came to the session on corporate parenting in June.",
        "Three members and all substitutes are still to come. Repeat it in February.",
        "hattie",
    ),
    "placements": (
        ABSENT,
        "",
        "The children's home that was to open in spring did not, and three foster families left. A new plan is due.",
        "edda",
    ),
    "pledge": (
        PRESENT,
        "Every promise has a champion, and the sub-committee looks at one at each meeting.",
        "",
        "gwen",
    ),
    "feedback": (
        PARTIAL,
        "Our Voice got a page on what became of its questions, twice.",
        "Children who are not in Our Voice get nothing. Send the page to every child who is old enough.",
        "gwen",
    ),
}  # fmt: skip
# Owners who have still to bring their evidence.
ASKED = {"internal_scrutiny": "bram", "council_systems": "thea", "wishes": "edda"}


def look(people, today):
    """Last year's check from beginning to end, and this year's as far as it has come."""
    keeper, lead = people["gwen"], people["ada"]
    earlier = steps.begin(today.year - 1, by=keeper)
    for component, said in LAST_YEAR.items():
        _judge(earlier, component, said, people, date(today.year, 3, 31))
    steps.finish(earlier, by=lead)
    _date(earlier, began=date(today.year - 1, 10, 6), ended=date(today.year - 1, 12, 4))
    now = steps.begin(today.year, by=keeper)
    for component in STILL_SO:
        steps.take_over(now.findings.get(component=component), by=keeper)
    for component, said in THIS_YEAR.items():
        _judge(now, component, said, people, today + timedelta(days=120))
    for component, owner in ASKED.items():
        steps.judge(now.findings.get(component=component), state="", owner=people[owner], by=keeper)


def _judge(check, component, said, people, due):
    state, evidence, next_step, owner = said
    words = {"evidence": evidence, "next_step": next_step, "due_on": due if next_step else None}
    finding = check.findings.get(component=component)
    steps.judge(finding, state=state, owner=people[owner], by=people["gwen"], **words)


def _date(check, *, began, ended):
    """A step happens now; the story happened last autumn."""
    at = {name: datetime.combine(day, time(14), timezone.get_current_timezone()) for name, day in
          (("begun_at", began), ("finished_at", ended))}  # fmt: skip
    ModelCheck.objects.filter(pk=check.pk).update(**at)
    check.findings.exclude(changed_at=None).update(changed_at=at["finished_at"])
