"""A meeting with something of everything, for the tests of packs. CANARY words must never reach the public."""

from datetime import UTC, datetime
from functools import cache
from types import SimpleNamespace

from django.utils import timezone

from committees.models import Document
from corporate_parenting.lib import files, pdf
from tests.factories.committees import AgendaItemFactory, ExemptionFactory, MeetingFactory, PaperFactory
from tests.factories.reports import BlockFactory, SectionFactory, VersionFactory
from tests.factories.roles import PersonFactory

OPEN_TEXT = "Every child in care saw a dentist this year but four. "
SECRET_TEXT = "CANARYTEXT lived at the house with the green door until the spring of that year."
SECRET_TITLE = "CANARYTITLE placement of one child in detail"
SECRET_APPENDIX = "CANARYAPPENDIX the letter of the social worker says where the child lives now."
SECRET_REASON = "CANARYREASON the family would be known to everybody in the village."
SECRET_ITEM = "CANARYITEM the placement of one particular child"


def page(title, text):
    head = f'<!doctype html><html lang="en-GB"><head><title>{title}</title></head>'
    return f"{head}<body><h1>{title}</h1><p>{text}</p></body></html>"


def version(title, text, *, paragraphs=1, **fields):
    """A cleared report of one section with so many paragraphs."""
    made = VersionFactory(title=title, report__title=title, frozen=True, **fields)
    section = SectionFactory(version=made)
    for number in range(paragraphs):
        BlockFactory(section=section, text=f"{text} ({title}, paragraph {number + 1})")
    return made


def upload(title, text):
    """An uploaded PDF as it is stored: checked and made safe."""
    examined = pdf.examine(_accessible_pdf(title, text))
    sha256 = files.keep(examined.data)
    return {
        "title": title,
        "file_name": f"{title}.pdf",
        "original": sha256,
        "safe": sha256,
        "pages": examined.pages,
        "size": len(examined.data),
        "tagged": examined.tagged,
        "claims_ua": examined.claims_ua,
    }


@cache
def _accessible_pdf(title, text):
    """A PDF as a careful officer supplies it: tagged, and saying that it follows PDF/UA."""
    made = pdf.render(page(title, text))
    out = files.scratch() / f"supplied-{len(text)}.pdf"
    part = pdf.Part(made.data, title, claims_ua=made.claims_ua)
    pdf.merge([part], title=title, at=datetime(2026, 11, 1, tzinfo=UTC), out=out)
    return out.read_bytes()


def document(title, text):
    return Document.objects.create(**upload(title, text), added_at=timezone.now(), added_by=PersonFactory())


def meeting_with_everything(body):
    """
    Item 1 without papers, 2 an open report with an appendix, 3 a paper to follow, 4 an open document,
    5 an exempt report with an appendix, 6 an open report that stands behind it.
    """
    meeting = MeetingFactory(body=body)
    items = [
        AgendaItemFactory(meeting=meeting, title=title, **more)
        for title, more in [
            ("Apologies", {}),
            ("Health of children in care", {"purpose": "decide", "presenter": "Officer Edda Stone"}),
            ("Fostering service", {"expects_paper": True}),
            ("Letter of the inspectorate", {"purpose": "note"}),
            ("Placements", {"likely_private": True, "private_title": SECRET_ITEM}),
            ("Work programme", {"purpose": "comment"}),
        ]
    ]
    health = version("Health of children in care", OPEN_TEXT * 8, paragraphs=14)
    health.appendices.create(order=1, **upload("Dentists by district", "The table of dentists."))
    secret = version(SECRET_TITLE, f"{SECRET_TEXT} " * 6, paragraphs=12)
    secret.appendices.create(order=1, **upload("CANARYFILE letter", SECRET_APPENDIX))
    papers = SimpleNamespace(
        health=PaperFactory(item=items[1], version=health),
        letter=PaperFactory(item=items[3], version=None, document=document("Letter", "The inspectors wrote to us.")),
        secret=PaperFactory(item=items[4], version=secret),
        programme=PaperFactory(item=items[5], version=version("Work programme", "What we shall look at next year.")),
    )
    ExemptionFactory(paper=papers.secret, paragraphs=[1, 2], reason=SECRET_REASON)
    return SimpleNamespace(meeting=meeting, items=items, papers=papers)
