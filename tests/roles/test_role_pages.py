"""My role, and the roles of colleagues, as pages and on paper."""

import io
import os
import re
import subprocess
from datetime import date, timedelta
from itertools import pairwise

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib import pdf, words
from corporate_parenting.lib.forms import typed_date
from roles import acknowledging, evidence, printing, profile, tiers
from roles.models import Evidence, Responsibility, Wording
from roles.permissions import OfficeKind as Kind
from tests.factories.roles import CourseFactory, PersonFactory, UserFactory
from tests.roles.words import DAY, hold, reword

pytestmark = pytest.mark.django_db
MY_ROLE = reverse("roles:my_role")
RECORD = reverse("roles:record", args=["U3"])
CANARY = "CANARY-note-of-one-person"
KINDS = [kind for kind in Kind if tiers.tier_of(kind)]


def today():
    return timezone.localdate()


def text(response):
    """What stands on a page, with spaces made one."""
    return re.sub(r"\s+", " ", words.of_html(response.content.decode()))


def did(person, done_on=None, note="", codes=("U3",)):
    wanted = Responsibility.objects.filter(code__in=codes)
    return evidence.note(
        person, kind="question", done_on=done_on or today(), note=note, responsibilities=wanted, by=person
    )


def acknowledge_all(person):
    return acknowledging.acknowledge(
        person, acknowledging.outstanding(person, tiers.responsibilities_on(person)), by=person
    )


def filled(**changes):
    """The form of the page on which somebody records what they did."""
    return {"kind": "question", "note": ""} | typed_date("done_on", today()) | changes


# --- What it says


def test_my_role_says_the_level_and_the_seat_that_brings_it(people, sign_in):
    page = sign_in(people.member).get(MY_ROLE)
    since = "since 1 January 2020"
    assert f"at the targeted level because you sit on the Corporate Parenting Sub-Committee, {since}." in text(page)
    assert {item.code for item in page.context["profile"].items} >= {"T1", "U1", "EM01"}
    assert 'id="T1"' in page.content.decode()
    assert 'id="LC01"' not in page.content.decode()


def test_the_sentence_says_when_each_post_began_and_names_three_at_most(people, sign_in):
    hold(people.member, Kind.ROTA_VISITOR, date(2024, 5, 6))
    assert "Sub-Committee, since 1 January 2020, and are a rota visitor to children's homes, since 6 May 2024." in text(
        sign_in(people.member).get(MY_ROLE)
    )
    for _ in range(3):
        hold(people.member, Kind.ROTA_VISITOR, date(2024, 5, 6))
    page = text(sign_in(people.member).get(MY_ROLE))
    assert "Sub-Committee, since 1 January 2020; are a rota visitor" in page
    assert "since 6 May 2024; and hold 2 other posts." in page


def test_plain_words_come_first_and_the_source_behind_them(people, sign_in):
    page = text(sign_in(people.member).get(MY_ROLE))
    wording = Wording.objects.get(responsibility__code="U3")
    assert page.index(wording.practice) < page.index(wording.question) < page.index(wording.text)


def test_joint_duties_name_with_whom(people, sign_in):
    hold(people.other, Kind.LEADER)
    page = text(sign_in(people.other).get(MY_ROLE))
    assert "It is held together with the chief executive." in page


def test_the_lead_member_encourages_what_every_member_does(people, sign_in):
    hold(people.chair, Kind.LEAD_MEMBER)
    items = {item.code: item for item in sign_in(people.chair).get(MY_ROLE).context["profile"].items}
    assert items["LM06b"].encouraged == ["Every elected member"]
    items = {item.code: item for item in sign_in(people.member).get(MY_ROLE).context["profile"].items}
    assert items["LM06b"].encouraged == []


def test_an_officer_is_not_spoken_to_as_a_councillor(people, sign_in):
    hold(people.author, Kind.CHILDRENS_MANAGER)
    page = sign_in(people.author).get(MY_ROLE)
    assert page.context["profile"].highest.tier == "T"
    assert "are a manager of children's services" in text(page)
    assert "As a councillor" not in text(page)


