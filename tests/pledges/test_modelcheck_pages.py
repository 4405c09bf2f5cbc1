"""The model check as pages: who reads and writes what, nothing leaks, nothing typed is lost."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib import richtext
from pledges import waiting
from pledges.modelcheck import comparing, section, steps
from pledges.models import Finding, ModelCheck
from pledges.views import modelcheck
from reports.models import Block, Report, Section
from roles.models import Appointment, Person
from roles.permissions import PUBLIC, OfficeKind
from tests.factories.pledges import FindingFactory, ModelCheckFactory
from tests.factories.reports import ClearanceFactory, ready_report
from tests.factories.roles import AppointmentFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
WORDS = "The terms of reference were agreed in May."
KEEPERS = ["participation", "head_clerk", "lead", "director"]
OTHERS = ["clerk", "chair", "member", "other", "author", "clearer", "admin", "guardian"]


@pytest.fixture
def people(people):
    """With the two offices that keep checks beside the participation worker and the head clerk."""
    for name, kind, category in (
        ("lead", OfficeKind.LEAD_MEMBER, Person.Category.MEMBER),
        ("director", OfficeKind.DIRECTOR, Person.Category.OFFICER),
    ):
        office = OfficeFactory(kind=kind, single_holder=True)
        held = AppointmentFactory(office=office, person__category=category)
        UserFactory(person=held.person)
        setattr(people, name, held.person)
    return people


@pytest.fixture
def check(people):
    """One in the making that says CANARY wherever somebody writes; the member owns a component."""
    check = steps.begin(2026, by=people.participation)
    finding = check.findings.get(component="leadership")
    words = {"evidence": "CANARY evidence", "next_step": "CANARY step", "owner": people.member}
    steps.judge(finding, state="partial", by=people.participation, **words)
    return check


@pytest.fixture
def finished(check, people):
    return steps.finish(check, by=people.participation)


def url(name, *args):
    return reverse(f"pledges:{name}", args=args)


def pages(check):
    finding = check.findings.get(component="leadership")
    return [
        url("check", check.pk),
        url("check_picture", check.pk),
        url("check_csv", check.pk),
        url("finding", finding.pk),
    ]


def statuses(client, addresses):
    return [client.get(address).status_code for address in addresses]


# --- Who reads


@pytest.mark.parametrize("name", KEEPERS)
def test_who_keeps_checks_reads_and_writes_one_in_the_making(people, sign_in, check, name):
    client = sign_in(getattr(people, name))
    assert statuses(client, [*pages(check), url("begin_check"), url("finish_check", check.pk)]) == [200] * 6
    assert b"CANARY evidence" in client.get(url("check", check.pk)).content


@pytest.mark.parametrize("name", [name for name in OTHERS if name != "member"])
def test_one_in_the_making_is_not_there_for_anybody_else(people, sign_in, check, name):
    client = sign_in(getattr(people, name))
    assert (
        statuses(client, [*pages(check), url("finish_check", check.pk), url("check_into_report", check.pk)])
        == [404] * 6
    )
    for page in (url("checks"), url("index"), reverse("home"), url("checks") + "?show=partial"):
        shown = client.get(page).text
        assert "CANARY" not in shown
        assert "2026, " not in shown
        assert "Model check 2026" not in shown


def test_an_owner_reads_it_and_writes_the_evidence_of_their_component_alone(people, sign_in, check):
    client = sign_in(people.member)
    assert statuses(client, pages(check)) == [200] * 4
    other = check.findings.get(component="skills")
    assert client.get(url("finding", other.pk)).status_code == 403
    assert client.post(url("finding", other.pk), {"evidence": "Mine"}).status_code == 403
    assert client.post(url("finish_check", check.pk), {"meant": "on"}).status_code == 403
    mine = check.findings.get(component="leadership")
    sent = {"evidence": "The papers of May", "next_step": "", "state": "absent", "owner": "", "seen": mine.edition}
    client.post(url("finding", mine.pk), sent)
    mine.refresh_from_db()
    assert (mine.evidence, mine.state, mine.owner) == ("The papers of May", "partial", people.member)


@pytest.mark.parametrize("name", OTHERS)
def test_a_finished_check_is_read_by_every_member_and_officer_and_written_by_none_of_them(
    people, sign_in, finished, name
):
    client = sign_in(getattr(people, name))
    assert statuses(client, pages(finished)) == [200, 200, 200, 403]
    assert client.post(url("reopen_check", finished.pk), {"reason": "Because"}).status_code == 403
    assert client.post(url("begin_check"), {"year": 2027}).status_code == 403
    assert ModelCheck.objects.get().finished_at is not None


def test_a_carer_and_the_public_read_none(people, sign_in, client, finished):
    carer = sign_in(people.co_opted)
    assert statuses(carer, pages(finished)) == [404] * 4
    listed = carer.get(url("checks")).text
    assert "Members and officers of the council read its checks" in listed
    assert "2026" not in listed.split("<main")[1].split("</main>")[0]
    assert "Model check" not in carer.get(url("index")).text
    assert statuses(client, [*pages(finished), url("checks")]) == [302] * 5
    assert "CANARY" not in client.get(url("public_pledges")).text
    assert (ModelCheck.objects.visible_to(PUBLIC).count(), Finding.objects.visible_to(PUBLIC).count()) == (0, 0)


def test_counts_and_rows_follow_who_may_see(people, check):
    for who, seen in ((people.participation, 1), (people.member, 1), (people.other, 0)):
        assert ModelCheck.objects.visible_to(who.user).count() == seen
        assert Finding.objects.visible_to(who.user).count() == seen * 21


def test_a_password_alone_reads_none_in_the_making_and_changes_none(people, sign_in, check):
    client = sign_in(people.participation, code=False)
    for page in [*pages(check), url("begin_check"), url("finish_check", check.pk)]:
        assert "/2fa/" in client.get(page)["Location"]
    finding = check.findings.get(component="skills")
    for page, sent in (
        (url("finding", finding.pk), {"seen": finding.edition, "state": "absent"}),
        (url("finish_check", check.pk), {"meant": "on"}),
        (url("begin_check"), {"year": 2025}),
    ):
        assert "/2fa/" in client.post(page, sent)["Location"]
    finding.refresh_from_db()
    assert (finding.state, ModelCheck.objects.get().finished_at) == ("", None)


def test_a_password_alone_reads_a_finished_one_and_does_not_open_it_again(people, sign_in, finished):
    client = sign_in(people.participation, code=False)
    assert statuses(client, pages(finished)[:3]) == [200] * 3
    assert "/2fa/" in client.post(url("reopen_check", finished.pk), {"reason": "Because"})["Location"]
    finished.refresh_from_db()
    assert finished.finished_at is not None


def test_power_ends_with_the_post(people, sign_in, check):
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(person=people.director).update(ends_on=yesterday)
    assert sign_in(people.director).get(url("check", check.pk)).status_code == 404


# --- Writing without losing a word


def judged(check, **words):
    finding = check.findings.get(component="skills")
    return url("finding", finding.pk), {"seen": finding.edition, "state": "", "evidence": "", "next_step": ""} | words


def test_present_without_evidence_is_an_error_in_words_that_keeps_what_was_typed(people, sign_in, check):
    page, sent = judged(check, state="present", next_step="Train the new members")
    shown = sign_in(people.participation).post(page, sent).text
    assert "Say what shows that it is present" in shown
    assert "Train the new members</textarea>" in shown
    assert 'href="#id_evidence"' in shown
    assert check.findings.get(component="skills").state == ""


def test_saving_goes_to_the_next_component_or_back(people, sign_in, check):
    client = sign_in(people.participation)
    page, sent = judged(check, state="absent", next="1")
    following = check.findings.get(component="placements")
    assert client.post(page, sent)["Location"] == url("finding", following.pk)
    page, sent = judged(check, state="absent", back="1")
    assert client.post(page, sent)["Location"].startswith(url("check", check.pk) + "#component-")
    last = check.findings.get(component="partner_systems")
    sent = {"seen": 0, "state": "absent", "next": "1"}
    assert client.post(url("finding", last.pk), sent)["Location"].startswith(url("check", check.pk))


def test_a_second_writer_sees_both_texts(people, sign_in, check):
    page, sent = judged(check, state="partial", evidence="My words")
    steps.judge(check.findings.get(component="skills"), state="absent", next_step="Their words", by=people.head_clerk)
    client = sign_in(people.participation)
    answer = client.post(page, sent)
    assert "Somebody else saved this component" in answer.text
    assert "Their words" in answer.text
    assert "My words</textarea>" in answer.text
    again = sent | {"seen": answer.context["form"]["seen"].value()}
    assert client.post(page, again).status_code == 302
    assert check.findings.get(component="skills").evidence == "My words"


def test_a_check_that_was_finished_meanwhile_keeps_what_was_typed(people, sign_in, check, monkeypatch):
    """It is finished between the look at the rule and the step."""
    monkeypatch.setattr(modelcheck.rules, "can_give_evidence", lambda user, finding: True)
    page, sent = judged(check, state="partial", evidence="My words")
    steps.finish(check, by=people.head_clerk)
    shown = sign_in(people.participation).post(page, sent).text
    assert "the check was finished in the meantime" in shown
    assert "My words</textarea>" in shown


def test_a_young_person_is_not_offered_as_an_owner(people, sign_in, check):
    Person.objects.filter(pk=people.co_opted.pk).update(category=Person.Category.YOUNG)
    page, sent = judged(check, state="absent", owner=people.co_opted.pk)
    client = sign_in(people.participation)
    assert people.co_opted.name not in client.get(page).text
    assert "from the list" in client.post(page, sent).text


def test_last_years_words_are_taken_over_with_one_press(people, sign_in, check):
    before = ModelCheckFactory(year=2025, finished=True)
    FindingFactory(of=before, component="skills", state="partial", evidence="Last year's evidence")
    client = sign_in(people.participation)
    page, sent = judged(check, still_so="1")
    assert "Last year&#x27;s evidence" in client.get(page).text
    assert client.post(page, sent)["Location"] == page
    taken = check.findings.get(component="skills")
    assert (taken.state, taken.evidence) == ("partial", "Last year's evidence")
    assert "Still so" not in client.get(page).text


def test_last_years_words_are_not_put_over_what_was_typed(people, sign_in, check):
    before = ModelCheckFactory(year=2025, finished=True)
    FindingFactory(of=before, component="skills", state="partial", evidence="Old")
    page, sent = judged(check, still_so="1", evidence="Half a sentence")
    shown = sign_in(people.participation).post(page, sent).text
    assert "were not taken over" in shown
    assert "Half a sentence</textarea>" in shown
    assert check.findings.get(component="skills").evidence == ""


@pytest.mark.parametrize(
    ("year", "words"), [("1999", "The year must be from 2000"), ("2026", "There is a check of 2026")]
)
def test_a_year_that_cannot_be_is_refused_in_words(people, sign_in, check, year, words):
    shown = sign_in(people.participation).post(url("begin_check"), {"year": year}).text
    assert words in shown
    assert f'value="{year}"' in shown


def test_finishing_with_components_not_judged_must_be_meant(people, sign_in, check):
    client = sign_in(people.participation)
    assert "Tick that you mean to finish" in client.post(url("finish_check", check.pk), {}).text
    client.post(url("finish_check", check.pk), {"meant": "on"})
    check.refresh_from_db()
    assert check.finished_by == people.participation


def test_a_reason_for_opening_it_again_is_shown_to_every_reader(people, sign_in, finished):
    keeper = sign_in(people.participation)
    assert "Say why it is opened again" in keeper.post(url("reopen_check", finished.pk), {"reason": " "}).text
    keeper.post(url("reopen_check", finished.pk), {"reason": "A figure was wrong"})
    assert sign_in(people.other).get(url("check", finished.pk)).status_code == 404
    steps.finish(finished, by=people.lead)
    assert "A figure was wrong" in sign_in(people.other).get(url("check", finished.pk)).text


def test_owners_are_told_that_their_evidence_is_waited_for(people, check):
    for component in ("skills", "wishes"):
        steps.judge(check.findings.get(component=component), state="", owner=people.member, by=people.lead)
    told = [thing.text for thing in waiting.waiting_for(people.member.user)]
    assert len([text for text in told if "evidence" in text]) == 1
    assert "2 components" in told[0]
    steps.finish(check, by=people.lead)
    assert waiting.waiting_for(people.member.user) == []


# --- Narrowing, the table for other programs, and the report


def test_only_what_was_asked_for_is_shown(people, sign_in, check):
    client = sign_in(people.participation)
    shown = client.get(url("check", check.pk), {"show": "partial"})
    assert [line.finding.component for _, _, lines in shown.context["parts"] for line in lines] == ["leadership"]
    assert len(client.get(url("check", check.pk), {"show": "nonsense"}).context["compared"].lines) == 21


def read_csv(client, check):
    content = client.get(url("check_csv", check.pk)).content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_no_cell_of_the_csv_runs_as_a_formula(people, sign_in, check, start):
    Finding.objects.filter(component="leadership").update(evidence=f"{start}1+1", next_step=f"{start}2\nnext")
    row = read_csv(sign_in(people.participation), check)[0]
    assert (row["evidence"], row["what is missing and the next step"]) == (f"'{start}1+1", f"'{start}2\nnext")


def test_the_csv_has_every_component_with_owner_and_change(people, sign_in, check):
    before = ModelCheckFactory(year=2025, finished=True)
    FindingFactory(of=before, component="leadership", state="absent")
    rows = read_csv(sign_in(people.participation), check)
    assert len(rows) == 21
    assert (rows[0]["state"], rows[0]["before"], rows[0]["since the check before"]) == (
        "Partial",
        "Absent",
        "was absent, now partial",
    )
    assert (rows[0]["owner"], rows[0]["code"], rows[1]["owner"]) == (people.member.name, "leadership", "")


@pytest.fixture
def report(people):
    return ready_report(people.participation, title="How we parent")


def test_a_finished_check_becomes_a_section_of_my_draft(people, sign_in, finished, report):
    client = sign_in(people.participation)
    client.post(url("check_into_report", finished.pk), {"report": report.pk})
    added = Section.objects.get(heading="The model check of 2026")
    kinds = list(added.blocks.values_list("kind", flat=True))
    assert kinds == ["text", "text", "figure", "table", "text"]
    blocks = added.blocks.all()
    assert "Of 21 components 0 are present, 1 partial and 0 absent" in blocks[1].text
    assert blocks[3].table["head"] == ["Component", "State", "Owner"]
    assert blocks[3].table["rows"][:2] == [
        ["Leadership and governance", "Partial", people.member.name],
        ["Decision making", "Not judged", ""],
    ]
    for words in ("**Leadership and governance: partial.**", "CANARY evidence", "CANARY step"):
        assert words in blocks[4].text
    figure = client.get(reverse("reports:figure", args=[added.blocks.get(kind=Block.Kind.FIGURE).pk]))
    assert b"".join(figure).startswith(b"\x89PNG")


def test_the_report_says_what_has_changed_and_by_when(people, check, report):
    before = ModelCheckFactory(year=2025, finished=True)
    for component, state in (("leadership", "absent"), ("decisions", "absent"), ("numbers", "partial")):
        FindingFactory(of=before, component=component, state=state, evidence="Seen")
    steps.judge(check.findings.get(component="decisions"), state="absent", by=people.lead)
    Finding.objects.filter(component="leadership").update(due_on=date(2027, 3, 31))
    made = section.table(comparing.compare(steps.finish(check, by=people.lead)))
    assert made["head"][1] == "State, and since the check of 2025"
    assert made["rows"][:4] == [
        ["Leadership and governance", "Partial, was absent", f"{people.member.name}, by 31 March 2027"],
        ["Decision making", "Absent, as before", ""],
        ["Management information: numbers", "Not judged, was partial", ""],
        ["Management information: what people say", "Not judged, new in this check", ""],
    ]


@pytest.mark.parametrize(
    "words", ["**loud** <b>x</b>", "[a](https://evil.example)", "# Big `code` ~~no~~", "a_b_c | d & e \\* f"]
)
def test_words_of_a_check_stay_plain_words_in_a_report(words):
    written = f"Evidence: {section.plain(words)}"
    assert richtext.plain(written) == f"Evidence: {words}"
    assert re.findall("<(?!p|/p)[^>]*>", richtext.print_html(written)) == []


def test_a_report_keeps_what_was_put_into_it(people, finished, report):
    added = section.put_into(report, finished, by=people.participation)
    steps.reopen(finished, reason="Wrong", by=people.lead)
    steps.judge(finished.findings.get(component="leadership"), state="absent", by=people.lead)
    assert added.blocks.get(kind=Block.Kind.TABLE).table["rows"][0][1] == "Partial"


def test_one_in_the_making_goes_into_no_report(people, sign_in, check, report):
    with pytest.raises(section.NotFinished):
        section.put_into(report, check, by=people.participation)
    answer = sign_in(people.participation).post(url("check_into_report", check.pk), {"report": report.pk})
    assert answer.status_code == 403
    assert not Section.objects.filter(heading__contains="model check").exists()


def test_only_drafts_of_mine_that_are_not_with_a_clearer_are_offered(people, finished, report):
    theirs = ready_report(people.author, title="Theirs")
    sent = ready_report(people.participation, title="Sent")
    ClearanceFactory(report=sent, version=sent.versions.get(), asked=people.clearer, sent_by=people.participation)
    shared = ready_report(people.author, title="Shared")
    shared.co_authors.add(people.participation)
    assert set(section.drafts_of(people.participation.user)) == {report, shared}
    assert set(section.drafts_of(people.author.user)) == {theirs, shared}
    assert not section.drafts_of(PUBLIC).exists()


def test_somebody_elses_report_takes_no_section(people, sign_in, finished):
    theirs = ready_report(people.author)
    answer = sign_in(people.participation).post(url("check_into_report", finished.pk), {"report": theirs.pk})
    assert answer.status_code == 200
    assert Report.objects.get(pk=theirs.pk).versions.get().sections.count() == 1


def test_reports_are_offered_after_a_one_time_code_alone(people, sign_in, finished, report):
    page = url("check_into_report", finished.pk)
    assert sign_in(people.participation, code=False).get(page).status_code == 302
    assert "How we parent" in sign_in(people.participation).get(page).text


# --- The cost


@pytest.mark.parametrize("name", ["checks", "check", "check_picture", "finding", "check_csv"])
def test_a_page_costs_at_most_fifteen_queries(people, sign_in, check, name, django_assert_max_num_queries):
    before = ModelCheckFactory(year=2025, finished=True)
    for finding in check.findings.all():
        FindingFactory(of=before, component=finding.component, state="absent", owner=people.author)
    Finding.objects.update(owner=people.author)
    about = {"checks": [], "finding": [check.findings.first().pk]}.get(name, [check.pk])
    client = sign_in(people.participation)
    with django_assert_max_num_queries(15):
        assert client.get(url(name, *about)).status_code == 200


def test_the_list_costs_the_same_with_one_check_and_with_ten(people, sign_in, check, django_assert_max_num_queries):
    client, counted = sign_in(people.participation), []
    for years in (range(2010, 2019), ()):
        with django_assert_max_num_queries(15) as queries:
            client.get(url("checks"))
        counted.append(len(queries))
        for year in years:
            FindingFactory(of=ModelCheckFactory(year=year, finished=True))
    assert counted[0] == counted[1]
    assert comparing.last_before(check).year == 2018
