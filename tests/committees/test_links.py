"""How bodies stand to each other: what is refused in words, what is kept, who is shown what."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone

from committees import bodies, links
from committees.models import Body, BodyLink
from committees.models.bodies import LegalBasis
from corporate_parenting.lib.forms import typed_date
from roles.audit import SYSTEM
from roles.models import AuditRow
from roles.permissions import PUBLIC
from tests.factories.committees import BodyFactory, BodyLinkFactory

Kind = BodyLink.Kind
DAY = date(2026, 6, 1)
LATER = date(2026, 9, 1)


def link(body, other, kind=Kind.PART_OF, starts_on=DAY, **more):
    return links.link(body, other, kind=kind, starts_on=starts_on, by=SYSTEM, **more)


@pytest.fixture
def three(db):
    return [BodyFactory(name=name) for name in ("Panel", "Group", "Circle")]


def test_a_body_is_not_linked_to_itself(three):
    with pytest.raises(links.CannotLink, match="with itself"):
        link(three[0], three[0])


@pytest.mark.parametrize("kind", [Kind.PART_OF, Kind.REPORTS_TO])
def test_a_group_is_not_its_own_ancestor_directly_or_through_others(three, kind):
    panel, group, circle = three
    link(group, panel, kind)
    link(circle, group, kind)
    for below in (group, circle):
        with pytest.raises(links.CannotLink, match="stands under Panel itself, directly or through others"):
            link(panel, below, kind)
    assert BodyLink.objects.count() == 2


def test_a_circle_that_would_close_on_a_later_day_is_refused_today(three):
    panel, group, circle = three
    link(group, panel, Kind.REPORTS_TO, LATER)
    link(circle, group, Kind.REPORTS_TO, DAY)
    with pytest.raises(links.CannotLink, match="Circle stands under Panel itself from 1 September 2026 on"):
        link(panel, circle, Kind.REPORTS_TO, DAY)


def test_a_circle_that_ended_before_stands_in_nobodys_way(three):
    panel, group, _ = three
    links.end(link(group, panel, Kind.REPORTS_TO), on=LATER - timedelta(days=1), by=SYSTEM)
    with pytest.raises(links.CannotLink, match="stands under"):
        link(panel, group, Kind.REPORTS_TO, DAY)
    assert link(panel, group, Kind.REPORTS_TO, LATER).starts_on == LATER


def test_advising_each_other_is_no_circle(three):
    panel, group, _ = three
    link(panel, group, Kind.ADVISES)
    link(group, panel, Kind.ADVISES)
    assert BodyLink.objects.count() == 2


@pytest.mark.parametrize("starts_on", [DAY, DAY - timedelta(days=30), LATER])
def test_a_link_is_not_doubled_on_any_day(three, starts_on):
    panel, group, _ = three
    link(group, panel, Kind.ADVISES)
    with pytest.raises(links.CannotLink, match="Group advises Panel already"):
        link(group, panel, Kind.ADVISES, starts_on)


def test_both_bodies_must_be_there_on_the_first_day(three):
    panel, group, _ = three
    with pytest.raises(links.CannotLink, match="Panel does not meet on 1 January 2020"):
        link(panel, group, starts_on=date(2020, 1, 1))


def test_a_link_to_a_body_that_is_to_end_ends_with_it(three):
    panel, group, _ = three
    bodies.dissolve(panel, on=LATER, by=SYSTEM)
    assert link(group, panel).ends_on == LATER
    with pytest.raises(links.CannotLink, match="Panel does not meet"):
        link(group, panel, Kind.ADVISES, LATER + timedelta(days=1))


def test_a_body_is_part_of_one_other_and_the_day_before_is_still_known(three):
    panel, group, circle = three
    link(group, panel)
    link(group, circle, starts_on=LATER)
    assert links.parent_of(group, LATER) == circle
    assert links.parent_of(group, LATER - timedelta(days=1)) == panel
    links.end(BodyLink.objects.get(other=panel), on=DAY, by=SYSTEM)
    with pytest.raises(links.CannotLink, match="is part of Circle from 1 September 2026 on"):
        link(group, panel, starts_on=date(2026, 7, 1))


def test_dissolving_a_body_ends_its_links_on_its_last_day_and_drops_those_to_come(three):
    panel, group, circle = three
    link(group, panel)
    link(panel, circle, Kind.ADVISES)
    link(circle, panel, Kind.CONSULTS, date(2027, 1, 1))
    bodies.dissolve(panel, on=LATER, by=SYSTEM)
    assert set(BodyLink.objects.values_list("kind", "ends_on")) == {("part_of", LATER), ("advises", LATER)}


def test_a_link_is_ended_once_and_not_before_it_began(three):
    made = link(three[1], three[0])
    with pytest.raises(links.CannotLink, match="before the link began"):
        links.end(made, on=DAY - timedelta(days=1), by=SYSTEM)
    links.end(made, on=LATER, by=SYSTEM)
    with pytest.raises(links.CannotLink, match="ends on 1 September 2026 already"):
        links.end(made, on=LATER, by=SYSTEM)
    assert list(AuditRow.objects.order_by("pk").values_list("did", flat=True))[-2:] == ["linked", "unlinked"]


def test_links_of_a_body_that_protects_who_comes_are_shown_to_those_who_may_know_it(people, sign_in):
    voice = BodyFactory(name="Our Voice", kind=Body.Kind.CHILDREN, legal_basis=LegalBasis.CHILDREN)
    panel = BodyFactory(name="Panel")
    BodyLinkFactory(body=panel, other=voice, kind=Kind.CONSULTS)
    assert list(links.visible_to(PUBLIC)) == []
    for name in ("member", "clerk", "author", "head_clerk"):
        sees = name == "head_clerk"
        client = sign_in(getattr(people, name))
        for page in ("", "links/"):
            assert ("Our Voice" in client.get(f"/committees/bodies/{panel.pk}/{page}").text) is sees, (name, page)


def test_a_clerk_of_all_bodies_links_two_and_ends_the_link(people, sign_in, body):
    other, client = BodyFactory(name="Executive"), sign_in(people.head_clerk)
    address = f"/committees/bodies/{body.pk}/links/"
    typed = {"kind": "advises", "other": other.pk, "note": "Minute 14"} | typed_date("starts_on", DAY)
    response = client.post(f"{address}new/", typed | {"starts_on-day": "31"})
    assert "The first day must be a real date" in response.text
    assert "Minute 14" in response.text, "what was typed is kept"
    assert client.post(f"{address}new/", typed).status_code == 302
    made = BodyLink.objects.get()
    assert (made.body, made.other, made.kind, made.note) == (body, other, "advises", "Minute 14")
    assert "Minute 14" in client.get(address).text
    client.post(f"/committees/bodies/links/{made.pk}/end/", typed_date("on", LATER))
    made.refresh_from_db()
    assert made.ends_on == LATER


def test_links_that_ended_stand_folded_away_under_those_that_hold(people, sign_in, body):
    gone = timezone.localdate() - timedelta(days=1)
    BodyLinkFactory(body=body, other=BodyFactory(name="Old Executive"), kind=Kind.ADVISES, ends_on=gone)
    page = sign_in(people.member).get(f"/committees/bodies/{body.pk}/links/").text
    assert page.index("Links that have ended (1)") < page.index("Old Executive")


def test_only_who_manages_bodies_links_them(people, sign_in, body):
    client = sign_in(people.clerk)
    assert client.get(f"/committees/bodies/{body.pk}/links/new/").status_code == 403


@pytest.mark.parametrize("many", [1, 40])
def test_the_page_of_links_asks_the_same_number_of_questions_however_many_there_are(
    people, sign_in, body, many, django_assert_max_num_queries
):
    for _ in range(many):
        BodyLinkFactory(body=body, kind=Kind.CONSULTS)
    client = sign_in(people.head_clerk)
    with django_assert_max_num_queries(15):
        client.get(f"/committees/bodies/{body.pk}/links/")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite's test database lives in one process's memory")
def test_two_clerks_in_the_same_second_close_no_circle():
    bodies = [BodyFactory(name=f"Body {number}") for number in range(3)]
    day = timezone.localdate()

    def link(number):
        close_old_connections()
        try:
            links.link(bodies[number], bodies[(number + 1) % 3], kind=Kind.REPORTS_TO, starts_on=day, by=SYSTEM)
        except links.CannotLink:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(link, range(3)))
    assert (done.count(True), BodyLink.objects.count()) == (2, 2)
