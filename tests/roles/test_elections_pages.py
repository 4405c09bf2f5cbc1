"""The pages that bring in the councillors after an election."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corporate_parenting.lib import tickets
from corporate_parenting.lib.forms import typed_date
from roles import councillor_csv, councillors
from roles.audit import SYSTEM
from roles.models import Affiliation, Appointment, AuditRow, Person
from roles.permissions import OfficeKind
from tests.factories.committees import sit
from tests.factories.roles import AppointmentFactory, OfficeFactory, UserFactory
from tests.roles.test_councillor_xml import AT_HOME

SAMPLES = Path(__file__).parent.parent / "samples"
BEFORE, AFTER = ((SAMPLES / name).read_bytes() for name in ("councillors.csv", "councillors_by_ward.xml"))
ASK, CONFIRM = "/people/bring-in/", "/people/bring-in/confirm/"
DAY = timedelta(days=1)
FIRST, ELECTED = date(2025, 5, 6), date(2026, 5, 11)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return tmp_path


@pytest.fixture
def council(people):
    """The three of the first list, and nobody of the known people."""
    Appointment.objects.filter(office__kind=OfficeKind.COUNCILLOR).delete()
    Person.objects.filter(pk=people.chair.pk).update(name="Councillor Uma Chair")
    councillors.bring_in(councillor_csv.read(BEFORE, "before.csv"), on=FIRST, by=SYSTEM)
    return {person.source_id: person for person in Person.objects.exclude(source_id="")}


@pytest.fixture
def head(people, sign_in):
    return sign_in(people.head_clerk)


def given(data=AFTER, name="after.xml", on=ELECTED, **more):
    return {"file": SimpleUploadedFile(name, data), **(typed_date("on", on) if on else {}), **more}


def ticket(answer):
    return re.search(r'name="list" value="([^"]+)"', answer.text)[1]


def counts():
    return [model.objects.count() for model in (Person, Affiliation, Appointment, AuditRow)]


def bring_in(client, **more):
    review = client.post(ASK, given(**more))
    return client.post(CONFIRM, {"list": ticket(review)}, follow=True)


# --- Who may


@pytest.mark.parametrize("who", ["clerk", "chair", "member", "other", "author", "admin", "guardian", "participation"])
def test_only_those_who_look_after_people(council, people, sign_in, head, who):
    row = bring_in(head).redirect_chain[-1][0]
    client = sign_in(getattr(people, who))
    before = counts()
    tried = [client.get(ASK), client.post(ASK, given()), client.post(CONFIRM, {"list": "x"}), client.get(row),
             client.get(f"{row}changes.csv")]  # fmt: skip
    assert [answer.status_code for answer in tried] == [403] * 5
    assert counts() == before


def test_a_password_alone_is_not_enough(council, people, sign_in):
    client = sign_in(people.head_clerk, code=False)
    shown = sign_in(people.head_clerk).post(ASK, given())
    for answer in (client.get(ASK), client.post(ASK, given()), client.post(CONFIRM, {"list": ticket(shown)})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/2fa/")
    assert not Person.objects.filter(source_id="councillor:34").exists()


def test_the_people_page_leads_there(head, people, sign_in):
    assert f'href="{ASK}"' in head.get("/people/").text
    assert f'href="{ASK}"' not in sign_in(people.admin).get("/people/").text


# --- Reading and looking


def test_looking_does_nothing_and_says_everything(council, head):
    before = counts()
    answer = head.post(ASK, given())
    assert counts() == before
    said = "From Monday 11 May 2026 the council has 3 members: 1 joins, 1 leaves, 1 changes, 1 stays as they are."
    assert said in answer.text
    plan = answer.context["plan"]
    assert [entry.councillor.name for entry in plan.joins] == ["Councillor Dilys O'Dea"]
    for words in ("Leave (1)", "Join (1)", "Change (1)", "The list has a vacant seat for Mill Green."):
        assert words in answer.text
    rows = re.sub(r"<[^>]+>|\s+", " ", answer.text)
    assert "Party: Weir Independents → becomes Green Party" in re.sub(" +", " ", rows)


def test_confirming_does_it_and_leads_to_what_follows(council, head, people):
    answer = bring_in(head)
    assert answer.status_code == 200
    assert "The list is brought in." in answer.text
    assert Person.objects.get(source_id="councillor:32").left_on == ELECTED
    row = AuditRow.objects.get(did=councillors.BROUGHT_IN, actor=people.head_clerk.name)
    assert answer.redirect_chain == [(f"/people/bring-in/{row.pk}/", 302)]
    assert head.get(ASK).text.count("The council from 11 May 2026") == 1


def test_what_follows_names_the_places_and_who_has_no_account(council, head, body):
    leaver, other = council["councillor:32"], council["councillor:33"]
    UserFactory(person=other)
    sit(leaver, body)
    AppointmentFactory(person=leaver, office=OfficeFactory(kind=OfficeKind.LEAD_MEMBER, label="Lead Member"))
    text = bring_in(head).text
    page = reverse("committees:body", args=[body.pk])
    members = "/people/?category=member"
    assert re.findall(r'href="([^"]+)">Find somebody', text) == [members, page] or [page, members]
    assert f'href="{page}">Find somebody' in text
    assert f'href="{members}">Find somebody' in text
    invited = re.findall(r'href="/people/(\d+)/invite/"', text)
    joined = Person.objects.get(source_id="councillor:34")
    assert sorted(map(int, invited)) == sorted([joined.pk, council["councillor:31"].pk])


def test_the_changes_as_a_table(council, head):
    page = bring_in(head).redirect_chain[-1][0]
    answer = head.get(f"{page}changes.csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"] == 'attachment; filename="councillors-2026-05-11.csv"'
    assert lines == [
        "What happens,Name,Party,Political group,Ward,What changes,Was,Becomes,From",
        "Joins,Councillor Dilys O'Dea,Lock & Weir Residents,Green and Independent Group,Upper Weir,,,,2026-05-11",
        'Leaves,Councillor Mrs. Bede O\'Loan,Labour,,"Lock, Mill and Ferry",,,,2026-05-11',
        "Changes,Councillor Ada Marsh,Green Party,Green and Independent Group,Upper Weir,"
        "Party,Weir Independents,Green Party,2026-05-11",
        "Changes,Councillor Ada Marsh,Green Party,Green and Independent Group,Upper Weir,"
        "Political group,,Green and Independent Group,2026-05-11",
    ]


def test_a_list_that_says_nothing_new_cannot_be_brought_in(council, head):
    bring_in(head)
    answer = head.post(ASK, given())
    assert "Everything is as the list says already: there is nothing to bring in." in answer.text
    assert 'name="list"' not in answer.text


def test_the_first_list_of_all(head, people):
    Appointment.objects.filter(office__kind=OfficeKind.COUNCILLOR).delete()
    answer = bring_in(head, data=BEFORE, name="councillors.csv", on=FIRST)
    assert "the council has 3 members: 3 join." in answer.text


# --- What is refused


def errors(answer):
    return re.findall(r'<li><a href="#([^"]+)">(.+?)</a></li>', answer.text)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (AFTER[:3000], "after.xml", "after.xml, line 76, field “ward”: broken XML (unclosed token"),
        (
            BEFORE[: BEFORE.index(b",https://papers.weir.example/mgUserInfo.aspx?UID=32")],
            "before.csv",
            "before.csv, line 3, field “page”: the row ends before this column.",
        ),
        (b"PK\x03\x04", "list.xlsx", "list.xlsx: this is a workbook of a spreadsheet program."),
        (AFTER.replace(b"10/05/2026", b"31/06/2026"), "a.xml", "a.xml, line 43, field “enddate”: “31/06/2026” is not"),
        (BEFORE.replace(b",Image", b",Home address"), "b.csv", "b.csv, line 1, field “home address”: no such column"),
        (BEFORE.replace(b"UID=3", b"UID=70"), "c.csv", "c.csv: Line 2: “Councillor Ada Marsh” has the id 701 here"),
    ],
    ids=["cut XML", "cut CSV", "a workbook", "no such day", "unknown column", "changed ids"],
)
def test_what_cannot_be_brought_in_is_refused_whole(council, head, data, name, words):
    before = counts()
    answer = head.post(ASK, given(data=data, name=name))
    told = errors(answer)
    assert told[0][0] == "id_file"
    assert told[0][1].replace("&#x27;", "'").startswith(words)
    assert [error.count("Nothing was brought in.") for _, error in told] == [0] * (len(told) - 1) + [1]
    assert 'value="11"' in answer.text
    assert 'value="2026"' in answer.text
    assert counts() == before


def test_when_everything_is_wrong_the_first_ten_reasons_are_enough(people, head):
    councillors.bring_in(councillor_csv.read(crowd(15), "c.csv"), on=FIRST, by=SYSTEM, whole_council=True)
    moved = re.sub(rb"UID=1", b"UID=9", crowd(15))
    told = [words for _, words in errors(head.post(ASK, given(moved, "moved.csv")))]
    assert len(told) == 11
    assert told[-1] == "moved.csv: 5 more lines cannot be brought in either. Nothing was brought in."


def test_a_part_of_a_list_is_refused_until_somebody_says_that_it_is_whole(council, head):
    part = BEFORE[: BEFORE.index(b"Councillor Mrs. Bede")]
    answer = head.post(ASK, given(data=part, name="part.csv"))
    ((field, words),) = errors(answer)
    assert field == "id_whole_council"
    assert words.startswith("2 of 3 members would leave, which is more than half.")
    assert 'value="11"' in answer.text
    done = bring_in(head, data=part, name="part.csv", whole_council="on")
    assert "1 stays as they are" in done.text
    assert Person.objects.filter(left_on=ELECTED).count() == 2


def test_a_day_that_cannot_be_is_said_beside_the_day(council, head):
    answer = head.post(ASK, given(on=ELECTED.replace(year=2062)))
    why = "11 May 2062 cannot be the day: it is too far from today. Check the year."
    assert errors(answer) == [("id_on-day", why)]


def test_what_was_not_typed_is_asked_for(council, head):
    answer = head.post(ASK, {"on-day": ""})
    assert [words for _, words in errors(answer)] == [
        "Choose the list of councillors",
        "Enter the day on which the new council takes office",
    ]


def test_a_forged_or_old_ticket_does_nothing(council, head, monkeypatch):
    good = ticket(head.post(ASK, given()))
    before = counts()
    other = tickets.give({"list": "0" * 64}, purpose="something else")
    for forged in ("", "x", good[:-2], other):
        answer = head.post(CONFIRM, {"list": forged}, follow=True)
        assert "The list was read too long ago. Nothing was brought in. Choose it again." in answer.text
    monkeypatch.setattr(tickets, "AN_HOUR", -1)
    assert "The list was read too long ago." in head.post(CONFIRM, {"list": good}, follow=True).text
    assert counts() == before


def test_a_list_that_was_swept_away_does_nothing(council, head, files_dir):
    good = ticket(head.post(ASK, given()))
    for path in files_dir.glob("??/*"):
        path.unlink()
    assert "The list was read too long ago." in head.post(CONFIRM, {"list": good}, follow=True).text


def test_what_changed_in_the_meantime_is_looked_at_again(council, head, body):
    good = ticket(head.post(ASK, given()))
    sit(council["councillor:32"], body)
    answer = head.post(CONFIRM, {"list": good}, follow=True)
    assert "Something has changed since you looked at what the list would do. Look again." in answer.text
    assert Person.objects.get(source_id="councillor:32").left_on is None


def test_confirming_twice_does_it_once(council, head):
    good = ticket(head.post(ASK, given()))
    head.post(CONFIRM, {"list": good})
    before = counts()
    answer = head.post(CONFIRM, {"list": good}, follow=True)
    assert "Nothing was brought in." in answer.text
    assert counts() == before


# --- Home addresses


def test_a_home_address_is_kept_nowhere(council, head, files_dir):
    """It stands in the file that is sent; after looking and confirming no table, file, page or session holds it."""
    assert all(words in AFTER.decode() for words in AT_HOME)
    review = head.post(ASK, given())
    done = head.post(CONFIRM, {"list": ticket(review)}, follow=True)
    table = b"".join(head.get(f"{done.redirect_chain[-1][0]}changes.csv").streaming_content).decode()
    stored = b"".join(path.read_bytes() for path in files_dir.rglob("*") if path.is_file()).decode()
    sessions = json.dumps([row.get_decoded() for row in Session.objects.all()])
    person = head.get(reverse("roles:person", args=[Person.objects.get(source_id="councillor:34").pk])).text
    everything = {
        "review": review.text, "done": done.text, "table": table, "files": stored, "sessions": sessions,
        "person": person, "database": in_the_database(),
    }  # fmt: skip
    assert "Dilys" in everything["database"]
    assert "Dilys" in everything["files"]
    assert {where: words for where, text in everything.items() for words in AT_HOME if words in text} == {}


def in_the_database():
    """Every cell of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- our own tables
            found += cursor.fetchall()
    return repr(found)


