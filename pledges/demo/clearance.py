"""Reports on their way through the invented council's clearance: one half way, one sent back, one let through late."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from pledges.demo import texts
from reports import clearance, drafting
from reports.models import Clearance, Format, KeptText, Report
from roles import delegating

TEMPLATE = "Summary first, implications by name"
BREAKS = {
    "title": "Short breaks for foster families",
    "said": {
        "Executive summary": "Foster carers who have a weekend off each month go on for longer.",
        "Purpose of the report": "To agree how the council offers short breaks to every foster family.",
        "What could be done": "Six families would each take a child for one weekend a month.",
        "Timetable": "The first weekend would be in May.",
    },
    "asked": "The Sub-Committee is asked to agree that every foster family is offered a short break each month.",
    "implications": {
        "Financial": "£38,000 a year, from what is not spent on places in other counties.",
        "Legal": "None.",
    },
}
LESSONS = {
    "title": "Driving lessons for care leavers",
    "said": {
        "Executive summary": "Eleven of fourteen apprentices who left care cannot reach their work by bus.",
        "Purpose of the report": "To agree that the council pays for twenty lessons and the test.",
        "What could be done": "Two driving schools would give a place each week.",
        "Timetable": "Lessons would begin in the week after the meeting.",
    },
    "asked": "The Sub-Committee is asked to agree that the council pays for lessons and one test.",
    "implications": {
        "Financial": "£19,000 in the first year, from the fund for leaving care.",
        "Legal": "The council may give this help under the Children Act 1989, section 24B.",
    },
}
CONDITION = "Say in the report that an apprentice may leave the scheme without losing the flat."
NO = "Say which power lets a second family look after the child for a weekend, and who must agree to it."
LATE = "The agenda goes out this week, and the figures are those that finance agreed in the budget."


def go_round(groups, people, today):
    """What each of the three is waiting for; and the Director names who answers for her next week."""
    edda, finn, una, thea = (people[name] for name in ("edda", "finn", "una", "thea"))
    sent = Report.objects.get(title=texts.SENT.title)
    clearance.submit(sent, by=edda)
    _answer(sent, "Legal", clearance.clear, by=una, conditions=CONDITION)
    _earlier(sent, days=2)
    breaks = _write(BREAKS, edda, groups["sub"])
    clearance.submit(breaks, by=edda)
    _answer(breaks, "Finance", clearance.clear, by=finn)
    _answer(breaks, "Legal", clearance.send_back, by=una, comment=NO)
    _earlier(breaks, days=3)
    lessons = _write(LESSONS, edda, groups["sub"])
    clearance.submit(lessons, by=edda)
    _answer(lessons, "Legal", clearance.clear, by=una)
    _earlier(lessons, days=5)
    lessons.clearances.update(due_on=today - timedelta(days=1))
    _answer(lessons, "Finance", clearance.let_through, by=thea, reason=LATE)
    selma = people["selma"]
    day = max(today, timezone.localdate())  # nobody is away in the past, whatever day the demo is about
    week = day + timedelta(days=7 - day.weekday())
    away = {"starts_on": week, "ends_on": week + timedelta(days=4)}
    delegating.delegate(office=delegating.offices_of(selma).first(), to=people["kofi"], by=selma, **away)


def _answer(report, stage, step, **said):
    step(report.clearances.open().get(stage_name=stage), **said)


def _earlier(report, *, days):
    """As if it had been sent some days ago, with every word written by then, and answered the day after."""
    now = timezone.now()
    rows = Clearance.objects.filter(report=report)
    rows.update(sent_at=now - timedelta(days=days))
    rows.filter(turn_at__isnull=False).update(turn_at=now - timedelta(days=days))
    rows.filter(decided_at__isnull=False).update(decided_at=now - timedelta(days=days - 1))
    began = now - timedelta(days=days + 6)
    written = timedelta(days=days, hours=1)
    KeptText.objects.filter(version__report=report).update(at=F("at") - written)
    Report.objects.filter(pk=report.pk).update(made_at=began, changed_at=now - timedelta(days=days))


def _write(told, author, body):
    """The report, whole: Edda writes it in the council's template with named implications."""
    template = Format.objects.offered().get(name=TEMPLATE)
    report = drafting.start(title=told["title"], format=template, by=author, remit=body.remit)
    version = report.versions.get()
    for section in version.sections.all():
        drafting.add_block(section, text=told["said"][section.heading], by=author)
    drafting.add_recommendation(version, verb="agree", text=told["asked"], by=author)
    said = {row.pk: told["implications"].get(row.name, "") for row in version.implications.all()}
    drafting.save_implications(version, said=said, none="Nothing changes for these.", by=author)
    return report
