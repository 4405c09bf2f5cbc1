"""
Large print: the same document, set in larger letters, with tables and pictures that still fit the page.

A table that is too wide for an upright page has a page turned on its side. One that is too wide for that is set row
by row, each row a small table of its own: no cell is lost, and none is set in smaller letters. Only where that would
take more pages than anybody could hold does a very large table keep its shape, in letters somewhat smaller.
"""

import re
from dataclasses import dataclass
from html import unescape

from django.template.loader import render_to_string

from committees.models import Part
from committees.models.packs import Form
from reports import pictures
from reports.printing import Document

END = "</head>"
# In points. A file that came in ready has less room above it, for two lines or for three.
STAMPED, ON_FILES, ON_MARKED_FILES, ELSE = 14, 12, 10, 9
# What the print of a report is made of comes from our own templates and from the one door for Markdown, which lets
# no table stand in a table and no picture in a cell.
NUMBER = r"(?P<number><p class=\"numbered\"><span class=\"number\">[^<]*</span></p>\s*)?"
TABLE = re.compile(NUMBER + r"<table(?P<about>[^>]*)>(?P<inside>.*?)</table>", re.DOTALL)
CAPTION = re.compile(r"<caption(?P<about>[^>]*)>(?P<words>.*?)</caption>", re.DOTALL)
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<(?P<tag>th|td)(?P<about>[^>]*)>(?P<words>.*?)</(?P=tag)>", re.DOTALL)
HEAD = re.compile(r"<thead[^>]*>(.*?)</thead>", re.DOTALL)
FRAME = re.compile(r"</?(?:thead|tbody|tr)[^>]*>")
TAG = re.compile(r"<[^>]+>")
FIGURE = re.compile(NUMBER + r"<figure><img src=\"asset:(?P<name>[^\"]+)\".*?</figure>", re.DOTALL)
SPACE = re.compile(r"\s+")

# In letters of the size of tables (16 points), which take 2.9 mm on the average.
UPRIGHT, ON_ITS_SIDE = 56, 84
LONGEST_WORD = 20  # a longer one, such as an address, may be broken
WIDEST_TEXT = 16  # wide enough to read sentences in
PADDING = 1
MOST_STACKED = 1500  # cells: of more, every row by itself would fill hundreds of pages


@dataclass(frozen=True)
class Table:
    """A table as it stands in the HTML: its caption, the cells of its head, and those of each row (as matches)."""

    caption: str
    head: list
    rows: list

    @property
    def cells(self):
        return sum(map(len, self.rows))

    @property
    def width(self):
        """How many letters it needs side by side."""
        lines = [self.head, *self.rows] if self.head else self.rows
        return sum(_width(column) + PADDING for column in zip(*lines, strict=True))

    @property
    def is_even(self):
        """Has every row as many cells as the others, and as the head?"""
        return len({len(row) for row in [self.head or self.rows[0], *self.rows]}) == 1


def enlarged(document):
    """A document in large print: its own styles, and after them those of large print, and what is too wide turned."""
    head, end, rest = document.html.partition(END)
    rest = FIGURE.sub(lambda found: _picture(found, document.assets), TABLE.sub(_table, rest))
    return Document(f"{head}<style>{render_to_string('pdf/large.css')}</style>{end}{rest}", document.assets)


def stamp_size(pack, part=None):
    """In how many points the running heads and page numbers of a pack stand, on the pages of a part or its front."""
    if pack.form != Form.LARGE:
        return ELSE
    if part is None or part.kind not in (Part.Kind.APPENDIX, Part.Kind.DOCUMENT):
        return STAMPED
    return ON_FILES if part.in_public else ON_MARKED_FILES


def _picture(found, assets):
    """A wide picture, as charts are, has a page on its side: what is written in it comes out half as large again."""
    picture = assets.get(found["name"])
    return f'<div class="wide">{found[0]}</div>' if picture and pictures.is_wide(picture) else found[0]


def _table(found):
    """A table as it fits."""
    table = _read(found["inside"])
    if table is None or ('class="' in found["about"] and "contacts" not in found["about"]):
        return found[0]  # the head of a report, an agenda: two columns, with widths of their own
    width = table.width
    if width <= UPRIGHT:
        return found[0]
    if width <= ON_ITS_SIDE:
        return f'<div class="wide">{found[0]}</div>'
    if table.head and table.cells <= MOST_STACKED:
        return f"{found['number'] or ''}{_stacked(table)}"
    return f'<div class="wide smaller">{found[0]}</div>'


def _read(inside):
    """The Table in what stands between its tags; None where it is none of ours, or has cells that span others."""
    head = HEAD.search(inside)
    rows = [list(CELL.finditer(row)) for row in ROW.findall(inside)]
    if not rows or CELL.sub("", FRAME.sub("", CAPTION.sub("", inside))).strip() or "span=" in inside:
        return None
    first = rows.pop(0) if head else []
    caption = CAPTION.search(inside)
    table = Table(caption[0] if caption else "", first, rows)
    return table if rows and table.is_even else None


def _width(cells):
    """How many letters a column needs: its longest word, or room for sentences where it holds some."""
    texts = [_text(cell) for cell in cells]
    words = max((len(word) for text in texts for word in text.split()), default=1)
    return max(min(words, LONGEST_WORD), min(max(map(len, texts)) // 2, WIDEST_TEXT))


def _text(cell):
    return SPACE.sub(" ", unescape(TAG.sub(" ", cell["words"]))).strip()


def _stacked(table):
    """Every row as a table of its own, named by its first cell: what each column is called, and what it says."""
    caption = CAPTION.fullmatch(table.caption)
    before = f'<p class="caption"{caption["about"]}>{caption["words"]}</p>' if caption else ""
    return f'<div class="stack">{before}{"".join(_one(table.head, row) for row in table.rows)}</div>'


def _one(head, row):
    named, first = _text(head[0]), row[0]
    words = f"{head[0]['words']}: {first['words']}" if named else first["words"]
    lines = [
        f'<tr><th scope="row">{name["words"]}</th><td{_turned(cell)}>{cell["words"]}</td></tr>'
        for name, cell in zip(head[1:], row[1:], strict=True)
    ]
    return f'<table class="row"><caption{_turned(first)}>{words}</caption><tbody>{"".join(lines)}</tbody></table>'


def _turned(cell):
    """Of a cell's attributes the one that holds for its words wherever they stand: read from the right."""
    return ' dir="rtl"' if 'dir="rtl"' in cell["about"] else ""
