"""Appendices: what is taken by its bytes, what becomes of it, how it is graded, and what is refused in words."""

import os
import subprocess
import time

import pytest

from corporate_parenting.lib import files, pdf, words
from reports import appendix_checks, appendix_grades, drafting
from reports.appendix_intake import NeedsDescription
from reports.appendix_kinds import kind_of
from reports.models import Appendix
from roles.models import AuditRow
from tests.factories.reports import AppendixFactory, VersionFactory
from tests.factories.roles import PersonFactory
from tests.lib.pdf.samples import CANARY, MOMENT, Upload, elements, opened, plain_bytes
from tests.lib.pdf.samples import words as line
from tests.reports import appendix_files as made

pytestmark = pytest.mark.django_db
Kind = Appendix.Kind


@pytest.fixture
def edda():
    return PersonFactory(name="Edda Stone")


@pytest.fixture
def draft(edda):
    return VersionFactory(report__author=edda)


@pytest.fixture
def add(draft, edda):
    """add(data, name, …): the appendix that the step makes of it."""

    def adding(data, name="a.pdf", title="", **more):
        return drafting.add_appendix(draft, data=data, file_name=name, title=title, by=edda, **more)

    return adding


KINDS = {
    "a.pdf": (made.good, Kind.PDF),
    "a.png": (made.picture, Kind.PNG),
    "a.jpg": (lambda: made.picture("JPEG"), Kind.JPEG),
    "a.csv": (lambda: made.CSV, Kind.CSV),
    "a.tsv": (lambda: b"a\tb\n1\t2\n", Kind.CSV),
    "semi.txt": (lambda: "a;b\nÅ;2\n".encode("cp1252"), Kind.CSV),
    "PK.csv": (lambda: b"PK,Name\n1,A\n", Kind.CSV),
}


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_is_known_by_its_bytes(name):
    data, kind = KINDS[name]
    assert kind_of(data(), name) == kind


def test_a_name_that_says_another_kind_is_told_of_and_the_bytes_count(add):
    row = add(made.picture(), "chart.pdf", alt=made.ALT)
    assert row.kind == Kind.PNG
    assert row.findings == ["Its name ends in “.pdf”, but it is a PNG picture: it was taken as that."]


