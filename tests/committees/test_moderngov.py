"""ModernGov's answers, with the oddities that real ones have."""

import os
from datetime import date, time
from pathlib import Path

import pytest

from committees import moderngov
from committees.moderngov import Attendee, Committee, Item, LinkedDocument, Meeting
from corporate_parenting.lib.reading import ReadError

SAMPLES = Path(__file__).parent.parent / "samples" / "moderngov"


def sample(name):
    return moderngov.read((SAMPLES / name).read_bytes(), name)


def changed(name, old, new):
    """The sample with one thing in it changed."""
    text = (SAMPLES / name).read_text()
    assert old in text
    return text.replace(old, new, 1).encode()


def real(name):
    folder = os.environ.get("REAL_DATA")
    if not folder:
        pytest.skip("REAL_DATA names no folder of real files")
    return moderngov.read((Path(folder) / "real" / "moderngov" / name).read_bytes(), name)


def test_committees():
    assert sample("committees.xml") == [
        Committee(71, "Corporate Parenting Panel & Forum", "Boards & Panels", line=4),
        Committee(72, "Old Care Homes Working Party", "", deleted=True, expired=True, line=11),
    ]


def test_meetings_come_after_their_committee():
    panel = {"committee_id": 71, "committee_title": "Corporate Parenting Panel"}
    assert sample("meetings.xml") == [
        Committee(71, "Corporate Parenting Panel", line=5),
        Meeting(900, date(2026, 1, 14), None, **panel, status="Cancelled", line=10),
        Meeting(
            901,
            date(2026, 3, 11),
            time(14),
            **panel,
            status="Confirmed",
            status_note="Budget meeting",
            is_webcast=True,
            line=17,
        ),
        Committee(75, "Children in Care Council", line=26),
        Meeting(950, date(2026, 4, 2), time(12, 30), 75, "Children in Care Council", "Provisional", line=31),
    ]


def test_a_meeting_in_detail():
    (meeting,) = sample("meeting.xml")
    assert (meeting.source_id, meeting.held_on, meeting.starts_at) == (901, date(2026, 3, 11), time(14))
    assert (meeting.status, meeting.status_note) == ("Confirmed", "Budget meeting")
    assert (meeting.committee_id, meeting.committee_title) == (None, "Corporate Parenting Panel")
    assert (meeting.location, meeting.room) == ("Committee Room 2, Weir House", "")
    assert (meeting.planned_finish, meeting.actual_start) == (time(16, 30), None)
    assert (meeting.agenda_published, meeting.minutes_published, meeting.detailed) == (True, False, True)


def test_items_keep_their_order_and_their_displayed_numbers():
    (meeting,) = sample("meeting.xml")
    shown = [(item.source_id, item.displayed_number, item.number, item.sub_number) for item in meeting.items]
    assert shown == [(5001, "1.", 4, None), (5002, "2.1", 5, 1), (5003, "", None, None)]


def test_an_open_item():
    item = sample("meeting.xml")[0].items[0]
    assert item == Item(
        source_id=5001,
        title="Minutes & matters arising",
        displayed_number="1.",
        number=4,
        text="To approve the minutes of 14 January 2026 & note actions.",
        comments=(("Actions", "Clerk to **circulate**"),),
        restricted=False,
        documents=(
            LinkedDocument(
                8001,
                "Minutes 14 January",
                "http://papers.weir.example/mgConvert2PDF.aspx?ID=8001",
                is_link=False,
                restricted=False,
                published_on=date(2026, 3, 3),
            ),
        ),
        line=22,
    )


def test_a_restricted_item_with_html_that_was_not_escaped():
    item = sample("meeting.xml")[0].items[1]
    assert item.text == "Report of the **Director**,  \nattached & tabled.\n\n- Part A\n- Part B"
    assert (item.restricted, item.display_allowed, item.is_decision) == (True, False, True)
    assert (item.minutes_number, item.declarations, item.public_can_speak) == ("12.1", 1, True)
    assert item.documents == (
        LinkedDocument(8002, "Placements", "https://papers.weir.example/8002", True, True, "1,3", None),
    )


def test_an_item_that_does_not_say_is_restricted():
    assert sample("meeting.xml")[0].items[2].restricted is True


def test_attendees():
    assert sample("meeting.xml")[0].attendees == (
        Attendee(
            31,
            "Councillor Ada O'Hare",
            "Chair",
            "Present, as expected",
            "U",
            "IND",
            "Upper Weir",
            page="https://papers.weir.example/mgUserInfo.aspx?UID=31",
            line=114,
        ),
        Attendee(None, "Two young people", "", "In attendance", "U", line=117),
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        ("11/03/2026", "31/02/2026", 4, "meetingdate", "“31/02/2026” is not a date such as 31/01/2026."),
        ("11/03/2026", "", 4, "meetingdate", "“” is not a date such as 31/01/2026."),
        ("<meetingid>901", "<meetingid>x", 3, "meetingid", "“x” is not a whole number."),
        ("2.00 pm", "25.00", 7, "meetingtime", "“25.00” is not a time such as 10.00 am."),
        ("2.00 pm", "soon", 7, "meetingtime", "“soon” is not a time such as 10.00 am."),
        ("<isrestricted>True", "<isrestricted>Perhaps", 87, "isrestricted", "“perhaps” is neither True nor False."),
        ("<agendaitemid>5003", "<agendaitemid>", 105, "agendaitemid", "“” is not a whole number."),
        ("</meetingid>", "", 120, "meetingid", "broken XML (mismatched tag; “meetingid” is open since line 3)."),
    ],
)  # fmt: skip
def test_errors_name_line_and_field(old, new, line, field, message):
    with pytest.raises(ReadError) as raised:
        moderngov.read(changed("meeting.xml", old, new), "march.xml")
    error = raised.value
    assert (error.file, error.line, error.field, error.message) == ("march.xml", line, field, message)
    assert str(error) == f"march.xml, line {line}, field “{field}”: {message}"