def test_my_role_of_somebody_without_an_office_says_what_to_do(sign_in):
    person = PersonFactory()
    UserFactory(person=person)
    page = text(sign_in(person).get(MY_ROLE))
    assert "You hold none today. If that is wrong, ask democratic services" in page
    assert "Download" not in page


def test_an_account_of_nobody_is_told_so(client):
    client.force_login(UserFactory(person=None, email="nobody@wexcombe.example"))
    assert "belongs to nobody on record" in text(client.get(MY_ROLE))
    for name in ("roles:role_pdf", "roles:done"):
        assert client.get(reverse(name)).status_code in (200, 404)
    assert client.get(RECORD).status_code == 404
    assert client.post(reverse("roles:acknowledge")).status_code == 404


def test_strangers_are_sent_to_the_door(client):
    for name in ("roles:my_role", "roles:role_pdf", "roles:done"):
        response = client.get(reverse(name))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


def test_history_stands_apart_and_is_not_counted(people, sign_in):
    reword("U4", date(2026, 1, 1), historic=True, replaced_by="Something newer")
    page = sign_in(people.member).get(MY_ROLE)
    shown = page.context["profile"]
    assert "U4" in {item.code for item in shown.historic} - {item.code for item in shown.current}
    universal = next(group for group in page.context["groups"] if group["tier"] == "U")
    assert [item.code for item in universal["historic"]] == ["U4"]
    assert universal["count"] == sum(len(part["items"]) for part in universal["themes"])
    assert "History, not current law. Something newer" in text(page)


def test_a_duty_above_ones_level_stands_last_and_says_so(people, sign_in):
    page = sign_in(people.member).get(MY_ROLE)
    held = [(group["label"], group["is_held"]) for group in page.context["groups"]]
    assert held == [("Targeted", True), ("Universal", True), ("Specialist", False)]
    assert "You are not at this level yourself" in text(page)


def test_a_level_includes_those_below_it(people, sign_in):
    page = sign_in(people.co_opted).get(MY_ROLE)
    assert [(step["name"], step["mine"]) for step in page.context["ladder"]] == [
        ("Universal", True), ("Targeted", True), ("Specialist", False),
    ]  # fmt: skip
    assert all(group["is_held"] for group in page.context["groups"])


def test_the_law_of_ones_posts_is_named_and_no_other(people, sign_in):
    found = {one.code for one in sign_in(people.other).get(MY_ROLE).context["profile"].law}
    assert {"P1", "P7"} <= found
    assert not {"G3", "B1"} & found
    hold(people.chair, Kind.LEAD_MEMBER)
    assert "G3" in {one.code for one in sign_in(people.chair).get(MY_ROLE).context["profile"].law}


def test_the_next_course_is_named(people, sign_in):
    CourseFactory(name="Being a corporate parent", within_days=90)
    page = text(sign_in(people.member).get(MY_ROLE))
    assert "Being a corporate parent, was due on 31 March 2020 Overdue" in page


# --- Part of the list


def codes_shown(page):
    return [
        item.code
        for group in page.context["groups"]
        for part in [*group["themes"], {"items": group["historic"]}]
        for item in part["items"]
    ]


def test_the_list_is_narrowed_by_heading(people, sign_in):
    page = sign_in(people.member).get(MY_ROLE, {"theme": "listen"})
    shown = codes_shown(page)
    assert {Wording.objects.get(responsibility__code=code).theme for code in shown} == {"listen"}
    assert "T3" in shown
    chips = {chip["label"]: chip for chip in page.context["chosen"].chips}
    assert chips["Listen"]["current"]
    assert chips["Listen"]["number"] == len(shown)
    assert "I have read" not in text(page)


