"""Printed numbers: three styles, gaps kept."""

from reports import numbering
from reports.models import Format


def test_fact_19_each_format_numbers_in_its_own_way_and_asks_first_or_near_the_end(db):
    known = {one.name: one for one in Format.objects.all()}
    decimal, continuous = known["Decimal paragraphs"], known["Continuous paragraphs"]
    printed = {}
    for one in (decimal, continuous):
        count = numbering.Count(one.numbering)
        printed[one.name] = [count.heading(), count.paragraph(), count.heading(), count.paragraph()]
    assert printed["Decimal paragraphs"] == ["1.", "1.1", "2.", "2.1"]
    assert printed["Continuous paragraphs"] == ["", "1.", "", "2."]
    assert (decimal.asks_first, continuous.asks_first) == (True, False)


def test_fact_19_a_report_of_27_paragraphs_without_a_23_is_not_numbered_anew():
    count = numbering.Count(Format.Numbering.CONTINUOUS)
    given = [str(number) for number in range(1, 28) if number != 23]
    assert [count.paragraph(number) for number in given] == [f"{number}." for number in given]


def test_decimal_numbers_start_again_in_each_section():
    count = numbering.Count(Format.Numbering.DECIMAL)
    assert [count.heading(), count.paragraph(), count.paragraph(), count.heading(), count.paragraph()] == [
        "1.",
        "1.1",
        "1.2",
        "2.",
        "2.1",
    ]


def test_a_sub_heading_does_not_start_the_count_again():
    count = numbering.Count(Format.Numbering.DECIMAL)
    assert [count.heading(), count.paragraph(), count.heading(2), count.paragraph()] == ["1.", "1.1", "", "1.2"]


def test_continuous_numbers_run_through_all_headings():
    count = numbering.Count(Format.Numbering.CONTINUOUS)
    assert [count.heading(), count.paragraph(), count.heading(), count.paragraph()] == ["", "1.", "", "2."]


def test_a_gap_stays_a_gap_and_the_count_goes_on_from_it():
    count = numbering.Count(Format.Numbering.CONTINUOUS)
    given = ["21", "22.", "24", "", ""]
    assert [count.paragraph(number) for number in given] == ["21.", "22.", "24.", "25.", "26."]


def test_given_decimal_numbers_are_printed_as_they_are():
    count = numbering.Count(Format.Numbering.DECIMAL)
    assert [count.heading(1, "3."), count.paragraph("3.4"), count.paragraph()] == ["3.", "3.4", "3.5"]


def test_a_number_that_is_no_number_is_printed_and_counted():
    count = numbering.Count(Format.Numbering.CONTINUOUS)
    assert [count.paragraph(), count.paragraph("A"), count.paragraph()] == ["1.", "A", "3."]


def test_unnumbered_formats_print_given_numbers_only():
    count = numbering.Count(Format.Numbering.NONE)
    assert [count.heading(), count.paragraph(), count.paragraph("7")] == ["", "", "7."]


def test_letters_go_on_after_z():
    assert [numbering.letter(index) for index in (0, 1, 25, 26, 27)] == ["(a)", "(b)", "(z)", "(aa)", "(ab)"]
