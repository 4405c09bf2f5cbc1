"""The invented council's own templates, one changed since; and a report that stands in the older version."""

from reports import drafting, templating
from reports.models import Contact

BOARD = {
    "name": "Board report, contacts at the end",
    "opening": "fields",
    "numbering": "decimal",
    "header_fields": ["Report to", "Date", "By", "Purpose"],
    "parts": ["recommendations", "sections", "implications", "reasons", "contacts", "sources", "appendices", "closing"],
    "sections": ["Background", "Supporting information", "Conclusion"],
    "implications_heading": "Implications",
    "implications": [],
    "footer_fields": [],
    "sources_heading": "Background documents",
    "sources_as": "list",
}
CABINET = {
    "name": "Summary first, implications by name",
    "opening": "fields",
    "numbering": "none",
    "header_fields": ["Meeting", "Date", "Lead officer", "Classification", "Wards affected"],
    "parts": ["sections", "recommendations", "reasons", "implications", "contacts", "sources", "appendices", "closing"],
    "sections": ["Executive summary", "Purpose of the report", "What could be done", "Timetable"],
    "implications_heading": "Cross-cutting implications",
    "implications": ["Priorities of the council", "Financial", "Legal", "Staffing", "Equality", "Data protection"],
    "footer_fields": [],
    "sources_heading": "Background papers",
    "sources_as": "list",
}
NEWER = {
    "header_fields": ["Meeting", "Date", "Lead officer", "Lead member", "Classification", "Wards affected"],
    "implications": ["Priorities of the council", "Financial", "Legal", "Staffing", "Equality", "Climate"],
}
WHY = "The lead member is named at the head. Climate is asked about; data protection has a form of its own."

SAID = {
    "Executive summary": [
        "Care leavers travel further than others of their age: to work, to college, to brothers and sisters. A pass "
        "for everybody who left care would cost £46,000 a year.",
    ],
    "Purpose of the report": ["To decide whether the council pays for bus passes from April."],
    "What could be done": [
        "**Go on as now.** Personal advisers buy single tickets, and ask for each of them.",
        "**A pass for everybody from 18 to 25.** No form, no asking. The bus company gives a third off.",
    ],
    "Timetable": ["If it is agreed, passes are sent in March, with the letter about the year ahead."],
}
ASKED = [
    ("agree", 1, "The Sub-Committee is asked to agree that every care leaver from 18 to 25 gets a bus pass, and that"),
    ("agree", 2, "the passes are sent without a form to fill in"),
    ("agree", 2, "the cost of £46,000 a year is met from the budget for leaving care"),
    ("note", 1, "The Sub-Committee is asked to note what the young people of Our Voice said about travel."),
]
IMPLICATIONS = {
    "Priorities of the council": "The promise to care leavers says “we help you to get about”. This keeps it.",
    "Financial": "£46,000 a year, in the budget. Single tickets cost £31,000 last year and took two hundred hours.",
    "Equality": "Those who live outside the town gain most, because they pay most now.",
}


def bring_in(groups, people):
    """Two further templates by the head clerk; one gets a second version after a report was begun in it."""
    templating.make(**BOARD, by=people["mina"])
    cabinet = templating.make(**CABINET, by=people["mina"])
    _travel(cabinet, groups["sub"], people["edda"], people["ada"])
    templating.change(cabinet, by=people["mina"], note=WHY, **NEWER)


def _travel(template, body, author, chair):
    report = drafting.start(title="Bus passes for care leavers", format=template, by=author, remit=body.remit)
    version = report.versions.drafts().get()
    told = {"Meeting": body.name, "Lead officer": f"{author.name}, {author.post}", "Classification": "Public"}
    header = [[label, told.get(label, "")] for label, _ in version.header]
    reasons = "Young people said that asking for each ticket is worse than paying for it."
    drafting.save_details(version, by=author, header=header, reasons=reasons)
    for section in version.sections.all():
        for text in SAID[section.heading]:
            drafting.add_block(section, text=text, by=author)
    for verb, level, text in ASKED:
        drafting.add_recommendation(version, verb=verb, text=text, level=level, by=author)
    said = {row.pk: IMPLICATIONS.get(row.name, "") for row in version.implications.all()}
    none = "nobody new is employed and no new data about anybody is kept"
    drafting.save_implications(version, said=said, none=none, by=author)
    contact = {"post": "Lead Member", "email": chair.email, "telephone": chair.telephone}
    drafting.add_contact(version, side=Contact.Side.MEMBER, name=chair.name, by=author, **contact)
    drafting.add_source(
        version, title="What we heard about travel, Our Voice", location="Participation team", by=author
    )