def test_what_nothing_was_done_for_and_what_waits_can_be_asked_for(people, sign_in):
    client = sign_in(people.member)
    did(people.member, codes=("U3",))
    acknowledging.acknowledge(people.member, [Wording.objects.get(responsibility__code="U1")], by=people.member)
    everything = set(codes_shown(client.get(MY_ROLE)))
    assert everything - set(codes_shown(client.get(MY_ROLE, {"show": "undone"}))) == {"U3"}
    assert everything - set(codes_shown(client.get(MY_ROLE, {"show": "new"}))) == {"U1"}


def test_nonsense_in_the_address_shows_everything(people, sign_in):
    client = sign_in(people.member)
    assert codes_shown(client.get(MY_ROLE, {"theme": "x", "show": "y"})) == codes_shown(client.get(MY_ROLE))


# --- Another day


def test_another_day_shows_the_list_of_that_day_and_no_forms(people, sign_in):
    hold(people.other, Kind.PARENTING_SEAT, date(2025, 5, 19), date(2026, 5, 18))
    client = sign_in(people.other)
    for day, there in (("2025-05-18", False), ("2025-05-19", True), ("2026-05-18", True), ("2026-05-19", False)):
        page = client.get(MY_ROLE, {"on": day})
        assert ("T1" in {item.code for item in page.context["profile"].items}) == there
        assert "This is your role as it stood on" in text(page)
        assert "Record something" not in text(page)
        assert "I have read" not in text(page)


def test_a_day_to_come_says_what_is_known(people, sign_in):
    soon = today() + 40 * DAY
    hold(people.other, Kind.ROTA_VISITOR, soon)
    client = sign_in(people.other)
    page = client.get(MY_ROLE, {"on": soon.isoformat()})
    assert "RV02" in {item.code for item in page.context["profile"].items}
    assert "as it will stand on" in text(page)
    assert "RV02" not in {item.code for item in client.get(MY_ROLE).context["profile"].items}


def test_a_day_before_any_office_says_so(people, sign_in):
    assert "You held no office on that day" in text(sign_in(people.other).get(MY_ROLE, {"on": "1999-12-31"}))


def test_the_boxes_lead_to_that_day_and_todays_date_to_today(people, sign_in):
    client = sign_in(people.other)
    response = client.get(MY_ROLE, typed_date("on", date(2025, 5, 18)))
    assert response["Location"] == f"{MY_ROLE}?on=2025-05-18"
    assert "as it stood" not in text(client.get(MY_ROLE, {"on": today().isoformat()}))


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"on-day": "31", "on-month": "2", "on-year": "2025"}, "The day must be a real date"),
        ({"on-day": "1", "on-month": "", "on-year": "2025"}, "The day must include a month"),
        ({"on-day": "1", "on-month": "1", "on-year": "25"}, "The day must have a year of four digits"),
        ({"on-day": "", "on-month": "", "on-year": ""}, "Answer the question “Which day?”"),
        ({"on": "last week"}, "The day must"),
        ({"on": "2025-02-31"}, "The day must"),
    ],
)
def test_a_day_that_is_none_is_said_in_plain_words_above_todays_list(people, sign_in, typed, error):
    page = sign_in(people.other).get(MY_ROLE, typed)
    assert page.status_code == 200
    assert error in text(page)
    assert "U1" in codes_shown(page)


def test_what_changed_and_when_is_listed_with_its_cause(people, sign_in):
    hold(people.other, Kind.PARENTING_SEAT, date(2025, 5, 19), label="Voting member, The Board")
    page = text(sign_in(people.other).get(MY_ROLE))
    assert "responsibilities came 19 May 2025" in page
    assert "You took up: Voting member, The Board." in page


# --- Acknowledging


def shown_words(page):
    return re.search(r'name="shown" value="([^"]*)"', page.content.decode())[1]


def test_one_press_acknowledges_all_that_the_page_showed(people, sign_in):
    client = sign_in(people.member)
    page = client.get(MY_ROLE)
    assert page.context["profile"].outstanding != []
    after = client.post(reverse("roles:acknowledge"), {"shown": shown_words(page)}, follow=True)
    assert after.context["profile"].outstanding == []
    assert "You have acknowledged everything that is yours to do, last on" in text(after)


