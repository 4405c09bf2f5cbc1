"""An open report with a private section and a private appendix, on a published agenda: both editions can be read."""

from datetime import date, datetime, time, timedelta
from functools import cache

from django.utils import timezone

from committees import agenda, packs
from committees.models import Meeting
from corporate_parenting.lib import pdf
from pledges.demo.bodies import TOWN_HALL
from pledges.demo.reports import fill
from reports import clearance, drafting, private
from reports.models import Format

TITLE = "A children’s home in Wexcombe"
APPENDIX = "What the surveyor says the house is worth"
VALUATION = """<!doctype html><html lang="en-GB"><head><title>{title}</title>
<style>@page {{ size: A4; margin: 25mm }} body {{ font-family: "Atkinson Hyperlegible Next" }}</style></head>
<body><h1>{title}</h1><p>The house is sound, but the roof has ten years left at most. On the open market it would bring
between 455,000 and 480,000 pounds. The council should not offer more than 470,000 pounds.</p></body></html>"""
WHY = (
    "The council is still bargaining about the price. Whoever sells would learn how high it can go, and every resident "
    "would pay for that. What the home is for, and what it costs a year, is in the open part."
)
SECTIONS = [
    (
        "Why the town needs a home",
        [
            "Fourteen children of Wexcombe live in homes more than twenty miles away, because there is none in town.",
            "A home for four would let them stay at their schools and near the people they know.",
        ],
    ),
    (
        "What the council can pay for the house",
        [
            "The owner asks for 495,000 pounds. Officers hold 470,000 pounds to be the most that can be justified.",
            {
                "caption": "Offers known to the council",
                "head": ["Offer", "Pounds"],
                "rows": [["A builder", "448,000"], ["A couple from out of town", "461,000"]],
            },
            "If no price is agreed by the end of the month, the council looks at a second house in the same street.",
        ],
    ),
    ("What it costs a year", ["Running the home takes 610,000 pounds a year. Four places outside town take 790,000."]),
]


def prepare():
    """Print the appendix, before anything holds a transaction open."""
    _valuation()


@cache
def _valuation():
    return pdf.render(VALUATION.format(title=APPENDIX)).data


def lay(groups, people, today):
    """Write it, mark what is private, have it cleared, lay it, publish the agenda and order the pack."""
    body, clerk = groups["scrutiny"], people["hattie"]
    day = today + timedelta(days=12)
    starts = datetime.combine(day, time(16), timezone.get_current_timezone())
    meeting = agenda.call_meeting(body, starts_at=starts, place=TOWN_HALL, by=clerk)
    item = agenda.add_item(meeting, title=TITLE, purpose="comment", presenter="Edda Stone, Head of Service", by=clerk)
    agenda.lay(_cleared(people, body, day), before=item, by=clerk)
    Meeting.objects.filter(pk=meeting.pk).update(published_at=timezone.now(), published_by=clerk)
    packs.order(Meeting.objects.get(pk=meeting.pk), by=clerk)


def _cleared(people, body, day):
    author = people["edda"]
    report = drafting.start(title=TITLE, format=Format.objects.order_by("pk")[0], by=author, remit=body.remit)
    version = report.versions.drafts().get()
    header = [[label, _known(label, author)] for label, _ in version.header]
    drafting.save_details(version, header=header, by=author)
    version.sections.all().delete()
    sections = [_section(version, heading, contents, author) for heading, contents in SECTIONS]
    drafting.add_recommendation(
        version, verb="comment", text="The Committee is asked to comment on the plan for a children’s home.", by=author
    )
    appendix = drafting.add_appendix(version, data=_valuation(), file_name="valuation.pdf", title=APPENDIX, by=author)
    grounds = {"kind": "exempt", "paragraphs": [3], "reason": WHY, "review_on": date(day.year + 1, day.month, 1)}
    for part in (sections[1], appendix):
        private.declare(version, part=part, by=author, **grounds)
    sent = clearance.submit(report, to=people["finn"], by=author)
    return clearance.clear(sent, by=people["finn"])


def _known(label, author):
    return f"{author.name}, {author.post}" if label.lower() == "from" else ""


def _section(version, heading, contents, author):
    section = drafting.add_section(version, heading=heading, by=author)
    fill(section, contents, author)
    return section
