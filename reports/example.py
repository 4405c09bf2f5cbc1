"""An invented report, to see a template at work before anybody writes in it. Nothing of it is stored."""

from types import SimpleNamespace

from corporate_parenting.lib import richtext
from reports import layout
from reports.models import Block, Contact, Implication, Recommendation, SourceDocument

TITLE = "How children in our care see a dentist"
SAID = {
    **dict.fromkeys(layout.BODY_LABELS, "Corporate Parenting Panel"),
    **dict.fromkeys(layout.DATE_LABELS, "15 December 2026"),
    **dict.fromkeys(layout.AUTHOR_LABELS, "Rosa Field, Head of Children in Care"),
    "title": TITLE,
    "purpose": "To tell the Panel how many children saw a dentist, and what would help the others.",
    "political lead": "Councillor Idris Vale, Lead Member for Children",
    "chief officer": "Maud Pender, Director of Children’s Services",
    "lead member": "Councillor Idris Vale",
    "wards": "All wards",
    "wards affected": "All wards",
    "classification": "Public",
    "telephone": "01632 960777",
    "address": "Town Hall, Market Place",
}
PARAGRAPHS = (
    "Every child in our care should see a dentist once a year. The health team keeps the list, and rings the practice "
    "where a child has waited too long.",
    "Two practices keep places for children in care. Foster carers have one number to ring.",
    "Those who live outside the town wait longest: another area’s list has to find room for them.",
    "Young people say that a letter with a name and a day on it helps most.",
    "The next report is due in June, with figures for the whole year.",
)
TABLE = {"head": ["Year", "Children", "Seen by a dentist"], "rows": [["2025", "212", "151"], ["2026", "220", "187"]]}
ASKED = (
    (1, "The Panel is asked to note how many children saw a dentist."),
    (1, "The Panel is asked to agree what is done for those who did not:"),
    (2, "a letter to every carer, with the number to ring"),
    (2, "a report on waiting times in June"),
)


class Rows(list):
    """Rows that were never stored, asked as those of a version are."""

    def all(self):
        return self

    def prefetch_related(self, *names):
        return self


def laid(format_, *, text=richtext.page):
    """The invented report, laid out in this version of a template, which need not be saved either."""
    return layout.lay_out(_version(format_), text=text)


def _version(format_):
    return SimpleNamespace(
        report=SimpleNamespace(format=format_),
        title=TITLE,
        header=[[label, _said(label)] for label in format_.header_fields],
        footer=[[label, _said(label)] for label in format_.footer_fields],
        contacts=_contacts() if format_.shows_contacts else Rows(),
        recommendations=Rows(Recommendation(level=level, text=text) for level, text in ASKED),
        recommendation_intro="",
        reasons="The Panel watches over the health of the council’s children.",
        reasons_number="",
        headings={},
        sections=Rows(_section(place, heading) for place, heading in enumerate(format_.sections)),
        implications=_implications(format_.implications),
        no_implications="the report only tells what was done" if len(format_.implications) > 1 else "",
        sources_intro="",
        sources=Rows([SourceDocument(title="Dental records, 2025 and 2026", location="Children’s Services")]),
        appendices=Rows([SimpleNamespace(pk=None, title="Waiting times by practice", pages=2)]),
    )


def _said(label):
    return SAID.get(label.lower(), f"What the author says of “{label}”")


def _contacts():
    officer = {"name": "Rosa Field", "post": "Head of Children in Care", "email": "rosa@town.example"}
    member = {"name": "Councillor Idris Vale", "post": "Lead Member", "email": "idris@town.example"}
    return Rows([Contact(side=Contact.Side.OFFICER, **officer), Contact(side=Contact.Side.MEMBER, **member)])


def _section(place, heading):
    said = PARAGRAPHS[:2] if place == 0 else [PARAGRAPHS[min(place + 1, len(PARAGRAPHS) - 1)]]
    blocks = Rows(Block(text=text) for text in said)
    if place == 0:
        table = {"table": TABLE, "caption": "Children seen by a dentist in a year", "is_numbered": False}
        blocks.append(Block(kind=Block.Kind.TABLE, **table))
    return SimpleNamespace(pk=place + 1, heading=heading, level=1, given_number="", blocks=blocks)


def _implications(names):
    """The first has a text; the others share one reason."""
    words = "There is no new cost: the practices are paid by the health service."
    return Rows(Implication(name=name, text="" if place else words) for place, name in enumerate(names))