def test_changed_words_are_asked_again_alone(people, sign_in):
    acknowledge_all(people.member)
    reword("U3", today(), practice="Weigh every decision as a parent would")
    page = sign_in(people.member).get(MY_ROLE)
    assert [(item.code, item.asked) for item in page.context["profile"].items if item.asked] == [("U3", "changed")]
    assert "I have read it and take it on" in text(page)
    assert f"Changed since {today().day} " in text(page)


def test_words_that_changed_while_the_page_was_open_are_shown_and_not_acknowledged(people, sign_in):
    client = sign_in(people.member)
    shown = shown_words(client.get(MY_ROLE))
    new = reword("U3", today(), text="Another duty", practice="Another way")
    hold(people.member, Kind.LEADER, today())
    after = client.post(reverse("roles:acknowledge"), {"shown": shown}, follow=True)
    waiting = after.context["profile"].outstanding
    assert new in waiting
    assert "LC01" in {wording.code for wording in waiting}
    assert "U1" not in {wording.code for wording in waiting}
    assert "Your list changed while you were reading." in text(after)
    assert set(codes_shown(after)) == {wording.code for wording in waiting}


def test_an_empty_or_forged_form_acknowledges_nothing(people, sign_in):
    client = sign_in(people.member)
    other = Wording.objects.get(responsibility__code="LC01")
    for shown in ("", "1.2.3", acknowledging.shown_words([other])):
        client.post(reverse("roles:acknowledge"), {"shown": shown})
    assert not people.member.acknowledgements.exists()


def test_home_says_how_many_wait(people, sign_in):
    client = sign_in(people.member)
    number = len(client.get(MY_ROLE).context["profile"].outstanding)
    assert f"{number} responsibilities of yours to read and acknowledge" in text(client.get(reverse("home")))
    acknowledge_all(people.member)
    assert "to read and acknowledge" not in text(client.get(reverse("home")))


# --- Recording


def test_what_was_done_is_recorded_and_counted_beside_its_duty(people, sign_in):
    client = sign_in(people.member)
    response = client.post(RECORD, filled(note="Asked about buses", names_nobody="on", others=["U5"]))
    assert response["Location"] == f"{MY_ROLE}#U3"
    page = client.get(MY_ROLE)
    counted = {item.code: len(item.deeds) for item in page.context["profile"].items if item.deeds}
    assert counted == {"U3": 1, "U5": 1}
    assert "Asked about buses" in text(page)
    assert f"Done once, on {today().day} " in text(page)


