"""Clearance by office: in steps or at once, in whose name, by when, what a yes holds for, and the way out when late."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from committees.working_back import WorkingBack
from reports import clearance, drafting, publishing, rules, stages, texts
from reports.models import Brief, Clearance, ClearanceStage, Implication, KeptText, Report, Version
from roles import delegating
from roles.audit import SYSTEM
from roles.models import AuditRow, Delegation
from roles.permissions import OfficeKind
from tests.factories.committees import MeetingFactory
from tests.factories.reports import AppendixFactory, ready_report
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)  # a Thursday
FINANCIAL, LEGAL = "Financial implications", "Legal implications"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


def holder(kind, name, label=""):
    """Somebody with an account in an office of their own; gives the person, who knows their office."""
    person = PersonFactory(name=name)
    UserFactory(person=person)
    person.office = OfficeFactory(kind=kind, label=label or name)
    AppointmentFactory(person=person, office=person.office)
    return person


@pytest.fixture
def finance():
    return holder(OfficeKind.CLEARER, "Nell Ash")


@pytest.fixture
def legal():
    return holder(OfficeKind.MANAGER, "Otto Lund")


@pytest.fixture
def director():
    return holder(OfficeKind.DIRECTOR, "Pia Fox")


@pytest.fixture
def council(finance, legal, director):
    """Finance and legal at once, each about its own implication; then the director about everything."""
    stages.add(name="Finance", office=finance.office, working_days=3, covers=[FINANCIAL], by=SYSTEM)
    stages.add(name="Legal", office=legal.office, working_days=2, covers=[LEGAL], at_once=True, by=SYSTEM)
    stages.add(name="the Director", office=director.office, working_days=1, by=SYSTEM)


@pytest.fixture
def report(people, council, body):
    made = ready_report(people.author, remit=body.remit)
    version = made.versions.get()
    for order, name in enumerate((FINANCIAL, LEGAL), start=1):
        Implication.objects.create(version=version, order=order, name=name, text=f"{name}: none to speak of.")
    return made


def row(report, name):
    """The newest clearance of a stage."""
    return report.clearances.filter(stage_name=name).order_by("-sent_at", "-pk").first()


def asked(report):
    return sorted(report.clearances.in_turn().values_list("stage_name", flat=True))


def send(report):
    return clearance.submit(report, by=report.author)


def says(report, name, person, **words):
    return clearance.clear(row(report, name), by=person, **words)


def reword(report, name, text):
    part = report.versions.get(number=None).implications.get(name=name)
    drafting.change(part, text=text, by=report.author)


# --- In order, and at once


def test_steps_come_one_after_the_other_and_the_last_yes_freezes(report, finance, legal, director):
    send(report)
    assert asked(report) == ["Finance", "Legal"]
    assert says(report, "Finance", finance) is None
    assert asked(report) == ["Legal"]
    with pytest.raises(clearance.NotAClearer):
        says(report, "the Director", director)
    assert says(report, "Legal", legal) is None
    assert asked(report) == ["the Director"]
    version = says(report, "the Director", director)
    assert (version.number, version.frozen_by) == (1, director)
    assert not report.clearances.open().exists()


def test_an_office_is_asked_and_not_a_name(report, finance, legal):
    send(report)
    after = PersonFactory()
    finance.appointments.update(ends_on=NOW.date() - timedelta(days=1))
    with pytest.raises(clearance.NotAClearer):
        says(report, "Finance", finance)
    AppointmentFactory(person=after, office=finance.office)
    says(report, "Finance", after)
    with pytest.raises(clearance.NotAClearer):
        says(report, "Legal", after)


def test_a_stage_without_an_office_asks_whoever_holds_a_post_that_clears(people, legal):
    stages.add(name="Somebody", working_days=1, by=SYSTEM)
    report = ready_report(people.author)
    send(report)
    with pytest.raises(clearance.NotAClearer):
        says(report, "Somebody", legal)
    assert says(report, "Somebody", people.clearer).number == 1


def test_nobody_goes_round_the_stages_by_naming_a_person(report, people):
    clearance.submit(report, to=people.clearer, by=people.author)
    assert report.clearances.filter(asked=people.clearer).count() == 0
    assert asked(report) == ["Finance", "Legal"]


def test_who_sent_or_wrote_it_does_not_answer_whatever_office_they_hold(report, people, finance):
    AppointmentFactory(person=people.author, office=finance.office)
    send(report)
    with pytest.raises(clearance.NotAClearer):
        says(report, "Finance", people.author)
    report.co_authors.add(finance)
    with pytest.raises(clearance.NotAClearer):
        says(report, "Finance", finance)


def test_who_wrote_of_it_does_not_answer_after_they_stopped_writing_either(report, people, finance):
    drafting.share(report, with_=finance, by=people.author)
    reword(report, FINANCIAL, "Mine are the figures.")
    texts.keep(report.versions.get(), "section:1", "Figures", "Mine.", how=KeptText.How.SAVED, by=finance)
    drafting.stop_sharing(report, with_=finance, by=people.author)
    assert finance not in rules.clearers(report)
    send(report)
    mine = row(report, "Finance")
    assert not rules.may_answer(finance, mine)
    assert not Clearance.objects.waiting_for(finance.user).exists()
    with pytest.raises(clearance.NotAClearer):
        clearance.clear(mine, by=finance)


def test_a_body_with_stages_of_its_own_asks_those(report, body, legal):
    stages.add(name="Only legal", office=legal.office, working_days=1, remit=body.remit, by=SYSTEM)
    send(report)
    assert asked(report) == ["Only legal"]


def test_two_stages_of_one_name_are_told_apart(people, finance):
    for _ in range(2):
        ClearanceStage.objects.create(name="Finance", office=finance.office, working_days=1, order=1)
    report = ready_report(people.author)
    send(report)
    assert [one.stage_name for one in report.clearances.order_by("pk")] == ["Finance", "Finance (2)"]


# --- By when


def test_without_a_meeting_days_are_counted_on_from_today(report):
    send(report)
    assert [row(report, name).due_on for name in ("Finance", "Legal", "the Director")] == [
        date(2026, 3, 17), date(2026, 3, 17), date(2026, 3, 18),
    ]  # fmt: skip


def test_with_a_brief_they_are_worked_back_from_the_clerks_day_over_easter(report):
    due = [{"what": "", "with": "x", "on": "2026-03-20", "why": ""}, {"with": "the clerk", "on": "2026-04-08"}]
    Brief.objects.create(report=report, body_name="B", meeting_on=date(2026, 4, 20), due=due, written_at=NOW)
    send(report)
    # Good Friday is 3 April, Easter Monday 6 April.
    assert [row(report, name).due_on for name in ("Finance", "the Director")] == [date(2026, 4, 7), date(2026, 4, 8)]


def test_a_commission_counts_a_step_of_two_once(council, body, people):
    meeting = MeetingFactory(body=body, starts_at=NOW + timedelta(days=60))
    plan = WorkingBack().of(meeting)
    assert [step.whom for step in plan.steps] == ["Finance and Legal", "the Director", "the clerk"]
    first, second, clerk = (step.on for step in plan.steps)
    assert (first, second, clerk) == (date(2026, 4, 23), date(2026, 4, 28), date(2026, 4, 29))


# --- A yes holds for the words it saw


def after_a_round(report, finance, legal, director):
    """Finance and legal said yes, the director sent it back."""
    send(report)
    says(report, "Finance", finance)
    says(report, "Legal", legal)
    clearance.send_back(row(report, "the Director"), comment="Say more.", by=director)


def test_what_was_said_yes_to_is_not_asked_again_while_its_words_are_the_same(report, finance, legal, director):
    after_a_round(report, finance, legal, director)
    section = report.versions.get().sections.first()
    drafting.change(section.blocks.first(), text="More of it.", by=report.author)
    first = send(report)
    assert first.stage_name == "the Director"
    assert asked(report) == ["the Director"]
    assert says(report, "the Director", director).number == 1


@pytest.mark.parametrize("name", [FINANCIAL, LEGAL])
def test_an_edit_ends_only_what_was_said_of_the_words_it_changed(report, finance, legal, director, name):
    again = {FINANCIAL: "Finance", LEGAL: "Legal"}[name]
    after_a_round(report, finance, legal, director)
    reword(report, name, "Everything changed.")
    held = {"Finance", "Legal"} - {again}
    plan = clearance.plan(report, report.versions.get(), by=report.author)
    assert {one.name for one in plan if one.holds} == held
    send(report)
    assert asked(report) == [again]
    voided = report.clearances.exclude(voided_at=None)
    assert [one.stage_name for one in voided] == [again]


def test_a_change_of_the_recommendations_ends_them_all(report, finance, legal, director):
    after_a_round(report, finance, legal, director)
    drafting.change(report.versions.get().recommendations.get(), text="Something else.", by=report.author)
    send(report)
    assert asked(report) == ["Finance", "Legal"]


def test_words_that_went_back_to_what_they_were_hold_again(report, finance, legal, director):
    after_a_round(report, finance, legal, director)
    reword(report, LEGAL, "Something else.")
    reword(report, LEGAL, f"{LEGAL}: none to speak of.")
    send(report)
    assert asked(report) == ["the Director"]


def whole_and_part(report):
    version = report.versions.get()
    return clearance.digest(version), clearance.digest(version, [FINANCIAL])


@pytest.mark.parametrize(
    "edit",
    [
        lambda version, by: drafting.add_section(version, heading="New", by=by),
        lambda version, by: drafting.save_details(version, reasons="Because.", by=by),
        lambda version, by: drafting.add_source(version, title="A source", by=by),
        lambda version, by: drafting.add_contact(version, side="officer", name="A", by=by),
        lambda version, by: AppendixFactory(version=version),
        lambda version, by: version.appendices.update(safe="1" * 64),
        lambda version, by: publishing.say(version, notice="What changed.", by=by),
        lambda version, by: version.private_parts.create(kind="exempt", decided_at=NOW, decided_by=by),
    ],
)
def test_every_part_belongs_to_the_whole_and_only_named_ones_to_a_part(report, edit):
    AppendixFactory(version=report.versions.get())
    whole, part = whole_and_part(report)
    edit(report.versions.get(), report.author)
    assert whole_and_part(report)[0] != whole
    assert whole_and_part(report)[1] == part


def test_one_reason_for_no_implications_is_part_of_each_that_has_no_text(report):
    version = report.versions.get()
    version.implications.update(text="")
    part = clearance.digest(version, [FINANCIAL])
    version.no_implications = "Nothing changes."
    assert clearance.digest(version, [FINANCIAL]) != part


def test_a_new_version_is_asked_about_from_the_start(report, finance, legal, director):
    send(report)
    for name, person in (("Finance", finance), ("Legal", legal), ("the Director", director)):
        says(report, name, person)
    drafting.start_version(report, by=report.author)
    send(report)
    assert asked(report) == ["Finance", "Legal"]
    assert report.clearances.exclude(voided_at=None).count() == 0


def test_a_yes_to_words_that_changed_under_the_page_is_refused(report, finance):
    send(report)
    with pytest.raises(clearance.WordsChanged):
        says(report, "Finance", finance, seen="0" * 64)
    assert row(report, "Finance").decided_at is None


def test_words_that_change_by_another_way_are_asked_again_before_anything_freezes(report, finance, legal, director):
    send(report)
    says(report, "Finance", finance)
    says(report, "Legal", legal)
    Implication.objects.filter(version__report=report, name=FINANCIAL).update(text="Slipped in.")
    assert says(report, "the Director", director) is None
    assert asked(report) == ["Finance"]
    assert says(report, "Finance", finance).number == 1


# --- Conditions, sending back, taking back


def test_a_yes_with_conditions_counts_for_its_words(report, finance, legal, director):
    send(report)
    says(report, "Finance", finance, conditions="Name the budget.")
    assert row(report, "Finance").outcome == Clearance.Outcome.CONDITIONS
    says(report, "Legal", legal)
    assert says(report, "the Director", director).number == 1


def test_meeting_a_condition_asks_those_again_whose_words_it_changes(report, finance, legal):
    send(report)
    says(report, "Finance", finance, conditions="Name the budget.")
    says(report, "Legal", legal)
    clearance.withdraw(row(report, "the Director"), by=report.author)
    reword(report, FINANCIAL, "From the budget for placements.")
    send(report)
    assert asked(report) == ["Finance"]


def test_sending_back_takes_it_from_the_others_and_keeps_what_they_said(report, finance, legal):
    send(report)
    says(report, "Finance", finance)
    clearance.send_back(row(report, "Legal"), comment="No.", by=legal)
    assert not report.clearances.open().exists()
    assert row(report, "the Director").outcome == Clearance.Outcome.WITHDRAWN
    send(report)
    assert asked(report) == ["Legal"]


# --- While somebody is away


def away(person, to, days=(0, 5)):
    first, last = (NOW.date() + timedelta(days=number) for number in days)
    return delegating.delegate(office=person.office, to=to, starts_on=first, ends_on=last, by=person)


def test_whoever_is_named_answers_in_those_days_alone(report, finance, clock):
    deputy = holder(OfficeKind.VIRTUAL_HEAD, "Rex Dale")
    away(finance, deputy, days=(1, 2))
    send(report)
    for days, may in ((0, False), (1, True), (2, True), (3, False)):
        clock.move_to(NOW + timedelta(days=days))
        assert rules.may_answer(deputy, row(report, "Finance")) is may
    clock.move_to(NOW + timedelta(days=1))
    says(report, "Finance", deputy)
    assert delegating.for_whom(finance.office, deputy, timezone.localdate()) == finance


def test_they_read_what_waits_and_nothing_else(report, people, finance):
    deputy, other = holder(OfficeKind.OFFICER, "Rex Dale"), ready_report(people.author)
    powers = deputy.user.powers.copy()
    away(finance, deputy)
    assert list(Report.objects.visible_to(deputy.user)) == []
    send(report)
    assert list(Report.objects.visible_to(deputy.user)) == [report]
    del deputy.user.powers
    assert deputy.user.powers == powers
    assert other not in Report.objects.visible_to(deputy.user)
    clearance.withdraw(row(report, "Finance"), by=people.author)
    assert list(Report.objects.visible_to(deputy.user)) == []


def test_nobody_hands_on_an_office_they_do_not_hold_any_more(report, finance):
    deputy = holder(OfficeKind.OFFICER, "Rex Dale")
    away(finance, deputy)
    send(report)
    finance.appointments.update(ends_on=NOW.date() - timedelta(days=1))
    assert not rules.may_answer(deputy, row(report, "Finance"))
    with pytest.raises(delegating.NotHeld):
        away(finance, PersonFactory())


def test_an_author_who_is_named_does_not_answer_for_their_own_report(report, people, finance):
    away(finance, people.author)
    send(report)
    with pytest.raises(clearance.NotAClearer):
        says(report, "Finance", people.author)


def test_somebody_back_early_ends_it_at_once_and_both_are_on_record(report, finance, clock):
    deputy = holder(OfficeKind.OFFICER, "Rex Dale")
    given = away(finance, deputy)
    send(report)
    clock.move_to(NOW + timedelta(days=2))
    delegating.end(given, by=finance)
    assert not rules.may_answer(deputy, row(report, "Finance"))
    assert Delegation.objects.get().ends_on == date(2026, 3, 13)
    with pytest.raises(delegating.WrongDays):
        delegating.end(given, by=finance)
    did = AuditRow.objects.filter(did__endswith="who answers for").values_list("did", "actor").order_by("pk")
    assert list(did) == [("named who answers for", "Nell Ash"), ("ended who answers for", "Nell Ash")]


def test_who_left_or_has_no_account_is_not_named_and_days_do_not_overlap(finance):
    gone = holder(OfficeKind.OFFICER, "Gone")
    gone.left_on = NOW.date()
    gone.save()
    for nobody in (gone, PersonFactory(), finance):
        with pytest.raises(delegating.NotHere):
            away(finance, nobody)
    away(finance, holder(OfficeKind.OFFICER, "Rex Dale"))
    with pytest.raises(delegating.WrongDays, match="answers for you on some of these days"):
        away(finance, holder(OfficeKind.OFFICER, "Rita"), days=(5, 8))
    with pytest.raises(delegating.WrongDays, match="days are past"):
        away(finance, holder(OfficeKind.OFFICER, "Rob"), days=(-5, -1))


def test_the_plan_says_where_nobody_could_answer(report, people, finance):
    AppointmentFactory(person=people.author, office=finance.office)
    finance.appointments.update(ends_on=NOW.date() - timedelta(days=1))
    plan = clearance.plan(report, report.versions.get(), by=people.author)
    assert [one.name for one in plan if one.nobody] == ["Finance"]
    deputy = holder(OfficeKind.OFFICER, "Rex Dale")
    delegating.delegate(office=finance.office, to=deputy, starts_on=NOW.date(), ends_on=NOW.date(), by=people.author)
    plan = clearance.plan(report, report.versions.get(), by=people.author)
    assert [one.people for one in plan if one.name == "Finance"] == [[deputy]]
    send(report)
    says(report, "Finance", deputy)


# --- Late


@pytest.fixture
def chief():
    return holder(OfficeKind.CHIEF_EXECUTIVE, "Tess Hale")


def test_what_is_late_may_be_passed_over_with_a_reason_by_whoever_is_entitled(report, finance, legal, chief, clock):
    send(report)
    for day in (0, 1):
        clock.move_to(NOW + timedelta(days=day))
        with pytest.raises(clearance.CannotExcept, match="not due yet"):
            clearance.let_through(row(report, "Finance"), reason="The agenda goes out.", by=chief)
        assert list(Report.objects.visible_to(chief.user)) == []
    clock.move_to(NOW + timedelta(days=5))
    assert list(Report.objects.visible_to(chief.user)) == [report]
    with pytest.raises(clearance.CannotExcept, match="Say why"):
        clearance.let_through(row(report, "Finance"), reason=" ", by=chief)
    for nobody in (legal, finance, report.author):
        with pytest.raises(clearance.CannotExcept, match="You cannot pass over"):
            clearance.let_through(row(report, "Finance"), reason="Quick.", by=nobody)
    clearance.let_through(row(report, "Finance"), reason="The agenda goes out.", by=chief)
    says(report, "Legal", legal)
    assert asked(report) == ["the Director"]
    assert row(report, "Finance").outcome == Clearance.Outcome.EXCEPTED
    del chief.user.__dict__["powers"]
    clearance.withdraw(row(report, "the Director"), by=report.author)
    assert list(Report.objects.visible_to(chief.user)) == []


def test_an_author_does_not_let_their_own_report_through_nor_somebody_what_they_can_answer(people, clock):
    chief = holder(OfficeKind.CHIEF_EXECUTIVE, "Tess Hale")
    stages.add(name="Chief", office=chief.office, working_days=0, by=SYSTEM)
    mine, theirs = ready_report(chief), ready_report(people.author)
    for one in (mine, theirs):
        send(one)
        with pytest.raises(clearance.CannotExcept, match="You cannot pass over"):
            clearance.let_through(row(one, "Chief"), reason="Quick.", by=chief)


def test_an_exception_holds_for_the_words_it_was_made_for(report, legal, chief, clock):
    send(report)
    clock.move_to(NOW + timedelta(days=6))
    clearance.let_through(row(report, "Finance"), reason="Late.", by=chief)
    clearance.send_back(row(report, "Legal"), comment="No.", by=legal)
    reword(report, FINANCIAL, "Other words.")
    send(report)
    assert asked(report) == ["Finance", "Legal"]


# --- Who reads


def test_who_said_yes_reads_on_and_who_sent_it_back_or_had_it_does_not(report, finance, legal, director):
    for person in (finance, legal, director):
        assert not Report.objects.visible_to(person.user).exists()
    send(report)
    assert not Report.objects.visible_to(director.user).exists()
    says(report, "Finance", finance)
    clearance.send_back(row(report, "Legal"), comment="No.", by=legal)
    assert [Report.objects.visible_to(one.user).exists() for one in (finance, legal, director)] == [True, False, False]


def test_the_last_answer_wins_a_race_only_once(report, finance, legal):
    send(report)
    mine = row(report, "Finance")
    says(report, "Finance", finance)
    for step in (lambda: clearance.clear(mine, by=finance), lambda: clearance.withdraw(mine, by=report.author)):
        with pytest.raises(clearance.AlreadyDecided):
            step()


def test_when_every_stage_had_cleared_these_words_it_is_final_at_once(report, finance, legal, director):
    after_a_round(report, finance, legal, director)
    stages.remove(ClearanceStage.objects.get(name="the Director"), by=SYSTEM)
    assert send(report) is None
    assert Version.objects.get().number == 1
