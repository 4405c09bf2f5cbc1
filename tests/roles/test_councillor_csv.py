"""The list of councillors that a council publishes."""

import os
from collections import Counter
from pathlib import Path

import pytest

from corporate_parenting.lib.reading import ReadError
from roles import councillor_csv
from roles.councillor_list import Councillor

SAMPLE = (Path(__file__).parent.parent / "samples" / "councillors.csv").read_bytes()
PAGE = "https://papers.weir.example/mgUserInfo.aspx?UID="


def test_councillors():
    assert councillor_csv.read(SAMPLE, "c.csv") == [
        Councillor(
            "Councillor Ada Marsh",
            "Weir Independents",
            "Upper Weir",
            "ada.marsh@weir.example",
            "07000 000001",
            f"{PAGE}31",
            2,
        ),
        Councillor(
            "Councillor Mrs. Bede O'Loan",
            "Labour",
            "Lock, Mill and Ferry",
            "bede.oloan@weir.example",
            "0100 000 0000, 07000 000002",
            f"{PAGE}32",
            3,
        ),
        Councillor("Councillor Cai Prys", "Green Party", "Mill Green", "", "", f"{PAGE}33", 4),
    ]


def test_the_sites_own_id():
    assert [found.member_id for found in councillor_csv.read(SAMPLE, "c.csv")] == ["31", "32", "33"]
    assert Councillor("A", "", "", "", "", "https://weir.example/ada").member_id == ""


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + SAMPLE,
        SAMPLE.replace(b"\n", b"\r\n"),
        SAMPLE.decode().encode("utf-16"),
        SAMPLE.replace(b"Name,Party", b" NAME , party"),
    ],
)
def test_the_same_list_from_other_programs(data):
    assert [found.name for found in councillor_csv.read(data, "c.csv")] == [
        "Councillor Ada Marsh",
        "Councillor Mrs. Bede O'Loan",
        "Councillor Cai Prys",
    ]


def test_older_windows_letters():
    data = SAMPLE.replace(b"Bede O'Loan", "Zoë O’Loan".encode("cp1252"))
    assert councillor_csv.read(data, "c.csv")[1].name == "Councillor Mrs. Zoë O’Loan"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators(separator):
    data = separator.join(["Name", "Party", "Ward", "Telephone", "Email", "Page"]) + "\n"
    data += separator.join(["Ada Marsh", "Labour", "Mill, Lock", "", "", ""])
    assert councillor_csv.read(data.encode(), "c.csv") == [
        Councillor("Ada Marsh", "Labour", "Mill, Lock", "", "", "", 2)
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        (b"Ward,", b"Division,", 1, "ward", "there is no such column."),
        (b"Image", b"ward", 1, "ward", "there are two such columns."),
        (b"ada.marsh@weir.example", b"ada.marsh", 2, "email", "“ada.marsh” is not an email address."),
        (b"https://papers.weir.example/mgUserInfo.aspx?UID=32", b"js:x", 3, "page", "“js:x” is not a web address."),
        (b"Councillor Cai Prys", b" ", 4, "name", "is missing."),
        (b"07000 000001", b"0" * 61, 2, "telephone", "is longer than 60 characters."),
        (b"UID=32,\n", b"UID=32\n", 3, "image", "the row ends before this column."),
        (b"UID=32,\n", b"UID=32,,,extra\n", 3, "", "the row has more cells than the heading: “extra”."),
        (b"UID=33", b"UID=31", 4, "name",
         "“Councillor Cai Prys” has the id 31, which line 2 gives to “Councillor Ada Marsh”."),
        (b"Weir,07000 000001", b"Weir,07000 000009", 7, "name",
         "“Councillor Ada Marsh” stands on line 2 too, and differs there."),
        (b"Image", b"Home address", 1, "home address",
         "no such column is known here. Rename it or take it out of the file."),
        (b'Green",,', b"Green,,", 4, "", "broken row (unexpected end of data)."),
        (b'Ferry"', b'Ferry"x', 3, "", "broken row (',' expected after '\"')."),
    ],
)  # fmt: skip
def test_errors_name_line_and_field(old, new, line, field, message):
    assert old in SAMPLE
    with pytest.raises(ReadError) as raised:
        councillor_csv.read(SAMPLE.replace(old, new, 1), "c.csv")
    error = raised.value
    assert (error.file, error.line, error.field, error.message) == ("c.csv", line, field, message)


def test_ids_and_groups_of_a_list_that_has_them():
    data = b"ID,Name,Group,Party,Ward,Telephone,Email,Page\nA-7,Ada Marsh,Green Group,Green Party,Mill,,,\n"
    (found,) = councillor_csv.read(data, "c.csv")
    assert (found.member_id, found.source_id, found.group) == ("A-7", "councillor:A-7", "Green Group")


@pytest.mark.parametrize(
    "name", ["Vacancy", "Vacant", "vacant seat", "Councillor Vacancy", "Cllr. Vacant (by-election)"]
)
def test_a_seat_that_nobody_holds(name):
    assert Councillor(name, "", "Mill", "", "", "").is_vacant
    assert not Councillor("Councillor Vaca Ncy", "", "Mill", "", "", "").is_vacant


def test_a_list_without_its_last_lines_cells():
    """As a file looks that was cut while it was saved."""
    cut = SAMPLE[: SAMPLE.rindex(b",https")]
    with pytest.raises(ReadError, match="line 7, field “page”: the row ends before this column"):
        councillor_csv.read(cut[: cut.rindex(b",https")], "c.csv")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\x00\x01", b"PK\x03\x04\x00"])
def test_other_files_are_refused(data):
    with pytest.raises(ReadError):
        councillor_csv.read(data, "c.csv")


def test_real_list():
    folder = os.environ.get("REAL_DATA")
    if not folder:
        pytest.skip("REAL_DATA names no folder of real files")
    (file,) = (Path(folder) / "real" / "councillors").glob("*.csv")
    found = councillor_csv.read(file.read_bytes(), file.name)
    assert len(found) == 63
    assert sorted(Counter(one.party for one in found).values()) == [6, 6, 8, 43]
    assert sum(not one.email for one in found) == 4
    assert len({one.member_id for one in found}) == 63
