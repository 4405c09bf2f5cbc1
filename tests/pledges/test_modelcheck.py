"""The model check as steps: begun, judged, taken over, finished, opened again; and compared with the one before."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from pledges.modelcheck import comparing, steps
from pledges.modelcheck.components import BY_CODE, COMPONENTS, PARTS_IN_WORDS
from pledges.models import Finding, ModelCheck, Reopening
from roles.models import AuditRow, Person, Responsibility
from tests.factories.pledges import FindingFactory, ModelCheckFactory
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db
State = Finding.State
WORDS = "The terms of reference were agreed in May."


@pytest.fixture
def keeper(people):
    return people.participation


@pytest.fixture
def check(keeper):
    return steps.begin(2026, by=keeper)


def one(check, component="leadership"):
    return check.findings.get(component=component)


def earlier_check(year=2025, **states):
    """A finished check of an earlier year, with these components and no others."""
    made = ModelCheckFactory(year=year, finished=True)
    for component, state in states.items():
        name = BY_CODE[component].name if component in BY_CODE else component
        FindingFactory(of=made, component=component, name=name, state=state, evidence=WORDS)
    return made


# --- The table of components


def test_every_component_of_the_model_is_asked():
    asked = {component.code for component in COMPONENTS}
    assert asked == {
        "leadership", "decisions", "numbers", "experience", "internal_scrutiny", "inspection", "staffing", "skills",
        "placements", "services", "childrens_plan", "sufficiency", "partner_plans", "care_council", "pledge",
        "comments", "wishes", "families", "feedback", "council_systems", "partner_systems",
    }  # fmt: skip
    assert len(asked) == len(COMPONENTS)


def test_components_come_from_responsibilities_that_are_in_the_catalogue():
    known = set(Responsibility.objects.values_list("code", flat=True))
    named = {code for component in COMPONENTS for code in component.codes}
    assert named - known == set()
    assert {f"NM{number:02}" for number in range(1, 15)} - named == set()


def test_each_component_can_be_judged_without_knowing_the_model():
    for component in COMPONENTS:
        assert component.good.endswith(".")
        assert component.question.endswith("?")
        assert component.part.label in PARTS_IN_WORDS


# --- Beginning and judging


def test_a_check_begins_with_every_component_not_judged_and_no_words(keeper):
    earlier_check(leadership=State.PRESENT)
    check = steps.begin(2026, by=keeper)
    assert list(check.findings.values_list("component", flat=True)) == [component.code for component in COMPONENTS]
    assert set(check.findings.values_list("state", "evidence", "next_step", "owner")) == {("", "", "", None)}


def test_a_year_has_one_check(check, keeper):
    with pytest.raises(steps.BegunAlready) as known:
        steps.begin(2026, by=keeper)
    assert known.value.check == check
    assert ModelCheck.objects.count() == 1


@pytest.mark.parametrize("state", [State.PRESENT, State.PARTIAL])
@pytest.mark.parametrize("evidence", ["", "  \n "])
def test_what_is_there_needs_evidence(check, keeper, state, evidence):
    with pytest.raises(steps.NoEvidence):
        steps.judge(one(check), state=state, evidence=evidence, by=keeper)
    assert one(check).state == ""


@pytest.mark.parametrize("state", [State.ABSENT, State.NOT_JUDGED])
def test_what_is_not_there_needs_none(check, keeper, state):
    assert steps.judge(one(check), state=state, by=keeper).state == state


def test_the_database_refuses_what_is_there_without_evidence(check):
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=one(check).pk).update(state="present")


def test_judging_keeps_every_word_and_says_who(check, keeper, people):
    words = {"evidence": f" {WORDS}\n", "next_step": "Ask the council.", "owner": people.member}
    steps.judge(one(check), state="partial", due_on=date(2027, 3, 31), by=keeper, **words)
    kept = one(check)
    assert (kept.state, kept.evidence, kept.next_step) == ("partial", WORDS, "Ask the council.")
    assert (kept.owner, kept.due_on, kept.changed_by) == (people.member, date(2027, 3, 31), keeper)


def test_the_trail_holds_no_words(check, keeper):
    steps.judge(one(check), state="partial", evidence="CANARY", next_step="CANARY", by=keeper)
    steps.finish(check, by=keeper)
    steps.reopen(check, reason="CANARY", by=keeper)
    trail = AuditRow.objects.filter(kind="pledges.modelcheck")
    assert list(trail.order_by("pk").values_list("did", flat=True)) == [
        "began a model check",
        "judged a component of",
        "finished a model check",
        "opened a model check again",
    ]
    assert "CANARY" not in str(list(trail.values()))


@pytest.mark.parametrize("category", [Person.Category.YOUNG, Person.Category.CARER, Person.Category.PARTNER])
def test_only_members_and_officers_own_a_finding(check, keeper, category):
    somebody = PersonFactory(category=category)
    with pytest.raises(steps.NotAnOwner):
        steps.judge(one(check), state="absent", owner=somebody, by=keeper)
    assert somebody not in steps.possible_owners()


def test_who_left_keeps_what_they_own_and_is_given_nothing_new(check, keeper, people):
    steps.judge(one(check), state="absent", owner=people.member, by=keeper)
    Person.objects.filter(pk=people.member.pk).update(left_on=timezone.localdate())
    gone = Person.objects.get(pk=people.member.pk)
    assert steps.judge(one(check), state="absent", owner=gone, by=keeper).owner == gone
    with pytest.raises(steps.NotAnOwner):
        steps.judge(one(check, "skills"), state="absent", owner=gone, by=keeper)


def test_two_writers_notice_each_other(check, keeper, people):
    seen = one(check).edition
    steps.judge(one(check), state="partial", evidence="First", seen=seen, by=keeper)
    with pytest.raises(steps.Conflict) as conflict:
        steps.give_evidence(one(check), evidence="Second", seen=seen, by=people.member)
    assert conflict.value.current.evidence == "First"
    assert one(check).evidence == "First"


def test_an_owner_takes_no_evidence_away_from_what_is_present(check, keeper, people):
    steps.judge(one(check), state="present", evidence=WORDS, owner=people.member, by=keeper)
    with pytest.raises(steps.NoEvidence):
        steps.give_evidence(one(check), evidence="", by=people.member)
    assert one(check).evidence == WORDS


# --- Taking over


def test_what_is_still_so_is_taken_over_without_its_date(keeper, people):
    before = earlier_check(leadership=State.PARTIAL).findings.get()
    Finding.objects.update(next_step="Ask", owner=people.member, due_on=date(2026, 3, 31))
    check = steps.begin(2026, by=keeper)
    taken = steps.take_over(one(check), by=keeper)
    assert (taken.state, taken.evidence, taken.next_step) == ("partial", before.evidence, "Ask")
    assert (taken.owner, taken.due_on) == (people.member, None)
    assert one(check, "skills").state == ""


def test_an_owner_who_left_is_not_taken_over(keeper, people):
    earlier_check(leadership=State.PARTIAL)
    Finding.objects.update(owner=people.member)
    Person.objects.filter(pk=people.member.pk).update(left_on=timezone.localdate())
    assert steps.take_over(one(steps.begin(2026, by=keeper)), by=keeper).owner is None


def test_nothing_is_put_in_the_place_of_this_years_words(keeper):
    earlier_check(leadership=State.PARTIAL)
    check = steps.begin(2026, by=keeper)
    steps.give_evidence(one(check), evidence="New", by=keeper)
    with pytest.raises(steps.WrittenAlready):
        steps.take_over(one(check), by=keeper)
    assert one(check).evidence == "New"


def test_there_is_nothing_to_take_over_from_what_was_not_judged_or_not_asked(keeper):
    earlier_check(leadership=State.NOT_JUDGED)
    check = steps.begin(2026, by=keeper)
    for component in ("leadership", "skills"):
        with pytest.raises(steps.NothingBefore):
            steps.take_over(one(check, component), by=keeper)


# --- Finishing and opening again


@pytest.fixture
def finished(check, keeper):
    steps.judge(one(check), state="present", evidence=WORDS, by=keeper)
    return steps.finish(check, by=keeper)


def test_a_finished_check_is_frozen(finished, keeper):
    finding = one(finished)
    for step, words in (
        (steps.judge, {"state": "absent"}),
        (steps.give_evidence, {"evidence": "Other"}),
        (steps.take_over, {}),
    ):
        with pytest.raises(steps.Finished):
            step(finding, by=keeper, **words)
    with pytest.raises(steps.Finished):
        steps.finish(finished, by=keeper)
    assert (one(finished).state, one(finished).evidence) == ("present", WORDS)


def test_a_check_that_says_nothing_is_not_finished(check, keeper):
    with pytest.raises(steps.NothingJudged):
        steps.finish(check, by=keeper)


def test_opening_again_keeps_who_had_finished_it_and_why(finished, people):
    was = finished.finished_at
    opened = steps.reopen(finished, reason=" A figure was wrong. ", by=people.head_clerk)
    kept = Reopening.objects.get()
    assert (opened.finished_at, opened.finished_by) == (None, None)
    assert (kept.reason, kept.by, kept.finished_at) == ("A figure was wrong.", people.head_clerk, was)
    assert kept.finished_by == people.participation
    steps.judge(one(opened), state="absent", by=people.head_clerk)


def test_opening_an_open_check_changes_nothing(check, keeper):
    steps.reopen(check, reason="Why not", by=keeper)
    assert not Reopening.objects.exists()


# --- Comparing


CHANGES = [
    ("absent", "partial", "better", "was absent, now partial"),
    ("partial", "present", "better", "was partial, now present"),
    ("present", "absent", "worse", "was present, now absent"),
    ("present", "present", "same", "still present"),
    ("partial", "", "", "was partial"),
    ("", "absent", "", "was not judged, now absent"),
    ("", "", "", "not judged before either"),
]


@pytest.mark.parametrize(("then", "now", "direction", "words"), CHANGES)
def test_a_change_in_words(then, now, direction, words, keeper):
    earlier_check(leadership=then)
    check = steps.begin(2026, by=keeper)
    Finding.objects.filter(pk=one(check).pk).update(state=now, evidence=WORDS)
    line = comparing.compare(check).lines[0]
    assert (line.direction, line.change) == (direction, words)


def test_a_component_added_since_is_new_and_one_left_out_is_named(keeper):
    earlier_check(leadership="absent", an_old_one="partial")
    compared = comparing.compare(steps.begin(2026, by=keeper))
    lines = {line.finding.component: line for line in compared.lines}
    assert lines["skills"].change == "new in this check"
    assert lines["leadership"].change == "was absent"
    assert [finding.component for finding in compared.gone] == ["an_old_one"]


def test_the_first_check_is_compared_with_nothing(check):
    compared = comparing.compare(check)
    assert (compared.year, compared.gone) == (None, [])
    assert {line.change for line in compared.lines} == {""}


def test_only_the_last_finished_check_before_counts(keeper):
    earlier_check(year=2022, leadership="present")
    earlier_check(year=2024, leadership="absent")
    ModelCheckFactory(year=2025)
    earlier_check(year=2027, leadership="present")
    compared = comparing.compare(steps.begin(2026, by=keeper))
    assert (compared.year, compared.lines[0].change) == (2024, "was absent")


def test_counts_and_the_sentence(keeper):
    earlier_check(leadership="absent", decisions="present")
    check = steps.begin(2026, by=keeper)
    for component, state in (("leadership", "present"), ("decisions", "partial"), ("numbers", "partial")):
        steps.judge(one(check, component), state=state, evidence=WORDS, by=keeper)
    counts = comparing.compare(check).counts
    assert counts == {
        "all": 21, "present": 1, "partial": 2, "absent": 0, "not_judged": 18, "better": 1, "worse": 1,
    }  # fmt: skip
    said = "Of 21 components 1 is present, 2 partial and 0 absent; 18 are not judged."
    assert comparing.in_a_sentence(counts) == said


def test_comparing_costs_three_queries(keeper, django_assert_num_queries):
    earlier_check(**{component.code: "absent" for component in COMPONENTS})
    check = steps.begin(2026, by=keeper)
    Finding.objects.update(owner=keeper)
    with django_assert_num_queries(3):
        compared = comparing.compare(check)
        assert {line.finding.owner for line in compared.lines} == {keeper}
