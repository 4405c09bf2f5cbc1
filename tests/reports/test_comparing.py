"""Two texts of a part, and two versions of a report, compared as people read them."""

import random
from datetime import UTC, datetime

import pytest

from corporate_parenting.lib.differing import DELETED, INSERTED, KEPT
from reports import comparing, drafting
from reports.comparing import Grid, Line
from reports.models import Block
from reports.texts import Part, Piece
from tests.factories.reports import (
    BlockFactory,
    RecommendationFactory,
    SectionFactory,
    SourceFactory,
    TableFactory,
    VersionFactory,
)
from tests.factories.roles import PersonFactory

HEAD = ["Year", "Checked"]


def part(*pieces, name="section:1", label="Background"):
    return Part(name, label, [Piece(text=piece) if isinstance(piece, str) else piece for piece in pieces])


def table(*rows, caption="Dental checks"):
    return Piece(rows=[list(row) for row in rows], caption=caption, is_headed=True)


def shown(item):
    """A line as "was [-71%-] {+83%+}", for eyes that read tests."""
    runs = item.runs if isinstance(item, Line) else item
    signs = {KEPT: "{}", DELETED: "[-{}-]", INSERTED: "{{+{}+}}"}
    return "".join(signs[run.kind].format(run.text) for run in runs)


def lines(old, new):
    return [shown(item) for item in comparing.compare(old, new).items if isinstance(item, Line)]


def grid(old, new):
    [found] = [item for item in comparing.compare(old, new).items if isinstance(item, Grid)]
    return [[shown(cell) for cell in row.cells] for row in found.rows]


def test_markdown_is_compared_as_it_reads():
    old, new = part("We saw **71%**.\n\n- one\n- two"), part("We saw **83%**.\n\n- one\n- more\n- two")
    assert lines(old, new) == ["We saw [-71%-]{+83%+}.", "- one", "{+- more+}", "- two"]


def test_a_paragraph_that_was_added_at_the_end_is_a_line_of_its_own():
    assert lines(part("One."), part("One.\n\nTwo.")) == ["One.", "{+Two.+}"]
    assert lines(part("One.\n\nTwo."), part("One.")) == ["One.", "[-Two.-]"]


def test_paragraphs_that_became_one_show_the_sign_of_the_line():
    assert "¶" in "".join(lines(part("One two.\n\nThree four."), part("One two. Three four.")))


def test_a_table_is_compared_cell_by_cell():
    old, new = part(table(HEAD, ("2025", "71%"), ("2026", "80%"))), part(table(HEAD, ("2025", "71%"), ("2026", "83%")))
    assert grid(old, new) == [HEAD, ["2025", "71%"], ["2026", "[-80%-]{+83%+}"]]


def test_rows_and_columns_that_came_or_went_are_found():
    old = part("Before.", table(HEAD, ("2024", "60%"), ("2025", "71%")), "After.")
    new = part("Before.", table(["Year", "Seen", "Checked"], ("2025", "9", "71%"), ("2026", "8", "80%")), "After.")
    assert grid(old, new) == [
        ["Year", "{+Seen+}", "Checked"],
        ["[-2024-]", "", "[-60%-]"],
        ["2025", "{+9+}", "71%"],
        ["{+2026+}", "{+8+}", "{+80%+}"],
    ]
    assert lines(old, new) == ["Before.", "After."]


def test_a_table_with_another_caption_is_the_same_table():
    old, new = part(table(HEAD, ("2025", "71%"))), part(table(HEAD, ("2025", "71%"), caption="Checks"))
    [item] = comparing.compare(old, new).items
    assert shown(item.caption) == "[-Dental checks-]{+Checks+}"


def test_a_figure_is_compared_by_its_words():
    old, new = (part(Piece(text=text, image="a" * 64, caption="Trend")) for text in ("It falls", "It rises"))
    assert grid(old, new)[0][1] == "It [-falls-]{+rises+}"


