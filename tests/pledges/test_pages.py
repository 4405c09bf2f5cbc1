"""Pledges as pages: who sees what, who may change what."""

import pytest
from django.urls import reverse

from pledges import pledging, progress
from pledges.models import Pledge
from tests.factories.committees import BodyFactory
from tests.factories.pledges import PledgeFactory, PromiseFactory
from tests.pledges.test_progress import public_action

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge(people):
    found = PledgeFactory(title="Our pledge to you")
    PromiseFactory(pledge=found, title="We will listen")
    return pledging.release(found, by=people.participation)


def url(name, *args):
    return reverse(f"pledges:{name}", args=args)


def test_a_draft_is_there_for_those_who_keep_pledges_alone(people, sign_in):
    draft = PledgeFactory(title="CANARY pledge")
    assert sign_in(people.participation).get(url("pledge", draft.pk)).status_code == 200
    for person in (people.member, people.clerk, people.author, people.admin):
        assert sign_in(person).get(url("pledge", draft.pk)).status_code == 404
        assert "CANARY" not in sign_in(person).get(url("index")).content.decode()


def test_a_draft_is_nowhere_in_public(client):
    draft = PledgeFactory(title="CANARY pledge")
    promise = PromiseFactory(pledge=draft)
    assert "CANARY" not in client.get(url("public_pledges")).content.decode()
    assert client.get(url("public_pledge", draft.pk)).status_code == 404
    assert client.get(url("public_promise", promise.pk)).status_code == 404


@pytest.mark.parametrize("basis", ["children", "not_settled"])
def test_a_body_that_is_not_public_is_not_named_by_its_pledge(people, sign_in, client, pledge, basis):
    hidden = BodyFactory(name="CANARY forum", legal_basis=basis)
    Pledge.objects.update(body=hidden)
    for page in (
        url("public_pledges"),
        url("public_pledge", pledge.pk),
        url("public_promise", pledge.promises.get().pk),
    ):
        assert "CANARY" not in client.get(page).text, page
    member, head = sign_in(people.member), sign_in(people.head_clerk)
    for page in (url("index"), url("pledge", pledge.pk)):
        assert ("CANARY" in member.get(page).text, "CANARY" in head.get(page).text) == (False, True), page
    Pledge.objects.update(body=people.member.appointments.get(office__seat__isnull=False).office.seat.body)
    assert "answers for it." in client.get(url("public_pledge", pledge.pk)).text


def test_public_pages_leave_the_session_alone(client, pledge):
    for page in (url("public_pledges"), url("public_pledge", pledge.pk)):
        response = client.get(page)
        assert response.status_code == 200
        assert response.cookies == {}
        assert "Cookie" not in response.get("Vary", "")


def test_a_pledge_is_written_released_and_served(people, sign_in):
    keeper = sign_in(people.participation)
    given = {"title": "Our pledge", "starts_on-day": "1", "starts_on-month": "4", "starts_on-year": "2026"}
    keeper.post(url("begin"), given)
    pledge = Pledge.objects.get()
    keeper.post(url("add_promise", pledge.pk), {"title": "We will listen", "text": "You will be asked."})
    keeper.post(url("release", pledge.pk))
    promise, action = pledge.promises.get(), public_action(people)
    keeper.post(url("serve", promise.pk), {"action": action.pk})
    shown = keeper.get(url("promise", promise.pk))
    assert [service.action for service in shown.context["services"]] == [action]
    pledge.refresh_from_db()
    assert pledge.released_by == people.participation


def test_an_error_keeps_every_word(people, sign_in):
    given = {"title": "Our pledge", "introduction": "Written with you.", "starts_on-day": "31", "starts_on-month": "2"}
    page = sign_in(people.participation).post(url("begin"), given).content.decode()
    assert 'value="Our pledge"' in page
    assert "Written with you." in page
    assert "must include a year" in page


def test_an_end_before_the_start_is_refused_in_words(people, sign_in):
    given = {"title": "Our pledge"}
    for name, year in (("starts_on", "2026"), ("ends_on", "2025")):
        given |= {f"{name}-day": "1", f"{name}-month": "4", f"{name}-year": year}
    page = sign_in(people.participation).post(url("begin"), given).content.decode()
    assert "The last day must be on or after the first day" in page
    assert not Pledge.objects.exists()


def test_releasing_an_empty_pledge_says_why_not(people, sign_in):
    empty = PledgeFactory()
    page = sign_in(people.participation).post(url("release", empty.pk), follow=True).content.decode()
    assert "it holds no promise yet" in page


@pytest.mark.parametrize("name", ["member", "clerk", "author", "chair", "admin", "co_opted"])
def test_nobody_else_changes_a_pledge(people, sign_in, pledge, name):
    client = sign_in(getattr(people, name))
    promise = pledge.promises.get()
    tries = [url("begin"), url("change", pledge.pk), url("add_promise", pledge.pk), url("reword", promise.pk)]
    assert [client.post(page, {"title": "x"}).status_code for page in tries] == [403] * 4
    assert client.post(url("serve", promise.pk), {"action": 1}).status_code == 403


@pytest.mark.parametrize("page", ["pledge", "public_pledge"])
def test_a_pledge_costs_the_same_queries_with_one_promise_and_with_many(
    people, sign_in, pledge, page, django_assert_max_num_queries
):
    client = sign_in(people.member) if page == "pledge" else sign_in(people.member, code=False)
    counted = []
    for _ in range(2):
        with django_assert_max_num_queries(20) as queries:
            client.get(url(page, pledge.pk))
        counted.append(len(queries))
        for _ in range(4):
            progress.serve(PromiseFactory(pledge=pledge), public_action(people), by=people.participation)
    assert counted[0] == counted[1]
