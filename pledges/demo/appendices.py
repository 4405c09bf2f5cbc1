"""What hangs on a report that is being written: a table, a picture, and a PDF in which somebody left a name."""

import io
from functools import cache

from PIL import Image, ImageDraw

from corporate_parenting.lib import pdf
from pledges.demo import texts
from reports import drafting
from reports.models import Report

TABLE = """Quarter;Enquiries;First visits;Approved families
January to March;41;17;3
April to June;38;19;4
July to September;52;26;4
"""
ALT = (
    "Column chart: people who asked about fostering were 41 in the first quarter, 38 in the second and 52 in the "
    "third, after the stalls at the summer markets."
)
ASKED = (41, 38, 52)
# As it happens: the name is black on black, so nobody sees it, and anybody can copy it.
LETTER = """<!doctype html><html lang="en-GB"><head><title>What a foster carer wrote to us</title>
<style>@page { size: A4; margin: 25mm } body { font-family: "Atkinson Hyperlegible Next", sans-serif }
b { background: #000; color: #000; font-weight: 400 }</style></head><body><h1>What a foster carer wrote to us</h1>
<p>It took eight months from the first call until <b>Orla Fennimore</b> came to live with us.</p>
<p>One person to ring, who answers, would have helped more than any leaflet.</p></body></html>"""


def add(people):
    """Hang the three files on the draft about foster carers. Outside of any long transaction."""
    report = Report.objects.get(title=texts.DRAFT.title)
    version, by = report.versions.drafts().get(), people[texts.DRAFT.author]
    table = {"data": TABLE.encode(), "file_name": "enquiries.csv", "title": "Enquiries by quarter"}
    picture = {"data": chart(), "file_name": "asked.png", "title": "Who asked about fostering", "alt": ALT}
    for words in (table, picture, {"data": letter(), "file_name": "letter.pdf", "title": ""}):
        drafting.add_appendix(version, by=by, **words)


def chart():
    """A column chart as a picture, as a spreadsheet would make it."""
    image = Image.new("RGB", (900, 520), "white")
    pen = ImageDraw.Draw(image)
    pen.line([(80, 40), (80, 460), (860, 460)], fill="black", width=3)
    for number, value in enumerate(ASKED):
        left = 150 + number * 240
        pen.rectangle([left, 460 - value * 7, left + 150, 459], fill=(31, 74, 95))
        pen.text((left + 60, 470), f"Q{number + 1}", fill="black", font_size=26)
        pen.text((left + 66, 425 - value * 7), str(value), fill="black", font_size=26)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


@cache
def letter():
    return pdf.render(LETTER).data
