"""Another system's meetings come in: all or nothing, once, in any order of files."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from committees import importing
from committees.models import AgendaItem, Attendance, Body, ItemLink, Meeting
from committees.models.bodies import LegalBasis
from corporate_parenting.lib.reading import ReadError
from reports.models import Report
from roles.audit import SYSTEM
from roles.models import AuditRow, Person
from roles.permissions import PUBLIC
from tests.factories.committees import BodyFactory
from tests.factories.roles import PersonFactory

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = ("committees.xml", "meetings.xml", "meeting.xml")


def sample(*names):
    return [(name, (SAMPLES / "moderngov" / name).read_bytes()) for name in names]


def everything():
    """All that came in, to compare before and after."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Body, Meeting, AgendaItem, ItemLink, Attendance, Person)
    ]


def run(command, *args, **options):
    out, err = StringIO(), StringIO()
    call_command(command, *args, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def broken(tmp_path, old, new, name="meeting.xml"):
    path = tmp_path / name
    path.write_text((SAMPLES / "moderngov" / name).read_text().replace(old, new, 1))
    return str(path)


@pytest.mark.parametrize("order", [NAMES, NAMES[::-1], (NAMES[2], NAMES[0], NAMES[1])])
def test_the_order_of_the_files_does_not_matter(db, order):
    tally = importing.bring_in(sample(*order), by=SYSTEM)
    assert (tally.bodies, tally.meetings, tally.items, tally.links) == (3, 3, 3, 2)
    meeting = Meeting.objects.get(source_id="moderngov:901")
    assert meeting.body.source_id == "moderngov:71"
    assert (meeting.note, meeting.place) == ("Budget meeting", "Committee Room 2, Weir House")


def test_nothing_is_public_or_settled_before_a_clerk_says_so(db):
    importing.bring_in(sample(*NAMES), by=SYSTEM)
    assert set(Body.objects.values_list("legal_basis", flat=True)) == {LegalBasis.NOT_SETTLED}
    assert Meeting.objects.visible_to(PUBLIC).count() == 0
    assert Body.objects.visible_to(PUBLIC).count() == 0


def test_a_childrens_council_that_came_in_is_on_no_public_page(client, db):
    importing.bring_in(sample(*NAMES), by=SYSTEM)
    council = Body.objects.get(name="Children in Care Council")
    assert "Children in Care Council" not in client.get("/meetings/").text
    assert client.get(f"/meetings/bodies/{council.pk}/").status_code == 404


def test_a_second_time_changes_nothing(db):
    importing.bring_in(sample(*NAMES), by=SYSTEM)
    before = everything()
    tally = importing.bring_in(sample(*NAMES), by=SYSTEM)
    assert everything() == before
    assert str(tally) == "Nothing new"
    importing.bring_in(sample("meetings.xml"), by=SYSTEM)
    assert everything() == before


def test_an_item_that_the_source_hides_has_no_telling_title(db):
    importing.bring_in(sample(*NAMES), by=SYSTEM)
    item = AgendaItem.objects.get(source_id="moderngov:5002")
    assert (item.title, item.private_title, item.likely_private) == (
        "Item not for publication",
        "Placement sufficiency",
        True,
    )
    assert ItemLink.objects.get(source_id="moderngov:8002").is_restricted is True


def test_councillors_become_people_and_others_stay_words(db):
    known = PersonFactory(name="Councillor Ada O'Hare", category=Person.Category.MEMBER)
    importing.bring_in(sample(*NAMES), by=SYSTEM)
    known.refresh_from_db()
    assert known.source_id == "councillor:31"
    assert Person.objects.count() == 1
    assert set(Attendance.objects.values_list("name", "person")) == {
        ("Councillor Ada O'Hare", known.pk),
        ("Two young people", None),
    }


def test_statuses_and_what_has_no_time(db):
    tally = importing.bring_in(sample(*NAMES), by=SYSTEM)
    found = dict(Meeting.objects.values_list("source_id", "status"))
    assert found == {"moderngov:900": "cancelled", "moderngov:901": "confirmed", "moderngov:950": "planned"}
    assert tally.notes == ["The meeting on 14 January 2026 has no time; it stands at midnight."]


def test_a_body_of_the_same_name_is_taken_over_with_its_settled_law(db):
    body = BodyFactory(name="Corporate Parenting Panel")
    importing.bring_in(sample("meetings.xml"), by=SYSTEM)
    body.refresh_from_db()
    assert (body.source_id, body.legal_basis, body.meetings.count()) == ("moderngov:71", LegalBasis.COMMITTEE, 2)


def test_a_meeting_published_here_is_left_as_it_is(db):
    importing.bring_in(sample(*NAMES), by=SYSTEM)
    Meeting.objects.update(place="Our own room", published_at="2026-03-01T09:00Z", published_by=PersonFactory())
    tally = importing.bring_in(sample(*NAMES), by=SYSTEM)
    assert set(Meeting.objects.values_list("place", flat=True)) == {"Our own room"}
    assert len(tally.notes) == 3


def test_a_meeting_alone_founds_its_body_and_the_list_finds_it_later(db):
    importing.bring_in(sample("meeting.xml"), by=SYSTEM)
    assert Body.objects.get().name == "Corporate Parenting Panel"
    importing.bring_in(sample("meetings.xml"), by=SYSTEM)
    assert sorted(Body.objects.values_list("name", "source_id")) == [
        ("Children in Care Council", "moderngov:75"),
        ("Corporate Parenting Panel", "moderngov:71"),
    ]


def test_a_dry_run_keeps_nothing(db):
    before = everything()
    out, err = run("import_moderngov", *(str(SAMPLES / "moderngov" / name) for name in NAMES), dry_run=True)
    assert out == "3 bodies, 3 meetings, 3 agenda items, 2 links, 1 councillor, 2 attendances added.\n"
    assert "A dry run: nothing was kept." in err
    assert everything() == before


def test_the_command_says_what_came_in_and_the_system_did_it(db):
    out, _ = run("import_moderngov", *(str(SAMPLES / "moderngov" / name) for name in NAMES))
    assert out.startswith("3 bodies, 3 meetings")
    assert set(AuditRow.objects.values_list("actor", flat=True)) == {"The system"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<meetingdate>11/03/2026", "<meetingdate>31/02/2026", r"meeting.xml, line 4, field “meetingdate”"),
        ("<agendaitemid>5003", "<agendaitemid>five", r"field “agendaitemid”"),
        ("</agendaitems>", "</agenda>", r"meeting.xml, line \d+"),
    ],
)
def test_one_broken_file_and_nothing_comes_in(db, tmp_path, old, new, words):
    files = [str(SAMPLES / "moderngov" / name) for name in NAMES[:2]]
    with pytest.raises(CommandError, match=words) as refused:
        run("import_moderngov", *files, broken(tmp_path, old, new))
    assert refused.value.returncode == 1
    assert everything() == [[], [], [], [], [], []]


