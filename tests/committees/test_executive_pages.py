"""The clerk's pages of an executive's notices, and the forward plan that everybody reads."""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import agenda, executive
from committees.executive import forward
from committees.models import AgendaItem, ExecutiveNotice, Meeting, Seat
from committees.models.bodies import LegalBasis
from corporate_parenting.lib import dates
from corporate_parenting.lib.forms import typed_date
from roles import council
from roles.permissions import OfficeKind
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, sit
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
CANARY = "CANARY-ONE-CHILD"
KEY = {
    "matter": "Eight homes for care leavers\nWhether to build them",
    "decision_maker": "Cabinet",
    "documents": "A report of the Director",
    "contact": "Democratic Services, Town Hall",
}
PRIVATE = {
    "matter": "A building\n\nThe report is exempt under paragraph 3",
    "contact": "Democratic Services, Town Hall",
}


@pytest.fixture
def cabinet(people):
    made = BodyFactory(name="Cabinet", legal_basis=LegalBasis.EXECUTIVE, kind="executive")
    AppointmentFactory(person=people.clerk, office=OfficeFactory(kind=OfficeKind.CLERK, remit=made.remit))
    return made


@pytest.fixture
def clerk(people, sign_in):
    return sign_in(people.clerk)


def in_days(body, days):
    day = TODAY + timedelta(days=days)
    return MeetingFactory(body=body, starts_at=timezone.make_aware(datetime.combine(day, time(10))))


@pytest.fixture
def key(cabinet):
    return AgendaItemFactory(meeting=in_days(cabinet, 60), title="Homes", is_key_decision=True)


@pytest.fixture
def private(cabinet):
    return AgendaItemFactory(
        meeting=in_days(cabinet, 60),
        title="A building",
        private_title=f"Offer for {CANARY}",
        text=f"About {CANARY}",
        likely_private=True,
        private_kind="exempt",
        private_paragraphs=[3],
        private_reason=f"Because of {CANARY}",
    )


def url(item, kind):
    return reverse("committees:executive_notice", args=[item.pk, kind])


def page_of(item):
    return reverse("committees:agenda", args=[item.meeting_id])


def told(item, kind, **more):
    about = {"matter": "About it", "published_at": timezone.now() - timedelta(days=1)} | more
    return ExecutiveNotice.objects.create(item=item, kind=kind, **about)


# --- The clerk


def test_the_agenda_says_which_notice_is_due_by_when(clerk, key):
    page = clerk.get(page_of(key)).text
    last = council.Calendar().executive_days_before(TODAY + timedelta(days=60)).last_day_to_publish
    assert f"by {dates.weekday(last)}" in page
    assert url(key, "key_28") in page


def test_a_notice_is_looked_at_before_everybody_can_read_it(clerk, key):
    page = clerk.post(url(key, "key_28"), KEY)
    assert "Everybody can read this from now on" in page.text
    assert "Whether to build them" in page.text
    assert not ExecutiveNotice.objects.exists()
    changing = clerk.post(url(key, "key_28"), KEY | {"change": "1"})
    assert "Whether to build them" in changing.text
    assert "Look at the notice" in changing.text
    assert not ExecutiveNotice.objects.exists()
    assert clerk.post(url(key, "key_28"), KEY | {"publish": "1"}).status_code == 302
    made = ExecutiveNotice.objects.get()
    assert (made.documents, made.published_by.name) == ("A report of the Director", "Clerk Hattie Brook")


def test_a_published_notice_leads_to_its_own_address(clerk, key):
    made = told(key, "key_28")
    assert clerk.get(url(key, "key_28")).url == reverse("committees:public_notice", args=[made.pk])
    assert clerk.post(url(key, "key_28"), KEY | {"publish": "1"}).status_code == 302
    made.refresh_from_db()
    assert made.matter == "About it"


def test_bad_input_loses_nothing_typed(clerk, key):
    page = clerk.post(url(key, "key_28"), KEY | {"contact": "", "publish": "1"})
    assert page.status_code == 200
    assert "Say where people can ask for the documents, or write." in page.text
    assert "Whether to build them" in page.text


def test_the_form_begins_with_the_paragraphs_and_never_with_the_private_reason(clerk, private):
    page = clerk.get(url(private, "private_28")).text
    assert "exempt information under paragraph 3" in page
    assert f"Because of {CANARY}" not in page


