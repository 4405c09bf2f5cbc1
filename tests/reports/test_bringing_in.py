"""A report read from a file becomes a draft: real ones where they are, and invented twins always."""

import dataclasses

import pytest

from reports import checks, drafting, layout, reading
from reports.models import Format, Version
from roles.audit import SYSTEM
from tests.docx import docx, paragraph
from tests.factories.roles import RemitFactory
from tests.reports import samples

pytestmark = pytest.mark.django_db


def brought(text, name="report.txt", **changes):
    read = dataclasses.replace(reading.read(text if isinstance(text, bytes) else text.encode(), name), **changes)
    report = drafting.bring_in(read, by=SYSTEM, remit=RemitFactory())
    return Version.objects.select_related("report__format").get(report=report)


def numbers(version):
    """(heading's number, numbers of its pieces) as printed."""
    return [
        (chapter.number, [piece.number for piece in chapter.pieces if piece.number])
        for chapter in layout.lay_out(version).chapters
    ]


def test_the_decimal_shape_comes_in_whole():
    version = brought(samples.DECIMAL)
    assert version.report.format.name == "Decimal paragraphs"
    assert [label for label, _ in version.header] == ["To", "Meeting Date", "From", "Purpose"]
    assert dict(version.header)["From"] == "Edda Stone\nService Manager, Children in Care"
    assert [(row.side, row.name, row.telephone) for row in version.contacts.all()] == [
        ("officer", "Edda Stone", "01632 960001"),
        ("member", "Councillor Ada Marsh", "(office) 01632 960002"),
    ]
    assert numbers(version) == [("1.", ["1.1", "1.2"]), ("2.", ["2.1"]), ("3.", ["3.1"])]
    assert [(row.verb, row.text) for row in version.recommendations.all()] == [
        ("note", "The Sub-Committee is asked to note how many children saw a dentist.")
    ]
    assert [(row.title, row.location) for row in version.sources.all()] == [
        ("Dental records 2026", "Children's services")
    ]
    assert version.unplaced.count() == 0


def test_the_continuous_shape_comes_in_whole_and_its_gap_stays():
    version = brought(samples.CONTINUOUS)
    assert version.report.format.name == "Continuous paragraphs"
    assert numbers(version) == [("", ["1."]), ("", ["2."]), ("", ["3."]), ("", ["5."])]
    assert [row.level for row in version.sections.all()] == [1, 1, 2, 1]
    laid = layout.lay_out(version)
    assert [piece.number for piece in laid.recommendations.pieces] == ["6."]
    assert [piece.number for piece in laid.reasons.pieces] == ["7."]
    assert laid.before_title == ["CORPORATE PARENTING BOARD", "15th December 2026"]
    assert len(laid.after_title) == 2
    assert laid.sources_heading == "BACKGROUND PAPERS"
    assert laid.footer[0] == ("Author", "Edda Stone, Service Manager")
    assert version.unplaced.count() == 0


def test_what_came_in_whole_can_be_sent():
    for text in (samples.DECIMAL, samples.CONTINUOUS):
        assert [finding.text for finding in checks.findings(brought(text)) if finding.stops] == []


def test_what_has_no_place_is_kept_and_named():
    version = brought(samples.DECIMAL, unplaced=(("line 7, a page’s number", "12"),))
    assert [(row.where, row.text) for row in version.unplaced.all()] == [("line 7, a page’s number", "12")]


def test_what_a_word_file_held_besides_is_named():
    parts = {"word/media/image1.png": b"picture", "customXml/item1.xml": "<a>of no word</a>"}
    data = docx(paragraph("TITLE"), paragraph("BACKGROUND"), paragraph("1. It is so."), parts=parts)
    rows = brought(data, "report.docx").unplaced.all()
    assert [(row.where, row.text) for row in rows] == [("about the file", "1 picture was left out.")]


def test_a_text_too_long_for_its_place_is_kept_whole():
    title = "Dentists " * 40
    version = brought(samples.DECIMAL, title=title)
    assert version.title == title[:250]
    assert [row.text for row in version.unplaced.all()] == [title]


def test_a_file_without_numbers_comes_in_without_numbers():
    version = brought("# Dentists\n\n## Background\n\nEvery child sees one.\n", "report.md")
    assert version.report.format.name == "Unnumbered paragraphs"
    assert numbers(version) == [("", [])]


def test_a_format_that_is_no_longer_in_use_is_better_than_none():
    Format.objects.update(in_use=False)
    assert brought(samples.DECIMAL).report.format.numbering == "decimal"


def test_a_format_of_choice_is_taken():
    read = reading.read(samples.DECIMAL.encode(), "report.txt")
    format_ = brought(samples.CONTINUOUS).report.format
    assert drafting.bring_in(read, by=SYSTEM, remit=RemitFactory(), format=format_).format == format_


def seed(folder, number):
    (path,) = folder.glob(f"seeds/{number}_*")
    return brought(path.read_bytes(), path.name)


def test_a_real_decimal_report_comes_in_whole(real_data):
    version = seed(real_data, "001")
    counts = [("1.", 3), ("2.", 6), ("3.", 1)]
    assert [(number, len(paragraphs)) for number, paragraphs in numbers(version)] == counts
    assert version.contacts.count() == 2
    assert version.unplaced.count() == 0
    assert "- Consistent and clear engagement" in version.sections.last().blocks.get().text


def test_a_real_continuous_report_keeps_its_gap(real_data):
    version = seed(real_data, "003")
    printed = [number for _, paragraphs in numbers(version) for number in paragraphs]
    assert printed == [f"{number}." for number in range(1, 26) if number != 23]
    laid = layout.lay_out(version)
    assert [laid.recommendations.pieces[0].number, laid.reasons.pieces[0].number] == ["26.", "27."]
    assert version.unplaced.count() == 0
