"""The pages of the work programme: who sees what, what each button does, and how many questions a list asks."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees import programme, waiting
from committees.models import Body, Meeting, ProgrammeItem, ProgrammeRule
from committees.models.bodies import LegalBasis
from corporate_parenting.lib.forms import typed_date
from roles.audit import SYSTEM
from roles.permissions import PUBLIC
from tests.factories.committees import BodyFactory, MeetingFactory, sit
from tests.factories.roles import PersonFactory

TODAY = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def june():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def clerk(sign_in, people):
    return sign_in(people.clerk)


@pytest.fixture
def september(body):
    return MeetingFactory(body=body, starts_at=datetime(2026, 9, 9, 10, 0, tzinfo=UTC))


def plan(body, title="Virtual school: annual report", **more):
    when = {"month": date(2026, 7, 1)} if "meeting" not in more else {}
    return programme.add(body, title=title, by=SYSTEM, **(when | more))


def at(name, *args):
    return reverse(f"committees:{name}", args=args)


# --- Seen


def test_the_programme_of_a_body_stands_by_month_with_its_states(clerk, body, september):
    plan(body, "School", meeting=september)
    programme.put_on(plan(body, "Health", meeting=september), september, by=SYSTEM)
    programme.drop(plan(body, "Budget"), why="No money is asked for", by=SYSTEM)
    page = clerk.get(at("programme", body.pk))
    months = [(month, [(row.item.title, row.state.label) for row in rows]) for month, rows in page.context["months"]]
    assert months == [
        (date(2026, 7, 1), [("Budget", "Dropped")]),
        (date(2026, 9, 1), [("School", "Planned"), ("Health", "On the agenda")]),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=agenda", ["Health"]),
        ("state=needs_meeting", ["Budget"]),
        ("purpose=decide", ["Budget"]),
        ("lead=999999", []),
        ("state=nonsense", ["Budget", "School", "Health"]),
        ("years=earlier", ["Old"]),
        ("years=all", ["Old", "Budget", "School", "Health"]),
    ],
)
def test_the_programme_is_narrowed(clerk, body, september, query, found):
    with time_machine.travel(datetime(2026, 1, 2, tzinfo=UTC)):
        old = plan(body, "Old", month=date(2026, 1, 1))
        programme.drop(old, why="So", by=SYSTEM)
    plan(body, "Budget", purpose="decide")
    plan(body, "School", meeting=september)
    programme.put_on(plan(body, "Health", meeting=september), september, by=SYSTEM)
    page = clerk.get(at("programme", body.pk) + f"?{query}")
    titles = [row.item.title for _, rows in page.context["months"] for row in rows]
    assert titles == (found if query != "lead=999999" else ["Budget", "School", "Health"])


def test_an_empty_programme_says_what_will_be_here_and_what_to_do_first(clerk, body, sign_in, people):
    assert "Choose what usually comes back" in clerk.get(at("programme", body.pk)).text
    assert "as soon as its clerk has planned it" in sign_in(people.member).get(at("programme", body.pk)).text


def test_a_member_reads_reasons_and_somebody_else_does_not(sign_in, people, body):
    item = plan(body, note="WORD-OF-THE-NOTE")
    programme.move(item, month=date(2026, 9, 1), reason="WORD-OF-THE-MOVE", by=people.clerk)
    programme.drop(plan(body, "Other"), why="WORD-OF-THE-DROP", by=people.clerk)
    pages = [at("programme", body.pk), at("programme_item", item.pk)]
    inside = "".join(sign_in(people.member).get(page).text for page in pages)
    outside = "".join(sign_in(people.other).get(page).text for page in pages)
    for word in ("WORD-OF-THE-NOTE", "WORD-OF-THE-MOVE", "WORD-OF-THE-DROP"):
        assert word in inside
        assert word not in outside
    assert "Virtual school: annual report" in outside
    assert "Plan an item" not in inside


@pytest.mark.parametrize("basis", [LegalBasis.INFORMAL, LegalBasis.CHILDREN, LegalBasis.NOT_SETTLED])
def test_the_programme_of_a_body_that_the_law_does_not_open_is_for_those_tied_to_it(sign_in, people, body, basis):
    Body.objects.filter(pk=body.pk).update(legal_basis=basis)
    item = plan(body, lead=people.author)
    seen = {
        name: ProgrammeItem.objects.visible_to(getattr(people, name).user).filter(pk=item.pk).exists()
        for name in ("clerk", "member", "co_opted", "author", "other", "admin", "head_clerk")
    }
    assert {name for name, sees in seen.items() if sees} == {"clerk", "member", "co_opted", "author"}
    assert not ProgrammeItem.objects.visible_to(PUBLIC).exists()
    assert sign_in(people.other).get(at("programme_item", item.pk)).status_code == 404


def test_the_public_reads_title_purpose_and_month_and_no_more(client, people, body, september):
    plan(body, "School", meeting=september, purpose="comment", lead=people.author, note="WORD-OF-THE-NOTE")
    moved = plan(body, "Health")
    programme.move(moved, month=date(2026, 11, 1), reason="WORD-OF-THE-MOVE", by=people.clerk)
    programme.drop(plan(body, "WORD-OF-THE-DROPPED"), why="So", by=people.clerk)
    text = client.get(at("public_programme", body.pk)).text
    assert "School" in text
    assert "(to comment)" in text
    assert "September 2026" in text
    assert "November 2026" in text
    for word in ("WORD-OF", "9 September", people.author.name):
        assert word not in text


def test_the_public_sees_nothing_of_a_body_that_the_law_does_not_open(client, body):
    Body.objects.filter(pk=body.pk).update(legal_basis=LegalBasis.INFORMAL)
    plan(body, "School")
    page = client.get(at("public_programme", body.pk))
    assert page.status_code == 200
    assert "School" not in page.text


def test_who_may_not_see_a_draft_meeting_is_told_the_month_alone(sign_in, people, body, september):
    Meeting.objects.filter(pk=september.pk).update(status=Meeting.Status.PLANNED)
    programme.put_on(plan(body, meeting=september), september, by=SYSTEM)
    page = sign_in(people.member).get(at("programme", body.pk))
    row = page.context["months"][0][1][0]
    assert (row.meeting, row.state.label) == (None, "Planned")
    assert "9 September 2026" not in page.text


def test_late_things_stand_at_the_top_and_the_count_leads_to_all_of_them(clerk, body):
    for number in range(7):
        plan(body, f"Late {number}", month=date(2026, 5, 1))
    page = clerk.get(at("programme", body.pk))
    assert len(page.context["late"]) == 5
    assert f'href="{at("programme_late", body.pk)}">See all 7' in page.text
    assert clerk.get(at("programme_late", body.pk)).text.count("May 2026 passed") == 7


def test_a_clerk_sees_the_programmes_of_their_bodies_and_of_no_other(clerk, body):
    plan(body, "Mine")
    plan(BodyFactory(name="Licensing Committee"), "Not mine")
    page = clerk.get(at("programmes"))
    assert [row.item.title for _, rows in page.context["months"] for row in rows] == ["Mine"]
    assert "Licensing Committee" not in page.text


def test_others_see_the_programmes_of_the_bodies_they_sit_on_or_of_every_open_one(sign_in, people, body):
    plan(body, "Mine")
    plan(BodyFactory(name="Licensing Committee"), "Open to everybody")
    plan(BodyFactory(name="A panel", legal_basis=LegalBasis.INFORMAL), "Closed")
    seen = {}
    for name in ("member", "other", "author"):
        months = sign_in(getattr(people, name)).get(at("programmes")).context["months"]
        seen[name] = {row.item.title for _, rows in months for row in rows}
    both = {"Mine", "Open to everybody"}
    assert seen == {"member": {"Mine"}, "other": both, "author": both}


def test_the_table_for_spreadsheets_has_every_move(clerk, people, body, sign_in):
    item = plan(body)
    programme.move(item, month=date(2026, 9, 1), reason="so that results are in", by=people.clerk)
    text = b"".join(clerk.get(at("programme_table", body.pk)).streaming_content).decode()
    assert "moved from July 2026 to September 2026 by Clerk Hattie Brook on 3 June 2026: so that results are in" in text
    assert sign_in(people.other).get(at("programme_table", body.pk)).status_code == 403


def fill(body, people, count):
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(
            body=body, title=f"Item {n}", planned_at=TODAY, lead=people.author,
            month=date(2026, 5 + n % 8, 1), due_month=date(2026, 5, 1),
        )
        for n in range(count)
    )  # fmt: skip
    for item in ProgrammeItem.objects.filter(month=date(2026, 7, 1))[:20]:
        programme.move(item, month=date(2026, 10, 1), reason="So", by=people.clerk)


@pytest.mark.parametrize("name", ["programme", "programmes", "programme_late", "programme_table", "public_programme"])
def test_a_list_asks_the_same_number_of_questions_for_10_and_1000_items(clerk, client, people, body, name):
    address = at(name) if name == "programmes" else at(name, body.pk)
    reader = client if name.startswith("public") else clerk

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as questions:
            page = reader.get(address)
            assert page.status_code == 200
            b"".join(page.streaming_content) if page.streaming else page.content
        return len(questions)

    reader.get(address)
    fill(body, people, 10)
    few = asked()
    fill(body, people, 990)
    assert asked() == few <= 25


# --- Done


def test_a_clerk_plans_an_item(clerk, body, september, people):
    given = {"title": "School", "when": f"meeting-{september.pk}", "purpose": "comment", "lead": people.author.pk}
    page = clerk.post(at("plan_item", body.pk), given)
    item = ProgrammeItem.objects.get()
    assert page["Location"] == at("programme", body.pk)
    assert (item.meeting, item.lead, item.purpose, item.expects_paper) == (september, people.author, "comment", False)
    clerk.post(at("plan_item", body.pk), {"title": "Health", "when": "2026-11"})
    assert ProgrammeItem.objects.get(title="Health").month == date(2026, 11, 1)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(clerk, body):
    page = clerk.post(at("plan_item", body.pk), {"title": "A long title", "note": "My note", "when": ""})
    assert "A long title" in page.text
    assert "My note" in page.text
    assert "Select the meeting or month" in page.text
    assert not ProgrammeItem.objects.exists()


@pytest.mark.parametrize("name", ["plan_item", "add_programme_rule"])
def test_a_title_that_tells_who_a_child_is_is_stopped(clerk, body, name):
    PersonFactory(name="Peregrine Quillfeather", category="young", name_is_public=False)
    given = {"title": "The plan for Peregrine Quillfeather", "when": "2026-11", "often": "every"}
    page = clerk.post(at(name, body.pk), given | typed_date("starts_on", date(2026, 6, 3)))
    assert "It holds a name that is protected. Take the name out." in page.text
    assert not ProgrammeItem.objects.exists()
    assert not ProgrammeRule.objects.exists()


def test_a_clerk_moves_an_item_and_must_say_why(clerk, body, september):
    item = plan(body)
    page = clerk.post(at("move_programme_item", item.pk), {"when": f"meeting-{september.pk}", "reason": ""})
    assert "Why does it move?" in page.text
    assert not item.moves.exists()
    page = clerk.post(
        at("move_programme_item", item.pk), {"when": f"meeting-{september.pk}", "reason": "Results"}, follow=True
    )
    assert "was moved from July 2026 to 9 September 2026" in page.text
    history = clerk.get(at("programme_item", item.pk)).text
    assert "Moved from July 2026 to 9 September 2026 by Clerk Hattie Brook on 3 June 2026: Results" in history


def test_a_clerk_changes_drops_and_takes_up_an_item(clerk, body):
    item = plan(body)
    clerk.post(at("change_programme_item", item.pk), {"title": "New title", "note": "Ask first"})
    item.refresh_from_db()
    assert (item.title, item.note) == ("New title", "Ask first")
    clerk.post(at("drop_programme_item", item.pk), {"why": "Closed"})
    assert "Take it up again" in clerk.get(at("programme_item", item.pk)).text
    clerk.post(at("take_up_programme_item", item.pk))
    item.refresh_from_db()
    assert item.dropped_at is None
    refused = clerk.post(at("take_up_programme_item", item.pk), follow=True)
    assert "was not dropped" in refused.text


def test_from_the_usual_items_to_a_planned_year_is_three_presses(clerk, body, september):
    given = {"keys": ["school", "scorecard"]} | typed_date("starts_on", date(2026, 6, 3))
    page = clerk.post(at("usual_items", body.pk), given, follow=True)
    assert "2 things come back from now on. Plan the year next." in page.text
    days = typed_date("first_day", date(2026, 6, 3)) | typed_date("last_day", date(2027, 4, 30))
    page = clerk.post(at("plan_year", body.pk), days, follow=True)
    assert "2 items added to the work programme" in page.text
    assert body.programme.get(asked_for="2026-10").meeting is None
    october = MeetingFactory(body=body, starts_at=datetime(2026, 10, 7, 9, 0, tzinfo=UTC))
    page = clerk.post(at("give_meetings", body.pk), follow=True)
    assert "1 item has its meeting." in page.text
    assert body.programme.get(asked_for="2026-10").meeting == october


def test_a_clerk_keeps_the_rules(clerk, body):
    day = typed_date("starts_on", date(2026, 6, 3))
    page = clerk.post(at("add_programme_rule", body.pk), {"title": "Health", "often": "some"} | day)
    assert "Select at least one month" in page.text
    clerk.post(at("add_programme_rule", body.pk), {"title": "Health", "often": "some", "months": ["11"]} | day)
    rule = ProgrammeRule.objects.get()
    assert rule.months == [11]
    clerk.post(at("change_programme_rule", rule.pk), {"title": "Health", "often": "every"} | day)
    rule.refresh_from_db()
    assert rule.months == []
    assert "Every meeting" in clerk.get(at("programme_rules", body.pk)).text
    clerk.post(at("end_programme_rule", rule.pk), typed_date("on", date(2026, 6, 30)))
    rule.refresh_from_db()
    assert rule.ends_on == date(2026, 6, 30)


def test_only_the_clerk_of_the_body_changes_its_programme(sign_in, people, body):
    item = plan(body)
    rule = programme.add_rule(body, title="Health", starts_on=date(2026, 6, 1), by=SYSTEM)
    for person in (people.member, people.head_clerk, people.other):
        client = sign_in(person)
        for name, pk in [
            ("plan_item", body.pk), ("plan_year", body.pk), ("usual_items", body.pk), ("give_meetings", body.pk),
            ("move_programme_item", item.pk), ("drop_programme_item", item.pk), ("change_programme_item", item.pk),
            ("take_up_programme_item", item.pk), ("change_programme_rule", rule.pk), ("programme_rules", body.pk),
        ]:  # fmt: skip
            assert client.post(at(name, pk), {}).status_code in (403, 404, 405), (person, name)


# --- Waiting


def test_an_officer_is_told_what_they_lead(people, body, september):
    plan(body, "School", meeting=september, lead=people.author)
    plan(body, "Health", lead=people.author)
    programme.drop(plan(body, "Dropped", lead=people.author), why="So", by=SYSTEM)
    plan(body, "Another's", lead=people.clearer)
    told = [one.text for one in waiting.next_for(people.author.user)]
    assert told == ["You lead “Health” for July 2026", "You lead “School” for the meeting on 9 September 2026"]


def test_somebody_on_a_body_is_told_what_they_lead_too(people, body):
    sit(people.author, body)
    plan(body, "Health", lead=people.author)
    assert "You lead “Health” for July 2026" in [one.text for one in waiting.next_for(people.author.user)]
