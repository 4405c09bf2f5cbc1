"""What everybody may read, with secrets planted where they could leak."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees import agenda, bodies
from committees.models import ItemLink, Meeting, Pack, Part, Seat
from committees.models.bodies import LegalBasis
from committees.models.packs import Edition
from corporate_parenting.lib import files
from corporate_parenting.lib.jobs import State
from roles.audit import SYSTEM
from roles.models import Person
from tests.factories.committees import (
    AgendaItemFactory,
    BodyFactory,
    BodyLinkFactory,
    ExemptionFactory,
    MeetingFactory,
    PaperFactory,
    sit,
)
from tests.factories.reports import BlockFactory, SectionFactory, VersionFactory
from tests.factories.roles import PersonFactory

PUBLISHED = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
CANARY = "Canary Quillfeather"
MOST_QUERIES = 8


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, published_at=PUBLISHED, published_by=PersonFactory())


def report(title="Dentists for every child", words="Every child sees a dentist."):
    version = VersionFactory(frozen=True, report__title=title)
    BlockFactory(section=SectionFactory(version=version), text=words)
    return version


def lay(meeting, version, **item):
    return PaperFactory(item=AgendaItemFactory(meeting=meeting, **item), version=version)


def private(meeting, **item):
    version = report(f"Placement of {CANARY}", f"{CANARY} moves in May.")
    about = {"title": "A placement", "private_title": f"Placement of {CANARY}", "likely_private": True, "text": CANARY}
    paper = lay(meeting, version, **(about | item))
    ExemptionFactory(paper=paper, paragraphs=[1, 2], reason=f"It is about {CANARY}")
    return paper


def built(meeting, *, edition=Edition.PUBLIC, words=b"%PDF-1.7 pack"):
    build = meeting.builds.create(number=1, ordered_at=PUBLISHED)
    return Pack.objects.create(
        build=build, edition=edition, state=State.DONE, file=files.keep(words), pages=9, size=len(words)
    )


def public_pages(meeting, *papers):
    yield reverse("committees:public_meetings")
    yield reverse("committees:public_body", args=[meeting.body_id])
    yield reverse("committees:public_meeting", args=[meeting.pk])
    yield from (reverse("committees:public_paper", args=[paper.pk]) for paper in papers)


def test_an_open_paper_is_on_the_public_meeting_and_can_be_read(client, meeting):
    paper = lay(meeting, report(), title="Dentists")
    page = client.get(reverse("committees:public_meeting", args=[meeting.pk])).text
    address = reverse("committees:public_paper", args=[paper.pk])
    assert f'href="{address}"' in page
    assert "Every child sees a dentist." in client.get(address).text


def test_nothing_private_is_on_any_public_page(client, meeting):
    paper, open_paper = private(meeting), lay(meeting, report())
    ItemLink.objects.create(
        item=open_paper.item, order=1, title=CANARY, url="https://papers.example/1", is_restricted=True
    )
    for address in public_pages(meeting, open_paper):
        assert CANARY not in client.get(address).text, address
    page = client.get(reverse("committees:public_meeting", args=[meeting.pk])).text
    assert "A placement" in page
    assert "paragraphs 1 and 2 of Part 1 of Schedule 12A" in page
    for name in ("public_paper", "public_report_pdf", "public_document"):
        assert client.get(reverse(f"committees:{name}", args=[paper.pk])).status_code == 404


@pytest.mark.parametrize(
    ("url", "address"), [("https://papers.example/1", "https://papers.example/1"), ("javascript:alert(1)", "")]
)
def test_a_link_to_an_earlier_site_leads_to_the_web_or_nowhere(client, meeting, url, address):
    ItemLink.objects.create(item=lay(meeting, report()).item, order=1, title="The minutes of 2019", url=url)
    page = client.get(reverse("committees:public_meeting", args=[meeting.pk])).text
    assert f'href="{address}" rel="noreferrer">The minutes of 2019' in page
    assert "javascript:" not in page


def test_a_paper_on_a_private_item_is_private_before_anybody_decided(client, meeting):
    paper = lay(meeting, report(CANARY, CANARY), title="A contract", likely_private=True)
    assert CANARY not in client.get(reverse("committees:public_meeting", args=[meeting.pk])).text
    assert client.get(reverse("committees:public_paper", args=[paper.pk])).status_code == 404


def test_a_second_paper_on_an_item_does_not_become_open_because_the_first_was_decided(client, meeting):
    first = private(meeting)
    second = PaperFactory(item=first.item, version=report(CANARY, CANARY))
    assert client.get(reverse("committees:public_paper", args=[second.pk])).status_code == 404


def test_appendix_and_figure_of_a_private_paper_are_closed(client, meeting):
    paper = private(meeting)
    appendix = paper.version.appendices.create(
        order=1, title="Map", file_name="map.pdf", original="x", safe=files.keep(b"%PDF"), pages=1, size=4, tagged=False
    )
    assert client.get(reverse("committees:public_appendix", args=[paper.pk, appendix.pk])).status_code == 404
    paper.exemptions.all().delete()
    paper.item.likely_private = False
    paper.item.save()
    response = client.get(reverse("committees:public_appendix", args=[paper.pk, appendix.pk]))
    assert b"".join(response.streaming_content) == b"%PDF"
    assert response["Content-Type"] == "application/pdf"


def test_an_appendix_is_not_reached_through_another_paper(client, meeting):
    closed, opened = private(meeting), lay(meeting, report())
    appendix = closed.version.appendices.create(
        order=1, title="Map", file_name="map.pdf", original="x", safe=files.keep(b"%PDF"), pages=1, size=4, tagged=False
    )
    assert client.get(reverse("committees:public_appendix", args=[opened.pk, appendix.pk])).status_code == 404


def test_the_print_of_an_open_report_is_a_pdf_with_its_pages(client, meeting):
    paper = lay(meeting, report())
    build = meeting.builds.create(number=1, ordered_at=PUBLISHED)
    Part.objects.create(
        build=build,
        order=1,
        kind=Part.Kind.REPORT,
        title="x",
        paper=paper,
        in_public=True,
        in_restricted=True,
        state=State.DONE,
        file=files.keep(b"%PDF-print"),
        pages=7,
    )
    address = reverse("committees:public_report_pdf", args=[paper.pk])
    page = client.get(reverse("committees:public_meeting", args=[meeting.pk])).text
    assert f'href="{address}"' in page
    assert "7 pages" in page
    assert b"".join(client.get(address).streaming_content) == b"%PDF-print"


def test_the_public_pack_and_never_the_restricted_one(client, meeting):
    address = reverse("committees:public_pack", args=[meeting.pk])
    built(meeting, edition=Edition.RESTRICTED, words=CANARY.encode())
    assert client.get(address).status_code == 404
    meeting.builds.all().delete()
    built(meeting)
    assert b"".join(client.get(address).streaming_content) == b"%PDF-1.7 pack"


@pytest.mark.parametrize(
    "changes",
    [{"published_at": None}, {"body__legal_basis": LegalBasis.INFORMAL}, {"body__legal_basis": LegalBasis.NOT_SETTLED}],
)
def test_a_meeting_that_the_public_has_no_right_to_is_not_found(client, db, changes):
    about = {"published_at": PUBLISHED, "published_by": PersonFactory(), "body__name": CANARY} | changes
    meeting = MeetingFactory(**about)
    paper = lay(meeting, report())
    built(meeting)
    for name in ("public_meeting", "public_pack"):
        assert client.get(reverse(f"committees:{name}", args=[meeting.pk])).status_code == 404
    assert client.get(reverse("committees:public_paper", args=[paper.pk])).status_code == 404


def test_that_a_childrens_council_exists_is_told_to_nobody(client, meeting):
    hidden = BodyFactory(name=CANARY, legal_basis=LegalBasis.CHILDREN)
    meeting.body.succeeds = hidden
    meeting.body.save()
    BodyLinkFactory(body=meeting.body, other=hidden)
    BodyFactory(name=f"{CANARY} Two", legal_basis=LegalBasis.CHILDREN, parent=meeting.body)
    for address in public_pages(meeting):
        assert CANARY not in client.get(address).text, address
    assert client.get(reverse("committees:public_body", args=[hidden.pk])).status_code == 404


def test_a_young_persons_name_is_not_public(client, meeting):
    young = PersonFactory(name=CANARY, category=Person.Category.YOUNG, name_is_public=False)
    bodies.seat(meeting.body, young, capacity=Seat.Capacity.YOUNG, starts_on=PUBLISHED.date(), by=SYSTEM)
    sit(PersonFactory(name="Councillor Ada Marsh", category=Person.Category.MEMBER), meeting.body)
    page = client.get(reverse("committees:public_meeting", args=[meeting.pk])).text
    assert CANARY not in page
    assert "A young representative" in page
    assert "Councillor Ada Marsh" in page


def test_who_was_there_is_public_for_people_with_a_public_name_alone(client, meeting):
    young = PersonFactory(name=CANARY, category=Person.Category.YOUNG, name_is_public=False)
    known = PersonFactory(name="Councillor Ada Marsh")
    for order, (name, person) in enumerate([(CANARY, None), (CANARY, young), ("Cllr Marsh", known)], start=1):
        meeting.attendances.create(order=order, name=name, person=person, status="Present")
    page = client.get(reverse("committees:public_meeting", args=[meeting.pk])).text
    assert CANARY not in page
    assert page.count("Councillor Ada Marsh") == 1
    assert page.count("A young representative") == 1


def test_late_publishing_shows_why(client, meeting):
    lay(meeting, report())
    Meeting.objects.filter(pk=meeting.pk).update(
        published_at=datetime(2026, 12, 10, 9, tzinfo=UTC), short_notice="The home closes on Friday."
    )
    page = client.get(reverse("committees:public_meeting", args=[meeting.pk])).text
    assert "Published at shorter notice than 5 clear days. Why: The home closes on Friday." in page


def test_old_meetings_stay_under_the_old_name(client, meeting):
    bodies.constitute(
        name="Corporate Parenting Committee",
        kind="parenting",
        legal_basis=LegalBasis.COMMITTEE,
        starts_on=datetime(2027, 1, 1, tzinfo=UTC).date(),
        succeeds=meeting.body,
        by=SYSTEM,
    )
    page = client.get(reverse("committees:public_body", args=[meeting.body_id])).text
    assert "Became" in page
    assert "Corporate Parenting Committee" in page
    assert (
        "Corporate Parenting Sub-Committee" in client.get(reverse("committees:public_meeting", args=[meeting.pk])).text
    )


def test_public_pages_touch_no_session_and_no_user(client, meeting, people, sign_in):
    paper = lay(meeting, report())
    built(meeting)
    addresses = [*public_pages(meeting, paper), reverse("committees:public_pack", args=[meeting.pk])]
    for visitor in (client, sign_in(people.clerk)):
        for address in addresses:
            response = visitor.get(address)
            assert response.status_code == 200, address
            assert not response.cookies, address
            assert "Cookie" not in response.get("Vary", ""), address


def test_public_pages_cost_the_same_for_one_and_for_many(client, meeting):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    first = lay(meeting, report())
    private(meeting)
    sit(PersonFactory(), meeting.body)
    addresses = list(public_pages(meeting, first))
    before = [asked(address) for address in addresses]
    for _ in range(3):
        BlockFactory(section=SectionFactory(version=first.version))
        paper = lay(meeting, report())
        paper.version.appendices.create(
            order=1, title="Map", file_name="m.pdf", original="x", safe="x", pages=1, size=4, tagged=False
        )
        private(meeting)
        sit(PersonFactory(), meeting.body)
        MeetingFactory(body=meeting.body, published_at=PUBLISHED, published_by=PersonFactory())
        BodyFactory(parent=meeting.body)
    assert [asked(address) for address in addresses] == before
    assert max(before) <= MOST_QUERIES


def test_the_agenda_published_by_the_clerk_is_public_at_once(client, people):
    meeting = MeetingFactory(body=people_body(people), starts_at=datetime(2035, 5, 15, 9, tzinfo=UTC))
    lay(meeting, report())
    address = reverse("committees:public_meeting", args=[meeting.pk])
    assert client.get(address).status_code == 404
    agenda.publish(meeting, by=people.clerk)
    assert client.get(address).status_code == 200


def people_body(people):
    return people.member.appointments.get(office__seat__isnull=False).office.seat.body
