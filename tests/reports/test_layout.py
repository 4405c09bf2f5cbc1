"""The order of print: whatever order a template has, every word is printed once, and numbers follow the print."""

import itertools
import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from corporate_parenting.lib import richtext
from reports import example, layout, numbering
from reports.models import Block, Contact, Format, Implication, Recommendation, SourceDocument
from tests.factories.reports import (
    BlockFactory,
    ContactFactory,
    FormatFactory,
    RecommendationFactory,
    SectionFactory,
    SourceFactory,
    VersionFactory,
)

PARTS = [part.value for part in Format.Part]
TAGS = re.compile(r"<[^>]+>")
MARK = re.compile(r"WORD[A-Z]+")


def marks():
    """Words that no template says: WORDAA, WORDAB, …"""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return (f"WORD{one}{two}" for one in letters for two in letters)


def a_version(format_, counts):
    """A version that holds something of everything, each text with a mark of its own; and the marks."""
    word, used = marks(), []

    def said():
        used.append(next(word))
        return used[-1]

    sections, asked, implied, sources, levels, extras = counts
    rows = example.Rows
    version = SimpleNamespace(
        report=SimpleNamespace(format=format_),
        title=said(),
        header=[[label, said()] for label in format_.header_fields],
        footer=[["Author", said()]] if extras else [],
        contacts=rows([Contact(side="officer", name=said(), post=said()), Contact(side="member", name=said())]),
        recommendations=rows(
            Recommendation(pk=n + 1, text=said(), level=levels[n % len(levels)]) for n in range(asked)
        ),
        recommendation_intro=said() if extras else "",
        reasons=said() if extras else "",
        reasons_number="",
        headings={},
        sections=rows(_section(n, said) for n in range(sections)),
        implications=rows(Implication(name=said(), text=said() if n % 2 else "") for n in range(implied)),
        no_implications=said() if implied else "",
        sources_intro=said() if extras else "",
        sources=rows(SourceDocument(title=said(), location=said()) for _ in range(sources)),
        appendices=rows([SimpleNamespace(pk=None, title=said(), pages=1)] if extras else []),
    )
    return version, used


def _section(place, said):
    table = {"head": [said(), said()], "rows": [[said(), said()]]}
    blocks = [
        Block(text=said()),
        Block(kind="table", caption=said(), table=table, is_numbered=False),
        Block(text=said()),
    ]
    return SimpleNamespace(
        pk=place + 1, heading=said(), level=1 + place % 2, given_number="", blocks=example.Rows(blocks)
    )


some_parts = st.lists(st.sampled_from(PARTS), unique=True).flatmap(st.permutations)
some_counts = st.tuples(
    st.integers(0, 3),
    st.integers(0, 5),
    st.integers(0, 3),
    st.integers(0, 2),
    st.lists(st.integers(1, 2), min_size=1, max_size=4),
    st.booleans(),
)


@given(
    parts=some_parts,
    numbered=st.sampled_from(Format.Numbering.values),
    opening=st.sampled_from(Format.Opening.values),
    counts=some_counts,
)
@settings(max_examples=150, deadline=None)
def test_every_word_is_printed_exactly_once_in_any_order_of_parts(parts, numbered, opening, counts):
    fields = ["To", "Date", "Wards"]
    format_ = Format(numbering=numbered, opening=opening, parts=parts, header_fields=fields, sources_heading="Sources")
    version, used = a_version(format_, counts)
    printed = TAGS.sub(
        " ", render_to_string("pdf/report.html", {"laid": layout.lay_out(version)}).partition("<body")[2]
    )
    assert sorted(word.upper() for word in MARK.findall(_upper(printed))) == sorted(used)


def _upper(text):
    """Names of implications are small inside a sentence."""
    return re.sub(r"\bwORD", "WORD", text)


@given(parts=some_parts, numbered=st.sampled_from(Format.Numbering.values), counts=some_counts)
@settings(max_examples=100, deadline=None)
def test_the_page_shows_the_same_parts_with_the_same_numbers(parts, numbered, counts):
    format_ = Format(numbering=numbered, parts=parts, header_fields=["To"], sources_heading="Sources")
    version, used = a_version(format_, counts)
    paper = layout.lay_out(version)
    page = layout.lay_out(version, text=richtext.page)
    assert (paper.parts, _numbers(paper)) == (page.parts, _numbers(page))
    shown = _upper(TAGS.sub(" ", render_to_string("reports/laid.html", {"laid": page})))
    assert sorted([version.title, *MARK.findall(shown)]) == sorted(used)


def _numbers(laid):
    chapters = {"recommendations": [laid.recommendations], "reasons": [laid.reasons], "sections": laid.chapters}
    chapters |= {"implications": [laid.implications]}
    return [
        (part, chapter.number, [piece.number for piece in chapter.pieces])
        for part in laid.parts
        for chapter in chapters.get(part, [])
    ]


