"""A section as one text: read, written back, and saved with every row that stays the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports import drafting, texts
from reports.models import Block, KeptText, PrivatePart, Report
from reports.writing import applying, flow, matching
from roles.models import AuditRow
from tests.factories.reports import BlockFactory, ClearanceFactory, SectionFactory, TableFactory, VersionFactory
from tests.factories.roles import PersonFactory
from tests.security.vectors import HTML_VECTORS, with_call

pytestmark = pytest.mark.django_db
AUTO = KeptText.How.AUTOSAVED


@pytest.fixture
def edda():
    return PersonFactory(name="Edda Stone")


@pytest.fixture
def finn():
    return PersonFactory(name="Finn Wade")


@pytest.fixture
def section(edda):
    section = SectionFactory(version=VersionFactory(report__author=edda), heading="Dentists")
    for text in ("One.", "Two.\n\n- a\n- b", "Three."):
        BlockFactory(section=section, text=text)
    return section


def texts_of(section):
    return [block.text for block in section.blocks.filter(kind="text")]


def edition(section):
    return flow.edition(section.blocks.all())


# --- The text


def test_paragraphs_are_divided_by_empty_lines_and_a_list_belongs_to_the_one_before():
    found = flow.parse("One.\nstill one\n\n\nTwo.\n\n- a\n- b\n\n(a) lettered\n\nThree.")
    assert found == [
        flow.Words("One.\nstill one"),
        flow.Words("Two.\n\n- a\n- b\n\n(a) lettered"),
        flow.Words("Three."),
    ]


def test_what_cannot_be_said_by_empty_lines_is_said_by_marks():
    text = "One.\n\n[[same paragraph]]\nStill one.\n\n[[new paragraph]]\n- a list of its own"
    assert flow.parse(text) == [flow.Words("One.\n\nStill one."), flow.Words("- a list of its own")]


def test_a_table_with_bars_is_a_table_of_plain_cells():
    text = "Before\nTable: Dental checks\n| Year | **Seen** |\n|---|--:|\n| 2026 | 83 \\| 84<br>or so |\n| - |\n\nAfter"
    assert flow.parse(text) == [
        flow.Words("Before"),
        flow.Drawn(("Year", "Seen"), (("2026", "83 | 84\nor so"), ("-",)), "Dental checks"),
        flow.Words("After"),
    ]


def test_a_table_larger_than_a_page_can_hold_stays_as_words():
    text = "\n".join(["|" + "a|" * 30, "|" + "-|" * 30, "|" + "b|" * 30])
    assert flow.parse(text) == [flow.Words(text)]


def test_headings_and_places_are_lines_of_their_own():
    assert flow.parse("One\n## Head ##\nTwo\n[[table 12: a ]] b]]\n[[figure 7]]") == [
        flow.Words("One"),
        flow.Heading("Head", "## Head ##"),
        flow.Words("Two"),
        flow.Place("table", 12, "[[table 12: a ]] b]]"),
        flow.Place("figure", 7, "[[figure 7]]"),
    ]


ODD = [
    "## A heading",
    "# ",
    "words\n## a heading within",
    "- a list",
    "  indented",
    "> a quote",
    "---",
    "[[table 1: one]]",
    "[[new paragraph]]",
    "[[same paragraph]]",
    "[[text]] ",
    "[[text]] [[text]] ## x",
    "\\[[text]] x",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "a | b\n--|--\n--|--\n--|--",
    "One\n\nTwo\n\n- x\n\n  y\n\nThree",
    "One\r\n\r\n\r\n\r\nTwo  \r\nthree",
    "Table: x\n|a|\n|-|",
    "word\u2028word\x0bword\x85word\x00",
    "\u202eturned \u0000\ufffe",
    "👩‍👧 Zażółć gęślą " + "a" * 5000,
    "\t\t\ttabs",
    "1. one\n2. two",
    "* * *",
    "e) x",
    "|" * 300,
    "[" * 3000,
    *(with_call(vector) for vector in HTML_VECTORS),
]
PIECES = st.sampled_from([*ODD, "\n", "\n\n", " ", "|", "-", "#", "[[", "]]", "One.", "a | b\n-|-"])
TEXTS = st.one_of(st.sampled_from(ODD), st.lists(PIECES, min_size=1, max_size=6).map("".join), st.text(max_size=80))


def blocks_of(words):
    return [Block(pk=n, text=text, order=n) for n, text in enumerate(words, start=1)]


@given(st.lists(TEXTS, max_size=6))
@settings(max_examples=600, deadline=None)
def test_any_text_written_and_read_is_the_same(words):
    blocks = [block for block in blocks_of(words) if flow.normal(block.text)]
    items = flow.parse(flow.written(blocks))
    assert [matching.key_of(item) for item in items] == [matching.key_of_block(block) for block in blocks]
    assert matching.match(blocks, items) == blocks


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_letter_of_what_is_typed_is_lost(text):
    said = flow.written(
        blocks_of(matching.key_of(item)[1] for item in flow.parse(text) if isinstance(item, flow.Words))
    )
    assert flow.written(blocks_of([said])) is not None
    assert flow.parse(said) == [item for item in flow.parse(text) if isinstance(item, flow.Words)]


# --- Saving


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_saving_what_was_read_changes_no_row(section, edda, words):
    section.blocks.all().delete()
    words = [text.replace("\x00", "").encode("utf-8", "ignore").decode() for text in words]
    for text in filter(flow.normal, words):
        BlockFactory(section=section, text=text)
    TableFactory(section=section)
    before = list(section.blocks.values())
    applying.save(section, flow.text_of(section).replace("\n", "\r\n"), how=AUTO, seen=edition(section), by=edda)
    assert list(section.blocks.values()) == before


def test_an_edit_of_one_paragraph_changes_one_row_only(section, edda):
    section.blocks.filter(text="Three.").update(given_number="3.7", is_numbered=False)
    before = list(section.blocks.values())
    applying.save(section, "One.\n\nTwo.\n\n- a\n- b\n\nThree, reworded.", by=edda)
    after = list(section.blocks.values())
    assert after == [*before[:2], before[2] | {"text": "Three, reworded."}]


def test_a_paragraph_put_in_between_leaves_the_others_their_rows(section, edda):
    rows = [block.pk for block in section.blocks.all()]
    applying.save(section, "One.\n\nNew.\n\nTwo.\n\n- a\n- b\n\nThree.", by=edda)
    found = list(section.blocks.all())
    assert [block.pk for block in found if block.text != "New."] == rows
    assert [(block.order, block.text[:4]) for block in found] == [(1, "One."), (2, "New."), (3, "Two."), (4, "Thre")]


def test_paragraphs_that_change_places_keep_their_rows(section, edda):
    one, two, three = section.blocks.all()
    applying.save(section, "Three.\n\nOne.\n\nTwo.\n\n- a\n- b", by=edda)
    assert list(section.blocks.all()) == [three, one, two]


def test_a_paragraph_that_is_divided_leaves_its_row_with_most_of_its_words(section, edda):
    section.blocks.first().delete()
    long = BlockFactory(section=section, text="Short begins. And then a long rest of many other words follows.")
    text = flow.text_of(section).replace("begins. And", "begins.\n\nAnd")
    applying.save(section, text, by=edda)
    assert section.blocks.get(text__startswith="And then").pk == long.pk


def test_tables_move_with_their_line_and_stay_when_it_is_gone(section, edda):
    table = TableFactory(section=section)
    line = flow.line_of(table)
    assert line == f"[[table {table.pk}: Dental checks]]"
    applying.save(section, f"{line}\n\nOne.", by=edda)
    assert section.blocks.first() == table
    saving = applying.save(section, "One.\n\nFour.", by=edda)
    assert (saving.left_out, section.blocks.first()) == ([table], table)


def test_a_table_goes_when_its_writer_says_so_and_what_it_said_is_kept(section, edda):
    table = TableFactory(section=section)
    applying.save(section, "One.", by=edda, removing={table.pk})
    assert texts_of(section) == ["One."]
    assert not Block.objects.filter(pk=table.pk).exists()
    kept = KeptText.objects.get(part=f"block:{table.pk}")
    assert "2026\t83%" in texts.read(kept)


def test_a_table_comes_from_another_section_of_the_same_version_and_of_no_other(section, edda):
    other = SectionFactory(version=section.version)
    table, foreign = TableFactory(section=other), TableFactory()
    text = f"{flow.line_of(table)}\n\n{flow.line_of(foreign)}\n\n{flow.line_of(table)}"
    saving = applying.save(section, text, by=edda)
    assert [block.kind for block in section.blocks.all()] == ["table", "text", "text"]
    assert saving.others == {other.pk: edition(other)}
    assert Block.objects.get(pk=foreign.pk).section_id == foreign.section_id
    assert len(saving.notes) == 2


def test_a_typed_table_is_one_row_however_often_it_is_saved(section, edda):
    text = "One.\n\nTable: Seen\n| Year | Seen |\n|---|---|\n| 2026 | 83% |"
    applying.save(section, text, how=AUTO, by=edda)
    table = section.blocks.get(kind="table")
    assert (table.caption, table.table, table.is_numbered) == (
        "Seen",
        {"head": ["Year", "Seen"], "rows": [["2026", "83%"]]},
        False,
    )
    applying.save(section, text.replace("83%", "84%") + "\n| 2027 | 90% |", how=AUTO, by=edda, seen=edition(section))
    assert section.blocks.get(kind="table").pk == table.pk
    assert section.blocks.get(kind="table").table["rows"] == [["2026", "84%"], ["2027", "90%"]]


def test_a_heading_waits_for_the_button_and_then_is_one_of_the_report(section, edda):
    last = SectionFactory(version=section.version, heading="Last")
    text = "One.\n\n## Waiting times\n\nThree.\n\nFour.\n\n### More\n\nFive."
    applying.save(section, text, how=AUTO, by=edda)
    assert section.version.sections.count() == 2
    assert flow.text_of(section) == text
    three = section.blocks.get(text="Three.")
    saving = applying.save(section, text, by=edda, seen=edition(section))
    found = list(section.version.sections.all())
    assert [(row.heading, row.level) for row in found] == [
        ("Dentists", 1),
        ("Waiting times", 2),
        ("More", 2),
        ("Last", 1),
    ]
    assert (found[1:3], found[3]) == (saving.sections, last)
    assert [flow.text_of(row) for row in found[:3]] == ["One.", "Three.\n\nFour.", "Five."]
    assert found[1].blocks.first() == three


def test_what_was_private_stays_so_under_a_heading_of_its_own(section, edda):
    section.level = 2
    section.save()
    about = {"kind": "exempt", "paragraphs": [3], "decided_at": section.version.report.made_at, "decided_by": edda}
    PrivatePart.objects.create(version=section.version, section=section, **about)
    applying.save(section, "One.\n\n## Costs\n\nSECRET", by=edda)
    assert PrivatePart.objects.get(section__heading="Costs").paragraphs == [3]
    assert PrivatePart.objects.count() == 2


# --- Two writers


def test_the_second_writer_is_told_and_both_texts_are_kept(section, edda, finn):
    seen = edition(section)
    applying.save(section, "EDDA", seen=seen, how=AUTO, by=edda)
    with pytest.raises(drafting.Conflict):
        applying.save(section, "FINN", seen=seen, how=AUTO, by=finn)
    assert texts_of(section) == ["EDDA"]
    applying.save(section, "FINN, again", seen=edition(section), by=finn)
    kept = {(texts.read(row), row.how, row.by) for row in KeptText.objects.all()}
    original = "One.\n\nTwo.\n\n- a\n- b\n\nThree."
    assert kept >= {(original, "replaced", None), ("FINN", "replaced", finn), ("FINN, again", "saved", finn)}
    assert "EDDA" in {text for text, _, _ in kept}


def test_who_brings_a_table_of_their_own_must_have_seen_the_tables(section, edda):
    table = TableFactory(section=section)
    seen = edition(section)
    Block.objects.filter(pk=table.pk).update(table={"head": ["Year"], "rows": [["THEIRS"]]})
    applying.save(section, flow.text_of(section) + "\n\nMine.", seen=seen, by=edda)
    with pytest.raises(drafting.Conflict):
        applying.save(section, flow.text_of(section) + "\n\n|a|b|\n|-|-|\n|1|2|", seen=seen, by=edda)
    assert Block.objects.get(pk=table.pk).table["rows"] == [["THEIRS"]]


def test_two_texts_are_brought_together_with_every_word_of_both():
    assert applying.both("One.\n\nTheirs.\n\nThree.", "One.\n\nMine.\n\nThree.") == "One.\n\nTheirs.\n\nMine.\n\nThree."


def test_nobody_writes_in_what_is_cleared_or_with_a_clearer(section, edda):
    ClearanceFactory(report=section.version.report, version=section.version)
    with pytest.raises(drafting.BeingCleared):
        applying.save(section, "New.", by=edda)
    frozen = SectionFactory(version=VersionFactory(frozen=True))
    with pytest.raises(drafting.Frozen):
        applying.save(frozen, "New.", by=edda)
    assert len(texts_of(section)) == 3


def test_a_text_longer_than_a_section_holds_is_refused_with_numbers(section, edda):
    with pytest.raises(applying.TooLong, match="at most, and this one has 400,001"):
        applying.save(section, "a" * 400_001, by=edda)
    assert Report.objects.get().edition == 0


# --- What is kept and recorded


def test_who_selects_everything_and_types_loses_nothing(section, edda):
    text = "A long text that took its writer an afternoon."
    applying.save(section, text, how=AUTO, by=edda)
    applying.save(section, "x", how=AUTO, seen=edition(section), by=edda)
    applying.save(section, "xy", how=AUTO, seen=edition(section), by=edda)
    assert text in [texts.read(row) for row in KeptText.objects.all()]


def test_typing_leaves_one_line_of_audit_in_five_minutes_without_a_word(section, edda):
    for text in ("CANARY", "CANARY 2", "CANARY 3"):
        applying.save(section, text, how=AUTO, by=edda)
    rows = list(AuditRow.objects.filter(did="wrote in"))
    assert len(rows) in (1, 2)  # two where the clock passes five minutes between them
    assert "CANARY" not in str([row.details for row in rows])
    applying.save(section, "CANARY 3", by=edda)
    assert AuditRow.objects.filter(did="wrote in").count() == len(rows) + 1


def many(version, number):
    section = SectionFactory(version=version)
    blocks = [Block(section=section, order=n, text=f"Paragraph {n} of many.") for n in range(1, number + 1)]
    Block.objects.bulk_create(blocks)
    return section


def test_a_save_costs_the_same_for_ten_paragraphs_and_three_hundred(section, edda):
    counts = {}
    for number in (10, 300):
        own = many(section.version, number)
        text = flow.text_of(own)
        applying.save(own, text + " a", how=AUTO, by=edda)
        for what, new in (("reworded", text + " ab"), ("put in", text.replace("\n\n", "\n\nNew.\n\n", 1))):
            with CaptureQueriesContext(
                connection,
            ) as caught:
                applying.save(own, new, how=AUTO, seen=edition(own), by=edda)
            counts[what, number] = len(caught)
    assert counts["reworded", 10] == counts["reworded", 300]
    assert counts["put in", 10] == counts["put in", 300]
    assert counts["reworded", 10] <= 14  # one asks what is private, which is noted with the text