def test_an_error_repeats_no_home_address(council, head):
    broken = AFTER.replace(b"Planted-at-home Green</line2>", b"Planted-at-home Green</line9>")
    answer = head.post(ASK, given(data=broken))
    assert "broken XML" in answer.text
    assert [words for words in AT_HOME if words in answer.text] == []


# --- Speed


def crowd(number, start=1000, ward="Ward"):
    rows = [f"Councillor N{n} Person{n},Labour,{ward} {n},,,https://w.example/u?UID={n},"
            for n in range(start, start + number)]  # fmt: skip
    return "\n".join(["Name,Party,Ward,Telephone,Email,Page,Image", *rows]).encode()


def queries(act):
    with CaptureQueriesContext(
        connection,
    ) as found:
        act()
    return len(found)


def test_pages_take_the_same_queries_for_3_as_for_80(people, head):
    Appointment.objects.filter(office__kind=OfficeKind.COUNCILLOR).delete()
    counted = []
    for number, start in ((3, 1000), (80, 3000)):
        councillors.bring_in(councillor_csv.read(crowd(number, start), "c.csv"), on=FIRST, by=SYSTEM,
                             whole_council=True)  # fmt: skip
        moved = councillor_csv.read(crowd(number - 1, start, ward="Other"), "c.csv")
        review = queries(lambda n=number, s=start: head.post(ASK, given(crowd(n - 1, s, ward="Other"), "c.csv")))
        row = councillors.bring_in(moved, on=ELECTED, by=SYSTEM).row
        pages = [f"/people/bring-in/{row.pk}/", f"/people/bring-in/{row.pk}/changes.csv"]
        counted.append([review, *(queries(lambda page=page: list(head.get(page))) for page in pages)])
        Appointment.objects.all().filter(office__kind=OfficeKind.COUNCILLOR).delete()
    assert counted[0] == counted[1]
    assert counted[1][0] <= 15
