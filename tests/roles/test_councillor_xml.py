"""ModernGov's list of councillors."""

from datetime import date
from pathlib import Path

import pytest

from corporate_parenting.lib.reading import ReadError
from roles import councillor_files, councillor_xml
from roles.councillor_list import Councillor, Term

SAMPLE = (Path(__file__).parent.parent / "samples" / "councillors_by_ward.xml").read_bytes()
AT_HOME = ("lanted-at-home", "PL4 7ED", "07999", "home.example")


def test_councillors_of_every_ward():
    assert councillor_xml.read(SAMPLE, "c.xml") == [
        Councillor(
            name="Councillor Ada Marsh",
            party="Green Party",
            ward="Upper Weir",
            email="ada.marsh@weir.example",
            telephone="07000 000001",
            page="",
            line=8,
            id="31",
            group="Green and Independent Group",
            terms=(Term(date(2022, 5, 9), date(2026, 5, 10)), Term(date(2026, 5, 11), None)),
        ),
        Councillor(
            name="Councillor Dilys O'Dea",
            party="Lock & Weir Residents",
            ward="Upper Weir",
            email="dilys.odea@weir.example",
            telephone="0100 000 0004, 07000 000004",
            page="",
            line=51,
            id="34",
            group="Green and Independent Group",
            terms=(Term(date(2026, 5, 11), None),),
        ),
        Councillor("Councillor Cai Prys", "Green Party", "Mill Green", "", "", "", 81, "33"),
        Councillor("Vacancy", "", "Mill Green", "", "", "", 96),
    ]


def test_the_sample_holds_home_addresses_and_what_is_read_does_not():
    assert all(words in SAMPLE.decode() for words in AT_HOME)
    found = repr(councillor_files.read(SAMPLE, "c.xml"))
    assert [words for words in AT_HOME if words in found] == []


def test_the_same_through_the_child_process():
    assert councillor_files.read(SAMPLE, "c.xml") == councillor_xml.read(SAMPLE, "c.xml")


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + SAMPLE,
        b"\n \n" + SAMPLE,
        SAMPLE.decode().replace("utf-8", "utf-16").encode("utf-16"),
        SAMPLE.replace(b"\n", b"\r\n"),
        SAMPLE.replace(b"<councillorsbyward>", b"<e:Envelope xmlns:e='x'><councillorsbyward xmlns='y'>").replace(
            b"</councillorsbyward>", b"</councillorsbyward></e:Envelope>"
        ),
    ],
    ids=["byte order mark", "blank lines", "UTF-16", "Windows line ends", "in a SOAP envelope"],
)
def test_the_same_answer_from_other_servers(data):
    assert [one.id for one in councillor_files.read(data, "c.xml")] == ["31", "34", "33", ""]


def test_one_who_stands_in_two_places_in_the_same_words_counts_once():
    start = SAMPLE.index(b"<councillor>\n          <councillorid>33")
    one = SAMPLE[start : SAMPLE.index(b"</councillor>", start)] + b"</councillor>"
    assert one.count(b"<councillorid>") == 1
    twice = SAMPLE.replace(one, one + one).replace(b"<councillorcount>2<", b"<councillorcount>3<")
    assert [found.id for found in councillor_xml.read(twice, "c.xml")] == ["31", "34", "33", ""]


