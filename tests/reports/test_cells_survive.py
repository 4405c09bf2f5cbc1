"""A table typed in Markdown says the same in every cell, in order, on the page and in the print."""

import re
import subprocess
from html.parser import HTMLParser

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corporate_parenting.lib import pdf, richtext
from reports import printing
from reports.writing import applying, flow
from tests.factories.reports import SectionFactory, VersionFactory

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# What a print puts between letters where a line may break, and spaces, which a broken line changes.
BETWEEN = re.compile(r"[\s\u200b\u00ad]+")
# (what is typed in a cell, what is read there): markup that is meant, markup that is not, and odd words.
TYPED = [
    ("", ""),
    ("**bold**", "bold"),
    ("*leaning* and ~~gone~~", "leaning and gone"),
    ("**", "**"),
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("<b>x</b>", "<b>x</b>"),
    ("<script>alert(7)</script>", "<script>alert(7)</script>"),
    ("<br", "<br"),
    ("&lt;b&gt; &amp; co", "<b> & co"),
    ("a < b > c & d", "a < b > c & d"),
    ("one\\|two", "one|two"),
    ("\\|", "|"),
    ("C:\\new\\table", "C:\\new\\table"),
    ("\\*not bold\\*", "*not bold*"),
    ("`ticks`", "`ticks`"),
    ("![plan](plan.png)", "![plan](plan.png)"),
    ("[note]: here", "[note]: here"),
    ("# no heading", "# no heading"),
    ("- no item", "- no item"),
    ("1. first", "1. first"),
    ("> said", "> said"),
    ("{{ 7 }} {% now %}", "{{ 7 }} {% now %}"),
    ("=SUM(A1)", "=SUM(A1)"),
    ("-5.0 %", "-5.0 %"),
    ("n/a", "n/a"),
    ("“Zażółć” gęślą – £5", "“Zażółć” gęślą – £5"),
    ("Ελληνικά Кирилиця", "Ελληνικά Кирилиця"),
    ("w" * 620, "w" * 620),
    ("Donaudampfschifffahrts" * 6, "Donaudampfschifffahrts" * 6),
]
MARKED = st.sampled_from(TYPED)
SEEN = st.characters(categories=["L", "N", "P", "S"], exclude_characters="\u200b\u00ad")
IN_THE_FONT = st.characters(min_codepoint=0x21, max_codepoint=0x17E, categories=["L", "N", "P", "S"])


def escaped(word):
    return PUNCTUATION.sub(r"\\\1", word), word


def cells(letters):
    words = st.lists(st.text(letters, min_size=1, max_size=12), min_size=1, max_size=3).map(" ".join)
    return st.one_of(MARKED, words.map(escaped))


@st.composite
def tables(draw, letters=SEEN):
    """[row, …] of (typed, read); the first is the heading, in which a word stands everywhere."""
    columns = draw(st.integers(2, 4))
    row = st.lists(cells(letters), min_size=columns, max_size=columns)
    head = [(f"Head {n}", f"Head {n}") for n in range(columns)]
    return [head, *draw(st.lists(row, min_size=1, max_size=4))]


def written(table):
    lines = ["| " + " | ".join(typed for typed, _ in row) + " |" for row in table]
    return "\n".join([lines[0], "|---" * len(table[0]) + "|", *lines[1:]])


def read(table):
    return [bare(words) for row in table for _, words in row]


def bare(words):
    return BETWEEN.sub("", words)


class Cells(HTMLParser):
    """The words of each cell of a page, in order."""

    def __init__(self, html):
        super().__init__()
        self.found, self.open = [], False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in ("th", "td"):
            self.found.append("")
            self.open = True

    def handle_endtag(self, tag):
        self.open = self.open and tag not in ("th", "td")

    def handle_data(self, data):
        if self.open:
            self.found[-1] += data


def on_page(html):
    return [bare(words) for words in Cells(html).found]


# --- From Markdown to the page, without a print


@settings(max_examples=200, deadline=None, derandomize=True)
@given(tables())
def test_a_table_in_a_text_keeps_every_cell(table):
    """As in reasons, minutes and what was brought in: the door of rich text makes it, for page and print."""
    for render in (richtext.page, richtext.print_html):
        assert on_page(render(written(table))) == read(table)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(tables())
def test_a_table_in_a_section_keeps_every_cell(table):
    """Typed between paragraphs, it becomes a table of the report, whose cells are plain words."""
    first, drawn, last = flow.parse(f"Before.\n\n{written(table)}\n\nAfter.")
    assert (first.text, last.text) == ("Before.", "After.")
    assert [bare(cell) for row in (drawn.head, *drawn.rows) for cell in row] == read(table)


# --- And in the print


def in_print(data, folder):
    """The words of each cell of a tagged PDF, as a screen reader reads them out: bold words and links belong to it."""
    file = folder / "print.pdf"
    file.write_bytes(data)
    told = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, check=True).stdout.decode()
    found, inside = [], None
    for line in told.split("\n"):
        depth = len(line) - len(line.lstrip())
        if line.lstrip().startswith('"'):
            if inside is not None:
                found[-1] += line.strip()[1:-1]
        elif line.strip():
            if inside is not None and depth <= inside:
                inside = None
            if re.match(r"T[HD]\b", line.strip()):
                found.append("")
                inside = depth
    return [bare(words) for words in found]


@pytest.mark.django_db
@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(tables(IN_THE_FONT), min_size=8, max_size=12), st.lists(tables(IN_THE_FONT), min_size=4, max_size=6))
def test_a_print_keeps_every_cell(people, tmp_path, of_sections, of_reasons):
    """Many tables in one print: typed into a section, and standing in a text."""
    with transaction.atomic():
        version = VersionFactory(report__author=people.author, reasons="\n\n".join(map(written, of_reasons)))
        section = SectionFactory(version=version)
        applying.save(section, "Before.\n\n" + "\n\n".join(map(written, of_sections)), by=people.author)
        made = printing.document(version)
        transaction.set_rollback(True)
    expected = [words for table in (*of_reasons, *of_sections) for words in read(table)]
    assert on_page(made.html) == expected
    assert in_print(pdf.render(made.html, assets=made.assets).data, tmp_path) == expected


@pytest.mark.django_db
def test_every_odd_cell_stands_in_a_print(people, tmp_path):
    """Each of the odd ones once, in both kinds of table: what chance may leave out."""
    table = [[("One", "One"), ("Two", "Two")], *([(f"{n}.", f"{n}."), odd] for n, odd in enumerate(TYPED))]
    version = VersionFactory(report__author=people.author, reasons=written(table))
    applying.save(SectionFactory(version=version), written(table), by=people.author)
    made = printing.document(version)
    assert in_print(pdf.render(made.html, assets=made.assets).data, tmp_path) == read(table) * 2