def test_an_ampersand_left_bare_is_named():
    with pytest.raises(ReadError) as raised:
        moderngov.read(changed("meeting.xml", "Weir House", "Weir & House"), "march.xml")
    assert (raised.value.line, raised.value.field) == (13, "meetinglocation")
    assert raised.value.message.startswith("broken XML (not well-formed (invalid token)")


def test_a_committee_without_title_is_named():
    with pytest.raises(ReadError) as raised:
        moderngov.read(changed("committees.xml", "Old Care Homes Working Party", " "), "c.xml")
    assert (raised.value.line, raised.value.field) == (13, "committeetitle")


def test_truncated_answer():
    whole = (SAMPLES / "meeting.xml").read_bytes()
    with pytest.raises(ReadError) as raised:
        moderngov.read(whole[: whole.index(b"Placement suff")], "cut.xml")
    assert (raised.value.line, raised.value.field) == (77, "agendaitemtitle")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html><body>Are you a robot?</body></html>", "this is a web page and not XML."),
        (b"<councillors></councillors>", "this is not an answer about committees or meetings."),
        (b"", "broken XML (no element found)."),
    ],
)
def test_other_files_are_refused(data, message):
    with pytest.raises(ReadError) as raised:
        moderngov.read(data, "other.xml")
    assert raised.value.message == message


def test_an_answer_in_a_soap_envelope():
    inner = (SAMPLES / "committees.xml").read_text().partition("?>")[2]
    soap = (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        '<GetCommitteesResponse xmlns="http://moderngov.example/namespaces"><GetCommitteesResult>'
        f"{inner}</GetCommitteesResult></GetCommitteesResponse></s:Body></s:Envelope>"
    )
    assert [found.title for found in moderngov.read(soap.encode(), "soap.xml")] == [
        "Corporate Parenting Panel & Forum",
        "Old Care Homes Working Party",
    ]


def test_all_meetings_by_date():
    data = b"""<getmeetingsbydate><meetingscount> 2</meetingscount><meetings>
    <meeting><meetingid>1</meetingid><meetingdate>05/05/2026</meetingdate><meetingtime>10:15am</meetingtime>
      <meetingstatus>Confirmed</meetingstatus><committeeid>71</committeeid><committeetitle>Panel</committeetitle></meeting>
    <meeting><meetingid>2</meetingid><meetingdate>06/05/2026</meetingdate><meetingtime>19.00</meetingtime>
      <meetingstatus>Confirmed</meetingstatus><committeeid>71</committeeid><committeetitle>Panel</committeetitle></meeting>
    </meetings></getmeetingsbydate>"""
    committee, first, second = moderngov.read(data, "all.xml")
    assert committee == Committee(71, "Panel", line=2)
    assert (first.starts_at, second.starts_at) == (time(10, 15), time(19))
    assert {first.committee_id, second.committee_id} == {71}


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("12.00 noon", time(12)),
        ("12.00 midnight", time(0)),
        ("12.05 am", time(0, 5)),
        ("9 am", time(9)),
        ("14.30 pm", time(14, 30)),
    ],
)
def test_times(text, at):
    (meeting,) = moderngov.read(changed("meeting.xml", "2.00 pm", text), "t.xml")
    assert meeting.starts_at == at


def test_an_item_escaped_twice():
    (meeting,) = moderngov.read(
        changed("meeting.xml", "<agendatext>\n", "<agendatext>&amp;lt;p&amp;gt;To &amp;amp;amp; fro&amp;lt;/p&amp;gt;"),
        "t.xml",
    )
    assert meeting.items[2].text == "To & fro"


def test_real_committees():
    assert [(found.source_id, found.expired) for found in real("committees.xml")] == [
        (312, True),
        (163, False),
        (144, False),
    ]


def test_real_meetings():
    committee, first, second = real("meetings.xml")
    assert (committee.source_id, first.committee_id, second.committee_id) == (144, 144, 144)
    assert [(one.source_id, one.held_on, one.status) for one in (first, second)] == [
        (4966, date(2026, 1, 13), "Cancelled"),
        (4967, date(2026, 2, 10), "Confirmed"),
    ]


def test_real_meeting():
    (meeting,) = real("meeting_with_minutes.xml")
    assert (meeting.source_id, meeting.starts_at, meeting.planned_finish) == (4967, time(10), time(14))
    assert [(item.displayed_number, item.number, item.minutes_number) for item in meeting.items] == [
        ("1.", 4, "1"),
        ("9.", 12, "9"),
    ]
    assert meeting.items[0].text == (
        "To approve as a correct record the minutes of the meeting held on 25 November 2025."
    )
    assert [document.source_id for item in meeting.items for document in item.documents] == [60860, 60909]
    assert [person.attendance for person in meeting.attendees] == ["Expected"]
