"""Organisations that share the duty of a parent: what falls to each, whom to ask there, and who keeps the list."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib.forms import typed_date
from roles import organisations, tiers
from roles.models import AuditRow, Organisation, Person
from tests.factories.roles import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
Kind = Organisation.Kind


def make(name="Vale Health Trust", kind=Kind.HEALTH, **about):
    return Organisation.objects.create(name=name, kind=kind, **about)


def under(key, day=TODAY):
    themes = organisations.duties(key, tiers.wordings_on(day))
    return {wording.code for one in themes for wording in [*one.current, *one.historic]}


def text(response):
    return " ".join(response.content.decode().split())


# --- What falls to whom


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        (Kind.DIRECTORATE, {f"CD0{n}" for n in range(1, 10)}),
        (Kind.HEALTH, {f"HE0{n}" for n in range(1, 7)}),
        (Kind.HOUSING, {"HO01", "HO02"}),
        (Kind.COMMUNITY, {"CO01", "CO02"}),
        (Kind.SCHOOL, {f"SC0{n}" for n in range(1, 7)}),
        (Kind.PARTNER, set()),
    ],
)
def test_what_falls_to_an_organisation_follows_from_its_kind(kind, codes):
    assert under(organisations.key_of(kind)) == codes


def test_what_falls_to_the_council_as_a_whole():
    assert under("org_council") == {f"NM{n:02}" for n in range(1, 15)}


def test_duties_stand_by_theme_in_the_catalogues_order():
    found = organisations.duties("org_health", tiers.wordings_on(TODAY))
    assert all({wording.theme for wording in one.current} == {one.theme} for one in found)
    for one in found:
        orders = [wording.responsibility.order for wording in one.current]
        assert orders == sorted(orders)


def test_numbers_leave_history_out():
    numbers = organisations.numbers(TODAY)
    assert (numbers["org_health"], numbers["org_council"], numbers["org_partners"]) == (6, 14, 0)
    current = [w for w in tiers.wordings_on(TODAY) if not w.historic and "lead_member" in [*w.held_by, *w.done_by]]
    assert numbers["lead_member"] == len(current)


# --- The steps


def test_an_organisation_is_added_changed_and_ended_on_record(people):
    clerk, contact = people.head_clerk, PersonFactory()
    made = organisations.add(name="Mill School", kind=Kind.SCHOOL, contact=contact, by=clerk)
    assert organisations.change(made, reports_back="Attendance, each term", by=clerk) == ["reports_back"]
    assert organisations.change(made, reports_back="Attendance, each term", by=clerk) == []
    organisations.end(made, on=TODAY, by=clerk)
    made.refresh_from_db()
    assert (made.contact, made.reports_back, made.ended_on) == (contact, "Attendance, each term", TODAY)
    rows = AuditRow.objects.filter(kind="roles.organisation").order_by("pk")
    assert [row.did for row in rows] == ["added the organisation", "changed the organisation", "ended the organisation"]
    assert "Attendance" not in str([row.details for row in rows])


def test_a_name_that_was_taken_a_moment_ago_is_refused_in_words(people, monkeypatch):
    make()
    monkeypatch.setattr(organisations, "_check", lambda name, contact: None)  # looked before the other saved
    with pytest.raises(organisations.NotKept) as refused:
        organisations.add(name="Vale Health Trust", kind=Kind.HEALTH, by=people.head_clerk)
    assert refused.value.message_dict == {"name": [organisations.TAKEN]}
    assert not AuditRow.objects.filter(did="added the organisation").exists()


@pytest.mark.parametrize("name", ["Vale Health Trust", "vale health trust"])
def test_a_name_that_is_taken_is_refused(people, name):
    make()
    other = make("Another")
    with pytest.raises(organisations.NotKept):
        organisations.add(name=name, kind=Kind.HEALTH, by=people.head_clerk)
    with pytest.raises(organisations.NotKept):
        organisations.change(other, name=name, by=people.head_clerk)
    assert set(Organisation.objects.values_list("name", flat=True)) == {"Vale Health Trust", "Another"}


def test_somebody_who_has_left_is_no_contact(people):
    gone = PersonFactory(left_on=TODAY)
    with pytest.raises(organisations.NotKept) as refused:
        organisations.change(make(), contact=gone, by=people.head_clerk)
    assert "has left" in refused.value.messages[0]


def test_a_child_is_no_contact():
    young = PersonFactory(category=Person.Category.YOUNG)
    assert young not in organisations.who_may_be_contact(TODAY)


def test_an_organisation_ends_once(people):
    ended = make(ended_on=date(2026, 1, 1))
    with pytest.raises(ValidationError):
        organisations.end(ended, on=TODAY, by=people.head_clerk)
    organisations.end(ended, on=date(2025, 12, 1), by=people.head_clerk)
    assert Organisation.objects.get().ended_on == date(2025, 12, 1)


# --- The pages


def test_everybody_who_is_signed_in_reads_them(people, sign_in):
    made = make()
    for person in vars(people).values():
        client = sign_in(person, code=False)
        for name, args in (("organisations", []), ("organisation", [made.pk]), ("council_duties", [])):
            assert client.get(reverse(f"roles:{name}", args=args)).status_code == 200, (person, name)


def test_an_account_without_a_person_reads_none(client):
    client.force_login(UserFactory(person=None, email="nobody@wexcombe.example"))
    assert client.get(reverse("roles:organisations")).status_code == 403


def test_the_list_says_who_answers_for_each_and_what_it_reports_back(people, sign_in):
    make(contact=PersonFactory(name="Nora Pell", post="Designated Nurse"), reports_back="Health checks, each quarter")
    page = text(sign_in(people.other).get(reverse("roles:organisations")))
    assert "Nora Pell, Designated Nurse" in page
    assert "Health checks, each quarter" in page
    assert "14 responsibilities</a> fall to the council itself" in page
    assert "6 responsibilities fall to each of them" in page


def test_short_forms_in_what_falls_to_an_organisation_say_their_words(people, sign_in):
    school = make("Quay Primary School", kind=Kind.SCHOOL)
    page = text(sign_in(people.member).get(reverse("roles:organisation", args=[school.pk])))
    assert 'a personal education plan (<abbr title="personal education plan">PEP</abbr>)' in page


def test_names_that_are_not_public_are_for_those_who_look_after_people(people, sign_in):
    made = make()
    hidden = {"name_is_public": False, "category": Person.Category.PARTNER, "organisation": made}
    made.contact = PersonFactory(
        name="CANARY contact", public_name="A specialist nurse", email="CANARY@x.example", **hidden
    )
    made.save()
    PersonFactory(name="CANARY colleague", **hidden)
    PersonFactory(name="Openly Named", organisation=made)
    for address in (reverse("roles:organisations"), reverse("roles:organisation", args=[made.pk])):
        page = text(sign_in(people.other).get(address))
        assert "CANARY" not in page
        assert "A specialist nurse" in page
        assert "CANARY contact" in text(sign_in(people.head_clerk).get(address))
    page = text(sign_in(people.clerk).get(reverse("roles:organisation", args=[made.pk])))
    assert "Openly Named" in page
    assert "2 people whose names are not public" in page


def test_an_organisation_that_ended_holds_nothing(people, sign_in):
    made = make(ended_on=TODAY)
    client = sign_in(people.other)
    page = client.get(reverse("roles:organisation", args=[made.pk]))
    assert "Nothing, since it ended" in text(page)
    assert 'id="HE01"' not in text(page)
    listed = client.get(reverse("roles:organisations")).context
    assert (list(listed["past"]), [one for *_, ones in listed["groups"] for one in ones]) == ([made], [])


@pytest.mark.parametrize("who", ["clerk", "other", "author", "admin"])
def test_nobody_else_changes_the_list(people, sign_in, who):
    made, client = make(), sign_in(getattr(people, who))
    for name, args in (("add_organisation", []), ("change_organisation", [made.pk]), ("end_organisation", [made.pk])):
        address = reverse(f"roles:{name}", args=args)
        assert [client.get(address).status_code, client.post(address, {}).status_code] == [403, 403]


def test_the_head_clerk_adds_names_a_contact_and_ends(people, sign_in):
    client, contact = sign_in(people.head_clerk), PersonFactory(name="Nora Pell")
    typed = {"name": "Vale Health Trust", "kind": "health", "contact": "", "reports_back": ""}
    page = client.post(reverse("roles:add_organisation"), typed, follow=True)
    made = Organisation.objects.get()
    assert "Nobody is named yet" in text(page)
    change = reverse("roles:change_organisation", args=[made.pk])
    assert "Nora Pell" in text(client.post(change, typed | {"contact": contact.pk}, follow=True))
    ended = client.post(reverse("roles:end_organisation", args=[made.pk]), typed_date("on", TODAY), follow=True)
    assert "Ended" in text(ended)
    assert Organisation.objects.get().contact == contact


def test_what_is_refused_is_said_beside_the_field_and_nothing_is_lost(people, sign_in):
    make()
    typed = {"name": "VALE HEALTH TRUST", "kind": "health", "contact": "", "reports_back": "Waiting times"}
    page = sign_in(people.head_clerk).post(reverse("roles:add_organisation"), typed)
    assert list(page.context["form"].errors) == ["name"]
    assert "Waiting times" in text(page)
    empty = sign_in(people.head_clerk).post(reverse("roles:add_organisation"), {"name": ""})
    assert set(empty.context["form"].errors) == {"name", "kind"}
    assert Organisation.objects.count() == 1


def test_the_forms_ask_for_the_code(people, sign_in):
    assert sign_in(people.head_clerk, code=False).get(reverse("roles:add_organisation")).status_code == 302


def test_the_same_number_of_queries_with_ten_organisations_and_a_thousand(people, sign_in):
    client, counts = sign_in(people.other), []
    for number in (10, 1000):
        made = Organisation.objects.bulk_create(
            Organisation(name=f"School {n} of {number}", kind=Kind.SCHOOL, contact=people.author) for n in range(number)
        )
        Person.objects.filter(pk=people.other.pk).update(organisation=made[0])
        for address in (reverse("roles:organisations"), reverse("roles:organisation", args=[made[0].pk])):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 15