REFUSED = {
    "x.xlsx": (made.workbook, "hidden sheets, formulas"),
    "renamed.pdf": (made.workbook, "save that sheet as CSV"),
    "x.csv": (made.workbook, "spreadsheets are not published"),
    "x.ods": (
        lambda: made.zipped("mimetype", content=b"application/vnd.oasis.opendocument.spreadsheet" * 9),
        "folder of files",
    ),
    "x.xls": (lambda: b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "spreadsheets are not published"),
    "x.doc": (lambda: b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "Save it as PDF with tags"),
    "x.docx": (lambda: made.zipped("word/document.xml"), "comments, earlier wording"),
    "x.pptx": (lambda: made.zipped("ppt/presentation.xml"), "slides"),
    "x.zip": (lambda: made.zipped("../../etc/cron.d/evil"), "Add each file in it as an appendix of its own"),
    "x.html": (lambda: b"<!DOCTYPE html><script>alert(1)</script>", "a web page"),
    "html.csv": (lambda: b"\xef\xbb\xbf  <html><script>a,b</script>", "a web page"),
    "x.svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "a web page"),
    "x.gif": (lambda: b"GIF89a" + bytes(20), "PNG or JPEG"),
    "x.webp": (lambda: b"RIFF\x00\x00\x00\x00WEBP" + bytes(9), "PNG or JPEG"),
    "x.exe": (lambda: b"MZ" + bytes(50), "a program"),
    "empty.pdf": (lambda: b"", "0 bytes"),
    "nul.csv": (lambda: b"a,b\0\n", "of a kind that is not taken"),
    "notes.pdf": (lambda: b"Just some words", "plain text"),
    "broken.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9, "The PDF is damaged"),
    "zip-and-pdf.pdf": (lambda: b"PK\x03\x04%PDF-1.7\n" + made.covered(), "two kinds at once"),
    "html-and-pdf.pdf": (lambda: b"<html><!--\n" + made.covered(), "two kinds at once"),
    "cut.png": (lambda: made.picture()[:80], "damaged"),
    "one.csv": (lambda: b"Only a heading\n", "no table in it"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_everything_else_is_refused_with_the_reason_and_nothing_is_kept(add, draft, name):
    data, why = REFUSED[name]
    with pytest.raises(pdf.Refused) as refused:
        add(data(), name, alt="x")
    assert why in str(refused.value)
    assert str(refused.value).endswith(".")
    assert draft.appendices.count() == 0


def test_a_picture_without_a_description_is_not_taken(add, draft):
    with pytest.raises(NeedsDescription):
        add(made.picture(), "a.png", alt="  ")
    assert draft.appendices.count() == 0


def test_a_picture_becomes_a_tagged_page_with_its_title_and_description(add):
    row = add(made.picture("JPEG"), "asked.jpg", title="Who asked", alt=made.ALT)
    assert (row.pages, row.tagged, row.claims_ua, row.alt, row.reads) == (1, True, True, made.ALT, "partly")
    safe = files.read(row.safe)
    with opened(safe) as printed:
        assert [str(figure.Alt) for figure in elements(printed, "Figure")] == [made.ALT]
        assert str(printed.docinfo.Title) == "Who asked"
    assert CANARY.encode() in made.picture("JPEG")
    assert CANARY.encode() not in plain_bytes(safe)


def test_a_table_is_kept_and_printed_with_heads_that_repeat(add):
    data = b"Quarter;Asked\n" + b"".join(b"Week %d;%d\n" % (n, n) for n in range(120))
    row = add(data, "asked_by_week.csv")
    assert (row.title, row.pages > 2, row.reads) == ("asked by week", True, "yes")
    assert (row.table["head"], row.table["rows"][1], len(row.table["rows"])) == (
        ["Quarter", "Asked"],
        ["Week 1", "1"],
        120,
    )
    with opened(files.read(row.safe)) as printed:
        assert [len(elements(printed, role)) for role in ("Table", "TR", "TH")] == [1, 121, 122]
    told = subprocess.run(["pdftotext", files.path(row.safe), "-"], capture_output=True, text=True, check=True).stdout
    assert [page.count("Quarter") for page in told.split("\f") if page.strip()] == [1] * row.pages


def test_a_formula_in_a_table_is_printed_as_text_and_told_of(add):
    row = add(b"A,B\n1,=1+1\n", "a.csv")
    assert row.findings == [
        "1 cell is a formula, first on line 2: shown as it is written, not worked out. Save the values instead."
    ]
    assert "=1+1" in words.of_pdf(files.path(row.safe))


@pytest.mark.parametrize(
    ("data", "reads", "wrong"),
    [
        (made.good, "yes", set()),
        (made.tagged, "yes", {"Fonts", "PDF/UA"}),
        (lambda: Upload(line("Words")).data(), "no", {"Structure", "Language", "Title", "Fonts", "PDF/UA"}),
        (made.scan, "no", {"Structure", "Language", "Title", "Text", "Fonts", "PDF/UA"}),
    ],
)
def test_a_pdf_is_graded_with_advice_for_what_is_wrong(add, data, reads, wrong):
    row = add(data())
    marks = {mark.what: mark for mark in appendix_grades.marks(row)}
    assert row.reads == reads
    assert list(marks) == ["Structure", "Language", "Title", "Text", "Fonts", "PDF/UA"]
    assert {what for what, mark in marks.items() if not mark.is_good} == wrong
    assert all(mark.advice for what, mark in marks.items() if what in wrong - {"PDF/UA"})


def test_what_is_hidden_is_named_and_never_kept_as_words(add):
    row = add(made.covered(), "plan.pdf")
    assert (row.hidden, row.waits_for_answer) == ([made.HIDES], True)
    told = [row.findings, row.removed, row.hidden, appendix_grades.hides(row), AuditRow.objects.latest("pk").details]
    assert CANARY not in repr(told)


def test_a_report_with_undecided_words_is_stopped_and_one_that_reads_badly_is_not(add, draft):
    row = add(made.covered(), "plan.pdf", title="Plan")
    [found] = appendix_checks.findings(draft)
    assert (found.stops, found.task, found.url) == (True, "appendices", f"/reports/appendices/{row.pk}/decide/")
    row.hidden = []
    row.save()
    [found] = appendix_checks.findings(draft)
    assert (found.stops, found.text) == (False, "Appendix 1, “Plan”: A screen reader cannot read this.")


def test_a_picture_without_a_description_stops_a_report(draft):
    AppendixFactory(version=draft, kind=Kind.PNG)
    assert [found.stops for found in appendix_checks.findings(draft)] == [True]


def test_another_title_and_description_are_printed_too(add, edda):
    row = add(made.picture(), "a.png", title="Old", alt="Old words.")
    drafting.reword_appendix(row, title="New", alt="New words.", by=edda)
    row.refresh_from_db()
    with opened(files.read(row.safe)) as printed:
        assert ([str(one.Alt) for one in elements(printed, "Figure")], str(printed.docinfo.Title)) == (
            ["New words."],
            "New",
        )


def test_another_title_of_a_table_is_printed_and_that_of_a_pdf_is_kept(add, edda):
    table, document = add(made.CSV, "a.csv", title="Old"), add(made.good())
    before = document.safe
    for row in (table, document):
        drafting.reword_appendix(row, title="New", by=edda)
        row.refresh_from_db()
    assert "New" in words.of_pdf(files.path(table.safe))
    assert (document.title, document.safe) == ("New", before)


def test_two_writers_of_one_title_notice_each_other(add, edda):
    row = add(made.good())
    seen = drafting.edition(row)
    drafting.reword_appendix(row, title="Hers", by=edda, seen=seen)
    with pytest.raises(drafting.Conflict):
        drafting.reword_appendix(row, title="His", by=edda, seen=seen)


def test_a_file_in_the_place_of_another_is_a_new_question(add, edda):
    row = add(made.covered(), title="Plan")
    row.answer, row.answered_at, row.answered_by, row.answer_why = "clean", MOMENT, edda, "It is all known."
    row.save()
    drafting.replace_appendix(row, data=made.covered("Other"), file_name="b.pdf", by=edda)
    row.refresh_from_db()
    assert (row.title, row.waits_for_answer, row.answered_by, row.answer_why) == ("Plan", True, None, "")
    drafting.replace_appendix(row, data=made.CSV, file_name="b.csv", by=edda)
    row.refresh_from_db()
    assert (row.kind, row.hidden, row.removed, row.table["head"]) == (Kind.CSV, [], [], ["Quarter", "Asked"])


def test_a_picture_of_vast_size_ends_in_words_soon(add):
    started = time.monotonic()
    with pytest.raises(pdf.Refused, match="needs too much memory"):
        add(made.picture(size=(9000, 9000)), "a.png", alt="x")
    assert time.monotonic() - started < 25


@pytest.mark.skipif(not os.environ.get("PDFUA_CHECK"), reason="PDFUA_CHECK is not set")
def test_a_printed_picture_and_a_printed_table_are_pdf_ua(add, tmp_path):
    wide = b"Area," + b",".join(b"Year %d" % n for n in range(2010, 2026)) + b"\n" + b"North" + b",1" * 16 + b"\n"
    rows = [
        add(made.picture(), "a.png", alt=made.ALT),
        add(made.picture("JPEG", size=(800, 200)), "b.jpg", alt=made.ALT),
        add(b"Quarter;Asked\n" + b"Spring;41\n" * 90, "c.csv"),
        add(wide, "d.csv"),
    ]
    for row in rows:
        (tmp_path / f"{row.pk}.pdf").write_bytes(files.read(row.safe))
    parts = [pdf.Part(files.read(row.safe), row.title, 1 + n, claims_ua=row.claims_ua) for n, row in enumerate(rows)]
    assert pdf.merge(parts, title="Pack", at=MOMENT, out=tmp_path / "pack.pdf").claims_ua
    judged = [os.environ["PDFUA_CHECK"], *map(str, sorted(tmp_path.glob("*.pdf")))]
    done = subprocess.run(judged, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
