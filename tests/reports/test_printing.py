"""The print: everything in its place, nothing unescaped, the same bytes each time, PDF/UA where it can be judged."""

import io
import os
import subprocess
from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string
from PIL import Image

from corporate_parenting.lib import pdf, richtext
from reports import drafting, example, layout, printing
from reports.models import Format, Version
from tests.factories.reports import (
    AppendixFactory,
    BlockFactory,
    ContactFactory,
    FormatFactory,
    RecommendationFactory,
    SectionFactory,
    SourceFactory,
    TableFactory,
    VersionFactory,
)
from tests.factories.roles import PersonFactory
from tests.reports import samples
from tests.reports.test_bringing_in import brought, seed

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    header = [["To", "A board"], ["Meeting date", ""], ["Purpose", "To inform <all>"]]
    version = VersionFactory(title="Teeth & care", header=header, reasons="")
    section = SectionFactory(version=version, heading="Background")
    BlockFactory(section=section, text="First **bold**.\n\nSecond.")
    BlockFactory(section=section, text="- a\n- b")
    TableFactory(section=section)
    ContactFactory(version=version, name="Edda Stone", email="edda@wexcombe.example")
    ContactFactory(version=version, side="member", name="Councillor Ada Marsh", post="")
    RecommendationFactory(version=version, text="Note it.")
    RecommendationFactory(version=version, text="Agree it.")
    SourceFactory(version=version)
    AppendixFactory(version=version)
    return Version.objects.get(pk=version.pk)


def numbered(words):
    return f'<span class="number">{words}</span>'


def test_the_number_is_text_of_its_paragraph(version):
    html = printing.document(version).html
    assert html.count(f'<p class="numbered">{numbered("1.1")} First <strong>bold</strong>.</p>') == 1
    assert html.count(f'<p class="number-alone">{numbered("1.2")} </p>') == 1
    assert html.count(f"<h2>{numbered('1.')} Background</h2>") == 1


def test_recommendations_are_lettered_before_the_background(version):
    html = printing.document(version).html
    assert [html.count(numbered(letter)) for letter in ("(a)", "(b)", "(c)")] == [1, 1, 0]
    assert html.index("Recommendations</h2>") < html.index("Background</h2>")


def test_one_recommendation_needs_no_letter(version):
    version.recommendations.last().delete()
    html = printing.document(version).html
    assert (html.count("Recommendation</h2>"), html.count(numbered("(a)"))) == (1, 0)


def test_the_meeting_says_body_and_date_and_the_author_where_it_does_not(version):
    here = layout.lay_out(version, body_name="Sub-Committee", meeting_on=date(2026, 12, 15)).fields
    assert here[:2] == [("To", "Sub-Committee"), ("Meeting date", "15 December 2026")]
    assert layout.lay_out(version).fields[0] == ("To", "A board")


def test_nothing_an_officer_types_becomes_markup(version):
    html = printing.document(version).html
    assert "Teeth &amp; care" in html
    assert "<all>" not in html


def test_a_table_has_caption_head_row_names_and_numbers_to_the_right(version):
    html = printing.document(version).html
    assert "<caption>Dental checks</caption>" in html
    assert '<th scope="col">Year</th><th scope="col" class="numeric">Checked</th>' in html
    assert '<th scope="row">2025</th><td class="numeric">71%</td>' in html


def test_contacts_stand_side_by_side(version):
    grid = layout.lay_out(version).contacts
    assert grid.head == ["Officer contact", "Member contact"]
    assert grid.rows == [
        ["Name", "Edda Stone", "Councillor Ada Marsh"],
        ["Post or role", "Service manager", ""],
        ["Email", "edda@wexcombe.example", ""],
    ]


def test_uneven_rows_of_a_table_lose_nothing():
    grid = layout.grid_of({"head": ["A"], "rows": [["1", "2", "3"], []]})
    assert [[text for text, _ in row] for row in [grid.head, *grid.rows]] == [
        ["A", "", ""],
        ["1", "2", "3"],
        ["", "", ""],
    ]


@pytest.mark.parametrize("cell", ["1", "1,024", "88%", "£2.50", "-3", "−3", "n/a", "–", ""])
def test_what_counts_as_a_number(cell):
    assert layout.NUMBER.fullmatch(cell) is not None


@pytest.mark.parametrize("cell", ["March", "2 of 3", "12 May 2026", "a1"])
def test_what_does_not_count_as_a_number(cell):
    assert layout.NUMBER.fullmatch(cell) is None


def test_the_same_version_gives_the_same_bytes(version):
    assert printing.document(version) == printing.document(Version.objects.get(pk=version.pk))


def test_printing_costs_the_same_for_a_long_report(version, django_assert_num_queries):
    with django_assert_num_queries(9):
        printing.document(version)
    for _ in range(3):
        TableFactory(section=SectionFactory(version=version))
        SourceFactory(version=version)
    again = Version.objects.get(pk=version.pk)
    with django_assert_num_queries(9):
        printing.document(again)


