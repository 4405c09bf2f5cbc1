"""The ways in which a private paper could come out: by order of events, by an old address, by an old pack."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committees import agenda, exempt, packs
from committees.models import Build, Meeting, Pack, Paper, Part, Seat
from committees.models.packs import Edition
from corporate_parenting.lib.jobs import State
from roles.permissions import OfficeKind
from tests.factories.committees import AgendaItemFactory, MeetingFactory, PaperFactory, sit
from tests.factories.reports import AppendixFactory, BlockFactory, SectionFactory, VersionFactory
from tests.factories.roles import PersonFactory, UserFactory
from tests.security.world import MARK, PICTURE, canary, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(body, people):
    """Published, and to come."""
    now = timezone.now()
    return MeetingFactory(
        body=body, starts_at=now + timedelta(days=10), published_at=now - timedelta(hours=1), published_by=people.clerk
    )


@pytest.fixture
def paper(meeting):
    """An open report with a file and a picture, and a public pack that holds it."""
    version = VersionFactory(frozen=True, title=canary("TITLE"))
    file = stored("FILE")
    AppendixFactory(version=version, title=canary("APPENDIX"), original=file, safe=file)
    section = SectionFactory(version=version)
    BlockFactory(section=section, kind="figure", text="", alt=canary("ALT"), image=stored("PICTURE", PICTURE))
    laid = PaperFactory(item=AgendaItemFactory(meeting=meeting), version=version, laid_at=meeting.published_at)
    packed(meeting, laid)
    return laid


def packed(meeting, *papers, state=State.DONE):
    """A build of these papers, all of them in the public edition."""
    made = Build.objects.create(meeting=meeting, number=meeting.builds.count() + 1, ordered_at=timezone.now())
    for order, one in enumerate(papers, start=1):
        Part.objects.create(
            build=made, order=order, kind=Part.Kind.REPORT, title=one.title, item=one.item, paper=one,
            in_public=True, in_restricted=True, state=State.DONE, file=stored("PRINT"), pages=1,
        )  # fmt: skip
    Pack.objects.create(build=made, edition=Edition.PUBLIC, state=state, file=stored("PACK"), pages=1, size=9)
    return made


def public_addresses(paper):
    """Every public address that leads to the paper, with the text found there."""
    pk, meeting = paper.pk, paper.item.meeting_id
    appendix, block = paper.version.appendices.get().pk, paper.version.sections.get().blocks.get().pk
    return [
        f"/meetings/{meeting}/",
        f"/meetings/{meeting}/pack.pdf",
        f"/meetings/papers/{pk}/",
        f"/meetings/papers/{pk}/report.pdf",
        f"/meetings/papers/{pk}/appendices/{appendix}.pdf",
        f"/meetings/papers/{pk}/figures/{block}",
    ]


def found(client, addresses, **headers):
    """Where a planted word is found: {address: words}."""
    told = {}
    for address in addresses:
        response = client.get(address, **headers)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if MARK in body.decode(errors="replace") + str(response.headers):
            told[address] = response.status_code
    return told


def keep(paper, people):
    return exempt.keep_private(paper, kind="exempt", paragraphs=[1], reason="A child.", by=people.clerk)


def test_an_open_paper_is_found_by_all_its_addresses(paper, client):
    assert set(found(client, public_addresses(paper))) == set(public_addresses(paper))


def test_a_paper_made_private_after_publication_is_gone_from_all_its_addresses(paper, people, client):
    keep(paper, people)
    addresses = public_addresses(paper)
    assert found(client, addresses) == {}
    assert [client.get(address).status_code for address in addresses] == [200, 404, 404, 404, 404, 404]


def test_a_range_and_a_remembered_tag_bring_nothing_of_it_back(paper, people, client):
    addresses = public_addresses(paper)
    tags = [client.get(address).headers.get("ETag", "*") for address in addresses]
    keep(paper, people)
    for address, tag in zip(addresses, tags, strict=True):
        for headers in ({"HTTP_RANGE": "bytes=0-99"}, {"HTTP_IF_NONE_MATCH": tag}, {"HTTP_IF_RANGE": tag}):
            assert found(client, [address], **headers) == {}
            assert client.get(address, **headers).status_code == (
                200 if address.endswith("/") and "papers" not in address else 404
            )


def test_what_the_clerk_foresees_as_private_is_gone_as_well(paper, people, client):
    agenda.edit_item(paper.item, private=GROUNDS, by=people.clerk)
    assert found(client, public_addresses(paper)) == {}


def test_an_older_public_pack_does_not_come_back_when_a_newer_one_is_withdrawn(paper, people, client, meeting):
    packed(meeting, paper)
    keep(paper, people)
    assert client.get(f"/meetings/{meeting.pk}/pack.pdf").status_code == 404


def test_a_pack_ordered_before_a_paper_became_private_is_never_open(paper, people, client, meeting):
    meeting.builds.all().delete()
    made = packed(meeting, paper, state=State.WAITING)
    keep(paper, people)
    packs.work_until_done(made)
    pack = made.packs.get()
    assert (pack.state, pack.error.split(".")[0]) == (
        State.FAILED,
        "Something in this pack was kept from the public, or taken off the agenda, after the pack was ordered",
    )
    assert client.get(f"/meetings/{meeting.pk}/pack.pdf").status_code == 404


def test_a_pack_finished_in_the_very_moment_is_not_open(paper, people, client, meeting):
    """The check at the end of the making has passed, the paper is kept private, then the row is written."""
    made = packed(meeting, paper, state=State.WAITING)
    keep(paper, people)
    made.packs.update(state=State.DONE)
    assert found(client, public_addresses(paper)) == {}


def test_a_paper_that_is_gone_takes_its_public_packs_with_it(paper, client):
    addresses = public_addresses(paper)
    paper.delete()
    assert found(client, addresses) == {}


def test_a_paper_that_was_published_is_kept_private_and_not_taken_off(paper, people, client):
    addresses = public_addresses(paper)
    with pytest.raises(agenda.CannotChangeAgenda, match="what was published is not deleted"):
        agenda.take_off(paper, by=people.clerk)
    assert set(found(client, addresses)) == set(addresses)
    keep(paper, people)
    with pytest.raises(agenda.CannotChangeAgenda, match="Keep it private instead"):
        agenda.take_off(paper, by=people.clerk)
    assert found(client, addresses) == {}


def test_publishing_does_not_open_a_pack_with_a_private_paper(paper, people, client, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(published_at=None, published_by=None)
    keep(paper, people)
    agenda.publish(meeting, by=people.clerk, short_notice="It could not wait.")
    assert found(client, public_addresses(paper)) == {}


def test_an_appendix_of_a_private_paper_is_not_reached_through_an_open_one(paper, people, client, meeting):
    keep(paper, people)
    other = PaperFactory(item=AgendaItemFactory(meeting=meeting))
    appendix, block = paper.version.appendices.get().pk, paper.version.sections.get().blocks.get().pk
    through = [f"/meetings/papers/{other.pk}/appendices/{appendix}.pdf", f"/meetings/papers/{other.pk}/figures/{block}"]
    assert [client.get(address).status_code for address in through] == [404, 404]


def test_a_private_paper_taken_off_and_laid_again_stays_private(paper, people, client, meeting):
    """One person must not open what two must open (Schedule 12A): not by laying it a second time either."""
    paper = agenda.lay(_cleared(), before=paper.item, private=GROUNDS, by=people.clerk)
    version, item = paper.version, paper.item
    agenda.take_off(paper, by=people.clerk)
    again = agenda.lay(version, before=item, by=people.clerk)
    assert exempt.is_kept_back(again)
    assert found(client, [f"/meetings/papers/{again.pk}/", f"/meetings/papers/{again.pk}/report.pdf"]) == {}


def test_a_private_paper_laid_before_another_meeting_stays_private(paper, people, client, body):
    keep(paper, people)
    now = timezone.now()
    other = MeetingFactory(body=body, starts_at=now, published_at=now, published_by=people.clerk)
    again = agenda.lay(paper.version, before=AgendaItemFactory(meeting=other), by=people.clerk)
    assert found(client, public_addresses(again)) == {}


def test_a_private_document_stays_private_too(people, client, meeting):
    item = AgendaItemFactory(meeting=meeting)
    paper = agenda.lay(_document(people), before=item, private=GROUNDS, by=people.clerk)
    document, item = paper.document, paper.item
    agenda.take_off(paper, by=people.clerk)
    again = agenda.lay(document, before=item, by=people.clerk)
    assert found(client, [f"/meetings/papers/{again.pk}/", f"/meetings/papers/{again.pk}/document.pdf"]) == {}


def _document(people):
    from committees.models import Document  # noqa: PLC0415 -- only here

    file = stored("FILE")
    return Document.objects.create(
        title=canary("TITLE"), file_name="a.pdf", original=file, safe=file, pages=1, size=9, tagged=True,
        added_at=timezone.now(), added_by=people.clerk,
    )  # fmt: skip


# --- A paper that comes to a published agenda

GROUNDS = {"kind": "exempt", "paragraphs": [1], "reason": "A child could be recognised."}


def _cleared():
    return VersionFactory(frozen=True, title=canary("TITLE"))


def test_nothing_is_laid_on_a_published_agenda_before_somebody_said_who_may_read_it(people, meeting):
    item = AgendaItemFactory(meeting=meeting)
    with pytest.raises(agenda.NobodySaid):
        agenda.lay(_cleared(), before=item, by=people.clerk)
    assert item.papers.count() == 0


def test_a_paper_laid_on_a_published_agenda_as_private_is_never_public(people, client, meeting):
    paper = agenda.lay(_cleared(), before=AgendaItemFactory(meeting=meeting), private=GROUNDS, by=people.clerk)
    assert exempt.current(paper).paragraphs == [1]
    assert found(client, [f"/meetings/{meeting.pk}/", f"/meetings/papers/{paper.pk}/"]) == {}


@pytest.mark.parametrize("wrong", [{"paragraphs": []}, {"paragraphs": [8]}, {"kind": "confidential"}, {"kind": ""}])
def test_grounds_that_the_law_does_not_know_lay_nothing(people, meeting, wrong):
    """Laying and keeping private are one: where the second fails, the first has not happened."""
    item = AgendaItemFactory(meeting=meeting)
    with pytest.raises(exempt.CannotKeepPrivate):
        agenda.lay(_cleared(), before=item, private=GROUNDS | wrong, by=people.clerk)
    assert item.papers.count() == 0


def test_earlier_grounds_stand_when_a_private_paper_is_laid_again_as_open_or_with_others(paper, people, meeting):
    exempt.keep_private(paper, kind="confidential", paragraphs=[], reason="A court forbids it.", by=people.clerk)
    for private in (False, GROUNDS):
        again = agenda.lay(paper.version, before=AgendaItemFactory(meeting=meeting), private=private, by=people.clerk)
        assert exempt.current(again).kind == "confidential"


def test_a_paper_said_to_be_open_is_open_at_once(people, client, meeting):
    paper = agenda.lay(_cleared(), before=AgendaItemFactory(meeting=meeting), private=False, by=people.clerk)
    assert found(client, [f"/meetings/papers/{paper.pk}/"]) != {}


def test_where_the_public_reads_nothing_yet_nobody_has_to_say(people, meeting, body):
    foreseen = AgendaItemFactory(meeting=meeting, likely_private=True)
    unpublished = AgendaItemFactory(meeting=MeetingFactory(body=body))
    published = {"published_at": timezone.now(), "published_by": people.clerk}
    informal = AgendaItemFactory(meeting=MeetingFactory(body__legal_basis="informal", **published))
    for item in (foreseen, unpublished, informal):
        assert agenda.lay(_cleared(), before=item, by=people.clerk).pk


def test_the_tick_of_a_published_item_opens_nothing_that_nobody_decided(people, client, meeting):
    item = AgendaItemFactory(meeting=meeting, likely_private=True)
    paper = agenda.lay(_cleared(), before=item, by=people.clerk)
    with pytest.raises(agenda.CannotChangeAgenda, match="nobody has decided yet who may read"):
        agenda.edit_item(item, likely_private=False, by=people.clerk)
    assert found(client, [f"/meetings/{meeting.pk}/", f"/meetings/papers/{paper.pk}/"]) == {}
    exempt.keep_private(paper, **GROUNDS, by=people.clerk)
    agenda.edit_item(item, likely_private=False, by=people.clerk)
    assert found(client, [f"/meetings/{meeting.pk}/", f"/meetings/papers/{paper.pk}/"]) == {}


@pytest.mark.parametrize(
    ("now", "reads"), [(Seat.Capacity.MEMBER, True), (Seat.Capacity.CO_OPTED, False), (None, False)], ids=str
)
def test_a_paper_and_its_pack_ask_for_a_voting_place_then_and_now(people, body, now, reads):
    """Whoever voted then and is co-opted today, or is gone, reads neither."""
    day, then = timezone.localdate(), timezone.now() - timedelta(days=30)
    published = {"published_at": then, "published_by": people.clerk}
    past = MeetingFactory(body=body, starts_at=then, status=Meeting.Status.HELD, **published)
    paper = PaperFactory(item=AgendaItemFactory(meeting=past))
    keep(paper, people)
    pack = Pack.objects.create(build=packed(past, paper), edition=Edition.RESTRICTED, state=State.DONE, file="x")
    voter = _voter(body, until=None if reads else day - timedelta(days=1))
    if now == Seat.Capacity.CO_OPTED:
        sit(voter, body, now, OfficeKind.CO_OPTED_SEAT)
    seen = [
        Paper.objects.visible_to(voter.user).filter(pk=paper.pk),
        Pack.objects.visible_to(voter.user).filter(pk=pack.pk),
    ]
    assert [found.exists() for found in seen] == [reads, reads]


def _voter(body, until):
    person = PersonFactory()
    UserFactory(person=person)
    appointment = sit(person, body)
    appointment.ends_on = until
    appointment.save()
    return person
