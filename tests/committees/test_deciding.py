"""Decisions against each recommendation: what became of it, in which words, and who is told."""

from datetime import timedelta

import pytest
import time_machine

from committees import actions, deciding
from committees.deciding.recommended import as_decision
from committees.models import AgendaItem, Decision, Minutes, ProgrammeItem, Referral
from committees.models.bodies import LegalBasis
from tests.committees.sitting import NOW, opened
from tests.factories.committees import BodyFactory, ExemptionFactory, MeetingFactory, PaperFactory
from tests.factories.reports import RecommendationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_room():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sitting(body, people):
    return opened(body, people)


def asked(sitting, **about):
    return RecommendationFactory(version=PaperFactory(item=sitting.item).version, **about)


def decide(sitting, people, outcome="as_recommended", **about):
    about = {"text": "To note the report."} | about
    return deciding.decide(about.pop("item", sitting.item), outcome=outcome, by=people.clerk, **about)


def refused(sitting, people, words, **about):
    with pytest.raises(deciding.CannotDecide, match=words):
        decide(sitting, people, **about)
    assert Decision.objects.count() == 0


# --- The words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Sub-Committee is asked to note the report.", "To note the report."),
        ("Members are recommended to: Endorse the plan.", "To endorse the plan."),
        ("Note the report.", "To note the report."),
        ("approve the policy", "To approve the policy"),
        ("That the report be noted.", "That the report be noted."),
    ],
)
def test_a_recommendation_is_ready_to_be_agreed_in_its_own_words(text, said):
    assert as_decision(text) == said


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("as_recommended", "RESOLVED: To note the report."),
        ("amended", "RESOLVED, as amended: To note the report."),
        ("deferred", "DEFERRED: To note the report."),
        ("not_agreed", "NOT AGREED: To note the report."),
    ],
)
def test_each_outcome_is_said_in_the_words_of_the_minutes(sitting, people, outcome, words):
    decide(sitting, people, outcome, recommendation=asked(sitting))
    assert deciding.words.of_item(sitting.item) == [words]


@pytest.mark.parametrize(("verb", "word"), [("note", "AGREED"), ("approve", "RECOMMENDED")])
def test_a_body_that_decides_nothing_recommends(sitting, people, verb, word):
    sitting.meeting.body.legal_basis = LegalBasis.SCRUTINY
    decide(sitting, people, recommendation=asked(sitting, verb=verb))
    assert deciding.words.of_item(sitting.item) == [f"{word}: To note the report."]
    assert deciding.panel(sitting.item, people.clerk.user)["advice"].startswith("It examines, reports and recommends")


def test_several_reports_and_recommendations_keep_their_order(sitting, people):
    first = asked(sitting)
    second, third = RecommendationFactory(version=first.version), asked(sitting)
    own = decide(sitting, people, "amended", text="Of our own.")
    for one in (third, first, second):
        decide(sitting, people, recommendation=one, text=f"About {one.pk}.")
    found = [one.recommendation for one in Decision.objects.exclude(pk=own.pk)]
    assert found == [first, second, third]


def test_public_words_never_hold_part_2(sitting, people):
    item = sitting.add(likely_private=True, private_kind="exempt", private_paragraphs=[1], private_reason="So.")
    deciding.exclude(sitting.meeting, items=[item], by=people.clerk)
    both = decide(sitting, people, item=item, text="To go on.", private_text="SECRET one", reasons="SECRET reasons")
    decide(sitting, people, item=item, text="", private_text="SECRET two")
    actions.agree(
        sitting.meeting.body, text="Write a letter", private_text="SECRET letter", owner=people.author, item=item,
        decision=both, by=people.clerk,
    )  # fmt: skip
    public, private = deciding.words.of_item(item), deciding.words.of_item(item, private=True)
    assert "SECRET" not in " ".join(public)
    assert "A decision was taken in private." in public
    assert [word for word in ("one", "two", "reasons", "letter") if f"SECRET {word}" in " ".join(private)] == [
        "one", "two", "reasons", "letter"
    ]  # fmt: skip


def test_the_words_of_a_whole_meeting_cost_the_same_for_one_item_and_ten(
    sitting, people, django_assert_max_num_queries
):
    for _ in range(10):
        item = sitting.add()
        deciding.declare(item, person=people.chair, kind="other", matter="A governor", by=people.clerk)
        decide(sitting, people, item=item, vote={"way": "assent"})
    items = list(AgendaItem.objects.filter(meeting=sitting.meeting).select_related("meeting__body"))
    with django_assert_max_num_queries(8):
        assert len(deciding.words.of_items(items)) == len(items)