def test_a_figure_brings_its_file_and_its_description():
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "navy").save(out, "PNG")
    section = SectionFactory()
    author = PersonFactory()
    block = drafting.add_figure(section, data=out.getvalue(), alt="A navy oblong", caption="Navy", by=author)
    document = printing.document(section.version)
    assert list(document.assets) == [block.image]
    assert f'<img src="asset:{block.image}" alt="A navy oblong">' in document.html


def test_unnumbered_reports_print_no_numbers():
    version = VersionFactory(report__format=FormatFactory(name="Plain", numbering=Format.Numbering.NONE))
    BlockFactory(section__version=version)
    assert 'class="number"' not in printing.document(version).html


def faults(data, folder):
    """What veraPDF finds in a merged print; leaves the test out where it is not."""
    program = os.environ.get("PDFUA_CHECK")
    if not program:
        pytest.skip("PDFUA_CHECK is not set")
    file = folder / "report.pdf"
    pdf.merge([data], title="Teeth", at=datetime(2026, 12, 1, tzinfo=UTC), out=file)
    checked = subprocess.run([program, file], capture_output=True, text=True, check=False)
    return checked.stdout if checked.returncode else ""


@pytest.mark.parametrize("text", [samples.DECIMAL, samples.CONTINUOUS], ids=["decimal", "continuous"])
def test_both_shapes_print_as_accessible_pdf(text, tmp_path):
    version = brought(text)
    section = version.sections.first()
    TableFactory(section=section)
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "navy").save(out, "PNG")
    drafting.add_figure(section, data=out.getvalue(), alt="A navy oblong", by=PersonFactory())
    document = printing.document(version, body_name="Sub-Committee", meeting_on=date(2026, 12, 15))
    made = pdf.render(document.html, assets=document.assets)
    assert (made.claims_ua, made.warnings) == (True, [])
    assert faults(pdf.Part(made.data, "Teeth", claims_ua=True), tmp_path) == ""


def in_order(html, *words):
    """Each of these stands in the print after the one before it, and everything is there."""
    places = [html.index(each) for each in words]
    return places == sorted(places)


def test_the_decimal_shape_is_printed_in_its_own_order():
    html = printing.document(brought(samples.DECIMAL)).html
    head = ("THE HEALTH OF CHILDREN", "To</th>", "Meeting Date</th>", "From</th>", "Purpose</th>")
    text = (
        "The Sub-Committee is asked to note",
        "Officer contact",
        "BACKGROUND</h2>",
        "1.2</span>",
        "MAIN ISSUES</h2>",
    )
    end = ("SIGNIFICANT IMPLICATIONS</h2>", "3.1</span>", "Location</th>")
    assert in_order(html.partition("<body")[2], *head, *text, *end)


def test_the_continuous_shape_is_printed_in_its_own_order():
    html = printing.document(brought(samples.CONTINUOUS)).html
    head = ("CORPORATE PARENTING BOARD</p>", "15th December 2026</p>", "DENTISTS – A SHARED TASK</h1>", "BRAM HOLT")
    text = (
        "PURPOSE OF REPORT</h2>",
        "1.</span>",
        "BACKGROUND</h2>",
        "Joint Responsibilities</h3>",
        "IMPLICATIONS</h2>",
    )
    end = (
        "RECOMMENDATION</h2>",
        "6.</span>",
        "REASONS</h2>",
        "7.</span>",
        "BACKGROUND PAPERS</h2>",
        "Author:</strong>",
    )
    assert in_order(html.partition("<body")[2], *head, *text, *end)


def test_real_reports_are_printed_in_their_own_order(real_data):
    decimal, continuous = (
        printing.document(seed(real_data, number)).html.partition("<body")[2] for number in ("001", "003")
    )
    parts = (
        'class="fields"',
        'class="asked"',
        'class="contacts"',
        "1.</span> ",
        "2.6</span>",
        "3.1</span>",
        "Location</th>",
    )
    assert in_order(decimal, *parts)
    numbers = [f"{number}.</span>" for number in range(1, 28) if number != 23]
    assert in_order(continuous, 'class="above"', 'class="below"', *numbers, "Author:</strong>")


@pytest.mark.parametrize("numbered", Format.Numbering.values)
def test_an_example_in_every_kind_of_template_is_an_accessible_pdf(numbered, tmp_path):
    names = ["Financial", "Legal", "Equality"]
    format_ = FormatFactory.build(numbering=numbered, implications=names, footer_fields=["Author"], sources_as="list")
    html = render_to_string("pdf/report.html", {"laid": example.laid(format_, text=richtext.print_html)})
    made = pdf.render(html)
    assert (made.claims_ua, made.warnings) == (True, [])
    assert faults(pdf.Part(made.data, "Example", claims_ua=True), tmp_path) == ""
