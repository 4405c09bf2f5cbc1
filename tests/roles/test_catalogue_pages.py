"""Pages of the catalogue and of the law: what everybody reads, and what its keepers do there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib.forms import typed_date
from roles import catalogue, catalogue_csv, catalogue_rows, keeping
from roles.audit import SYSTEM
from roles.forms.catalogue import initial_of
from roles.models import Organisation, Person, Provision, Wording
from roles.permissions import OfficeKind as Kind
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory
from tests.roles.test_catalogue_csv import exported, many, with_cell
from tests.roles.test_keeping import DAY, of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def keeper(people, sign_in):
    return sign_in(people.head_clerk)


@pytest.fixture
def reader(people, sign_in):
    return sign_in(people.other)


def address(name, *args):
    return reverse(f"roles:{name}", args=args)


def html(response):
    return response.content.decode()


def codes(response):
    return [wording.code for wording in response.context["page"]]


def posted(code, /, **changes):
    """What the browser sends when nobody touches the form but for some boxes."""
    wording = of(code).wordings.order_by("starts_on").last()
    initial = initial_of(wording)
    names = ["practice", "text", "question", "theme", "held_people", "held_places", "held_organisations", "tier"]
    names += ["stated", "encourages", "done_by", "done_by_tier", "source", "said", "holder", "overlaps", "is_historic"]
    sent = {name: initial[name] for name in [*names, "replaced_by"]} | {"reason": "Clearer words"}
    sent |= {"is_joint": "on"} if wording.is_joint else {}
    return sent | typed_date("from_day", initial["from_day"]) | changes


# --- The list


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"tier": "S", "words": "pledge"}, {"LJ06", "LJ09", "WC12"}),
        ({"words": "em01"}, {"EM01"}),
        ({"holder": "health_seats"}, {"SG01"}),
        ({"historic": "1", "tier": "T"}, {"OS01", "OS03", "RV01", "RV02"}),
        ({"show": "retired"}, set()),
    ],
)
def test_the_list_is_narrowed(asked, wanted, reader):
    assert set(codes(reader.get(address("catalogue"), asked))) == wanted


def test_duties_of_organisations_are_found_by_their_lack_of_a_tier(reader):
    assert len(codes(reader.get(address("catalogue"), {"tier": "none"}))) == 30


def test_whoever_does_what_is_encouraged_is_found_too(reader):
    found = codes(reader.get(address("catalogue"), {"holder": "every_member"}))
    assert {"LM06a", "LM06h"} <= set(found)
    assert "LM06" not in found


def test_the_list_says_how_a_tier_came_about(reader):
    page = html(reader.get(address("catalogue")))
    for words in (
        "Universal (stated)",
        "Universal (placed by us)",
        "None: an organisation holds it",
        "Specialist encourages, universal does (placed by us)",
        "Encouraged by the lead member for children; done by every elected member",
        "The leader of the council and the chief executive, together",
    ):
        assert words in page


def test_what_is_retired_or_to_come_is_shown_when_asked_for(reader, today):
    keeping.retire(of("EM01"), last_day=today - DAY, reason="x", by=SYSTEM)
    keeping.change(of("EM02"), from_day=today + DAY, reason="x", by=SYSTEM, text="To come")
    assert not {"EM01"} & set(codes(reader.get(address("catalogue"))))
    assert codes(reader.get(address("catalogue"), {"show": "retired"})) == ["EM01"]
    assert codes(reader.get(address("catalogue"), {"show": "to_come"})) == ["EM02"]


@pytest.mark.parametrize("more", [0, 1806])
def test_the_list_takes_few_queries_however_long_it_is(more, reader, today, django_assert_max_num_queries):
    many(more, today)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = reader.get(address("catalogue"))
    with django_assert_max_num_queries(MOST_QUERIES):
        narrowed = reader.get(address("catalogue"), {"holder": "every_member", "words": "e", "all": "1"})
    assert page.context["page"].paginator.count == 194 + more
    assert narrowed.context["page"].paginator.num_pages == 1


def test_a_long_list_has_pages_and_can_be_had_on_one(reader, today):
    many(100, today)
    assert len(codes(reader.get(address("catalogue")))) == 250
    assert len(codes(reader.get(address("catalogue"), {"all": "1"}))) == 294


def test_the_download_is_the_whole_catalogue(reader, today):
    answer = reader.get(address("download_catalogue"), {"tier": "S"})
    assert answer["Content-Disposition"] == f'attachment; filename="responsibilities-{today}.csv"'
    data = b"".join(answer.streaming_content)
    assert len(catalogue_csv.read(data, "x")) == 194


# --- One responsibility


def test_a_page_says_who_holds_it_from_where_and_what_is_like_it(reader):
    page = html(reader.get(address("responsibility", "LM06a")))
    for words in ("Encouraged by the lead member for children; done by every elected member", "point 6 a", "DC06:"):
        assert words in page


def test_history_says_what_has_replaced_it(reader):
    page = html(reader.get(address("responsibility", "LC09")))
    assert "History, not current law." in page
    assert "section 100 of the Deregulation Act 2015" in page


def test_holders_of_today_are_named_as_in_public_and_no_more_than_ten(reader, today):
    for _ in range(12):
        hold(PersonFactory(name="Councillor One Of Many"), Kind.COUNCILLOR)
    page = html(reader.get(address("responsibility", "EM01")))
    assert page.count("Councillor One Of Many") < 11
    assert "more</li>" in page


def hold(person, kind, **more):
    return AppointmentFactory(person=person, office=OfficeFactory(kind=kind, **more))


def test_a_young_persons_name_is_not_said(reader, today):
    young = PersonFactory(name="PLANTED YOUNG", category=Person.Category.YOUNG, name_is_public=False)
    hold(young, Kind.CO_OPTED_SEAT)
    keeping.change(of("EM01"), from_day=today, reason="x", by=SYSTEM, held_by=["co_opted"], tier="T")
    page = html(reader.get(address("responsibility", "EM01")))
    assert "PLANTED" not in page
    assert "A young representative" in page


def test_places_on_bodies_that_somebody_may_not_know_of_are_not_told(people, reader, keeper, today):
    from tests.factories.committees import BodyFactory  # noqa: PLC0415 -- only here

    forum = BodyFactory(kind="children", legal_basis="children")
    hold(PersonFactory(name="PLANTED HELPER"), Kind.CO_OPTED_SEAT, remit=forum.remit)
    keeping.change(of("EM01"), from_day=today, reason="x", by=SYSTEM, held_by=["co_opted"], tier="T")
    assert "PLANTED" not in html(reader.get(address("responsibility", "EM01")))
    assert "PLANTED HELPER" in html(keeper.get(address("responsibility", "EM01")))


def test_organisations_are_named_while_they_are_there(reader, today):
    Organisation.objects.create(name="The Standing Trust", kind="health")
    Organisation.objects.create(name="The Ended Trust", kind="health", ended_on=today - DAY)
    page = html(reader.get(address("responsibility", "HE01")))
    assert "The Standing Trust" in page
    assert "The Ended Trust" not in page


def test_versions_stand_with_their_days_reasons_and_differences(people, reader, today):
    by = people.head_clerk
    keeping.change(of("U1"), from_day=today + DAY, reason="The board asked", by=by, text="New words of it")
    response = reader.get(address("responsibility", "U1"))
    newest = response.context["versions"][0]
    assert (newest.is_to_come, newest.differences) == (
        True,
        [("The duty", "Know that they hold a corporate-parent role", "New words of it")],
    )
    assert response.context["wording"].text != "New words of it"
    for words in ("The board asked", "New words of it", "by Head Clerk Mina Vale"):
        assert words in html(response)


@pytest.mark.parametrize("count", [1, 60])
def test_a_page_takes_few_queries_however_many_hold_it(count, reader, today, django_assert_max_num_queries):
    for _ in range(count):
        hold(PersonFactory(), Kind.COUNCILLOR)
        hold(PersonFactory(), Kind.LEAD_MEMBER)
    with django_assert_max_num_queries(MOST_QUERIES):
        reader.get(address("responsibility", "LM06a"))


def test_a_code_that_never_was_is_not_found(reader):
    assert reader.get(address("responsibility", "ZZ9")).status_code == 404


# --- Its keepers


KEEPING = ["add_responsibility", "bring_in_catalogue"]
KEEPING_ONE = ["change_responsibility", "retire_responsibility"]


def test_only_keepers_see_the_ways_to_change(reader, keeper):
    for name, *args in [[name] for name in KEEPING] + [[name, "U1"] for name in KEEPING_ONE]:
        assert reader.get(address(name, *args)).status_code == 403
        assert keeper.get(address(name, *args)).status_code == 200
    for page in (address("catalogue"), address("responsibility", "U1")):
        assert "Retire it" not in html(reader.get(page))
        assert "Add a responsibility" not in html(reader.get(page))


def test_a_keeper_without_a_code_from_their_app_is_asked_for_one(people, sign_in):
    response = sign_in(people.head_clerk, code=False).get(address("change_responsibility", "U1"))
    assert response.status_code == 302


@pytest.mark.parametrize("code", ["U1", "LM06a", "LC09", "NM01", "SC04", "T1"])
def test_a_form_that_nobody_touches_changes_nothing(code, keeper):
    response = keeper.post(address("change_responsibility", code), posted(code))
    assert "These are the words that stand already" in html(response)
    assert of(code).wordings.count() == 1


def test_a_change_through_the_form_counts_from_its_day(people, keeper, today):
    sent = posted("U1", text="New words of it") | typed_date("from_day", today + DAY)
    response = keeper.post(address("change_responsibility", "U1"), sent)
    assert response["Location"] == address("responsibility", "U1")
    new = of("U1").wordings.get(starts_on=today + DAY)
    assert (new.text, new.reason, new.made_by) == ("New words of it", "Clearer words", people.head_clerk)
    assert set(of("U1").overlaps.values_list("code", flat=True)) == {
        code for _, words, found in catalogue.rows() for code in found if words["text"].startswith("Know that they")
    }


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"held_people": []}, "Choose who holds it"),
        ({"tier": "none"}, "People hold it, so choose their level"),
        ({"held_people": ["every_member"], "is_joint": "on"}, "held by two or more"),
        ({"encourages": "yes"}, "Choose who does it"),
        ({"encourages": "yes", "done_by": ["every_officer"], "done_by_tier": "U"}, "stands at another level"),
        ({"overlaps": "ZZ9"}, "There is no responsibility ZZ9"),
        ({"overlaps": "U1"}, "cannot overlap with itself"),
        ({"text": ""}, "Enter the duty"),
        ({"reason": ""}, "Say why, in a few words"),
        ({"from_day-year": "2020"}, "The past does not change"),
    ],
)
def test_errors_say_what_to_do_and_lose_nothing(changes, words, keeper):
    response = keeper.post(
        address("change_responsibility", "U1"), posted("U1", practice="Typed with care", question="And this?") | changes
    )
    page = html(response)
    assert words in page
    assert "Typed with care" in page
    assert "And this?" in page
    assert of("U1").wordings.count() == 1


def test_one_is_added_and_retired(keeper, today):
    sent = posted("EM01", code="OWN1", overlaps="EM01, U1") | typed_date("from_day", today)
    assert keeper.post(address("add_responsibility"), sent)["Location"] == address("responsibility", "OWN1")
    assert {other.code for other in of("OWN1").overlaps.all()} == {"EM01", "U1"}
    assert "is or was another" in html(keeper.post(address("add_responsibility"), sent))
    sent = typed_date("last_day", today) | {"reason": "Done"}
    keeper.post(address("retire_responsibility", "OWN1"), sent)
    assert of("OWN1").wordings.get().ends_on == today
    keeper.post(address("keep_responsibility", "OWN1"))
    assert of("OWN1").wordings.get().ends_on is None


def test_words_to_come_are_taken_back_by_a_button(keeper, today):
    keeping.change(of("U1"), from_day=today + DAY, reason="x", by=SYSTEM, text="To come")
    keeper.post(address("withdraw_wording", "U1"))
    assert of("U1").wordings.count() == 1
    response = keeper.post(address("withdraw_wording", "U1"), follow=True)
    assert "cannot be taken back" in html(response)


# --- A file


def sent_file(text, day, **more):
    data = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile("catalogue.csv", data, content_type="text/csv")
    return {"file": file, "reason": "By the board"} | typed_date("from_day", day) | more


def ticket(response):
    return response.context["form"].initial["ticket"]


def test_a_file_is_looked_over_and_then_brought_in(people, keeper, today):
    text = with_cell(exported(), "U1", "text", "=Another text")
    review = keeper.post(address("bring_in_catalogue"), sent_file(text, today))
    assert "0 added, 1 changed, 0 retired, 193 as they were" in html(review)
    assert "=Another text" in html(review)
    assert Wording.objects.count() == 194
    response = keeper.post(address("confirm_catalogue"), {"ticket": ticket(review)}, follow=True)
    assert "The file is brought in" in html(response)
    new = of("U1").wordings.get(ends_on=None)
    assert (new.text, new.reason, new.made_by) == ("=Another text", "By the board", people.head_clerk)


def test_a_wrong_file_is_refused_whole_with_line_and_reason(keeper, today):
    text = with_cell(with_cell(exported(), "EM01", "text", "Another"), "U2", "tier", "X")
    page = html(keeper.post(address("bring_in_catalogue"), sent_file(text, today)))
    assert "catalogue.csv, line 3, field “tier”: “X” is not a tier" in page
    assert "Nothing was brought in." in page
    assert Wording.objects.count() == 194


def test_a_file_too_large_is_refused(keeper, today):
    big = b"x" * (catalogue_rows.MOST_BYTES + 1)
    assert "larger than 5 MB" in html(keeper.post(address("bring_in_catalogue"), sent_file(big, today)))


def test_the_download_brings_nothing_new(keeper, today):
    data = b"".join(keeper.get(address("download_catalogue")).streaming_content)
    page = html(keeper.post(address("bring_in_catalogue"), sent_file(data, today)))
    assert "The catalogue says all of this already" in page


def test_what_is_missing_is_retired_only_when_ticked(keeper, today):
    text = "\r\n".join(line for line in exported().split("\r\n") if not line.startswith("HO02"))
    assert "Not in the file: 1" in html(keeper.post(address("bring_in_catalogue"), sent_file(text, today)))
    review = keeper.post(address("bring_in_catalogue"), sent_file(text, today, retire_missing="on"))
    keeper.post(address("confirm_catalogue"), {"ticket": ticket(review)})
    assert of("HO02").wordings.get().ends_on == today - DAY


def test_a_file_that_was_looked_over_before_somebody_else_changed_the_catalogue_is_not_brought_in(keeper, today):
    text = with_cell(exported(), "U1", "text", "Another text")
    review = keeper.post(address("bring_in_catalogue"), sent_file(text, today))
    keeping.change(of("U1"), from_day=today, reason="x", by=SYSTEM, text="Somebody was quicker")
    response = keeper.post(address("confirm_catalogue"), {"ticket": ticket(review)}, follow=True)
    assert "The catalogue was changed since the file was read" in html(response)
    assert of("U1").wordings.get(ends_on=None).text == "Somebody was quicker"


@pytest.mark.parametrize("sent", [{}, {"ticket": "abc"}])
def test_a_ticket_that_is_none_of_ours_brings_nothing(sent, keeper):
    assert "read too long ago" in html(keeper.post(address("confirm_catalogue"), sent, follow=True))


def test_short_forms_say_their_words_on_the_page_of_a_responsibility_and_in_the_list(reader):
    said = 'a personal education plan (<abbr title="personal education plan">PEP</abbr>)'
    assert said in html(reader.get(address("responsibility", "SC01")))
    assert said in html(reader.get(address("catalogue"), {"words": "SC01"}))


# --- The law


def test_everybody_reads_the_law_and_what_is_not_in_force_says_so(reader):
    response = reader.get(address("law"))
    page = html(response)
    assert len(response.context["groups"][0][1]) == 7
    assert page.count("Enacted, no day known: check commencement.") == Provision.objects.filter(state="enacted").count()
    assert "Set the day it comes into force" not in page


def test_the_principles_are_the_councils_duty_and_concern_its_members_and_officers(reader):
    page = html(reader.get(address("law")))
    assert "Concerns the council as a whole, every elected member and every officer of the council." in page
    assert "The duty is the council’s own, and its members and officers carry it out" in page
    assert "Binds" not in page


def test_the_day_is_set_and_taken_back(people, keeper, reader, today):
    assert reader.get(address("commence", "B1")).status_code == 403
    keeper.post(address("commence", "B1"), typed_date("on", today + DAY) | {"whole_group": "on"})
    assert set(Provision.objects.filter(group="partners").values_list("commences_on", flat=True)) == {today + DAY}
    assert "Comes into force on" in html(reader.get(address("law")))
    keeper.post(address("take_back_commencement", "B1"))
    assert Provision.objects.get(code="B1").commences_on is None
    assert Provision.objects.get(code="B2").commences_on == today + DAY


def test_what_is_in_force_has_no_page_to_set_a_day(keeper):
    assert keeper.get(address("commence", "P1")).status_code == 404


@pytest.mark.parametrize("more", [0, 200])
def test_the_law_takes_few_queries(more, reader, django_assert_max_num_queries):
    Provision.objects.bulk_create(
        Provision(code=f"Z{n}", order=500 + n, group="other", title="x", text="x", source="x", state="in_force")
        for n in range(more)
    )
    with django_assert_max_num_queries(MOST_QUERIES):
        reader.get(address("law"))
