"""A meeting whose reports have what is hard to set in large print, for the tests of large print and of young people."""

import io

from PIL import Image, ImageDraw

from corporate_parenting.lib import files
from reports.models import Block
from tests.committees import packing
from tests.factories.committees import AgendaItemFactory, PaperFactory
from tests.factories.reports import BlockFactory, ContactFactory, SectionFactory, TableFactory

MONTHS = ["April", "May", "June", "July", "August", "September", "October", "November"]
PLACES = [f"Wexcombe {name}" for name in ("North", "South", "East", "West", "Hill", "Vale", "Market", "Quay", "Moor")]
WORDS = "We look at how many of you saw a dentist this year. Most of you did. Four still wait for a first visit."


def chart():
    """A picture as wide as charts are."""
    picture = Image.new("RGB", (1200, 640), "white")
    draw = ImageDraw.Draw(picture)
    for at in range(8):
        draw.rectangle([100 + at * 130, 560 - at * 60, 180 + at * 130, 560], fill="#1f4a5f")
        draw.text((110 + at * 130, 570), MONTHS[at], fill="black", font_size=22)
    data = io.BytesIO()
    picture.save(data, "PNG")
    return files.keep(data.getvalue())


def wide_table():
    """Eight columns of numbers: on a page on its side."""
    rows = [[place, *[str(200 + at) for at in range(8)]] for place in PLACES]
    return {"head": ["District", *MONTHS], "rows": rows}


def widest_table():
    """Eleven columns, some of words: set row by row."""
    head = ["District", *MONTHS, "What was done about it", "Who answers for it"]
    rows = [
        [place, *[str(300 + at) for at in range(8)], f"A second practice opened in {place}", f"Officer of {place}"]
        for place in PLACES
    ]
    return {"head": head, "rows": rows}


def hard_report(title="Health of children in care"):
    """A long report with two wide tables, a chart, words in italics, and contacts."""
    version = packing.version(title, packing.OPEN_TEXT * 8, paragraphs=10)
    section = SectionFactory(version=version, heading="Figures")
    BlockFactory(section=section, text="Some words are *in italics*, some **are strong**.\n\n- One point\n- Another")
    TableFactory(section=section, caption="Children seen, by month", table=wide_table())
    TableFactory(section=section, caption="Children seen, and what was done", table=widest_table())
    BlockFactory(
        section=section, kind=Block.Kind.FIGURE, text="", image=chart(), alt="Bars that rise from April to November",
        caption="Children seen by a dentist",
    )  # fmt: skip
    BlockFactory(section=section, text=packing.OPEN_TEXT * 6)
    ContactFactory(version=version, name="Edda Stone")
    return version


def meeting(body):
    """The meeting of `packing`, with a hard report on item 2, and items 2, 4 and 5 ticked for young people."""
    made = packing.meeting_with_everything(body)
    item = AgendaItemFactory(meeting=made.meeting, title="Teeth and doctors", purpose="note", presenter="Officer Stone")
    made.papers.hard = PaperFactory(item=item, version=hard_report("Teeth and doctors"))
    made.items.append(item)
    for at, words in ((1, WORDS), (4, "Where some children live. It is private, to look after them."), (6, WORDS)):
        made.items[at].for_young, made.items[at].young_words = True, words
        made.items[at].save()
    return made
