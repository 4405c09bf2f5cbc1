"""The clerk's pages of an agenda: items of every kind, late ones, two clerks, order, postponing; what others see."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees import agenda, packs, printing
from committees.models import AgendaItem, Body, Meeting, Seat
from committees.models.bodies import LegalBasis
from committees.packs import contents
from corporate_parenting.lib.forms import typed_date
from roles.audit import SYSTEM
from roles.models import Person
from roles.permissions import OfficeKind
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, sit
from tests.factories.roles import OfficeFactory, PersonFactory

# The last lawful day for Tuesday 15 December 2026 is Monday 7 December.
EARLY, LATE = datetime(2026, 11, 26, 10, tzinfo=UTC), datetime(2026, 12, 9, 10, tzinfo=UTC)
ITEM = {"title": "Dentists", "purpose": "decide", "presenter": "The director", "text": "", "private_title": ""}
PART_2 = {
    "likely_private": "on",
    "private_kind": "exempt",
    "private_paragraphs": ["1", "3"],
    "private_reason": "It would tell who a child is.",
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(EARLY, tick=True) as travel:
        yield travel


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body)


@pytest.fixture
def clerk(people, sign_in):
    return sign_in(people.clerk)


@pytest.fixture
def published(meeting, people):
    AgendaItemFactory(meeting=meeting, title="Apologies")
    AgendaItemFactory(meeting=meeting, title="Health")
    agenda.publish(meeting, by=people.clerk)
    return meeting


def law(basis):
    Body.objects.update(legal_basis=basis)


def url(name, *args):
    return reverse(f"committees:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def titles(meeting):
    return list(meeting.items.order_by("order").values_list("title", flat=True))


# --- Items of every kind


def test_a_part_2_item_without_a_paragraph_says_so_at_the_field_and_loses_nothing(clerk, meeting):
    typed = ITEM | PART_2 | {"private_paragraphs": [], "presenter": "Officer Edda Stone"}
    page = clerk.post(url("add_item", meeting), typed).text
    assert "Select at least one paragraph" in page
    assert 'id="id_private_paragraphs-error"' in page
    assert 'value="Officer Edda Stone"' in page
    assert "It would tell who a child is." in page
    assert AgendaItem.objects.count() == 0


@pytest.mark.parametrize(
    ("without", "words"),
    [
        ("private_kind", "Say whether it is exempt or confidential"),
        ("private_reason", "Say why the item is to be taken in private"),
    ],
)
def test_a_part_2_item_says_what_else_is_missing(clerk, meeting, without, words):
    assert words in clerk.post(url("add_item", meeting), ITEM | PART_2 | {without: ""}).text
    assert AgendaItem.objects.count() == 0


def test_a_part_2_item_shows_the_words_that_stand_on_copies_and_the_forecast_of_the_exclusion(clerk, meeting):
    page = clerk.post(url("add_item", meeting), ITEM | PART_2 | {"private_title": "Ash Court"}, follow=True).text
    item = AgendaItem.objects.get()
    assert (item.private_kind, item.private_paragraphs, item.private_title) == ("exempt", [1, 3], "Ash Court")
    assert "Not for publication by virtue of paragraphs 1 and 3 of Part 1 of Schedule 12A" in page
    assert "exempt information described in paragraphs 1 and 3" in page
    assert "The meeting decides; this is a forecast." in page


def test_a_confidential_item_has_no_paragraphs(clerk, meeting):
    clerk.post(url("add_item", meeting), ITEM | PART_2 | {"private_kind": "confidential"})
    item = AgendaItem.objects.get()
    assert (item.private_kind, item.private_paragraphs) == ("confidential", [])


def test_an_informal_body_is_not_asked_for_schedule_12a(clerk, meeting):
    law(LegalBasis.INFORMAL)
    assert "Schedule 12A" not in clerk.get(url("add_item", meeting)).text
    clerk.post(url("add_item", meeting), ITEM | {"likely_private": "on", "private_reason": "Families speak."})
    assert AgendaItem.objects.get().private_reason == "Families speak."


def test_grounds_and_dates_that_no_longer_apply_are_not_kept(clerk, meeting):
    follows = typed_date("follows_on", datetime(2026, 12, 3, tzinfo=UTC)) | {"follows_why": "Figures come late."}
    clerk.post(url("add_item", meeting), ITEM | PART_2 | follows | {"likely_private": "", "expects_paper": ""})
    item = AgendaItem.objects.get()
    assert (item.likely_private, item.private_kind, item.follows_on, item.follows_why) == (False, "", None, "")


def test_only_scrutiny_may_call_somebody_to_answer(clerk, meeting):
    office = OfficeFactory(kind=OfficeKind.LEAD_MEMBER, label="Lead member for children")
    call = ITEM | {"kind": "call", "called": office.pk}
    assert "Who is called?" not in clerk.get(url("add_item", meeting)).text
    law(LegalBasis.SCRUTINY)
    assert "Choose who is called to answer" in clerk.post(url("add_item", meeting), call | {"called": ""}).text
    page = clerk.post(url("add_item", meeting), call, follow=True).text
    item = AgendaItem.objects.get()
    assert (item.kind, item.called) == ("call", office)
    assert "Lead member for children is asked to attend and answer questions." in page
    clerk.post(url("edit_item", item), ITEM | {"kind": "ordinary", "edition": item.edition})
    item.refresh_from_db()
    assert (item.kind, item.called) == ("ordinary", None)


def test_a_standing_item_stays_one_when_it_is_changed(clerk, meeting):
    law(LegalBasis.SCRUTINY)
    item = AgendaItemFactory(meeting=meeting, kind="standing", title="Apologies")
    clerk.post(url("edit_item", item), ITEM | {"title": "Apologies for absence", "kind": "ordinary", "edition": 0})
    item.refresh_from_db()
    assert (item.kind, item.title) == ("standing", "Apologies for absence")


def test_only_an_executive_body_has_key_decisions(clerk, meeting):
    assert "It is a key decision" not in clerk.get(url("add_item", meeting)).text
    law(LegalBasis.EXECUTIVE)
    page = clerk.post(url("add_item", meeting), ITEM | {"is_key_decision": "on"}, follow=True).text
    assert AgendaItem.objects.get().is_key_decision
    assert "Key decision" in page


def test_a_paper_to_follow_says_when_and_why(clerk, meeting, client):
    follows = typed_date("follows_on", datetime(2026, 12, 3, tzinfo=UTC)) | {"follows_why": "The figures come late"}
    clerk.post(url("add_item", meeting), ITEM | follows | {"expects_paper": "on"})
    agenda.publish(meeting, by=Person.objects.get(name__startswith="Clerk"))
    words = "The paper is expected on Thursday 3 December 2026. Why it is late: The figures come late."
    for page in (clerk.get(url("agenda", meeting)), client.get(url("public_meeting", meeting))):
        assert words in page.text


# --- What a title tells


def test_a_protected_name_stops_a_title_and_is_not_told(clerk, meeting):
    young = {"category": Person.Category.YOUNG, "name_is_public": False}
    PersonFactory(name="Tamsin Quillfeather", **young)
    page = clerk.post(url("add_item", meeting), ITEM | {"title": "Quillfeather: schooling"}).text
    assert "It holds a name that is protected. Take the name out." in page
    assert "Tamsin" not in page
    assert AgendaItem.objects.count() == 0


def test_a_warning_asks_for_a_tick_and_keeps_what_was_typed(clerk, meeting):
    typed = ITEM | {"title": "Child A: learning review", "presenter": "Officer Edda Stone"}
    page = clerk.post(url("add_item", meeting), typed).text
    assert "I have checked that nobody can be recognised" in page
    assert 'value="Child A: learning review"' in page
    assert 'value="Officer Edda Stone"' in page
    assert AgendaItem.objects.count() == 0
    clerk.post(url("add_item", meeting), typed | {"checked": "on"})
    assert AgendaItem.objects.get().title == "Child A: learning review"


def test_a_tick_does_not_let_a_stop_through(clerk, meeting):
    clerk.post(url("add_item", meeting), ITEM | {"title": "Case 12345", "checked": "on"})
    assert AgendaItem.objects.count() == 0


def test_a_meeting_s_note_is_looked_at_too(clerk, body):
    PersonFactory(name="Tamsin Quillfeather", name_is_public=False)
    form = typed_date("day", datetime(2035, 1, 9, tzinfo=UTC)) | {"begins": "10:00", "place": "Room 1"}
    assert "a name that is protected" in clerk.post(url("call", body), form | {"note": "About Quillfeather"}).text
    assert Meeting.objects.count() == 0


# --- Late items


@pytest.fixture
def too_late(published, clock):
    clock.move_to(LATE)
    return published


IN_PRIVATE = {
    "likely_private": True,
    "private_kind": "exempt",
    "private_paragraphs": [1],
    "private_reason": "It tells who a child is.",
}
LATE_ITEM = ITEM | {"title": "A home closes", "late_reason": "The home closes on Friday."}


def test_a_late_item_needs_the_chair_s_reason_and_who_agreed(too_late, clerk, client, people):
    assert clerk.get(url("add_item", too_late))["Location"] == url("add_late_item", too_late)
    page = clerk.get(url("add_late_item", too_late)).text
    assert "LGA 1972 section 100B(4)(b)" in page
    assert "Edda Stone" not in page  # only those with a vote may be in the chair
    page = clerk.post(url("add_late_item", too_late), LATE_ITEM | {"late_reason": ""}).text
    assert 'value="A home closes"' in page
    assert titles(too_late) == ["Apologies", "Health"]
    clerk.post(url("add_late_item", too_late), LATE_ITEM | {"late_agreed_by": people.chair.pk})
    assert titles(too_late) == ["Apologies", "Health", "A home closes"]
    words = "Added on 9 December 2026. The chair agreed because: The home closes on Friday."
    for page in (clerk.get(url("agenda", too_late)), client.get(url("public_meeting", too_late))):
        assert words in page.text


def test_before_an_executive_body_there_is_no_form_but_what_can_be_done(too_late, clerk):
    law(LegalBasis.EXECUTIVE)
    following = MeetingFactory(body=too_late.body, starts_at=too_late.starts_at + timedelta(days=30))
    page = clerk.get(url("add_late_item", too_late)).text
    assert "SI 2012/2089 regulation 6(2)" in page
    assert "<form method" not in page.split("<main")[1]
    assert url("agenda", following) in page
    assert url("postpone", too_late) in page
    clerk.post(url("add_late_item", too_late), LATE_ITEM)
    assert titles(too_late) == ["Apologies", "Health"]


def test_an_item_in_time_is_no_late_one(clerk, published):
    assert clerk.get(url("add_late_item", published))["Location"] == url("add_item", published)


# --- Two clerks


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(meeting=meeting, title="Dentists", presenter="The director", text="As they are.")


def form_of(item, **changes):
    was = ["title=Dentists", "presenter=The director", "text=As they are.", "purpose=Nothing"]
    return {"title": item.title, "purpose": "", "presenter": item.presenter, "text": item.text,
            "private_title": "", "edition": item.edition, "was": was} | changes  # fmt: skip


def test_two_clerks_edit_one_item_and_the_second_is_shown_both(clerk, item):
    mine = form_of(item, title="Opticians", presenter="Officer Edda Stone")
    agenda.edit_item(item, title="Dentists and doctors", text="As they will be.", by=SYSTEM)
    page = clerk.post(url("edit_item", item), mine).text
    assert "Somebody else saved this item" in page
    for words in ("Dentists and doctors", "Opticians", "Officer Edda Stone", "As they will be.", "As they are."):
        assert words in page
    assert page.count("You both changed this") == 1
    assert page.count("Only you changed this") == 1
    assert page.count("Only the other changed this") == 1
    item.refresh_from_db()
    assert (item.title, item.presenter) == ("Dentists and doctors", "The director")
    chosen = {"asked": ["title", "presenter", "text"], "choose-presenter": "mine", "choose-text": "theirs"}
    page = clerk.post(url("edit_item", item), mine | chosen | {"edition": item.edition}).text
    assert "Choose what is to stand for “Title”" in page
    item.refresh_from_db()
    assert item.title == "Dentists and doctors"
    clerk.post(url("edit_item", item), mine | chosen | {"edition": item.edition, "choose-title": "mine"})
    item.refresh_from_db()
    assert (item.title, item.presenter, item.text) == ("Opticians", "Officer Edda Stone", "As they will be.")


def test_grounds_of_the_other_are_taken_whole(clerk, item):
    mine = form_of(item, title="Opticians")
    private = {"kind": "exempt", "paragraphs": [2, 3], "reason": "It tells who a child is."}
    day = datetime(2026, 12, 3, tzinfo=UTC).date()
    agenda.edit_item(item, private=private, expects_paper=True, follows_on=day, by=SYSTEM)
    item.refresh_from_db()
    fields = ["title", "likely_private", "private_kind", "private_paragraphs", "private_reason"]
    fields += ["expects_paper", "follows_on"]
    chosen = {f"choose-{name}": "theirs" for name in fields[1:]} | {"choose-title": "mine", "asked": fields}
    page = clerk.post(url("edit_item", item), mine).text
    assert page.count('name="private_paragraphs"') == 7  # once, not also inside the tick
    clerk.post(url("edit_item", item), mine | chosen | {"edition": item.edition})
    item.refresh_from_db()
    assert (item.title, item.private_paragraphs, item.follows_on) == ("Opticians", [2, 3], day)


def test_a_third_save_meanwhile_is_noticed_too(clerk, item):
    agenda.edit_item(item, title="Doctors", by=SYSTEM)
    agenda.edit_item(item, title="Doctors and nurses", by=SYSTEM)
    mine = form_of(item, title="Opticians", edition=1, asked=["title"])
    page = clerk.post(url("edit_item", item), mine | {"choose-title": "mine"}).text
    assert "Doctors and nurses" in page
    item.refresh_from_db()
    assert item.title == "Doctors and nurses"


def test_an_edit_alone_is_no_conflict(clerk, item):
    page = clerk.get(url("edit_item", item)).text
    assert '<input type="hidden" name="edition" value="0"' in page
    clerk.post(url("edit_item", item), form_of(item, title="Opticians"))
    item.refresh_from_db()
    assert item.title == "Opticians"


# --- The order


@pytest.fixture
def abc(meeting):
    return [AgendaItemFactory(meeting=meeting, title=title) for title in "ABCD"]


def seen(items):
    return ",".join(str(item.pk) for item in items)


def test_a_move_goes_behind_another_item(clerk, meeting, abc):
    clerk.post(url("move_item", abc[0]), {"after": abc[2].pk, "seen": seen(abc)})
    assert titles(meeting) == ["B", "C", "A", "D"]
    clerk.post(url("move_item", abc[3]), {"after": "0"})
    assert titles(meeting) == ["D", "B", "C", "A"]


def test_a_move_that_crosses_another_clerk_s_is_done_relatively_and_says_so(clerk, meeting, abc):
    page = clerk.post(url("move_item", abc[3]), {"move": "up", "seen": seen(abc)}, follow=True).text
    assert "Somebody else changed this agenda" not in page
    assert titles(meeting) == ["A", "B", "D", "C"]
    drawn = seen([abc[0], abc[1], abc[3], abc[2]])
    agenda.move(abc[1], after=None, by=SYSTEM)
    assert titles(meeting) == ["B", "A", "D", "C"]
    page = clerk.post(url("move_item", abc[2]), {"move": "up", "seen": drawn}, follow=True).text
    assert "Somebody else changed this agenda since you opened the page." in page
    assert titles(meeting) == ["B", "C", "A", "D"]  # behind B, as on the page that was pressed
    assert [item.order for item in meeting.items.order_by("order")] == [1, 2, 3, 4]


def test_a_neighbour_that_is_gone_is_said_in_words(clerk, meeting, abc):
    drawn = seen(abc)
    agenda.remove(abc[1], by=SYSTEM)
    page = clerk.post(url("move_item", abc[3]), {"after": drawn.split(",")[1], "seen": drawn}, follow=True).text
    assert "no longer on this agenda" in page
    assert titles(meeting) == ["A", "C", "D"]


def test_a_published_agenda_has_no_handles_and_keeps_its_order(clerk, published):
    page = clerk.get(url("agenda", published)).text
    assert "app-handle" not in page
    assert "agenda.js" not in page
    clerk.post(url("move_item", published.items.last()), {"after": "0"})
    assert titles(published) == ["Apologies", "Health"]


# --- After it is published


def test_an_item_is_withdrawn_with_a_reason_that_everybody_reads(clerk, client, published):
    item = published.items.get(title="Health")
    page = clerk.post(url("withdraw_item", item), {"why": ""}).text
    assert "Answer the question “Why is it withdrawn?”" in page
    clerk.post(url("withdraw_item", item), {"why": "The report goes to the next meeting."})
    page = client.get(url("public_meeting", published)).text
    assert "<s>Health</s> (withdrawn)" in page
    assert "On 26 November 2026: The report goes to the next meeting." in page
    assert titles(published) == ["Apologies", "Health"]


def test_an_item_of_an_agenda_that_is_not_published_is_removed_and_not_withdrawn(clerk, meeting, item):
    assert "Remove this one instead" in clerk.get(url("withdraw_item", item), follow=True).text


def test_a_published_meeting_moves_by_being_postponed(clerk, client, people, published):
    form = typed_date("day", datetime(2027, 1, 12, tzinfo=UTC)) | {
        "begins": "10:00",
        "place": published.place,
    }
    page = clerk.post(url("change_meeting", published), form | {"status": "confirmed"}).text
    assert "Postpone the meeting" in page
    published.refresh_from_db()
    assert published.starts_at.day == 15
    assert "The notice that the law asks for counts anew" in clerk.get(url("postpone", published)).text
    clerk.post(url("postpone", published), form)
    new = Meeting.objects.get(instead_of=published)
    assert titles(new) == ["Apologies", "Health"]
    page = client.get(url("public_meeting", published)).text
    assert "This meeting is postponed to Tuesday 12 January 2027." in page
    assert url("public_meeting", new) not in page  # it is not published yet
    agenda.publish(new, by=people.clerk)
    assert url("public_meeting", new) in client.get(url("public_meeting", published)).text
    assert "In place of the meeting of" in client.get(url("public_meeting", new)).text
    assert url("agenda", new) in clerk.get(url("agenda", published)).text


def test_a_meeting_is_closed_on_its_day_at_the_earliest(clerk, people, sign_in, published, clock):
    assert url("close_meeting", published) not in clerk.get(url("agenda", published)).text
    assert "has not been yet" in clerk.post(url("close_meeting", published), {"status": "held"}, follow=True).text
    clock.move_to(datetime(2026, 12, 15, 14, tzinfo=UTC))
    clerk = sign_in(people.clerk)
    assert url("close_meeting", published) in clerk.get(url("agenda", published)).text
    clerk.post(url("close_meeting", published), {"status": "inquorate"})
    published.refresh_from_db()
    assert published.status == Meeting.Status.INQUORATE


def test_a_clash_is_a_warning_and_the_meeting_is_called_all_the_same(clerk, people, body):
    other = BodyFactory(name="Scrutiny Panel")
    sit(people.member, other)
    MeetingFactory(body=other, starts_at=datetime(2035, 1, 9, 10, tzinfo=UTC))
    form = typed_date("day", datetime(2035, 1, 9, tzinfo=UTC)) | {"begins": "10:00", "place": "The old library"}
    page = clerk.post(url("call", body), form).text
    assert "Scrutiny Panel meets at the same time" in page
    assert 'value="The old library"' in page
    assert body.meetings.count() == 0
    clerk.post(url("call", body), form | {"all_the_same": "on"})
    assert body.meetings.count() == 1


def test_the_state_of_a_meeting_is_offered_as_it_may_become(clerk, meeting):
    page = clerk.get(url("change_meeting", meeting)).text
    assert 'value="cancelled"' in page
    assert 'value="held"' not in page


# --- Who gets in, and what it costs


def test_the_new_pages_are_for_the_clerk_of_the_body(people, sign_in, published, body):
    addresses = [
        url("add_late_item", published),
        url("withdraw_item", published.items.first()),
        url("postpone", published),
        url("close_meeting", published),
        url("standing", body),
        url("add_standing", body),
    ]
    for name in ("head_clerk", "chair", "member", "author", "admin"):
        assert {sign_in(getattr(people, name)).get(address).status_code for address in addresses} == {404}, name
    elsewhere = MeetingFactory()
    assert sign_in(people.clerk).get(url("postpone", elsewhere)).status_code == 404


def test_an_agenda_costs_the_same_with_one_item_and_with_many(clerk, people, meeting):
    sit(people.member, meeting.body, Seat.Capacity.MEMBER)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            clerk.get(url("agenda", meeting))
        return len(queries)

    law(LegalBasis.SCRUTINY)
    office = OfficeFactory(kind=OfficeKind.LEAD_MEMBER)
    AgendaItemFactory(meeting=meeting, kind="call", called=office)
    AgendaItemFactory(meeting=meeting, **IN_PRIVATE)
    one = cost()
    for _ in range(20):
        AgendaItemFactory(meeting=meeting, kind="call", called=OfficeFactory(kind=OfficeKind.DIRECTOR))
        AgendaItemFactory(meeting=meeting, **IN_PRIVATE)
    assert cost() == one


# --- What is printed


def printed(meeting):
    build = packs.order(meeting, by=SYSTEM)
    return contents.front(build, edition="public", leaves=[]).html


def test_the_front_sheet_says_what_is_late_withdrawn_key_and_who_is_called(people, published, clock):
    office = OfficeFactory(kind=OfficeKind.LEAD_MEMBER, label="Lead member for children")
    published.items.filter(title="Apologies").update(is_key_decision=True, kind="call", called=office)
    agenda.withdraw(published.items.get(title="Health"), why="It goes to the next meeting", by=SYSTEM)
    clock.move_to(LATE)
    late = {"reason": "The home closes on Friday.", "agreed_by": people.chair}
    agenda.add_item(published, title="A home closes", late=late, by=SYSTEM)
    sheet = printed(published)
    for words in (
        "Key decision.",
        "Lead member for children is asked to attend and answer questions.",
        "Withdrawn on 26 November 2026: It goes to the next meeting.",
        "Late item, added on 9 December 2026. The chair agreed because: The home closes on Friday.",
    ):
        assert f"<p>{words}</p>" in sheet


def test_the_front_sheet_foresees_the_exclusion_from_the_items_themselves(meeting):
    AgendaItemFactory(meeting=meeting, **IN_PRIVATE)
    assert "described in paragraph 1 of Part 1 of Schedule 12A" in printed(meeting)


def test_the_sheet_of_a_paper_to_follow_says_when_and_why(meeting):
    day = datetime(2026, 12, 11, tzinfo=UTC).date()
    item = AgendaItemFactory(meeting=meeting, expects_paper=True, follows_on=day, follows_why="The figures come late")
    sheet = printing.follows(item).html
    assert "The paper is expected on Friday 11 December 2026. Why it is late: The figures come late." in sheet


def test_a_withdrawn_item_has_no_sheet_for_a_paper_to_follow(published):
    published.items.update(expects_paper=True)
    agenda.withdraw(published.items.get(title="Health"), why="It goes to the next meeting", by=SYSTEM)
    parts = packs.order(published, by=SYSTEM).parts.filter(kind="follows")
    assert [part.item.title for part in parts] == ["Apologies"]
