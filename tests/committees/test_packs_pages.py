"""The page of a pack and the packs themselves: who may, what they see, what is written down."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import packs
from committees.models import Build, Pack, Part
from committees.models.packs import OF_EVERY_PACK, Edition
from committees.packs.progress import SHEETS
from corporate_parenting.lib import files, pdf
from roles.audit import SYSTEM
from roles.models import AuditRow
from tests.factories.committees import AgendaItemFactory, BodyFactory, ExemptionFactory, MeetingFactory, PaperFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 the bytes of a pack"


@pytest.fixture
def meeting(body):
    meeting = MeetingFactory(body=body)
    AgendaItemFactory(meeting=meeting, title="Fostering service", expects_paper=True)
    return meeting


def page(meeting):
    return reverse("committees:pack", args=[meeting.pk])


def finished(meeting, edition, number=1):
    build, _ = Build.objects.get_or_create(meeting=meeting, number=number, defaults={"ordered_at": timezone.now()})
    checks = [{"name": "words", "words": "no restricted words: 4,112 sentences searched"}]
    return Pack.objects.create(
        build=build, edition=edition, state="done", file=files.keep(PDF), pages=12, size=len(PDF), checks=checks
    )


def address(pack):
    return reverse(f"committees:open_{pack.edition}_pack", args=[pack.pk])


def test_the_clerk_reads_what_to_know_before_building(meeting, people, sign_in):
    text = sign_in(people.clerk).get(page(meeting)).text
    assert "Item 1: Fostering service</h3>" in text
    assert "The paper is missing." in text
    assert "1 item on the agenda" in text
    assert "Build the pack" in text


def test_pressing_build_orders_both_editions_and_comes_back(meeting, people, sign_in):
    response = sign_in(people.clerk).post(reverse("committees:build_pack", args=[meeting.pk]))
    assert (response.status_code, response.url) == (302, page(meeting))
    assert [pack.edition for pack in Build.objects.get().packs.in_print()] == ["public", "restricted"]
    row = AuditRow.objects.get(did="ordered the pack of")
    assert (row.actor, row.details) == ("Clerk Hattie Brook", {"build": 1, "parts": 1, "due": False})


def test_a_cancelled_meeting_stops_and_says_why(meeting, people, sign_in):
    meeting.status = "cancelled"
    meeting.save()
    client = sign_in(people.clerk)
    text = client.post(reverse("committees:build_pack", args=[meeting.pk]), follow=True).text
    assert "The meeting is cancelled. A pack can be built again when it is not." in text
    assert "Build the pack</button>" not in text
    assert Build.objects.count() == 0


@pytest.mark.parametrize("who", ["member", "other", "co_opted", "author", "head_clerk", "admin", "guardian"])
def test_only_the_clerk_of_the_body_sees_or_builds(meeting, people, sign_in, who):
    client = sign_in(getattr(people, who))
    assert client.get(page(meeting)).status_code == 404
    assert client.post(reverse("committees:build_pack", args=[meeting.pk])).status_code == 404
    assert Build.objects.count() == 0


def test_the_clerk_of_another_body_sees_nothing(people, sign_in):
    assert sign_in(people.clerk).get(page(MeetingFactory(body=BodyFactory()))).status_code == 404


def test_a_stranger_is_sent_to_the_door(meeting, client):
    assert client.get(page(meeting)).status_code == 302


def test_reading_the_page_builds_nothing(meeting, people, sign_in):
    assert sign_in(people.clerk).get(reverse("committees:build_pack", args=[meeting.pk])).status_code == 405


def test_while_it_is_built_the_page_renews_itself_and_says_that_no_worker_is_there(meeting, people, sign_in):
    build = packs.order(meeting, by=SYSTEM)
    text = sign_in(people.clerk).get(page(meeting)).text
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in text
    assert f"0 of {build.parts.count() + build.packs.count()} done" in text
    assert "No worker is running, so the pack waits. None has ever been heard of." in text
    packs.worker_seen()
    assert "No worker is running" not in sign_in(people.clerk).get(page(meeting)).text


def test_a_finished_build_shows_both_editions_with_pages_size_and_checks(meeting, people, sign_in):
    public, restricted = (finished(meeting, edition) for edition in OF_EVERY_PACK)
    text = sign_in(people.clerk).get(page(meeting)).text
    assert "refresh" not in text
    assert "The build is finished" in text
    assert "(PDF, 28\xa0bytes, 12 pages)" in text
    assert "no restricted words: 4,112 sentences searched" in text
    assert address(public) in text
    assert address(restricted) in text


def test_what_failed_is_named_with_what_to_do_but_not_by_a_private_title(meeting, people, sign_in):
    build = finished(meeting, Edition.PUBLIC).build
    item = meeting.items.get()
    Part.objects.create(
        build=build, order=1, kind="report", item=item, title="CANARY of a child", state="failed",
        error="The document is nested too deeply.", in_public=False, in_restricted=True,
    )  # fmt: skip
    text = sign_in(people.clerk).get(page(meeting)).text
    assert "Item 1: Fostering service (report)</p>" in text
    assert "The document is nested too deeply." in text
    assert "CANARY" not in text


def test_the_clerk_is_told_when_a_public_edition_is_withdrawn(meeting, people, sign_in):
    build = finished(meeting, Edition.PUBLIC).build
    paper = PaperFactory(item=meeting.items.get())
    Part.objects.create(
        build=build, order=1, kind="report", item=paper.item, paper=paper, title="x", in_public=True, in_restricted=True
    )
    said = "The public edition of this build is withdrawn"
    assert said not in sign_in(people.clerk).get(page(meeting)).text
    ExemptionFactory(paper=paper)
    assert said in sign_in(people.clerk).get(page(meeting)).text


def test_the_page_costs_the_same_for_one_item_and_for_many(meeting, people, sign_in):
    client = sign_in(people.clerk)

    def count():
        with CaptureQueriesContext(connection) as counted:
            assert client.get(page(meeting)).status_code == 200
        return len(counted)

    ExemptionFactory(paper=PaperFactory(item__meeting=meeting))
    packs.order(meeting, by=SYSTEM)
    finished(meeting, Edition.PUBLIC, number=2)
    finished(meeting, Edition.PUBLIC, number=3)
    few = count()
    for _ in range(5):
        ExemptionFactory(paper=PaperFactory(item__meeting=meeting))
        finished(meeting, Edition.PUBLIC, number=meeting.builds.count() + 1)
    build = meeting.builds.first()
    Part.objects.bulk_create(
        Part(build=build, order=at, kind="notice", title="x", in_public=True, in_restricted=True) for at in range(1, 9)
    )
    assert count() == few


def test_a_restricted_pack_asks_for_a_code(meeting, people, sign_in):
    pack = finished(meeting, Edition.RESTRICTED)
    response = sign_in(people.member, code=False).get(address(pack))
    assert response.status_code == 302
    assert not AuditRow.objects.filter(did="opened the restricted pack").exists()


def test_a_member_opens_the_restricted_pack_and_it_is_written_down(meeting, people, sign_in, monkeypatch):
    monkeypatch.setattr(pdf, "mark", lambda path, **_: path.read_bytes() + b" marked")
    pack = finished(meeting, Edition.RESTRICTED)
    assert sign_in(people.member).get(address(pack)).status_code == 404
    meeting.published_at, meeting.published_by = timezone.now(), people.clerk
    meeting.save()
    response = sign_in(people.member).get(address(pack))
    assert b"".join(response.streaming_content).startswith(PDF)
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Content-Type-Options"] == "nosniff"
    name = "corporate-parenting-sub-committee-2026-12-15-restricted-pack.pdf"
    assert response["Content-Disposition"] == f'inline; filename="{name}"'
    row = AuditRow.objects.get(did="opened the restricted pack")
    assert (row.actor, row.thing_id) == ("Councillor Bram Holt", str(pack.pk))


@pytest.mark.parametrize(
    "who", ["other", "co_opted", "author", "clearer", "head_clerk", "participation", "admin", "guardian"]
)
def test_nobody_else_opens_the_restricted_pack(meeting, people, sign_in, who):
    pack = finished(meeting, Edition.RESTRICTED)
    assert sign_in(getattr(people, who)).get(address(pack)).status_code == 404
    assert not AuditRow.objects.filter(did="opened the restricted pack").exists()


def test_the_public_pack_opens_to_members_and_everybody_when_the_agenda_is_published(meeting, people, sign_in):
    pack = finished(meeting, Edition.PUBLIC)
    readers = [people.co_opted, people.other]
    assert [sign_in(one).get(address(pack)).status_code for one in readers] == [404, 404]
    meeting.published_at, meeting.published_by = timezone.now(), people.clerk
    meeting.save()
    assert [sign_in(one).get(address(pack)).status_code for one in readers] == [200, 200]


def test_an_edition_is_not_opened_by_the_other_ones_address(meeting, people, sign_in):
    pack = finished(meeting, Edition.RESTRICTED)
    assert sign_in(people.clerk).get(reverse("committees:open_public_pack", args=[pack.pk])).status_code == 404


def test_a_pack_that_is_not_finished_is_not_there(meeting, people, sign_in):
    pack = packs.order(meeting, by=SYSTEM).packs.in_print().get(edition=Edition.RESTRICTED)
    assert sign_in(people.clerk).get(address(pack)).status_code == 404


def test_every_kind_of_part_has_words():
    assert set(SHEETS) == set(Part.Kind)