def test_the_words_that_the_law_wants_are_no_name(clerk, private):
    words = clerk.get(url(private, "private_28")).context["form"].initial["matter"]
    page = clerk.post(url(private, "private_28"), {"matter": words, "contact": "The Town Hall"})
    assert "Everybody can read this from now on" in page.text
    page = clerk.post(url(private, "private_28"), {"matter": f"{words} Bob Larkfield", "contact": "The Town Hall"})
    assert "It may name a person" in page.text


@pytest.mark.parametrize("members", [3, 12])
def test_a_notice_of_a_key_decision_lists_the_members_of_the_body(clerk, key, cabinet, members):
    """Regulation 9(1)(c): also where their names are too many for one line."""
    for number in range(members):
        person = PersonFactory(name=f"Councillor Number {number} Larkfield", category="member")
        sit(person, cabinet, Seat.Capacity.MEMBER, OfficeKind.OTHER_SEAT)
    form = clerk.get(url(key, "key_28")).context["form"]
    listed = form.initial["decision_maker"] + form.initial["matter"]
    assert listed.count("Larkfield") == members
    assert len(form.initial["decision_maker"]) <= 200


def test_the_second_notice_begins_with_the_words_of_the_first(clerk, private):
    told(private, "private_28", matter="The price of a building", contact="Town Hall")
    assert "The price of a building" in clerk.get(url(private, "private_5")).text


def test_a_warning_asks_for_a_second_look(clerk, key):
    words = KEY | {"matter": "Homes\nRe: a contract", "publish": "1"}
    page = clerk.post(url(key, "key_28"), words)
    assert "I have checked that nobody can be recognised" in page.text
    assert not ExecutiveNotice.objects.exists()
    assert clerk.post(url(key, "key_28"), words | {"checked": "on"}).status_code == 302


def test_a_kind_that_is_too_late_is_refused_with_what_is_left(clerk, cabinet):
    late = AgendaItemFactory(meeting=in_days(cabinet, 20), is_key_decision=True)
    page = clerk.get(url(late, "key_28"), follow=True)
    assert "The general exception is left" in page.text
    assert "Missed" in page.text


def test_the_general_exception_names_who_chairs_scrutiny(clerk, cabinet):
    panel = BodyFactory(name="Scrutiny Panel", legal_basis=LegalBasis.SCRUTINY)
    chair = PersonFactory(name="Councillor Cleo Lark", category="member")
    sit(chair, panel, Seat.Capacity.CHAIR, OfficeKind.SCRUTINY_SEAT)
    late = AgendaItemFactory(meeting=in_days(cabinet, 20), is_key_decision=True)
    assert "Councillor Cleo Lark (Scrutiny Panel)" in clerk.get(url(late, "general_exception")).text
    words = KEY | {"reason": "The grant ends", "scrutiny_chair": chair.pk, "publish": "1"}
    assert "Enter the day" in clerk.post(url(late, "general_exception"), words).text
    words |= typed_date("scrutiny_on", TODAY)
    assert clerk.post(url(late, "general_exception"), words).status_code == 302
    assert ExecutiveNotice.objects.get().scrutiny_chair == chair


def test_an_unknown_kind_leads_back(clerk, key):
    assert clerk.get(url(key, "nonsense")).url == page_of(key)


def test_only_the_clerk_of_the_body_writes_notices(key, people, sign_in):
    for person in (people.chair, people.head_clerk, people.author):
        assert sign_in(person).post(url(key, "key_28"), KEY | {"publish": "1"}).status_code in {403, 404}
    assert not ExecutiveNotice.objects.exists()


def test_the_agenda_of_another_body_says_nothing_of_notices(clerk, body):
    item = AgendaItemFactory(meeting=in_days(body, 60))
    assert "Notices to the public" not in clerk.get(page_of(item)).text


# --- Everybody


def test_the_forward_plan_is_in_the_order_of_the_days(client, cabinet):
    for days, words in ((90, "Later"), (40, "Sooner"), (-40, "Over")):
        told(AgendaItemFactory(meeting=in_days(cabinet, days)), "key_28", matter=words)
    page = client.get(reverse("committees:public_forward_plan")).text
    assert page.index("Sooner") < page.index("Later")
    assert "Over" not in page
    over = TODAY - timedelta(days=40)
    month = reverse("committees:public_forward_plan_month", args=[over.year, over.month])
    assert month in page
    assert "Over" in client.get(month).text


def test_a_month_that_is_none_is_not_found(client, db):
    assert client.get("/meetings/forward-plan/2026/13/").status_code == 404
    assert client.get("/meetings/forward-plan/2026/12/").status_code == 200


