"""Pages in the room: interests, the resolution, decisions, votes and actions; nothing typed is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees import deciding
from committees.models import Action, AgendaItem, Decision, Exclusion, Interest, Meeting
from tests.committees.sitting import NOW, opened
from tests.factories.committees import ExemptionFactory, PaperFactory
from tests.factories.reports import RecommendationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_room():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sitting(body, people):
    return opened(body, people)


@pytest.fixture
def clerk(people, sign_in):
    return sign_in(people.clerk)


def asked(sitting, text="The Sub-Committee is asked to note the report.", item=None):
    paper = PaperFactory(item=item or sitting.item)
    return RecommendationFactory(version=paper.version, text=text)


def url(name, thing):
    return reverse(f"committees:{name}", args=[thing.pk])


def send(client, name, thing, /, **data):
    return client.post(url(name, thing), data)


def room(sitting, part):
    return f"{url('room_item', sitting.item)}#{part}"


def test_a_recommendation_stands_with_its_words_ready_to_edit(sitting, clerk):
    one = asked(sitting)
    page = clerk.get(url("room_item", sitting.item)).text
    assert "The Sub-Committee is asked to note the report." in page
    assert f'id="asked-{one.pk}-text"' in page
    assert "To note the report.</textarea>" in page


def test_a_decision_with_its_vote_is_saved_in_one_go_and_the_page_goes_on_there(sitting, clerk, people):
    one = asked(sitting)
    response = send(
        clerk, "decide", sitting.item, recommendation=one.pk, edition=0, outcome="as_recommended",
        text="To note the report.", way="hands", votes_for=3, votes_against=1, moved_by=people.chair.pk,
    )  # fmt: skip
    assert response["Location"] == room(sitting, f"asked-{one.pk}")
    made = Decision.objects.get()
    assert (made.recommendation, made.votes_for, made.votes_against, made.moved_by) == (one, 3, 1, people.chair)
    page = clerk.get(url("room_item", sitting.item)).text
    assert "RESOLVED: To note the report." in page
    assert "On a show of hands: 3 for, 1 against. The motion was carried." in page


def test_counts_alone_are_a_show_of_hands(sitting, clerk):
    send(clerk, "decide", sitting.item, outcome="as_recommended", text="To write.", votes_for=2, votes_against=0)
    assert Decision.objects.get().way == "hands"


def test_what_is_refused_loses_nothing_that_was_typed(sitting, clerk):
    response = send(
        clerk, "decide", sitting.item, outcome="as_recommended", text="To write to every carer.", way="hands",
        votes_for=40, votes_against=1,
    )  # fmt: skip
    assert "41 votes cannot be right: 4 people in the room may vote on item 1" in response.text
    assert "To write to every carer.</textarea>" in response.text
    assert 'value="40"' in response.text
    assert Decision.objects.count() == 0


def test_two_clerks_decide_one_recommendation_and_the_second_is_shown_both(sitting, clerk, people):
    one = asked(sitting)
    deciding.decide(sitting.item, recommendation=one, outcome="amended", text="Theirs.", by=people.clerk)
    about = {"recommendation": one.pk, "edition": 0, "outcome": "as_recommended", "text": "Mine."}
    deciding.decide(sitting.item, recommendation=one, outcome="amended", text="Theirs again.", by=people.clerk)
    both = send(clerk, "decide", sitting.item, **about)
    assert tuple(
        words for words in ("Somebody else recorded this decision", "Mine.", "Theirs again.") if words in both.text
    ) == ("Somebody else recorded this decision", "Mine.", "Theirs again.")
    assert Decision.objects.get().text == "Theirs again."
    choices = {"asked": ["text", "outcome"], "choose-text": "mine", "choose-outcome": "theirs", "edition": 2}
    assert send(clerk, "decide", sitting.item, **about | choices).status_code == 302
    assert (Decision.objects.get().text, Decision.objects.get().outcome) == ("Mine.", "amended")


def test_two_new_decisions_at_once_are_a_conflict_too(sitting, clerk, people):
    one = asked(sitting)
    page = {"recommendation": one.pk, "edition": 0, "outcome": "as_recommended", "text": "Mine."}
    deciding.decide(sitting.item, recommendation=one, outcome="amended", text="Theirs.", by=people.clerk)
    assert "Somebody else recorded this decision" in send(clerk, "decide", sitting.item, **page).text


def test_a_named_vote_has_a_page_of_its_own_and_is_saved_there(sitting, clerk, people):
    response = send(
        clerk, "decide", sitting.item, outcome="as_recommended", text="To write.", way="named",
        moved_by=people.chair.pk, seconded_by=people.member.pk,
    )  # fmt: skip
    made = Decision.objects.get()
    assert response["Location"].startswith(url("named_vote", made))
    missing = clerk.post(response["Location"], {f"voter_{sitting.members[0].pk}": "for"})
    assert "Say how Councillor Bram Holt voted" in missing.text
    assert clerk.post(response["Location"], {f"voter_{one.pk}": "for" for one in sitting.members}).status_code == 302
    made.refresh_from_db()
    assert (made.votes_for, made.moved_by, made.seconded_by) == (4, people.chair, people.member)


def test_a_member_asks_for_their_own_vote(sitting, clerk, people):
    vote = {"way": "hands", "votes_for": 3, "votes_against": 1}
    made = deciding.decide(sitting.item, outcome="amended", text="To write.", vote=vote, by=people.clerk)
    assert "own vote alone" in clerk.get(url("own_vote", made)).text
    send(clerk, "own_vote", made, person=people.member.pk, how="against")
    assert list(made.votes.values_list("person", "how")) == [(people.member.pk, "against")]


def test_a_decision_is_taken_out_unless_another_was_told(sitting, clerk, people):
    made = deciding.decide(sitting.item, outcome="amended", text="To write.", by=people.clerk)
    assert send(clerk, "take_back_decision", made, edition=1)["Location"] == room(sitting, "decisions")
    assert Decision.objects.count() == 0


# --- Interests


def test_the_clerk_records_an_interest_and_reads_what_it_means(sitting, clerk, people):
    response = clerk.post(
        url("declare_interest", sitting.item),
        {"person": people.member.pk, "kind": "dpi", "was_registered": "on"}, follow=True,
    )  # fmt: skip
    assert "may not take part in the discussion of item 1 or vote on it" in response.text
    assert "need not announce it at the meeting, because it is in the register, and it still bars them" in response.text
    interest = Interest.objects.get()
    send(clerk, "change_interest", interest, person=people.member.pk, kind="other", matter="A governor")
    assert [one.kind for one in Interest.objects.standing()] == ["other"]
    send(clerk, "withdraw_interest", Interest.objects.standing().get())
    assert (Interest.objects.count(), Interest.objects.standing().count()) == (2, 0)


def test_a_refused_interest_keeps_what_was_typed(sitting, clerk, people):
    about = {"person": people.member.pk, "kind": "dpi", "is_sensitive": "on", "matter": "Where I live"}
    page = send(clerk, "declare_interest", sitting.item, **about).text
    assert "never in detail" in page
    assert "Where I live" in page


def test_a_member_declares_their_own_ahead_of_the_meeting_and_nobody_elses(sitting, people, sign_in):
    Meeting.objects.filter(pk=sitting.meeting.pk).update(opened_at=None, starts_at=NOW + timedelta(hours=1))
    member = sign_in(people.member)
    about = {"person": people.chair.pk, "kind": "other", "matter": "I am a governor", "leaves": "on"}
    assert send(member, "declare_interest", sitting.item, **about).status_code == 302
    made = Interest.objects.get()
    assert (made.person, made.declared_by) == (people.member, people.member)
    assert send(sign_in(people.chair), "withdraw_interest", made).status_code == 404
    assert "Declared already" in member.get(url("declare_interest", sitting.item)).text
    send(member, "withdraw_interest", made)
    assert Interest.objects.standing().count() == 0


def test_who_has_no_place_there_declares_nothing(sitting, people, sign_in):
    for person in (people.author, people.other, people.admin):
        assert sign_in(person).get(url("declare_interest", sitting.item)).status_code == 404


# --- The public leaves


def private(sitting):
    return sitting.add(
        title="A placement", likely_private=True, private_kind="exempt", private_paragraphs=[1],
        private_reason="A child could be recognised.",
    )  # fmt: skip


def test_the_resolution_is_carried_in_one_press_and_the_public_comes_back(sitting, clerk):
    item = private(sitting)
    page = clerk.get(url("room_item", item)).text
    assert "under section 100A(4) of the Local Government Act 1972" in page
    send(clerk, "exclude", sitting.meeting, item=item.pk, items=[item.pk], result="carried", way="assent")
    made = Exclusion.objects.get()
    assert (made.is_carried, made.way, list(made.items.all())) == (True, "assent", [item])
    send(clerk, "let_public_in", made, item=item.pk, at="10:20")
    made.refresh_from_db()
    assert made.reopened_at is None
    send(clerk, "let_public_in", made, item=item.pk)
    made.refresh_from_db()
    assert made.reopened_at == NOW


def test_a_page_without_its_edition_replaces_nothing(sitting, clerk):
    one = asked(sitting)
    about = {"recommendation": one.pk, "outcome": "amended"}
    send(clerk, "decide", sitting.item, **about, text="To write to all.", edition=0)
    for edition in ({}, {"edition": ""}, {"edition": 0}):
        assert (
            "To write to none."
            in send(clerk, "decide", sitting.item, **about, text="To write to none.", **edition).text
        )
        assert Decision.objects.get().text == "To write to all."


def test_before_a_resolution_is_lost_all_is_listed_that_it_could_open(sitting, clerk, people):
    item = sitting.add(
        title="A placement", text="Words of the clerk.", likely_private=True, private_kind="exempt",
        private_paragraphs=[1], private_reason="A child could be known.",
    )  # fmt: skip
    kept = [PaperFactory(item=one, version__title=title) for one, title in [(item, "One"), (sitting.item, "Kept")]]
    for paper in kept:
        ExemptionFactory(paper=paper, decided_by=people.clerk)
    secret = PaperFactory(item=sitting.item, version__title="A secret")
    ExemptionFactory(paper=secret, kind="confidential", paragraphs=[], decided_by=people.clerk)
    PaperFactory(item=sitting.item, version__title="Open anyhow")
    page = clerk.get(url("exclude", sitting.meeting)).text
    lost = page[page.index("If it is lost") :]
    assert [title in lost for title in ("One", "Kept", "Words of the clerk.")] == [True, True, True]
    assert [title in lost for title in ("A secret", "Open anyhow")] == [False, False]


def test_a_lost_resolution_says_what_becomes_public_and_asks_for_a_tick(sitting, clerk):
    item = private(sitting)
    paper = PaperFactory(item=item, version__title="The placement of nobody")
    about = {"item": item.pk, "items": [item.pk], "result": "lost", "way": "hands", "votes_for": 1, "votes_against": 3}
    page = send(clerk, "exclude", sitting.meeting, **about).text
    assert "tick that whoever presides agrees" in page
    assert paper.title in page
    send(clerk, "exclude", sitting.meeting, **about, sure="on")
    item.refresh_from_db()
    assert (Exclusion.objects.get().is_carried, item.likely_private) == (False, False)


def test_part_2_words_without_an_exclusion_ask_first(sitting, clerk):
    item = private(sitting)
    about = {"outcome": "as_recommended", "text": "To go on.", "private_text": "With the Larkfield offer."}
    page = send(clerk, "decide", item, **about).text
    assert "no resolution names it" in page
    assert "With the Larkfield offer.</textarea>" in page
    assert "Keep it as part 2, although no resolution names this item</label>" in page
    assert send(clerk, "decide", item, **about, without_exclusion="on").status_code == 302


def test_the_words_of_a_private_report_are_put_into_part_2(sitting, clerk):
    item = private(sitting)
    one = asked(sitting, "To place nobody in Larkfield.", item=item)
    page = clerk.get(url("room_item", item)).text
    assert f'id="asked-{one.pk}-private_text"' in page
    about = {"recommendation": one.pk, "edition": 0, "outcome": "as_recommended", "without_exclusion": "on"}
    wrong = send(clerk, "decide", item, **about, text="To place nobody in Larkfield.")
    assert "kept from the public, and you put its words where everybody reads them" in wrong.text
    assert Decision.objects.count() == 0


# --- Actions


def test_an_action_is_agreed_in_one_line(sitting, clerk, people):
    due = {"due_on-day": "1", "due_on-month": "2", "due_on-year": "2027"}
    about = {"text": "Write to every carer", "owner": people.author.pk, **due}
    assert send(clerk, "agree_on_item", sitting.item, **about)["Location"] == room(sitting, "agreed")
    made = Action.objects.get()
    assert (made.item, made.owner, str(made.due_on)) == (sitting.item, people.author, "2027-02-01")
    assert "Write to every carer" in clerk.get(url("room_item", sitting.item)).text


@pytest.mark.parametrize(
    ("about", "words"),
    [({}, "Say who does it: what has no owner, nobody does"), ({"due_on-year": "2025"}, "it cannot be due on")],
)
def test_an_action_without_an_owner_or_due_before_it_was_agreed_is_refused(sitting, clerk, people, about, words):
    due = {"due_on-day": "1", "due_on-month": "2", "due_on-year": "2027"}
    owner = {"owner": people.author.pk} if about else {}
    page = send(clerk, "agree_on_item", sitting.item, text="Write to every carer", **due | owner | about).text
    assert words in page
    assert "Write to every carer" in page
    assert Action.objects.count() == 0


# --- One page, however long the meeting


def test_the_panel_asks_as_much_for_one_recommendation_as_for_ten(sitting, people):
    def count():
        item = AgendaItem.objects.select_related("meeting__body").get()
        with CaptureQueriesContext(connection) as caught:
            shown = deciding.panel(item, people.clerk.user)
            str(shown["own_form"]), [str(row.form) for row in shown["rows"]], [row.said for row in shown["rows"]]
        return len(caught)

    def more():
        one = asked(sitting)
        RecommendationFactory(version=one.version)
        made = deciding.decide(sitting.item, recommendation=one, outcome="amended", text="So.", vote={"way": "assent"},
                               by=people.clerk)  # fmt: skip
        deciding.record_own_vote(made, person=people.chair, how="for", by=people.clerk)

    more()
    count()  # what the user may do is read once
    before = count()
    for _ in range(9):
        more()
    assert count() == before


def test_under_apologies_the_clerk_is_told_where_an_interest_is_recorded(sitting, clerk):
    AgendaItem.objects.filter(pk=sitting.item.pk).update(kind=AgendaItem.Kind.STANDING, purpose="")
    sitting.item.papers.all().delete()
    page = clerk.get(url("room_item", sitting.item)).text
    assert "An interest is recorded under the item that it concerns." in page
    assert url("declare_interest", sitting.item) not in page