def test_numbers_without_room_for_both():
    long = SAMPLE.replace(b"0100 000 0004", b"0100 000 0004 (9am to 5pm, ask for the members' office, please)")
    with pytest.raises(ReadError, match="is longer than 60 characters"):
        councillor_xml.read(long, "c.xml")
    long = SAMPLE.replace(b"0100 000 0004", b"0100 000 0004 (9am to 5pm, ask for the members' office)")
    assert councillor_xml.read(long, "c.xml")[1].telephone == "0100 000 0004 (9am to 5pm, ask for the members' office)"


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        (b"<councillorcount>2<", b"<councillorcount>3<", 80, "councillorcount",
         "the file says that there are 3 here, and lists 2. A part of it is missing."),
        (b"<councillorcount>2<", b"<councillorcount>many<", 80, "councillorcount", "“many” is not a whole number."),
        (b"<councillorid>34<", b"<councillorid>31<", 51, "name",
         "“Councillor Dilys O'Dea” has the id 31, which line 8 gives to “Councillor Ada Marsh”."),
        (b"<councillorid>34</councillorid>", b"", 51, "councillorid", "is missing."),
        (b"<councillorid>34<", b"<councillorid> <", 52, "councillorid", "is missing."),
        (b"<councillorid>34<", b"<councillorid>3/4<", 52, "councillorid", "“3/4” is not an id of letters and digits."),
        (b"<fullusername>Councillor Cai Prys<", b"<fullusername>\n<", 83, "fullusername", "is missing."),
        (b"<politicalpartytitle>Lock &amp;amp; Weir Residents</politicalpartytitle>", b"", 51,
         "politicalpartytitle", "is missing."),
        (b"10/05/2026", b"08/05/2022", 43, "enddate", "the term ends before it starts."),
        (b"10/05/2026", b"31/06/2026", 43, "enddate", "“31/06/2026” is not a date such as 31/01/2026."),
        (b"09/05/2022", b"2022-05-09", 42, "startdate", "“2022-05-09” is not a date such as 31/01/2026."),
        (b"dilys.odea@weir.example", b"dilys.odea", 60, "email", "“dilys.odea” is not an email address."),
        (b"councillorsbyward", b"committees", 2, "committees", "this is not an answer of GetCouncillorsByWard."),
        (b"<wards>", b"<wards>&unknown;", 3, "", None),
    ],
)  # fmt: skip
def test_errors_name_line_and_field(old, new, line, field, message):
    assert old in SAMPLE
    with pytest.raises(ReadError) as raised:
        councillor_xml.read(SAMPLE.replace(old, new), "c.xml")
    error = raised.value
    assert (error.file, error.line) == ("c.xml", line)
    if message:
        assert (error.field, error.message) == (field, message)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.8, 0.99])
def test_a_truncated_file_is_refused_with_its_line(part):
    cut = SAMPLE[: int(len(SAMPLE) * part)]
    last = cut.count(b"\n") + 1
    with pytest.raises(ReadError, match=rf"c\.xml, line {last}\b.*broken XML"):
        councillor_files.read(cut, "c.xml")


def test_a_file_cut_between_two_councillors_and_mended_is_refused_by_its_count():
    start = SAMPLE.index(b"<councillor>\n          <councillorid>34")
    mended = SAMPLE[:start] + b"</councillors></ward></wards></councillorsbyward>"
    with pytest.raises(ReadError, match="says that there are 2 here, and lists 1"):
        councillor_files.read(mended, "c.xml")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04" + bytes(50), "this is a workbook of a spreadsheet program. Save it as CSV"),
        (b"<councillorsbyward><wards></wards></councillorsbyward>", "the list names nobody."),
        (b"Name,Party,Ward,Telephone,Email,Page\n", "the list names nobody."),
        (b"<html><body>Sign in first</body></html>", "this is a web page and not XML."),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><councillorsbyward/>", "document types and entities are not accepted."),
        (b"", "there is no such column."),
    ],
)
def test_what_is_no_list_is_refused_in_words(data, words):
    with pytest.raises(ReadError) as raised:
        councillor_files.read(data, "c.xml")
    assert raised.value.message.startswith(words)


def test_a_file_that_breaks_the_reader_breaks_only_the_reader(monkeypatch):
    monkeypatch.setattr(councillor_files, "LIMITS", councillor_files.limited.Limits(seconds=0))
    with pytest.raises(ReadError, match=r"c\.xml: the file could not be read\. It took longer"):
        councillor_files.read(SAMPLE, "c.xml")


def test_what_waits_holds_no_word_of_a_home_address(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    found = councillor_files.read(SAMPLE, "c.xml")
    name = councillor_files.keep(found)
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("*/*"))
    assert b"Dilys" in kept
    assert [words for words in AT_HOME if words.encode() in kept] == []
    assert councillor_files.kept(name) == found
