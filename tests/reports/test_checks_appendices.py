"""What the checks read in the files of appendices: each page of a PDF and each cell of a table, with its place."""

import pytest

from corporate_parenting.lib import pdf
from reports import checks, drafting
from reports.checks import pages
from tests.factories.reports import ready_report
from tests.lib.pdf.samples import Upload, box
from tests.lib.pdf.samples import words as line

pytestmark = pytest.mark.django_db
TWO_PAGES = (
    "<html lang=en-GB><title>Plan</title><h1>Plan</h1><p>All 214 children have one.<p style='break-before: page'>{}"
)


@pytest.fixture
def draft(people):
    return ready_report(people.author).versions.get()


def add(draft, people, data, name="plan.pdf"):
    return drafting.add_appendix(draft, data=data, file_name=name, title="Plan", by=people.author)


def found(draft):
    rows = checks.findings(draft)
    return [(one.place, one.quote, one.stops) for one in rows if one.place.startswith("Appendix")]


def test_a_date_of_birth_on_a_page_of_a_pdf_stops_the_report_and_says_where(draft, people):
    add(draft, people, pdf.render(TWO_PAGES.format("Her date of birth: 3 May 2014.")).data)
    assert found(draft) == [("Appendix 1, page 2", "date of birth: 3 May 2014", True)]


def test_a_small_number_and_a_name_in_a_pdf_are_named(draft, people):
    words = "In all, 3 children went missing. Jayden, aged 9, lives with a foster carer."
    add(draft, people, pdf.render(TWO_PAGES.format(words)).data)
    told = found(draft)
    assert {place for place, _, _ in told} == {"Appendix 1, page 2"}
    assert {"3 children", "Jayden, aged 9"} <= {quote for _, quote, _ in told}


def test_words_under_a_black_box_are_read_too(draft, people):
    add(draft, people, Upload(line("Seen", y=500) + line("Date of birth: 3 May 2014") + box()).data())
    assert ("Appendix 1, page 1", True) in [(place, stops) for place, _, stops in found(draft)]


def test_the_cells_of_a_table_are_read(draft, people):
    data = b"Who;Born;Moves\nNHS number 943 476 5919;3 May 2014;7\nAll;12 June 2013;21\n"
    add(draft, people, data, "moves.csv")
    places = [(place, stops) for place, _, stops in found(draft)]
    assert ("Appendix 1, column “Born”", True) in places
    assert ("Appendix 1, row 1", True) in places


def test_a_file_is_read_once_however_often_the_report_is_checked(draft, people, monkeypatch):
    add(draft, people, pdf.render(TWO_PAGES.format("Nobody is told.")).data)
    read, real = [], pdf.page_words
    monkeypatch.setattr(pages.pdf, "page_words", lambda data, **how: read.append(1) or real(data, **how))
    assert [found(draft), found(draft), read] == [[], [], [1]]


def test_a_file_that_cannot_be_read_is_said_to_be_unchecked(draft, people, monkeypatch):
    add(draft, people, pdf.render(TWO_PAGES.format("Her date of birth: 3 May 2014, once more.")).data)
    monkeypatch.setattr(pages.pdf, "page_words", lambda data, **how: None)
    assert found(draft) == [("Appendix 1", "", False)]