# --- What is refused


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"outcome": "shelved"}, "Say what became of it"),
        ({"text": " "}, "Write what was decided"),
        ({"outcome": "referred"}, "Choose the body"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_saved(sitting, people, about, words):
    refused(sitting, people, words, **about)


def test_a_recommendation_of_another_item_is_not_decided_here(sitting, people):
    other = RecommendationFactory(version=PaperFactory(item=sitting.add()).version)
    refused(sitting, people, "in no report that is laid on the item", recommendation=other)


def test_without_a_quorum_nothing_is_decided(sitting, people):
    sitting.meeting.body.quorum = 9
    sitting.meeting.body.save()
    refused(sitting, people, "There is no quorum for item 1")


def test_once_the_minutes_are_laid_they_are_a_record(sitting, people):
    Minutes.objects.create(meeting=sitting.meeting, state=Minutes.State.LAID)
    refused(sitting, people, "The meeting that approves them corrects them")


def test_an_executive_decision_gives_reasons_and_alternatives(sitting, people):
    sitting.meeting.body.legal_basis = LegalBasis.EXECUTIVE
    refused(sitting, people, "SI 2012/2089 regulation 12", reasons="It helps.")
    decide(sitting, people, reasons="It helps.", alternatives="None")
    assert deciding.words.of_item(sitting.item)[1:] == [
        "Reasons: It helps.", "Alternatives considered and rejected: None.",
    ]  # fmt: skip
    assert decide(sitting, people, "deferred").reasons == ""


def test_words_of_a_report_that_is_kept_back_do_not_go_into_the_public_decision(sitting, people):
    one = asked(sitting, text="Place nobody in Larkfield.")
    ExemptionFactory(paper=sitting.item.papers.get())
    refused(sitting, people, "kept from the public", recommendation=one, text="So: Place nobody in Larkfield.")


# --- Deferred and referred


def test_something_is_deferred_to_a_later_meeting_of_the_same_body(sitting, people):
    later = MeetingFactory(body=sitting.meeting.body, starts_at=NOW + timedelta(days=60))
    other = MeetingFactory(starts_at=NOW + timedelta(days=60))
    refused(sitting, people, "is another body", outcome="deferred", deferred_to=other)
    refused(sitting, people, "not after this meeting", outcome="deferred", deferred_to=sitting.meeting)
    made = decide(sitting, people, "deferred", deferred_to=later)
    assert deciding.words.of_item(sitting.item) == ["DEFERRED to the meeting on 13 February 2027: To note the report."]
    assert decide(sitting, people, "as_recommended", decision=made).deferred_to is None


def test_what_is_referred_waits_at_the_other_body_and_a_second_save_asks_nobody_twice(sitting, people):
    cabinet = BodyFactory(name="Cabinet")
    about = {"outcome": "referred", "refer": {"to": cabinet, "title": "Dental checks for every child"}}
    refused(sitting, people, "cannot refer a matter to itself",
            **about | {"refer": {"to": sitting.meeting.body, "title": "So"}})  # fmt: skip
    refused(sitting, people, "Give the public title", **about | {"refer": {"to": cabinet, "title": " "}})
    made = decide(sitting, people, **about)
    decide(sitting, people, decision=made, **about)
    waits = ProgrammeItem.objects.get(body=cabinet)
    assert waits.title == "Dental checks for every child"
    assert deciding.words.of_item(sitting.item) == ["REFERRED to Cabinet: To note the report."]
    with pytest.raises(deciding.CannotDecide, match="Another body was told"):
        deciding.take_back(made, by=people.clerk)


def test_what_came_from_another_body_is_answered_when_it_is_decided(sitting, people):
    cabinet = BodyFactory(name="Cabinet")
    made = decide(sitting, people, "referred", refer={"to": cabinet, "title": "Dental checks for every child"})
    referral = Referral.objects.get()
    item = AgendaItem.objects.create(
        meeting=MeetingFactory(body=cabinet, starts_at=NOW, opened_at=NOW), order=1, title=referral.title
    )
    programme_item = referral.waits
    programme_item.agenda_item = item
    programme_item.save()
    answer = deciding.decide(item, outcome="as_recommended", text="To pay for it.", by=people.clerk)
    referral.refresh_from_db()
    assert (referral.answer, referral.decision) == (answer, made)


# --- Two clerks


def test_the_second_clerk_is_told_and_overwrites_nothing(sitting, people):
    one = asked(sitting)
    made = decide(sitting, people, recommendation=one, edition=0)
    with pytest.raises(deciding.Conflict) as conflict:
        decide(sitting, people, recommendation=one, text="Mine.", edition=0)
    assert conflict.value.theirs == made
    assert Decision.objects.get().text == "To note the report."
    with pytest.raises(deciding.Conflict):
        deciding.take_back(made, edition=7, by=people.clerk)
    deciding.take_back(made, edition=1, by=people.clerk)
    assert Decision.objects.count() == 0


def test_a_decision_with_its_action_stays(sitting, people):
    made = decide(sitting, people)
    actions.agree(
        sitting.meeting.body, text="Write", owner=people.author, item=sitting.item, decision=made, by=people.clerk
    )
    with pytest.raises(deciding.CannotDecide, match="Actions were agreed on this decision"):
        deciding.take_back(made, by=people.clerk)
