"""Pages about minutes: who sees what, what each may do, and what never leaves."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees import minutes
from committees.models import Interest, Meeting, Minutes, MinutesComment, Paper
from committees.models.bodies import LegalBasis
from corporate_parenting.lib import words
from roles.models import AuditRow
from tests.committees import minuting
from tests.committees.minuting import PUBLIC, SECRET, begin, coming, held
from tests.factories.committees import AgendaItemFactory, PaperFactory
from tests.factories.reports import VersionFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel(NOW, tick=True) as clock:
        yield clock


def at(name, thing):
    return reverse(f"committees:{name}", args=[thing.pk])


def text(response):
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def sent(meeting, people):
    return minutes.send_to_chair(meeting, to=people.chair, by=people.clerk)


def approved(clock, body, people):
    meeting, following = held(body, people), coming(body, people)
    found = sent(meeting, people)
    minutes.check(found, by=people.chair)
    clock.move_to(following.starts_at + timedelta(hours=1))
    begin(following, people)
    item = Paper.objects.get(item__meeting=following, is_part_2=False).item
    return meeting, minutes.approve(found, on=item, by=people.clerk)


# --- The clerk, the chair, the members


def test_the_clerk_takes_the_minutes_from_the_draft_to_the_signature(body, people, sign_in, autumn):
    meeting, following = held(body, people), coming(body, people)
    clerk, chair = sign_in(people.clerk), sign_in(people.chair)
    assert "Begin the draft" in text(clerk.get(at("minutes", meeting)))
    assert not Minutes.objects.exists()
    clerk.post(at("start_minutes", meeting))
    assert chair.get(at("minutes", meeting)).status_code == 404
    clerk.post(at("send_minutes", meeting), {"to": people.chair.pk})
    page = chair.get(at("minutes", meeting))
    assert "You are asked to check this draft" in text(page)
    chair.post(at("send_back_minutes", meeting), {"asks": "It was longer."})
    assert "It was longer." in text(clerk.get(at("minutes", meeting)))
    clerk.post(at("send_minutes", meeting), {"to": people.chair.pk})
    seen = chair.get(at("minutes", meeting)).context["seen"]
    chair.post(at("check_minutes", meeting), {"seen": seen})
    assert "laid before the meeting on" in text(clerk.get(at("minutes", meeting)))
    autumn.move_to(following.starts_at + timedelta(hours=1))
    begin(following, people)
    clerk = sign_in(people.clerk)
    item = Paper.objects.get(is_part_2=False).item
    answer = clerk.post(at("approve_minutes", meeting), {"on": item.pk, "corrections": ""}, follow=True)
    assert "The approval is written down." in text(answer)
    day = {"signed_on-day": "17", "signed_on-month": "11", "signed_on-year": "2026"}
    clerk.post(at("sign_minutes", meeting), {"signed_by": people.chair.pk, **day})
    assert Minutes.objects.get().state == Minutes.State.SIGNED
    assert "Nothing more is to be done" in text(clerk.get(at("minutes", meeting)))


def test_what_is_refused_keeps_what_was_typed(body, people, sign_in, autumn):
    meeting, following = held(body, people), coming(body, people)
    found = sent(meeting, people)
    minutes.check(found, by=people.chair)
    autumn.move_to(following.starts_at + timedelta(hours=1))
    begin(following, people)
    item, clerk = Paper.objects.get(is_part_2=False).item, sign_in(people.clerk)
    page = text(clerk.post(at("approve_minutes", meeting), {"on": item.pk, "corrections": f"Read: {SECRET}"}))
    assert "its public text holds a sentence of part 2" in page
    assert SECRET in page
    assert "choose the meeting" in text(clerk.post(at("approve_minutes", meeting), {"on": ""})).lower()


def test_members_read_the_minutes_once_the_chair_has_checked_them(body, people, sign_in):
    meeting, member = held(body, people), sign_in(people.member)
    found = sent(meeting, people)
    assert member.get(at("minutes", meeting)).status_code == 404
    minutes.check(found, by=people.chair)
    page = text(member.get(at("minutes", meeting)))
    assert "Draft: not approved" in page
    assert PUBLIC in page
    assert sign_in(people.other).get(at("minutes", meeting)).status_code == 404


def test_part_2_is_for_who_reads_restricted_papers_and_each_reading_is_written_down(body, people, sign_in):
    meeting = held(body, people)
    minutes.check(sent(meeting, people), by=people.chair)
    page = text(sign_in(people.member).get(at("minutes_part_2", meeting)))
    assert SECRET in page
    assert minuting.SECRET_TITLE in page
    assert AuditRow.objects.filter(did="read part 2 of the minutes of", actor_id=people.member.pk).count() == 1
    assert sign_in(people.co_opted).get(at("minutes_part_2", meeting)).status_code == 404
    assert sign_in(people.member, code=False).get(at("minutes_part_2", meeting)).status_code == 302
    assert "part 2" not in text(sign_in(people.co_opted).get(at("minutes", meeting)))


def test_an_interest_that_bars_keeps_somebody_from_part_2_of_that_item(body, people, sign_in):
    meeting = held(body, people)
    minutes.check(sent(meeting, people), by=people.chair)
    about = {"kind": "dpi", "declared_at": NOW, "declared_by": people.clerk}
    Interest.objects.create(item=meeting.items.get(title="A placement"), person=people.member, **about)
    assert sign_in(people.member).get(at("minutes_part_2", meeting)).status_code == 404


def test_part_2_as_a_file_holds_what_its_page_holds(body, people, sign_in, tmp_path):
    meeting = held(body, people)
    minutes.check(sent(meeting, people), by=people.chair)
    (tmp_path / "a.pdf").write_bytes(sign_in(people.member).get(at("minutes_part_2_pdf", meeting)).content)
    said = words.squeezed(words.of_pdf(tmp_path / "a.pdf"))
    assert words.squeezed(SECRET) in said
    assert words.squeezed("Not for publication by virtue of paragraphs 1, 2") in said
    assert words.squeezed(PUBLIC) not in said


# --- Authors


def test_an_author_remarks_on_the_draft_minute_of_their_item(body, people, sign_in):
    meeting = held(body, people)
    health, secret = meeting.items.get(title__startswith="Health"), meeting.items.get(title="A placement")
    for item in (health, secret):
        PaperFactory(item=item, version=VersionFactory(frozen=True, report__author=people.author))
    author, address = sign_in(people.author), at("remark_minute", health)
    assert author.get(address).status_code == 404
    minutes.start(meeting, by=people.clerk)
    assert PUBLIC in text(author.get(address))
    author.post(address, {"text": "It was all but five."})
    assert "It was all but five." in text(sign_in(people.clerk).get(at("minutes", meeting)))
    assert SECRET in text(author.get(at("remark_minute", secret)))
    author.post(at("remark_minute", secret), {"text": "CANARYREMARK", "is_private": "on"})
    assert "CANARYREMARK" not in text(sign_in(people.clerk).get(at("minutes", meeting)))
    clerk = sign_in(people.clerk)
    assert "CANARYREMARK" in text(clerk.get(at("minutes_part_2", meeting)))
    clerk.post(reverse("committees:settle_remark", args=[MinutesComment.objects.first().pk]))
    assert MinutesComment.objects.first().done_by == people.clerk
    assert sign_in(people.clearer).get(address).status_code == 404


# --- The public


def test_everybody_reads_approved_minutes_without_signing_in(body, people, autumn):
    meeting, found = approved(autumn, body, people)
    response = Client().get(at("public_minutes", meeting))
    page = text(response)
    assert PUBLIC in page
    assert "until at least 15 September 2032" in page
    assert "CANARY" not in page
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert found.state == Minutes.State.APPROVED


def test_minutes_that_are_not_approved_are_nothing_to_the_public(body, people):
    meeting = held(body, people)
    minutes.check(sent(meeting, people), by=people.chair)
    assert Client().get(at("public_minutes", meeting)).status_code == 404
    assert Client().get(at("public_minutes_pdf", meeting)).status_code == 404


def test_minutes_of_a_body_that_the_law_does_not_open_stay_inside(body, people, autumn):
    meeting, _ = approved(autumn, body, people)
    type(body).objects.filter(pk=body.pk).update(legal_basis=LegalBasis.INFORMAL)
    assert Client().get(at("public_minutes", meeting)).status_code == 404


def test_the_public_page_takes_eight_queries_at_most(body, people, autumn, django_assert_max_num_queries):
    meeting, _ = approved(autumn, body, people)
    with django_assert_max_num_queries(8):
        Client().get(at("public_minutes", meeting))


def test_the_public_file_is_made_of_the_public_part_alone(body, people, autumn, tmp_path):
    meeting, _ = approved(autumn, body, people)
    (tmp_path / "a.pdf").write_bytes(Client().get(at("public_minutes_pdf", meeting)).content)
    said = words.of_pdf(tmp_path / "a.pdf")
    squeezed = words.squeezed(said)
    assert words.squeezed(PUBLIC) in squeezed
    assert "canary" not in squeezed
    assert words.squeezed("Initials") in squeezed
    assert words.squeezed("Approved as a correct record on 17 November 2026") in squeezed


def test_the_public_file_is_printed_for_the_first_who_asks_alone(body, people, autumn, monkeypatch):
    meeting, _ = approved(autumn, body, people)
    first = Client().get(at("public_minutes_pdf", meeting)).content

    def again(*_, **__):
        raise AssertionError("It was printed again")

    monkeypatch.setattr("corporate_parenting.lib.pdf.render", again)
    assert Client().get(at("public_minutes_pdf", meeting)).content == first


# --- As a paper of the next meeting


def test_the_minutes_are_read_as_a_paper_of_the_next_meeting(body, people, sign_in):
    meeting, following = held(body, people), coming(body, people)
    minutes.check(sent(meeting, people), by=people.chair)
    Meeting.objects.filter(pk=following.pk).update(published_at=NOW, published_by=people.clerk)
    public, private = Paper.objects.order_by("is_part_2")
    assert PUBLIC in text(Client().get(at("public_paper", public)))
    assert Client().get(at("public_paper", private)).status_code == 404
    member = sign_in(people.member)
    assert PUBLIC in text(member.get(at("paper", public)))
    assert SECRET in text(member.get(at("paper", private)))
    about = {"kind": "dpi", "declared_at": NOW, "declared_by": people.clerk}
    Interest.objects.create(item=meeting.items.get(title="A placement"), person=people.member, **about)
    assert "CANARY" not in text(member.get(at("paper", private)))
    assert "Minutes, version 1" in text(sign_in(people.clerk).get(at("agenda", following)))


def test_a_page_of_minutes_takes_as_many_queries_for_thirty_items_as_for_three(
    body, people, sign_in, django_assert_num_queries
):
    meeting, clerk = held(body, people), sign_in(people.clerk)
    sent(meeting, people)
    clerk.get(at("minutes", meeting))
    with CaptureQueriesContext(connection) as few:
        clerk.get(at("minutes", meeting))
    for _ in range(27):
        minuting.minute(AgendaItemFactory(meeting=meeting), people.clerk, text="It was noted.")
    with django_assert_num_queries(len(few)):
        clerk.get(at("minutes", meeting))