def test_a_notice_says_exactly_when_it_became_public(client, key):
    made = told(key, "key_28", **KEY)
    page = client.get(reverse("committees:public_notice", args=[made.pk])).text
    assert dates.moment(made.published_at) in page
    for words in ("Whether to build them", "A report of the Director", "Democratic Services, Town Hall"):
        assert words in page


def test_a_private_meeting_says_how_to_write_against_it_and_by_when(client, private):
    made = told(private, "private_28", **PRIVATE)
    (row,) = forward.rows([made])
    calendar = council.Calendar()
    second = calendar.clear_days_before(TODAY + timedelta(days=60), 5).last_day_to_publish
    assert row.write_by < second
    for address in (
        reverse("committees:public_notice", args=[made.pk]),
        reverse("committees:public_forward_plan"),
    ):
        page = client.get(address).text
        assert dates.weekday(row.write_by) in page
        assert "Democratic Services, Town Hall" in page
    told(private, "private_5")
    assert dates.weekday(row.write_by) not in client.get(reverse("committees:public_forward_plan")).text


@pytest.mark.parametrize("is_published", [False, True])
def test_no_public_page_tells_the_private_title_text_or_reason(client, private, is_published):
    made = told(private, "private_28", **PRIVATE)
    told(private, "private_5", **PRIVATE)
    if is_published:
        Meeting.objects.filter(pk=private.meeting_id).update(
            published_at=timezone.now(), published_by=PersonFactory(), status=Meeting.Status.CONFIRMED
        )
    AgendaItem.objects.filter(pk=private.pk).update(title=f"{CANARY} draft" if not is_published else "A building")
    day = timezone.localdate(private.meeting.starts_at)
    addresses = [
        reverse("committees:public_forward_plan"),
        reverse("committees:public_forward_plan_month", args=[day.year, day.month]),
        reverse("committees:public_notice", args=[made.pk]),
        reverse("committees:public_meetings"),
    ]
    if is_published:
        addresses.append(reverse("committees:public_meeting", args=[private.meeting_id]))
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200
        assert CANARY not in page.text, address


def test_a_postponed_meeting_is_called_off_in_the_plan(client, key, people):
    made = told(key, "key_28", **KEY)
    later = key.meeting.starts_at + timedelta(days=30)
    agenda.postpone(key.meeting, starts_at=later, by=people.clerk)
    page = client.get(reverse("committees:public_forward_plan")).text
    assert "Cancelled" in page
    assert f"Put off to {dates.weekday(later)}" in page
    assert "a new notice is needed" in client.get(reverse("committees:public_notice", args=[made.pk])).text


def test_a_notice_of_a_body_that_is_no_executive_is_not_shown(client, body):
    made = told(AgendaItemFactory(meeting=in_days(body, 60)), "key_28")
    assert client.get(reverse("committees:public_notice", args=[made.pk])).status_code == 404
    assert "About it" not in client.get(reverse("committees:public_forward_plan")).text


def test_an_empty_plan_says_what_will_be_here(client, db):
    assert "will be here as soon as one is published" in client.get(reverse("committees:public_forward_plan")).text


def test_a_thousand_notices_cost_what_ten_do(client, cabinet):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(reverse("committees:public_forward_plan")).status_code == 200
        return len(found)

    def fill(number):
        meeting = in_days(cabinet, 30 + number % 300)
        start = meeting.items.count()
        items = AgendaItem.objects.bulk_create(
            AgendaItem(meeting=meeting, order=start + place, title="A", likely_private=True) for place in range(number)
        )
        ExecutiveNotice.objects.bulk_create(
            ExecutiveNotice(item=item, kind="private_28", matter="A", published_at=timezone.now()) for item in items
        )

    fill(10)
    few = cost()
    fill(990)
    assert (cost(), few <= 25) == (few, True)


def test_the_agenda_page_costs_the_same_with_ten_and_many_needs(clerk, key):
    def cost():
        with CaptureQueriesContext(connection) as found:
            assert clerk.get(page_of(key)).status_code == 200
        return len(found)

    few = cost()
    for _ in range(30):
        told(AgendaItemFactory(meeting=key.meeting, is_key_decision=True), "key_28")
    assert cost() == few


def test_the_steps_of_the_clerk_can_be_named_by_the_law():
    assert {about.law.split(" (")[0][:24] for about in executive.words.ABOUT.values()} == {"SI 2012/2089 regulation "}
