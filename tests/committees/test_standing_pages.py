"""What stands on every agenda of a body: kept on a page of its own, and put on an agenda with what is planned."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees import agenda, programme
from committees.models import ProgrammeItem, StandingItem
from committees.models.bodies import LegalBasis
from corporate_parenting.lib.forms import typed_date
from roles.audit import SYSTEM
from roles.models import AuditRow
from tests.factories.committees import BodyFactory, MeetingFactory
from tests.factories.roles import PersonFactory

APOLOGIES = {"title": "Apologies", "place": "opening", "purpose": "note", "presenter": "The chair", "text": ""}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime(2026, 11, 26, 10, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def clerk(people, sign_in):
    return sign_in(people.clerk)


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body)


def url(name, *args):
    return reverse(f"committees:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def stand(body, *names, **more):
    return [agenda.standing.add(body, title=name, by=SYSTEM, **more) for name in names]


def order(body):
    return list(body.standing_items.values_list("title", flat=True))


def titles(meeting):
    return list(meeting.items.order_by("order").values_list("title", flat=True))


def test_an_empty_list_says_what_will_be_here(clerk, body):
    page = clerk.get(url("standing", body)).text
    assert "What stands on every agenda of this body will be here" in page
    assert url("add_standing", body) in page


def test_the_usual_ones_are_added_at_one_press_and_not_twice(people, clerk, body):
    assert "Add the usual ones" in clerk.get(url("standing", body)).text
    page = clerk.post(url("add_usual_standing", body), follow=True).text
    assert "4 standing items stand on new agendas from today" in page
    assert "Add the usual ones" not in page
    wanted = ["Apologies for absence", "Declarations of interests", "Minutes of the last meeting", "Urgent business"]
    assert order(body) == wanted
    assert AuditRow.objects.filter(did__contains="standing item", actor_id=people.clerk.pk).count() == 4
    page = clerk.post(url("add_usual_standing", body), follow=True).text
    assert "has standing items already" in page
    assert order(body) == wanted


@pytest.mark.parametrize(
    ("basis", "last"),
    [
        (LegalBasis.COMMITTEE, "Urgent business"),
        (LegalBasis.EXECUTIVE, "Minutes of the last meeting"),
        (LegalBasis.INFORMAL, "Any other business"),
        (LegalBasis.NOT_SETTLED, "Minutes of the last meeting"),
    ],
)
def test_urgent_business_is_usual_only_where_the_law_knows_it(db, basis, last):
    made = agenda.standing.add_usual(BodyFactory(legal_basis=basis), by=SYSTEM)
    assert made[-1].title == last


def test_standing_items_are_added_changed_and_ended(people, sign_in, clerk, body):
    page = clerk.post(url("add_standing", body), APOLOGIES, follow=True).text
    assert "stands on new agendas from today" in page
    one = StandingItem.objects.get()
    assert (one.title, one.place, one.starts_on) == ("Apologies", "opening", date(2026, 11, 26))
    clerk.post(url("change_standing", one), APOLOGIES | {"title": "Apologies for absence", "place": "closing"})
    one.refresh_from_db()
    assert (one.title, one.place) == ("Apologies for absence", "closing")
    clerk.post(url("end_standing", one), typed_date("ends_on", date(2026, 12, 1)))
    one.refresh_from_db()
    assert one.ends_on == date(2026, 12, 1)
    page = clerk.post(url("end_standing", one), typed_date("ends_on", date(2026, 12, 2))).text
    assert "ended on 1 December 2026 already" in page
    with time_machine.travel(datetime(2026, 12, 2, 10, tzinfo=UTC)):
        assert "Standing items that ended" in sign_in(people.clerk).get(url("standing", body)).text


def test_a_title_that_tells_who_a_child_is_is_stopped(clerk, body):
    PersonFactory(name="Tamsin Quillfeather", name_is_public=False)
    page = clerk.post(url("add_standing", body), APOLOGIES | {"title": "News of Quillfeather"}).text
    assert "a name that is protected" in page
    assert StandingItem.objects.count() == 0


def test_standing_items_are_put_in_order_by_buttons_and_by_number(clerk, body):
    items = stand(body, "A", "B", "C")
    clerk.post(url("move_standing", items[2]), {"move": "up"})
    assert order(body) == ["A", "C", "B"]
    clerk.post(url("move_standing", items[0]), {"number": "3"})
    assert order(body) == ["C", "B", "A"]
    page = clerk.post(url("move_standing", items[0]), {"number": "last"}, follow=True).text
    assert "Enter the place as a whole number." in page


def test_an_empty_agenda_is_started_with_what_stands_and_what_is_planned(people, clerk, body, meeting):
    stand(body, "Apologies", "Minutes of the last meeting")
    stand(body, "Date of the next meeting", place="closing")
    programme.add(body, title="Dentists", meeting=meeting, lead=people.author, by=SYSTEM)
    assert "Start the agenda" in clerk.get(url("agenda", meeting)).text
    page = clerk.post(url("start_agenda", meeting), follow=True).text
    assert "Put on the agenda: 3 standing items and 1 item from the work programme." in page
    assert titles(meeting) == ["Apologies", "Minutes of the last meeting", "Dentists", "Date of the next meeting"]
    assert "Start the agenda" not in page


def test_what_is_planned_stands_on_the_meeting_s_page_until_it_is_on_the_agenda(people, clerk, body, meeting):
    planned = programme.add(body, title="Dentists", meeting=meeting, lead=people.author, by=SYSTEM)
    agenda.add_item(meeting, title="Apologies", by=SYSTEM)
    page = clerk.get(url("agenda", meeting)).text
    assert "Planned for this meeting" in page
    assert url("put_on_agenda", meeting, planned) in page
    page = clerk.post(url("put_on_agenda", meeting, planned), follow=True).text
    assert titles(meeting) == ["Apologies", "Dentists"]
    assert "Planned for this meeting" not in page


def test_a_plan_of_another_meeting_is_not_put_on_this_agenda(clerk, body, meeting):
    other = MeetingFactory(body=body, starts_at=datetime(2027, 1, 12, 10, tzinfo=UTC))
    planned = programme.add(body, title="Dentists", meeting=other, by=SYSTEM)
    assert clerk.post(url("put_on_agenda", meeting, planned)).status_code == 404
    assert ProgrammeItem.objects.get().agenda_item is None


def test_only_the_clerk_of_the_body_keeps_its_standing_items(people, sign_in, body):
    (one,) = stand(body, "Apologies")
    for name in ("head_clerk", "chair", "member", "author"):
        client = sign_in(getattr(people, name))
        for address in (url("standing", body), url("add_standing", body), url("change_standing", one)):
            assert client.get(address).status_code == 404, name
        assert client.post(url("move_standing", one), {"number": "1"}).status_code == 404
    (elsewhere,) = stand(BodyFactory(), "Apologies")
    assert sign_in(people.clerk).get(url("change_standing", elsewhere)).status_code == 404


def test_the_list_costs_the_same_with_one_and_with_many(clerk, body):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(url("standing", body)).status_code == 200
        return len(queries)

    stand(body, "One")
    one = cost()
    stand(body, *(f"Item {number}" for number in range(50)))
    assert cost() == one <= 25
