"""Leave to read one restricted paper: asked for, given by name with a reason and for a time, ended (fact 13)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import exempt, granting, waiting
from committees.granting import CannotGrant
from committees.models import Grant, Interest, Paper
from corporate_parenting.lib.forms import typed_date
from roles.models import AuditRow
from roles.permissions import OfficeKind
from tests.factories.committees import AgendaItemFactory, MeetingFactory, PaperFactory
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
TITLE = "Placements of children"


@pytest.fixture
def monitoring(db):
    person = UserFactory(person=PersonFactory(name="Monitoring officer Una Birch")).person
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.MONITORING_OFFICER))
    return person


@pytest.fixture
def paper(body, people):
    meeting = MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk)
    return PaperFactory(item=AgendaItemFactory(meeting=meeting, title=TITLE), version__title="A secret title")


def kept(paper, people, *paragraphs, kind="exempt", **more):
    reason = "A child could be known by it."
    return exempt.keep_private(paper, kind=kind, paragraphs=paragraphs, reason=reason, by=people.clerk, **more)


def reads(person, paper):
    return Paper.objects.visible_to(person.user).filter(pk=paper.pk).exists()


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def interest(paper, person, **more):
    about = {"kind": Interest.Kind.DPI, "matter": "A home", "declared_at": timezone.now(), "declared_by": person}
    return Interest.objects.create(item=paper.item, person=person, **about | more)


def test_fact_13_a_councillor_who_needs_to_know_reads_one_paper_for_a_time(paper, people, monitoring):
    """Common law need to know: named person, named paper, reason, 30 days at most (R v Birmingham ex p O)."""
    kept(paper, people, 1)
    beside = PaperFactory(item=paper.item)
    kept(beside, people, 1)
    asked = granting.ask(paper, why="The home is in my ward.", by=people.other)
    assert not reads(people.other, paper)
    granting.grant(asked, reason="Her ward, and she sits on the appeal.", until=in_days(30), by=monitoring)
    assert (reads(people.other, paper), reads(people.other, beside), reads(monitoring, paper)) == (True, False, False)
    with time_machine.travel(asked_until(asked) - timedelta(seconds=1), tick=False):
        assert reads(people.other, paper)
    with time_machine.travel(asked_until(asked) + timedelta(seconds=1), tick=False):
        assert not reads(people.other, paper)


def asked_until(asked):
    asked.refresh_from_db()
    return asked.expires_at


@pytest.mark.parametrize(
    ("paragraphs", "more", "at_once"),
    [
        ([6], {}, True),
        ([3], {"holds_terms": False}, True),
        ([3, 6], {"holds_terms": False}, True),
        ([3], {}, False),
        ([3, 6], {}, False),
        ([1, 6], {}, False),
        ([2], {"holds_terms": False}, False),
        ([3, 5], {"holds_terms": False}, False),
    ],
)
def test_fact_13_the_law_opens_paragraphs_3_and_6_to_every_councillor(paper, people, paragraphs, more, at_once):
    """LGA 1972 s100F(2A): what is exempt under 3 (without terms of a contract) or 6 alone."""
    kept(paper, people, *paragraphs, **more)
    asked = granting.ask(paper, why="For scrutiny.", by=people.other)
    assert (asked.outcome == Grant.Outcome.GRANTED, reads(people.other, paper)) == (at_once, at_once)
    granting.ask(paper, why="I foster.", by=people.co_opted)
    assert not reads(people.co_opted, paper)


def test_fact_13_leave_by_law_ends_when_the_paper_is_kept_private_on_other_grounds(paper, people, monitoring):
    first = kept(paper, people, 6)
    granting.ask(paper, why="I sit on the budget panel.", by=people.other)
    assert reads(people.other, paper)
    exempt.end(first, by=people.clerk, with_=monitoring)
    kept(paper, people, 1)
    assert not reads(people.other, paper)


def test_fact_13_an_interest_bars_whoever_has_leave_too(paper, people, monitoring):
    kept(paper, people, 6)
    granting.ask(paper, why="For scrutiny.", by=people.other)
    held = interest(paper, people.other)
    interest(paper, people.member)
    assert [reads(one, paper) for one in (people.other, people.member, people.chair)] == [False, False, True]
    held.withdrawn_at = timezone.now()
    held.save()
    assert reads(people.other, paper)
    with pytest.raises(CannotGrant, match="has an interest"):
        granting.give(paper, person=people.member, reason="x", until=in_days(1), by=monitoring)


@pytest.mark.parametrize("until", [None, -1, 31, 400])
def test_leave_has_a_last_day_within_thirty(paper, people, monitoring, until):
    kept(paper, people, 1)
    asked = granting.ask(paper, why="My ward.", by=people.other)
    with pytest.raises(CannotGrant, match="30 days at most"):
        granting.grant(asked, reason="Yes.", until=until if until is None else in_days(until), by=monitoring)
    assert Grant.objects.get().decided_at is None


def test_every_step_has_a_reason_and_is_done_once(paper, people, monitoring):
    kept(paper, people, 1)
    with pytest.raises(CannotGrant, match="Say why"):
        granting.ask(paper, why=" ", by=people.other)
    asked = granting.ask(paper, why="My ward.", by=people.other)
    with pytest.raises(CannotGrant, match="already"):
        granting.ask(paper, why="My ward.", by=people.other)
    with pytest.raises(CannotGrant, match="Give a reason"):
        granting.refuse(asked, reason="", by=monitoring)
    granting.refuse(asked, reason="No need shown.", by=monitoring)
    with pytest.raises(CannotGrant, match="was decided"):
        granting.grant(asked, reason="Yes.", until=in_days(3), by=monitoring)
    assert not reads(people.other, paper)
    again = granting.ask(paper, why="There is an appeal.", by=people.other)
    granting.grant(again, reason="Yes.", until=in_days(0), by=monitoring)
    with pytest.raises(CannotGrant, match="by leave already until"):
        granting.give(paper, person=people.other, reason="x", until=in_days(1), by=monitoring)
    granting.end(again, by=monitoring)
    assert not reads(people.other, paper)
    with pytest.raises(CannotGrant, match="over already"):
        granting.end(again, by=monitoring)


def test_nobody_decides_about_their_own_reading(paper, people, monitoring):
    kept(paper, people, 1)
    asked = granting.ask(paper, why="To advise.", by=monitoring)
    for step in (granting.grant, granting.refuse):
        more = {"until": in_days(1)} if step is granting.grant else {}
        with pytest.raises(CannotGrant, match="their own reading"):
            step(asked, reason="Yes.", by=monitoring, **more)


def test_an_open_paper_is_not_asked_for(paper, people):
    with pytest.raises(CannotGrant, match="not private any more"):
        granting.ask(paper, why="My ward.", by=people.other)


def test_a_confidential_paper_has_named_readers_alone_and_never_by_itself(paper, people, monitoring):
    kept(paper, people, kind="confidential")
    assert [reads(one, paper) for one in (people.member, people.chair, people.other)] == [False] * 3
    asked = granting.ask(paper, why="I sit on the panel.", by=people.member)
    assert not asked.outcome
    with pytest.raises(CannotGrant, match="confidential"):
        granting.give(paper, person=people.chair, reason="x", until=in_days(1), by=monitoring)
    granting.name_reader(paper, person=people.chair, reason="Presides.", by=people.clerk)
    granting.grant(asked, reason="Decides it.", until=None, by=monitoring)
    assert [reads(one, paper) for one in (people.member, people.chair, people.other)] == [True, True, False]
    assert set(paper.grants.values_list("kind", flat=True)) == {"named"}


def test_need_to_know_an_exempt_paper_dies_when_it_becomes_confidential(paper, people, monitoring):
    kept(paper, people, 1)
    granting.give(paper, person=people.other, reason="Her ward.", until=in_days(9), by=monitoring)
    paper.exemptions.update(kind="confidential", paragraphs=[])
    assert not reads(people.other, paper)


# --- The pages


def url(name, thing):
    return reverse(f"committees:{name}", args=[thing.pk])


def test_asked_decided_read_and_written_down(paper, people, monitoring, sign_in):
    kept(paper, people, 1)
    asker, decider, clerk = sign_in(people.other), sign_in(monitoring), sign_in(people.clerk)
    page = asker.post(url("ask_leave", paper), {"why": ""})
    assert "Enter why" in page.text or "Answer the question" in page.text
    page = asker.post(url("ask_leave", paper), {"why": "The home is in my ward."}, follow=True)
    assert "You asked to read it on" in page.text
    [thing] = waiting.waiting_for(monitoring.user)
    assert (thing.do, TITLE in thing.text) == ("Decide", True)
    asked = Grant.objects.get()
    page = decider.get(thing.url).text
    assert "The home is in my ward." in page
    assert "A secret title" not in page
    bad = decider.post(url("decide_leave", asked), {"outcome": "granted", "reason": "Her ward."})
    assert "30 days at most" in bad.text
    assert "Her ward." in bad.text
    typed = typed_date("until", in_days(10))
    decider.post(url("decide_leave", asked), {"outcome": "granted", "reason": "Her ward."} | typed)
    [news] = [one for one in waiting.next_for(people.other.user) if one.url == url("paper", paper)]
    assert TITLE in news.text
    assert "A secret title" in asker.get(url("paper", paper)).text
    opened = AuditRow.objects.get(did="opened the restricted paper of", actor_id=people.other.pk)
    assert opened.details == {"paper": paper.pk, "grant": asked.pk}
    assert "1 person may read it by leave until" in clerk.get(url("agenda", paper.item.meeting)).text
    assert str(people.other) in clerk.get(url("paper_leave", paper)).text
    clerk.post(url("end_leave", asked))
    assert asker.get(url("paper", paper)).status_code == 403


def test_the_clerk_names_readers_of_a_confidential_paper_alone(paper, people, sign_in):
    exemption = kept(paper, people, 1)
    clerk = sign_in(people.clerk)
    assert clerk.get(url("give_leave", paper)).status_code == 403
    exemption.kind, exemption.paragraphs = "confidential", []
    exemption.save()
    sent = {"person": people.member.pk, "reason": "Decides it."}
    assert "may read it now" in clerk.post(url("give_leave", paper), sent, follow=True).text
    assert reads(people.member, paper)


@pytest.mark.parametrize("who", ["member", "other", "author", "admin", "guardian", "head_clerk"])
def test_nobody_else_decides(paper, people, sign_in, who):
    kept(paper, people, 1)
    asked = granting.ask(paper, why="My ward.", by=people.other)
    client = sign_in(getattr(people, who))
    assert client.get(url("decide_leave", asked)).status_code == 403
    assert client.get(reverse("committees:leave")).status_code == 403
    assert client.get(url("paper_leave", paper)).status_code == 404
    assert client.post(url("end_leave", asked)).status_code in (403, 404)


def test_the_list_costs_the_same_for_one_and_for_many(paper, people, monitoring, sign_in):
    client, counts = sign_in(monitoring), []
    kept(paper, people, 1)
    for _ in range(2):
        for _ in range(3):
            other = UserFactory().person
            granting.ask(paper, why="My ward.", by=other)
            third = UserFactory().person
            granting.give(paper, person=third, reason="Needs it.", until=in_days(3), by=monitoring)
        with CaptureQueriesContext(connection) as watched:
            client.get(reverse("committees:leave"))
        counts.append(len(watched))
    assert counts[0] == counts[1]