@given(parts=some_parts, counts=some_counts)
@settings(max_examples=100, deadline=None)
def test_continuous_numbers_run_in_the_order_of_print(parts, counts):
    format_ = Format(numbering="continuous", parts=parts, sources_heading="Sources")
    version, _ = a_version(format_, counts)
    laid = layout.lay_out(version)
    numbers = [number for _, _, pieces in _numbers(laid) for number in pieces if number[:1].isdigit()]
    assert numbers == [f"{n}." for n in range(1, len(numbers) + 1)]


@given(parts=some_parts, numbered=st.sampled_from(Format.Numbering.values), counts=some_counts)
@settings(max_examples=100, deadline=None)
def test_a_recommendation_is_called_by_its_printed_number(parts, numbered, counts):
    format_ = Format(numbering=numbered, parts=parts, sources_heading="Sources")
    version, _ = a_version(format_, counts)
    called, asked = layout.called(version), layout.lay_out(version).recommendations
    pieces = asked.pieces if asked else []
    assert set(called) == {piece.pk for piece in pieces}
    assert all(called[piece.pk].endswith(piece.number.removesuffix(".")) for piece in pieces)
    assert len(pieces) < 2 or len(set(called.values())) == len(pieces)


def test_missing_parts_come_before_the_closing_lines():
    for parts in itertools.permutations(["sections", "recommendations", "closing"]):
        order = layout.whole_order(parts)
        assert sorted(order) == sorted(PARTS)
        assert [part for part in order if part in parts] == list(parts)
        assert order[-1] == "closing" or parts[-1] != "closing"
    assert layout.whole_order(["sections", "nonsense", "sections"])[0] == "sections"


# --- Recommendations and their parts


def printed_as(levels, style="decimal", *, lettered):
    count = numbering.Count(style)
    count.heading()
    rows = [Recommendation(level=level) for level in levels]
    return [number for number, _ in numbering.asked(rows, count, lettered=lettered)]


@pytest.mark.parametrize(
    ("levels", "lettered", "numbers"),
    [
        ([1, 2, 2, 1], True, ["(a)", "(i)", "(ii)", "(b)"]),
        ([1, 2, 1, 2], True, ["(a)", "(i)", "(b)", "(i)"]),
        ([1, 2, 2], True, ["", "(i)", "(ii)"]),
        ([2, 1], True, ["(a)", "(b)"]),
        ([1], True, [""]),
        ([1, 2, 2, 1], False, ["1.1", "(a)", "(b)", "1.2"]),
        ([1], False, ["1.1"]),
    ],
)
def test_parts_stand_under_the_recommendation_before_them(levels, lettered, numbers):
    assert printed_as(levels, lettered=lettered) == numbers


def test_without_paragraph_numbers_recommendations_have_letters_wherever_they_stand():
    assert printed_as([1, 1, 2], "none", lettered=False) == ["(a)", "(b)", "(i)"]


def test_given_numbers_are_printed_as_they_are():
    rows = [Recommendation(given_number="2.1"), Recommendation(level=2, given_number="A")]
    count = numbering.Count("decimal")
    assert [number for number, _ in numbering.asked(rows, count, lettered=False)] == ["2.1", "A"]


def test_roman_numbers_go_on():
    assert [numbering.roman(n) for n in (0, 3, 8, 13, 48)] == ["(i)", "(iv)", "(ix)", "(xiv)", "(xlix)"]


# --- The order of a template


def laid(parts, **words):
    format_ = FormatFactory(name=f"Order {parts}", parts=parts, **words)
    version = VersionFactory(report__format=format_, reasons="So it is.")
    BlockFactory(section=SectionFactory(version=version))
    RecommendationFactory(version=version)
    RecommendationFactory(version=version, level=2, text="and that")
    ContactFactory(version=version)
    SourceFactory(version=version)
    return layout.lay_out(version)


@pytest.mark.django_db
def test_recommendations_and_reasons_after_the_sections_are_a_section_of_their_own():
    found = laid(["sections", "recommendations", "reasons", "contacts"])
    assert found.parts == ["sections", "recommendations", "reasons", "contacts", "sources"]
    assert _numbers(found) == [
        ("sections", "1.", ["1.1"]),
        ("recommendations", "2.", ["2.1", "(a)"]),
        ("reasons", "3.", ["3.1"]),
    ]
    assert found.contacts_heading == "Contacts"


@pytest.mark.django_db
def test_recommendations_may_stand_before_and_reasons_after():
    found = laid(["contacts", "recommendations", "sections", "reasons"])
    assert _numbers(found) == [
        ("recommendations", "", ["", "(i)"]),
        ("sections", "1.", ["1.1"]),
        ("reasons", "2.", ["2.1"]),
    ]
    assert found.contacts_heading == ""