def test_what_was_kept_of_a_section_is_shown_with_its_tables_by_name():
    text = "One.\n\n[[table 12: Dental checks]]\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    pieces = comparing.part_of("section:1", "Background", text).pieces
    assert [piece.kind for piece in pieces] == ["text", "text", "table"]
    assert "Dental checks" in pieces[1].text


def test_a_table_that_was_typed_is_the_table_it_became():
    typed, named = "| a | b |\n|---|---|\n| 1 | 2 |", "[[table 12: Dental checks]]"
    became = {12: Block(pk=12, kind="table", table={"head": ["a", "b"], "rows": [["1", "3"]]})}
    old, new = (comparing.part_of("section:1", "News", text, became) for text in (typed, named))
    assert grid(old, new) == [["a", "b"], ["1", "[-2-]{+3+}"]]
    gone = comparing.part_of("section:1", "News", named, {})
    assert comparing.compare(old, gone).state == "changed"


@pytest.mark.django_db
def test_a_table_of_another_section_is_told_by_its_name_alone():
    here, there = TableFactory(), TableFactory()
    written = f"[[table {here.pk}: One]]\n\n[[table {there.pk}: Two]]"
    assert comparing.tables_of(f"section:{here.section_id}", written) == {here.pk: here}
    assert comparing.tables_of(f"block:{here.pk}", written) == {}


@pytest.mark.parametrize("seed", range(15))
def test_every_word_of_both_sides_is_shown(seed):
    """Text, tables, in any order: the old words are all kept or gone, the new all kept or new."""
    chance = random.Random(seed)
    old, new = (part(*(_any_piece(chance) for _ in range(chance.randrange(1, 6)))) for _ in range(2))
    found = comparing.compare(old, new).items
    for side, unwanted in ((old, INSERTED), (new, DELETED)):
        words = sorted(
            " ".join(run.text for item in found for run in _runs(item) if run.kind != unwanted)
            .replace("¶", " ")
            .split()
        )
        wanted = " ".join(
            " ".join([piece.caption, piece.text, *(cell for row in piece.rows for cell in row)])
            for piece in side.pieces
        )
        assert words == sorted(wanted.split())


def _any_piece(chance):
    words = [f"w{chance.randrange(9)}" for _ in range(chance.randrange(1, 7))]
    if chance.random() < 0.5:
        return " ".join(words)
    width = chance.randrange(1, 4)
    return table(*([f"c{chance.randrange(9)}" for _ in range(width)] for _ in range(3)), caption=words[0])


def _runs(item):
    return (
        item.runs
        if isinstance(item, Line)
        else [*item.caption, *(run for row in item.rows for cell in row.cells for run in cell)]
    )


# --- Versions


@pytest.mark.django_db
def test_two_versions_are_compared_part_by_part():
    version, edda = VersionFactory(title="Dentists"), PersonFactory()
    first, second = (
        SectionFactory(version=version, heading="Background"),
        SectionFactory(version=version, heading="Costs"),
    )
    BlockFactory(section=first, text="Every child sees a dentist.")
    TableFactory(section=first)
    BlockFactory(section=second, text="They cost £18,000.")
    RecommendationFactory(version=version)
    SourceFactory(version=version, title="Records")
    version.number, version.frozen_at = 1, datetime(2026, 11, 20, tzinfo=UTC)
    version.save()
    draft = drafting.start_version(version.report, by=edda)
    background, costs = draft.sections.all()
    drafting.change(background.blocks.first(), text="Every child sees a dentist twice.", by=edda)
    drafting.change(background, heading="What we know", by=edda)
    drafting.remove(costs, by=edda)
    drafting.remove(draft.sources.get(), by=edda)
    drafting.add_recommendation(draft, verb="agree", text="The Board is asked to agree the plan.", by=edda)
    parts, count = comparing.compare_versions(version, draft)
    states = [(one.label, one.state, one.was_called) for one in parts if one.is_changed]
    assert states == [
        ("Recommendation 2", "new", ""),
        ("What we know", "changed", "Background"),
        ("Costs", "gone", ""),
        ("Source: Records", "gone", ""),
    ]
    assert count == 4