def test_a_fault_in_the_middle_takes_everything_back(db):
    importing.bring_in(sample("committees.xml"), by=SYSTEM)
    Body.objects.filter(source_id="moderngov:71").update(starts_on="2026-02-01", legal_basis=LegalBasis.COMMITTEE)
    before = everything()
    with pytest.raises(Exception, match="cannot meet before"):
        importing.bring_in(sample(*NAMES), by=SYSTEM)
    assert everything() == before


def test_a_meeting_without_a_body_names_file_line_and_field(db, tmp_path):
    text = (SAMPLES / "moderngov" / "meeting.xml").read_text()
    data = text.replace("Corporate Parenting Panel", "").encode()
    with pytest.raises(ReadError, match=r"alone\.xml, line 2, field “committeetitle”"):
        importing.bring_in([("alone.xml", data)], by=SYSTEM)
    assert Meeting.objects.count() == 0


@pytest.mark.skipif(not os.environ.get("REAL_DATA"), reason="REAL_DATA names no folder of real files")
def test_real_answers_come_in_once(db):
    folder = Path(os.environ["REAL_DATA"]) / "real" / "moderngov"
    names = ("meeting_with_minutes.xml", "meetings.xml", "committees.xml")
    files = [(name, (folder / name).read_bytes()) for name in names]
    tally = importing.bring_in(files, by=SYSTEM)
    assert (tally.bodies, tally.meetings) == (3, 2)
    assert (tally.items > 0, tally.people) == (True, Person.objects.count())
    before = everything()
    assert str(importing.bring_in(files, by=SYSTEM)) == "Nothing new"
    assert everything() == before


