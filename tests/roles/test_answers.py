"""Who answers for what, in public: offices and kinds of organisations, and nothing about the people behind them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roles import answers, council, tiers
from roles.audit import SYSTEM
from roles.models import Acknowledgement, Evidence, Home, Organisation, Person
from roles.permissions import OfficeKind as Kind
from tests.factories.committees import BodyFactory, sit
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory
from tests.roles.test_catalogue_csv import many

pytestmark = pytest.mark.django_db
INDEX = "/who-answers/"


@pytest.fixture
def today():
    return timezone.localdate()


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def everything():
    return [INDEX, *(f"{INDEX}{slug}/" for slug in (*answers.OFFICES, *answers.ORGANISATIONS))]


def hold(kind, **person):
    return AppointmentFactory(person=PersonFactory(**person), office=OfficeFactory(kind=kind)).person


def test_every_office_that_brings_a_tier_has_a_page_or_is_a_place_on_a_body():
    shown = set(answers.OFFICES.values())
    left = {kind for kind in Kind if tiers.tier_of(kind) and kind not in shown and not kind.value.endswith("_seat")}
    # They bring what every manager or every officer must do, and nothing of their own.
    assert left == {Kind.MONITORING_OFFICER, Kind.HEAD_CLERK, Kind.OFFICER, Kind.CLEARER, Kind.CLERK,
                    Kind.SYSTEM_ADMIN, Kind.DATA_PROTECTION}  # fmt: skip


def test_an_office_says_its_duties_by_tier_and_who_holds_it_today(client, today):
    hold(Kind.LEAD_MEMBER, name="Councillor Ada Marsh")
    response = client.get(f"{INDEX}lead-member/")
    assert [part.tier for part in response.context["parts"]] == ["S", "T", "U"]
    words = response.content.decode()
    assert "Councillor Ada Marsh" in words
    assert "Encourage every elected member to live by this:" in words
    assert "paragraph 10, point 6 a" in words


def test_a_vacant_office_says_so(client, today):
    held = AppointmentFactory(
        person=PersonFactory(name="Long Gone"),
        office=OfficeFactory(kind=Kind.DIRECTOR),
        ends_on=today - timedelta(days=1),
    )
    assert "Vacant" in page(client, f"{INDEX}director/")
    assert held.person.name not in "".join(page(client, address) for address in everything())


def test_offices_of_many_name_nobody(client):
    for kind in answers.OFFICES.values():
        if kind not in answers.LED_BY_ONE:
            hold(kind, name="PLANTED NAME")
    assert "PLANTED" not in "".join(page(client, address) for address in everything())


def test_the_councils_own_titles_are_used(client, today):
    council.set_fact("title_lead_member", "Portfolio Holder for Young Lives", starts_on=today, by=SYSTEM)
    council.set_fact("title_executive", "Executive Board", starts_on=today, by=SYSTEM)
    assert "Portfolio Holder for Young Lives" in page(client, INDEX)
    assert "Members of the Executive Board" in page(client, INDEX)


def test_organisations_stand_by_kind_without_a_tier(client):
    response = client.get(f"{INDEX}health/")
    assert [(part.tier, part.count) for part in response.context["parts"]] == [("", 6)]
    assert "Organisations have no tier" in response.content.decode()


def test_nothing_is_said_of_people_what_they_did_or_of_homes(client, today):
    """A young person who holds a post that is named, evidence, acknowledgements, homes, contacts of organisations."""
    secret = {"name": "PLANTED YOUNG", "name_is_public": False, "email": "planted@x.example"}
    young = hold(Kind.VIRTUAL_HEAD, category=Person.Category.YOUNG, **secret)
    wording = tiers.wordings_on(today)[0]
    Acknowledgement.objects.create(person=young, wording=wording, at=timezone.now())
    deed = Evidence.objects.create(
        person=young, kind="other", done_on=today, note="PLANTED NOTE", recorded_at=timezone.now()
    )
    deed.responsibilities.add(wording.responsibility)
    Organisation.objects.create(name="PLANTED TRUST", kind="health", contact=young, reports_back="PLANTED REPORT")
    Home.objects.create(name="PLANTED HOME", starts_on=today)
    found = "".join(page(client, address) for address in everything())
    assert "planted" not in found.lower()
    assert "A young representative" in page(client, f"{INDEX}virtual-head/")


def test_a_name_that_is_nothing_here_is_not_found(client):
    assert client.get(f"{INDEX}prime-minister/").status_code == 404


@pytest.mark.parametrize("more", [0, 1806])
def test_the_pages_take_few_queries_however_much_there_is(more, client, today, django_assert_max_num_queries):
    many(more, today)
    for _ in range(more // 100):
        hold(Kind.COUNCILLOR)
    for address in (INDEX, f"{INDEX}lead-member/", f"{INDEX}health/"):
        with django_assert_max_num_queries(4):
            client.get(address)


# --- Bodies


def test_a_body_says_what_a_place_on_it_brings_and_names_nobody(client, body):
    sit(PersonFactory(name="PLANTED MEMBER"), body, "member")
    address = reverse("committees:public_body_answers", args=[body.pk])
    assert address in page(client, reverse("committees:public_body", args=[body.pk]))
    response = client.get(address)
    words = response.content.decode()
    assert [label for label, _ in response.context["places"]] == ["Seat on a corporate parenting body"]
    assert "You know the standards that government and inspectors set" in words
    assert "PLANTED" not in words


def test_other_kinds_of_places_are_shown_where_there_are_any(client, body):
    sit(PersonFactory(), body, "attendee", Kind.ATTENDEE_SEAT)
    response = client.get(reverse("committees:public_body_answers", args=[body.pk]))
    assert [label for label, _ in response.context["places"]][1:] == ["Standing attendee"]


def test_a_body_that_protects_who_comes_to_it_is_not_found(client):
    forum = BodyFactory(kind="children", legal_basis="children")
    assert client.get(reverse("committees:public_body_answers", args=[forum.pk])).status_code == 404


def test_a_body_that_has_ended_brings_nothing(client, body, today):
    body.ends_on = today - timedelta(days=1)
    body.starts_on = date(2020, 1, 1)
    body.save()
    assert "brings no duties" in page(client, reverse("committees:public_body_answers", args=[body.pk]))


def test_the_front_page_leads_there(client):
    assert INDEX in page(client, "/")
