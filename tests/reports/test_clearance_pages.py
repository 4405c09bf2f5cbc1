"""The pages of clearance: sending, answering, passing over, being away; and the trail, which nobody prints."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees import agenda
from committees.models import Meeting
from corporate_parenting.lib.forms import typed_date
from reports import clearance, printing, stages
from reports.models import Clearance, ClearanceStage, Implication
from roles import delegating
from roles.audit import SYSTEM
from roles.models import AuditRow, Delegation
from roles.permissions import OfficeKind
from tests.factories.committees import AgendaItemFactory, MeetingFactory
from tests.factories.reports import ClearanceFactory, ready_report
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
CANARY = "CANARY of the trail"


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def holder(kind, name):
    person = PersonFactory(name=name)
    UserFactory(person=person)
    person.office = OfficeFactory(kind=kind, label=f"Office of {name}")
    AppointmentFactory(person=person, office=person.office)
    return person


@pytest.fixture
def finance():
    return holder(OfficeKind.CLEARER, "Nell Ash")


@pytest.fixture
def chief():
    return holder(OfficeKind.CHIEF_EXECUTIVE, "Tess Hale")


@pytest.fixture
def report(people, body, finance):
    stages.add(name="Finance", office=finance.office, working_days=3, covers=["Financial"], by=SYSTEM)
    made = ready_report(people.author, title="Homes", remit=body.remit)
    Implication.objects.create(version=made.versions.get(), order=1, name="Financial", text="It costs £2.")
    return made


@pytest.fixture
def sent(report, people):
    return clearance.submit(report, by=people.author)


def shown(client, page):
    response = client.get(page)
    assert response.status_code == 200, page
    return response.content.decode()


def read(sent):
    """What the page of a clearance carries of the words on it."""
    return clearance.digest(sent.version, sent.covers)


# --- Sending


def test_the_page_says_whom_it_goes_to_and_by_when_and_one_press_sends_it(sign_in, people, report):
    client, page = sign_in(people.author), address("send", report.pk)
    said = shown(client, page)
    for words in ("Finance", "3 working days", "Answers for the recommendations and Financial", "Nell Ash"):
        assert words in said
    assert client.post(page)["Location"] == address("report", report.pk)
    assert Clearance.objects.in_turn().get().stage_name == "Finance"


def test_it_says_where_nobody_could_answer_and_what_to_do(sign_in, people, report, finance):
    finance.appointments.update(ends_on=timezone.localdate() - timedelta(days=1))
    AppointmentFactory(person=people.author, office=finance.office)
    assert "names who answers for them" in shown(sign_in(people.author), address("send", report.pk))


def test_it_says_what_still_holds(sign_in, people, report, finance, sent):
    other = holder(OfficeKind.MANAGER, "Otto Lund")
    clearance.withdraw(sent, by=people.author)
    stages.add(name="Legal", office=other.office, working_days=1, by=SYSTEM)
    first = clearance.submit(report, by=people.author)
    clearance.clear(first, by=finance)
    clearance.withdraw(Clearance.objects.in_turn().get(), by=people.author)
    said = shown(sign_in(people.author), address("send", report.pk))
    assert "Nell Ash cleared these words on" in said
    assert "Still holds" in said


# --- Answering


def test_a_clearer_reads_what_they_answer_for_apart_and_the_whole(sign_in, finance, sent):
    said = shown(sign_in(finance), address("clearance", sent.pk))
    assert "What you answer for" in said
    assert said.count("It costs £2.") == 2


def test_conditions_need_words_and_every_word_typed_stays(sign_in, finance, sent):
    client, page = sign_in(finance), address("clearance", sent.pk)
    said = client.post(page, {"outcome": "conditions", "comment": "typed elsewhere"}).content.decode()
    assert "Say on what conditions" in said
    assert "typed elsewhere" in said
    assert sent.report.clearances.get().decided_at is None


def test_conditions_are_shown_to_the_author_and_the_clerk_and_freeze_it_all_the_same(sign_in, people, finance, sent):
    data = {"outcome": "conditions", "conditions": "Name the budget.", "seen": read(sent)}
    sign_in(finance).post(address("clearance", sent.pk), data)
    assert sent.report.versions.get().number == 1
    for person in (people.author, people.clerk):
        assert "Name the budget." in shown(sign_in(person), address("report", sent.report_id))


def test_words_that_changed_under_the_page_are_shown_anew_and_the_answer_stays(sign_in, finance, sent):
    client, page = sign_in(finance), address("clearance", sent.pk)
    seen = read(sent)
    Implication.objects.update(text="It costs £9.")
    response = client.post(page, {"outcome": "conditions", "conditions": "Soon, please.", "seen": seen})
    said = response.content.decode()
    assert "are not those that your page showed" in said
    assert "Soon, please." in said
    assert "It costs £9." in said
    form = response.context["form"]
    client.post(page, {"outcome": "conditions", "conditions": "Soon.", "seen": form["seen"].value()})
    assert Clearance.objects.get().outcome == "conditions"


def test_an_answer_that_does_not_say_which_words_it_is_about_clears_nothing(sign_in, finance, sent):
    response = sign_in(finance).post(address("clearance", sent.pk), {"outcome": "cleared"})
    assert "are not those that your page showed" in response.content.decode()
    assert Clearance.objects.get().decided_at is None


def test_the_next_clearer_reads_the_conditions_of_the_first(sign_in, people, report, finance):
    other = holder(OfficeKind.MANAGER, "Otto Lund")
    stages.add(name="Legal", office=other.office, working_days=1, by=SYSTEM)
    clearance.clear(clearance.submit(report, by=people.author), conditions="Name the budget.", by=finance)
    assert "Name the budget." in shown(sign_in(other), address("clearance", Clearance.objects.in_turn().get().pk))


def test_who_is_not_asked_opens_nothing(sign_in, people, sent, chief):
    for person in (chief, people.member, people.admin, people.clearer):
        assert sign_in(person).get(address("clearance", sent.pk)).status_code == 404


# --- Where it is


def test_the_timeline_says_who_has_it_for_how_long_and_by_when(sign_in, people, sent):
    sent.report.clearances.update(turn_at=timezone.now() - timedelta(days=4), due_on=timezone.localdate())
    said = shown(sign_in(people.author), address("report", sent.report_id))
    assert "Has it for 4 days. By " in said
    assert "Sent to Finance for clearance" in said


def test_who_answered_for_whom_is_said(sign_in, people, finance, sent):
    deputy, today = holder(OfficeKind.OFFICER, "Rex Dale"), timezone.localdate()
    delegating.delegate(office=finance.office, to=deputy, starts_on=today, ends_on=today, by=finance)
    sign_in(deputy).post(address("clearance", sent.pk), {"outcome": "cleared", "seen": read(sent)})
    said = shown(sign_in(people.author), address("report", sent.report_id))
    assert "Rex Dale for Nell Ash" in said
    assert "Answered by Rex Dale for Nell Ash" in shown(sign_in(people.author), address("clearance", sent.pk))


def test_the_report_page_costs_the_same_for_one_answer_and_for_many(
    sign_in, people, report, django_assert_max_num_queries
):
    client, version = sign_in(people.author), report.versions.get()

    def cost():
        with django_assert_max_num_queries(90) as captured:
            client.get(address("report", report.pk))
        return len(captured)

    about = {"report": report, "version": version, "sent_by": people.author, "asked": people.clearer}
    ClearanceFactory(**about, outcome="sent_back", decided_at=timezone.now(), decided_by=people.clearer)
    before = cost()
    for _ in range(12):
        ClearanceFactory(**about, outcome="sent_back", decided_at=timezone.now(), decided_by=people.clearer)
    assert cost() == before


# --- Late


def test_who_may_lets_a_late_report_go_on_with_a_reason_that_author_and_clerk_read(sign_in, people, sent, chief):
    page = address("let_through", sent.pk)
    assert sign_in(chief).get(page).status_code == 404
    sent.report.clearances.update(due_on=timezone.localdate())
    client = sign_in(chief)
    assert "Let the report go on without Finance" in shown(client, address("report", sent.report_id))
    assert "Enter why it cannot wait" in client.post(page, {"reason": ""}).content.decode()
    assert client.post(page, {"reason": "The agenda goes out."}).status_code == 302
    assert sent.report.versions.get().number == 1
    for person in (people.author, people.clerk):
        assert "The agenda goes out." in shown(sign_in(person), address("report", sent.report_id))


def test_the_author_and_the_clerk_cannot(sign_in, people, sent):
    sent.report.clearances.update(due_on=timezone.localdate())
    for person in (people.author, people.clerk):
        assert sign_in(person).post(address("let_through", sent.pk), {"reason": "x"}).status_code == 403
    assert sent.report.clearances.get().decided_at is None


# --- The trail is kept, and not printed


@pytest.fixture
def cleared(report, people, finance):
    """A version with a trail: sent back twice, then cleared with conditions."""
    for number in (1, 2):
        clearance.send_back(clearance.submit(report, by=people.author), comment=f"{CANARY} {number}", by=finance)
    return clearance.clear(clearance.submit(report, by=people.author), conditions=f"{CANARY} 3", by=finance)


def test_no_word_of_the_trail_is_printed_or_on_record(cleared):
    assert Clearance.objects.filter(comment__startswith=CANARY).count() == 3
    printed = printing.document(cleared).html
    assert "It costs £2." in printed
    for words in (CANARY, "Nell Ash"):
        assert words not in printed
    assert CANARY not in str(list(AuditRow.objects.values_list("details", flat=True)))


def test_nobody_who_reads_the_paper_reads_its_trail(sign_in, client, people, body, cleared):
    meeting = MeetingFactory(body=body)
    paper = agenda.lay(cleared, before=AgendaItemFactory(meeting=meeting), by=people.clerk)
    Meeting.objects.filter(pk=meeting.pk).update(published_at=timezone.now(), published_by=people.clerk)
    for reader in (client, sign_in(people.member)):
        for page in (reverse("committees:paper", args=[paper.pk]), reverse("committees:meeting", args=[meeting.pk])):
            assert CANARY not in reader.get(page).content.decode()
    assert "It costs £2." in shown(sign_in(people.member), reverse("committees:paper", args=[paper.pk]))


# --- Stages


def test_a_stage_has_an_office_runs_beside_another_and_covers_named_implications(sign_in, people, finance, report):
    template = report.format
    template.implications = ["Financial", "Climate"]
    template.save()
    client, page = sign_in(people.head_clerk), address("stages")
    data = {
        "name": "Climate team",
        "office": finance.office.pk,
        "working_days": 2,
        "at_once": "on",
        "covers": "Climate",
    }
    assert client.post(page, data).status_code == 302
    made = ClearanceStage.objects.get(name="Climate team")
    assert (made.office, made.at_once, made.covers) == (finance.office, True, ["Climate"])
    said = shown(client, page)
    assert "Office of Nell Ash, 2 working days, at the same time as the one before" in said
    assert "There is a stage of this name already" in client.post(page, data).content.decode()
    change = address("change_stage", made.pk)
    assert client.post(change, data | {"covers": [], "at_once": ""}).status_code == 302
    made.refresh_from_db()
    assert (made.at_once, made.covers) == (False, [])


# --- While somebody is away


def test_a_holder_names_who_answers_for_them_and_ends_it(sign_in, finance):
    deputy, today = holder(OfficeKind.OFFICER, "Rex Dale"), timezone.localdate()
    client, page = sign_in(finance), reverse("away")
    assert "Say who answers clearances for you" in shown(client, reverse("account"))
    days = typed_date("starts_on", today) | typed_date("ends_on", today + timedelta(days=3))
    data = {"office": finance.office.pk, "to": deputy.pk} | days
    wrong = data | typed_date("ends_on", today - timedelta(days=3))
    assert "must be the first day or later" in client.post(page, wrong).content.decode()
    assert client.post(page, data).status_code == 302
    assert "Rex Dale" in shown(client, page)
    assert "answers for you on some of these days already" in client.post(page, data).content.decode()
    assert "Nell Ash" in shown(sign_in(deputy), page)
    given = Delegation.objects.get()
    assert sign_in(deputy).post(reverse("end_away", args=[given.pk])).status_code == 403
    assert client.post(reverse("end_away", args=[given.pk])).status_code == 302
    assert not Delegation.objects.exists()


def test_who_holds_no_such_office_is_not_offered_it(sign_in, people):
    for person in (people.member, people.admin):
        assert sign_in(person).get(reverse("away")).status_code == 403
        assert "answers clearances" not in shown(sign_in(person), reverse("account"))


def test_nobody_names_a_deputy_for_an_office_of_somebody_else(sign_in, finance, chief):
    deputy, today = holder(OfficeKind.OFFICER, "Rex Dale"), timezone.localdate()
    data = {"office": chief.office.pk, "to": deputy.pk} | typed_date("starts_on", today) | typed_date("ends_on", today)
    assert sign_in(finance).post(reverse("away"), data).status_code == 200
    assert not Delegation.objects.exists()