# --- In the browser


def uploads(*names):
    return {"files": [SimpleUploadedFile(name, data) for name, data in sample(*names)]}


def test_the_head_clerk_reviews_and_then_confirms(people, sign_in):
    head = sign_in(people.head_clerk)
    before = Body.objects.count()
    review = head.post(reverse("committees:import_meetings"), uploads(*NAMES))
    assert "3 bodies, 3 meetings, 3 agenda items" in review.text
    assert "Nothing is kept yet." in review.text
    assert Body.objects.count() == before
    kept = review.context["form"].initial["files"]
    head.post(reverse("committees:confirm_meetings"), {"files": kept})
    assert Body.objects.count() == before + 3
    assert AuditRow.objects.filter(actor="Head Clerk Mina Vale", did="called").count() == 3


def test_a_broken_file_is_named_beside_the_form(people, sign_in):
    file = SimpleUploadedFile("broken.xml", b"<meeting><meetingid>1</meeting>")
    page = sign_in(people.head_clerk).post(reverse("committees:import_meetings"), {"files": [file]}).text
    assert "broken.xml, line 1" in page
    assert "Nothing was brought in." in page
    assert Meeting.objects.count() == 0


def test_what_was_not_read_here_is_not_confirmed(people, sign_in):
    head = sign_in(people.head_clerk)
    page = head.post(reverse("committees:confirm_meetings"), {"files": "forged"}, follow=True).text
    assert "Nothing was brought in." in page


# --- Reports


@pytest.mark.parametrize("name", ["decimal.md", "continuous.txt"])
def test_a_report_comes_in_and_its_id_is_printed(people, body, name):
    out, err = run(
        "import_report", str(SAMPLES / "reports" / name), body=body.name, author=people.author.user.email.upper()
    )
    report = Report.objects.get(pk=int(out))
    assert (report.remit, report.author) == (body.remit, people.author)
    assert report.title in err
    assert AuditRow.objects.get(did="brought in a report").actor == "The system"


def test_the_body_is_found_by_its_id(body, db):
    out, _ = run("import_report", str(SAMPLES / "reports" / "decimal.md"), body=str(body.pk))
    assert Report.objects.get(pk=int(out)).remit == body.remit


def test_a_dry_run_of_a_report_keeps_nothing(body):
    out, err = run("import_report", str(SAMPLES / "reports" / "decimal.md"), body=body.name, dry_run=True)
    assert out == ""
    assert "A dry run: nothing was kept." in err
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"body": "No such body"}, "No body is called “No such body”"),
        ({"author": "nobody@wexcombe.example"}, "No account has the address"),
    ],
)
def test_a_wrong_body_or_author_is_refused(body, options, words):
    about = {"body": body.name} | options
    with pytest.raises(CommandError, match=words):
        run("import_report", str(SAMPLES / "reports" / "decimal.md"), **about)
    assert Report.objects.count() == 0


def test_what_cannot_be_read_is_refused_in_words(body, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(CommandError, match="Nothing was brought in"):
        run("import_report", str(path), body=body.name)
    assert Report.objects.count() == 0


def test_who_may_bring_in_what(people, sign_in):
    reports, meetings = reverse("committees:import_report"), reverse("committees:import_meetings")
    expected = {"author": (200, 403), "clerk": (200, 403), "head_clerk": (403, 200), "member": (403, 403)}
    for name, codes in expected.items():
        client = sign_in(getattr(people, name))
        assert (client.get(reports).status_code, client.get(meetings).status_code) == codes, name