@pytest.mark.parametrize(
    ("changes", "field", "error"),
    [
        ({"kind": ""}, "kind", "Answer the question “What did you do?”"),
        ({"kind": "holiday"}, "kind", "Choose your answer from the list"),
        (typed_date("done_on", date(2031, 1, 1)), "done_on", "The day must be today or in the past"),
        (typed_date("done_on", date(2019, 12, 31)), "done_on", "The day must be 1 January 2020 or later"),
        ({"done_on-month": "13"}, "done_on", "The day must be a real date"),
        ({"note": "Met Jo", "names_nobody": ""}, "names_nobody", "Tick to say that your note names no child"),
        ({"note": "x" * 501, "names_nobody": "on"}, "note", "must be 500 characters or fewer. You have 501"),
        ({"others": ["LC01"]}, "others", "Choose"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(people, sign_in, changes, field, error):
    page = sign_in(people.member).post(RECORD, filled(note="Kept words", names_nobody="on") | changes)
    assert page.status_code == 200
    assert error in " ".join(page.context["form"].errors[field])
    assert changes.get("note", "Kept words") in page.content.decode()
    assert not Evidence.objects.exists()


def test_a_line_break_counts_as_one_character(people, sign_in):
    note = "a\r\n" * 250
    response = sign_in(people.member).post(RECORD, filled(note=note[:-2] + "b", names_nobody="on"))
    assert response.status_code == 302
    assert Evidence.objects.get().note.count("\n") == 249


@pytest.mark.parametrize("code", ["LC01", "XX99"])
def test_nobody_records_for_what_is_not_theirs(people, sign_in, code):
    client = sign_in(people.member)
    assert client.get(reverse("roles:record", args=[code])).status_code == 404
    assert client.post(reverse("roles:record", args=[code]), filled()).status_code == 404


def test_what_was_recorded_can_be_taken_back_by_its_owner_alone(people, sign_in):
    made = did(people.member, note=CANARY)
    url = reverse("roles:withdraw_evidence", args=[made.pk])
    for who in ("head_clerk", "chair", "guardian", "other"):
        assert sign_in(getattr(people, who)).post(url).status_code == 404
    assert sign_in(people.member).post(url)["Location"] == f"{MY_ROLE}#done"
    made.refresh_from_db()
    assert (made.withdrawn_at is None, made.note) == (False, "")
    assert sign_in(people.member).post(url).status_code == 404


def test_everything_ever_recorded_has_a_page_of_its_own(people, sign_in):
    for ago in range(60):
        did(people.member, today() - timedelta(days=ago * 20))
    client = sign_in(people.member)
    assert "See all 60 that you recorded" in text(client.get(MY_ROLE))
    page = client.get(reverse("roles:done"))
    assert len(page.context["deeds"]) == 50
    assert len(client.get(reverse("roles:done"), {"page": 2}).context["deeds"]) == 10


# --- What nobody else sees


def test_a_note_stands_on_its_owners_pages_and_on_nobody_elses(people, sign_in):
    hold(people.chair, Kind.LEAD_MEMBER)
    did(people.member, note=CANARY)
    mine = sign_in(people.member)
    assert CANARY in text(mine.get(MY_ROLE))
    assert CANARY in text(mine.get(reverse("roles:done")))
    addresses = [MY_ROLE, reverse("roles:done"), reverse("roles:person_role", args=[people.member.pk])]
    addresses += [
        reverse("roles:person", args=[people.member.pk]),
        reverse("roles:audit"),
        reverse("roles:audit_export"),
    ]
    for who in ("head_clerk", "chair", "guardian", "admin", "clerk", "other", "co_opted"):
        client = sign_in(getattr(people, who))
        for address in addresses:
            response = client.get(address)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            assert CANARY not in body.decode(), (who, address)


def test_a_note_is_printed_for_its_owner_and_in_nobody_elses_profile(people):
    hold(people.chair, Kind.LEAD_MEMBER)
    did(people.member, note=CANARY)
    assert CANARY in printing.document(profile.mine(people.member.user, today()))
    for who in ("chair", "head_clerk", "other"):
        assert CANARY not in printing.document(profile.mine(getattr(people, who).user, today()))
    assert CANARY not in printing.document(profile.of(people.member, today()))


# --- Roles of colleagues


def their_role(person):
    return reverse("roles:person_role", args=[person.pk])


def test_members_and_officers_see_what_each_other_must_do(people, sign_in):
    page = sign_in(people.author, code=False).get(their_role(people.member))
    assert "Councillor Bram Holt is a corporate parent at the targeted level because they sit on" in text(page)
    assert "T1" in {item.code for item in page.context["profile"].items}
    assert sign_in(people.member, code=False).get(their_role(people.clerk)).status_code == 200


@pytest.mark.parametrize("category", ["young", "carer", "partner", "co_optee"])
def test_the_role_of_anybody_else_is_for_those_who_look_after_people(people, sign_in, category):
    shown = PersonFactory(category=category, name="CANARY-name")
    hold(shown, Kind.CO_OPTED_SEAT)
    for who in ("member", "author", "clerk", "chair", "guardian"):
        assert sign_in(getattr(people, who)).get(their_role(shown)).status_code == 404
    assert "CANARY-name" in text(sign_in(people.head_clerk).get(their_role(shown)))
    without = sign_in(people.head_clerk, code=False).get(their_role(shown))
    assert without.status_code == 302
    assert "CANARY-name" not in text(without)


def test_a_co_optee_sees_their_own_role_and_nobody_elses(people, sign_in):
    client = sign_in(people.co_opted, code=False)
    assert client.get(MY_ROLE).context["profile"].current != []
    assert client.get(their_role(people.co_opted)).status_code == 302
    assert client.get(their_role(people.member)).status_code == 404


def test_how_much_is_acknowledged_is_told_to_those_who_lead_alone(people, sign_in):
    hold(people.chair, Kind.LEAD_MEMBER)
    acknowledging.acknowledge(people.member, [Wording.objects.get(responsibility__code="U1")], by=people.member)
    waiting = len(tiers.responsibilities_on(people.member)) - 1
    for who, told in (("chair", True), ("head_clerk", True), ("other", False), ("author", False), ("clerk", False)):
        page = text(sign_in(getattr(people, who)).get(their_role(people.member)))
        assert (f"{waiting} of {waiting + 1} responsibilities are not acknowledged yet" in page) == told
        assert "What you did" not in page
    assert "acknowledged" not in text(sign_in(people.chair, code=False).get(their_role(people.member)))


def test_a_person_without_duties_is_shown_as_such(people, sign_in):
    nobody = PersonFactory()
    assert "bring no responsibilities" in text(sign_in(people.member).get(their_role(nobody)))


# --- On paper


def test_the_profile_is_a_tagged_pdf_for_nobody_to_keep(people, sign_in, tmp_path):
    did(people.member, note="Asked about buses")
    response = sign_in(people.member).get(reverse("roles:role_pdf"))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Cache-Control"] == "no-store, private"
    with pikepdf.open(io.BytesIO(response.content)) as made:
        assert made.Root.Lang == "en-GB"
        assert made.Root.MarkInfo.Marked
        assert str(made.docinfo.Title) == "Role profile of Councillor Bram Holt"
    file = tmp_path / "role.pdf"
    file.write_bytes(response.content)
    said = re.sub(r"\s+", " ", words.of_pdf(file))
    assert "Asked about buses" in said
    assert "Wexcombe Council" in said
    if program := os.environ.get("PDFUA_CHECK"):
        checked = subprocess.run([program, file], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout


def test_headings_of_the_profile_leave_no_level_out(people):
    html = printing.document(profile.mine(people.member.user, today()))
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert max(b - a for a, b in pairwise(levels)) == 1


@pytest.mark.parametrize("failure", [pdf.RenderTimeout("It took too long."), pdf.RenderFailed("It needed too much.")])
def test_a_profile_that_cannot_be_made_says_why(people, sign_in, monkeypatch, failure):
    def fail(*args, **kwargs):
        raise failure

    monkeypatch.setattr(printing.pdf, "render", fail)
    page = sign_in(people.member).get(reverse("roles:role_pdf"))
    assert page.status_code == 422
    assert f"{failure} Nothing is lost." in text(page)


# --- How much it costs


def grow_catalogue(number):
    made = Responsibility.objects.bulk_create(Responsibility(code=f"ZZ{at}", order=1000 + at) for at in range(number))
    now, common = timezone.now(), {"tier": "U", "tier_is_stated": False, "theme": "act", "holder": "All"}
    Wording.objects.bulk_create(
        Wording(
            responsibility=one, starts_on=date(2000, 1, 1), held_by=["every_member"], text=f"Duty {one.code}",
            practice=f"Do {one.code}", is_listed=True, source="F1 1.1", made_at=now, **common,
        )
        for one in made
    )  # fmt: skip


def record_many(person, number):
    now = timezone.now()
    rows = [
        Evidence(person=person, kind="question", done_on=today() - (at % 700) * DAY, note=f"{at}", recorded_at=now)
        for at in range(number)
    ]
    through = Evidence.responsibilities.through
    duty = Responsibility.objects.get(code="U3")
    through.objects.bulk_create(
        through(evidence=one, responsibility=duty) for one in Evidence.objects.bulk_create(rows)
    )


@pytest.fixture(params=[(0, 194, 10), (39, 194, 1000), (0, 2000, 1000), (39, 2000, 10)], ids=str)
def loaded(request, people):
    """A councillor with few or many posts, of a small or large catalogue, who did little or much."""
    posts, items, deeds = request.param
    for at in range(posts):
        hold(people.other, KINDS[at % len(KINDS)], date(2022, 1, 1) + at * 20 * DAY)
    grow_catalogue(items - 194)
    record_many(people.other, deeds)
    CourseFactory(name="Induction", is_induction=True)
    return people.other


def test_a_role_takes_few_queries_whatever_is_held_and_done(
    loaded, people, sign_in, django_assert_num_queries, monkeypatch
):
    client, colleague = sign_in(loaded), sign_in(people.head_clerk)
    client.get(MY_ROLE)
    with django_assert_num_queries(13):
        client.get(MY_ROLE)
    with django_assert_num_queries(8):
        client.get(MY_ROLE, {"on": "2021-05-18"})
    with django_assert_num_queries(10):
        colleague.get(their_role(loaded))
    monkeypatch.setattr(printing, "role_profile", lambda shown: printing.document(shown).encode())
    with django_assert_num_queries(12):
        client.get(reverse("roles:role_pdf"))


def test_names_lead_to_roles_for_those_who_may_see_them(people, sign_in, body):
    address = reverse("committees:body", args=[body.pk])
    pages = {who: sign_in(getattr(people, who)).get(address).content.decode() for who in ("chair", "co_opted")}
    assert their_role(people.member) in pages["chair"]
    assert their_role(people.co_opted) not in pages["chair"]
    assert their_role(people.member) not in pages["co_opted"]
    assert their_role(people.co_opted) in pages["co_opted"]
    page = sign_in(people.head_clerk).get(reverse("roles:person", args=[people.co_opted.pk]))
    assert their_role(people.co_opted) in page.content.decode()


def test_somebody_elses_role_is_shown_for_any_day(people, sign_in):
    """What ended yesterday is not theirs today, and still told of yesterday."""
    today = timezone.localdate()
    hold(people.other, Kind.SCRUTINY_SEAT, today - 9 * DAY, today - DAY)
    address, client = reverse("roles:person_role", args=[people.other.pk]), sign_in(people.author)
    pages = [client.get(address), *(client.get(address, {"on": (today + days * DAY).isoformat()}) for days in (-1, 1))]
    assert ["OS02" in {item.code for item in page.context["profile"].items} for page in pages] == [False, True, False]
    assert "as it stood on" in pages[1].text
    assert "as it will stand on" in pages[2].text


def test_another_day_of_somebodys_role_is_asked_for_in_three_boxes(people, sign_in):
    address = reverse("roles:person_role", args=[people.other.pk])
    asked = sign_in(people.author).get(address, {"on-day": "19", "on-month": "5", "on-year": "2025"})
    assert asked["Location"] == f"{address}?on=2025-05-19"
    wrong = sign_in(people.author).get(address, {"on-day": "31", "on-month": "2", "on-year": "2025"})
    assert wrong.status_code == 200
    assert "govuk-error-message" in wrong.text


def test_somebodys_profile_is_printed_once_at_a_time(people, sign_in, monkeypatch):
    """Whoever presses many times does not keep the printers from others; the next press works again."""
    client, address = sign_in(people.member), reverse("roles:role_pdf")
    answers = []

    def ask_again(profile):
        answers.append(client.get(address))
        return b"%PDF"

    monkeypatch.setattr(printing, "role_profile", ask_again)
    assert client.get(address).status_code == 200
    assert [answer.status_code for answer in answers] == [429]
    assert "being made already" in answers[0].text
    monkeypatch.setattr(printing, "role_profile", lambda profile: b"%PDF")
    assert client.get(address).status_code == 200
