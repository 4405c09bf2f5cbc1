"""What a report serves: said by its writers and its body's clerk, at any time; suggested by its words; taken over."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports import aims, from_earlier, rules, suggesting, whereabouts
from reports.models import PrincipleServed
from roles.models import AuditRow, Responsibility, Wording
from tests.factories.reports import BlockFactory, ClearanceFactory, ReportFactory, SectionFactory, VersionFactory

pytestmark = pytest.mark.django_db
DID = "said what a report serves"


@pytest.fixture
def report(people, body):
    report = ReportFactory(author=people.author, remit=body.remit, title="Dentists")
    VersionFactory(report=report)
    return report


def page(report):
    return reverse("reports:serves", args=[report.pk])


def principle(code):
    return aims.principles().get(code=code)


def duty(code):
    return Responsibility.objects.get(code=code)


def codes(report):
    rows = report.principles_served.order_by("principle__order").values_list("principle__code", flat=True)
    return list(rows), [one.code for one in aims.wordings_served(report)]


def test_there_are_seven_principles():
    assert [one.code for one in aims.principles()] == ["P1", "P2", "P3", "P4", "P5", "P6", "P7"]


def test_what_changes_is_written_down_and_only_that(report, people):
    first = {"principles": [principle("P1"), principle("P6")], "responsibilities": [duty("U1")]}
    assert aims.serve(report, **first, by=people.author)
    assert not aims.serve(report, **first, by=people.author)
    assert aims.serve(report, principles=[principle("P6")], responsibilities=[duty("U1"), duty("U2")], by=people.clerk)
    told = [(row.actor_id, row.details) for row in AuditRow.objects.filter(did=DID).order_by("pk")]
    assert told == [
        (people.author.pk, {"principle_added": ["P1", "P6"], "responsibility_added": ["U1"]}),
        (people.clerk.pk, {"principle_removed": ["P1"], "responsibility_added": ["U2"]}),
    ]
    assert codes(report) == (["P6"], ["U1", "U2"])
    assert PrincipleServed.objects.get().added_by == people.author


@pytest.mark.parametrize(
    ("name", "status"),
    [("author", 200), ("clerk", 200), ("clearer", 403), ("other", 404), ("member", 404), ("head_clerk", 404)],
)
def test_who_may_say_it(report, people, sign_in, name, status):
    """Also while it is being cleared. Whoever clears it sees it, and says nothing of it."""
    version = report.versions.get()
    ClearanceFactory(report=report, version=version, asked=people.clearer, sent_by=people.author)
    client = sign_in(getattr(people, name))
    assert client.get(page(report)).status_code == status
    posted = client.post(page(report), {"principles": [principle("P2").pk]})
    assert posted.status_code == (302 if status == 200 else status)
    assert codes(report)[0] == (["P2"] if status == 200 else [])


def test_it_can_be_said_of_a_cleared_report_too(report, people):
    report.versions.update(number=1, frozen_at="2026-11-20T09:00Z")
    assert not rules.can_write(people.author.user, report)
    assert rules.can_say_what_it_serves(people.author.user, report)


def test_the_clerk_of_another_body_may_not(people, sign_in):
    elsewhere = ReportFactory(author=people.author)
    VersionFactory(report=elsewhere)
    assert not rules.can_say_what_it_serves(people.clerk.user, elsewhere)


def test_everybody_who_sees_the_report_reads_it(report, people, sign_in):
    ClearanceFactory(report=report, version=report.versions.get(), asked=people.clearer, sent_by=people.author)
    aims.serve(report, principles=[principle("P6")], responsibilities=[duty("U1")], by=people.author)
    text = sign_in(people.clearer).get(reverse("reports:report", args=[report.pk])).content.decode()
    assert "Safety and stability" in text
    assert page(report) not in text
    assert page(report) in sign_in(people.author).get(reverse("reports:report", args=[report.pk])).content.decode()


def test_narrowing_saves_nothing_and_loses_nothing(report, people, sign_in):
    client = sign_in(people.author)
    ticked = {"principles": [principle("P2").pk], "responsibilities": [duty("U1").pk], "words": "zebra", "narrow": "1"}
    shown = client.post(page(report), ticked)
    assert codes(report) == ([], [])
    text = shown.content.decode()
    assert f'value="{duty("U1").pk}" checked' in text
    assert f'value="{principle("P2").pk}" checked' in text
    assert "No responsibility has these words" in text
    shown = client.post(page(report), ticked | {"words": "dentist health"})
    for group in shown.context["form"].below:
        assert all("health" in f"{row.wording.text} {row.wording.practice}".lower() for row in group.rows)
    client.post(page(report), {name: value for name, value in ticked.items() if name != "narrow"})
    assert codes(report) == (["P2"], ["U1"])


def shown(client, report, **more):
    """What a press on the page posts beside its ticks."""
    return dict(client.get(page(report)).context["form"].shown) | more


def test_of_two_who_tick_at_once_neither_undoes_the_other(report, people, sign_in):
    aims.serve(report, principles=[principle("P1")], responsibilities=[duty("U1")], by=people.author)
    one, other = sign_in(people.author), sign_in(people.clerk)
    p = {code: principle(code).pk for code in ("P1", "P2", "P3")}
    mine = shown(one, report, principles=[p["P1"], p["P2"]], responsibilities=[duty("U1").pk])
    theirs = shown(other, report, principles=[p["P3"]], responsibilities=[duty("U2").pk])
    assert "Somebody else" not in other.post(page(report), theirs, follow=True).text
    told = one.post(page(report), mine | {"words": "zebra", "narrow": "1"})
    assert dict(told.context["form"].shown).items() <= mine.items()
    told = one.post(page(report), mine, follow=True).text
    assert codes(report) == (["P2", "P3"], ["U2"])
    titles = {code: principle(code).title for code in p}
    assert f"“{titles['P3']}” is ticked" in told
    assert f"“{titles['P1']}” is not ticked any more" in told
    assert f"“{titles['P2']}”" not in told


def test_what_two_tick_alike_is_ticked_once(report, people, sign_in):
    one, other = sign_in(people.author), sign_in(people.clerk)
    both = [shown(client, report, principles=[principle("P2").pk]) for client in (one, other)]
    for client, given in zip((one, other), both, strict=True):
        assert "Somebody else" not in client.post(page(report), given, follow=True).text
    assert codes(report) == (["P2"], [])


def test_every_responsibility_stands_on_the_page_once(report, people, sign_in):
    aims.serve(report, principles=[], responsibilities=[duty("U1")], by=people.author)
    form = sign_in(people.author).get(page(report)).context["form"]
    shown = [row.wording.code for group in [*form.above, *form.below] for row in group.rows]
    assert len(shown) == len(set(shown)) == len(aims.wordings_offered(report))
    assert [row.wording.code for row in form.above[0].rows] == ["U1"]


def test_what_is_not_there_is_refused_in_words_and_the_rest_stays_ticked(report, people, sign_in):
    given = {"principles": [principle("P2").pk], "responsibilities": [duty("U1").pk, 999999]}
    text = sign_in(people.author).post(page(report), given).content.decode()
    assert "Choose responsibilities from the list" in text
    assert f'value="{duty("U1").pk}" checked' in text
    assert codes(report) == ([], [])


def test_suggestions_are_those_whose_words_the_report_shares(report, django_assert_num_queries):
    version = report.versions.get()
    BlockFactory(section=SectionFactory(version=version, heading="Foster carers"), text="Training of foster carers.")
    offered = aims.wordings_offered(report)
    with django_assert_num_queries(2):
        found = suggesting.suggest(version, offered)
    assert 0 < len(found) <= suggesting.MOST
    assert all("foster" in f"{one.text} {one.practice}".lower() for one in found[:2])


def test_a_report_without_words_gets_no_suggestion(people):
    version = VersionFactory(title="Report")
    assert suggesting.suggest(version, list(Wording.objects.in_order())) == []


def test_the_task_is_advice(report, people):
    version = report.versions.get()
    task = next(one for one in whereabouts.tasks(version, []) if one.title == "What it serves")
    assert (task.status, task.url) == ("Not said yet", page(report))
    last = whereabouts.tasks(version, [])[-1]
    assert (last.title, last.status) == ("Send for clearance", "To do")
    aims.serve(report, principles=[principle("P1")], responsibilities=[duty("U1")], by=people.author)
    task = next(one for one in whereabouts.tasks(version, []) if one.title == "What it serves")
    assert task.status == "2 named"


def test_a_report_from_an_earlier_one_serves_the_same(report, people):
    aims.serve(report, principles=[principle("P6")], responsibilities=[duty("U2")], by=people.author)
    report.versions.update(number=1, frozen_at="2026-11-20T09:00Z")
    later = from_earlier.start_from(report.versions.get(), title="Dentists again", by=people.author)
    assert codes(later) == (["P6"], ["U2"])


def test_the_page_asks_as_often_for_many_ticks_as_for_one(report, people, sign_in):
    client = sign_in(people.author)
    aims.serve(report, principles=[principle("P1")], responsibilities=[duty("U1")], by=people.author)
    few = asked(client, report)
    duties = Responsibility.objects.all()[:40]
    aims.serve(report, principles=aims.principles(), responsibilities=duties, by=people.author)
    assert asked(client, report) == few


def asked(client, report):
    with CaptureQueriesContext(connection) as queries:
        client.get(page(report))
    return len(queries)
