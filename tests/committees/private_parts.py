"""A report of which a section and an appendix are private, laid on a published agenda. CANARY words are secret."""

from types import SimpleNamespace

from django.utils import timezone

from committees import exempt
from corporate_parenting.lib import files
from tests.committees import packing
from tests.factories.committees import AgendaItemFactory, MeetingFactory, PaperFactory
from tests.factories.reports import (
    BlockFactory,
    RecommendationFactory,
    SectionFactory,
    TableFactory,
    VersionFactory,
)

OPEN = "Every child in care saw a dentist this year, and most of them on time."
LATER = "The next report will come in spring with the figures of the whole year."
HEADING = "CANARYHEADING sale of the house in the lane"
TEXT = "CANARYTEXT the highest price that the council would pay is four hundred thousand pounds."
BELOW = "CANARYBELOW the owner has two more offers and wants to sell before the summer."
CELL = "CANARYCELL the second offer of a builder from the next town"
ALT = "CANARYALT a plan of the house with the rooms of the children"
TITLE = "CANARYTITLE valuation of the house by the surveyor"
FILE = "CANARYFILE the surveyor thinks that the house is worth much less than is asked."
SECRETS = (HEADING, TEXT, BELOW, CELL, ALT, TITLE, FILE)
EXEMPT = {"kind": "exempt", "paragraphs": [3], "reason": "CANARYREASON it would weaken the council in the bargain."}
COURT = {"kind": "confidential", "paragraphs": [], "reason": "CANARYREASON a court forbids to tell it to anybody."}
PICTURE = b"\x89PNG\r\n\x1a\nCANARYPICTURE"


def report(**more):
    """
    A frozen report: 1 open, 2 private with a table and a sub-heading that has a picture, 3 open; three appendices,
    of which the second is private. Nothing says yet what is private.
    """
    version = VersionFactory(
        frozen=True, title="A home for six children", report__title="A home for six children", **more
    )
    RecommendationFactory(version=version)
    sections = [SectionFactory(version=version, heading=words) for words in ("Background", HEADING)]
    sections += [SectionFactory(version=version, heading="CANARYSUB what the owner asks for", level=2)]
    sections += [SectionFactory(version=version, heading="What comes next")]
    BlockFactory(section=sections[0], text=OPEN)
    BlockFactory(section=sections[1], text=TEXT)
    TableFactory(
        section=sections[1], caption="CANARYCAPTION the offers", table={"head": ["Offer", "Of"], "rows": [["1", CELL]]}
    )
    BlockFactory(section=sections[2], text=BELOW)
    BlockFactory(section=sections[3], text=LATER)
    for order, (title, text) in enumerate(
        [
            ("Homes we have", "The list of homes that the council runs now."),
            (TITLE, FILE),
            ("Places we need", "How many places are needed in the next five years."),
        ],
        start=1,
    ):
        version.appendices.create(order=order, **packing.upload(title, text))
    return SimpleNamespace(
        version=version, sections=sections, private=sections[1], appendices=list(version.appendices.all())
    )


def picture(made):
    """A picture under the sub-heading of the private section: its block."""
    return BlockFactory(section=made.sections[2], kind="figure", text="", alt=ALT, image=files.keep(PICTURE))


def laid(body, by, *, published=True, **more):
    """The report on the agenda of a meeting to come, open as yet."""
    about = {"published_at": timezone.now(), "published_by": by} if published else {}
    item = AgendaItemFactory(meeting=MeetingFactory(body=body, **about), title="A new home")
    made = report(**more)
    made.paper = PaperFactory(item=item, version=made.version, laid_at=timezone.now())
    made.item, made.meeting = item, item.meeting
    return made


def close(made, by, *, section=EXEMPT, appendix=EXEMPT):
    """Keep the section and the second appendix private, each on these grounds; None leaves one open."""
    return [
        exempt.keep_private(made.paper, part=part, **grounds, by=by)
        for part, grounds in ((made.private, section), (made.appendices[1], appendix))
        if grounds
    ]
