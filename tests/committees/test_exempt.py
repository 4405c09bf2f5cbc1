"""What is kept from the public, by whom, and how it is opened again."""

from datetime import date

import pytest
from django.utils import timezone

from committees import exempt, packs
from committees.exempt import CannotKeepPrivate, CannotRelease
from committees.models import Build, Pack, Paper, Part
from committees.models.packs import Edition
from committees.models.papers import Exemption
from reports.grounds import paragraph_words
from roles.models import AuditRow
from roles.permissions import PUBLIC
from tests.factories.committees import AgendaItemFactory, ExemptionFactory, MeetingFactory, PaperFactory, sit

pytestmark = pytest.mark.django_db
EXEMPT, CONFIDENTIAL = Exemption.Class.EXEMPT, Exemption.Class.CONFIDENTIAL


@pytest.fixture
def paper(body):
    meeting = MeetingFactory(body=body)
    return PaperFactory(item=AgendaItemFactory(meeting=meeting, title="Placements"))


def keep(paper, people, **changes):
    wanted = {"kind": EXEMPT, "paragraphs": [2, 1], "reason": "It would tell who a child is."} | changes
    return exempt.keep_private(paper, **wanted, by=people.clerk)


def kinds(paper, audience):
    return [piece.kind for piece in exempt.parts_for(paper, audience)]


def test_an_exempt_paper_leaves_the_public_edition_and_says_why(paper, people):
    assert kinds(paper, Edition.PUBLIC) == [Part.Kind.REPORT]
    made = keep(paper, people)
    assert (made.paragraphs, made.decided_by) == ([1, 2], people.clerk)
    assert kinds(paper, Edition.PUBLIC) == [Part.Kind.WITHHELD]
    assert kinds(paper, Edition.RESTRICTED) == [Part.Kind.REPORT]
    row = AuditRow.objects.get(did="kept from the public")
    assert row.details == {"paper": paper.pk, "kind": "exempt", "paragraphs": [1, 2]}


def test_the_public_piece_knows_the_public_title_alone(paper, people):
    keep(paper, people)
    [sheet] = exempt.parts_for(paper, Edition.PUBLIC)
    assert sheet.title == "Placements"


@pytest.mark.parametrize("audience", ["", "everyone", None, "RESTRICTED"])
def test_whoever_is_not_known_gets_what_the_public_gets(paper, people, audience):
    keep(paper, people)
    assert kinds(paper, audience) == [Part.Kind.WITHHELD]


def test_what_nobody_decided_is_kept_back_where_the_clerk_foresees_it(paper, people):
    paper.item.likely_private = True
    paper.item.save()
    assert kinds(paper, Edition.PUBLIC) == [Part.Kind.WITHHELD]
    assert list(Paper.objects.open()) == []
    exempt.end(keep(paper, people), by=people.clerk, with_=people.chair)
    assert kinds(paper, Edition.PUBLIC) == [Part.Kind.REPORT]
    assert list(Paper.objects.open()) == [paper]


def test_what_was_decided_about_one_paper_says_nothing_about_another(paper, people):
    beside = PaperFactory(item=paper.item)
    keep(paper, people)
    assert (kinds(paper, Edition.PUBLIC), kinds(beside, Edition.PUBLIC)) == ([Part.Kind.WITHHELD], [Part.Kind.REPORT])
    paper.item.likely_private = True
    paper.item.save()
    assert (kinds(paper, Edition.PUBLIC), kinds(beside, Edition.PUBLIC)) == ([Part.Kind.WITHHELD], [Part.Kind.WITHHELD])


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "secret"},
        {"paragraphs": []},
        {"paragraphs": [8]},
        {"paragraphs": [0]},
        {"kind": CONFIDENTIAL, "paragraphs": [1]},
        {"reason": ""},
        {"reason": "  "},
        {"kind": CONFIDENTIAL, "paragraphs": [], "reason": " "},
    ],
)
def test_grounds_that_mean_nothing_are_refused(paper, people, wrong):
    with pytest.raises(CannotKeepPrivate):
        keep(paper, people, **wrong)
    assert Exemption.objects.count() == 0


def test_what_is_missing_of_the_grounds_is_said_in_words(paper, people):
    with pytest.raises(CannotKeepPrivate, match="serves the public interest better"):
        keep(paper, people, reason="")
    with pytest.raises(CannotKeepPrivate, match="which law or order forbids"):
        keep(paper, people, kind=CONFIDENTIAL, paragraphs=[], reason="")
    with pytest.raises(CannotKeepPrivate, match="at least one paragraph"):
        keep(paper, people, paragraphs=[])


def test_a_paper_is_kept_private_once_at_a_time(paper, people):
    keep(paper, people)
    with pytest.raises(CannotKeepPrivate):
        keep(paper, people)


def test_two_different_people_open_an_exempt_paper(paper, people):
    made = keep(paper, people)
    with pytest.raises(CannotRelease):
        exempt.end(made, by=people.clerk, with_=people.clerk)
    ended = exempt.end(made, by=people.clerk, with_=people.chair)
    assert (ended.ended_by, ended.ended_with) == (people.clerk, people.chair)
    assert AuditRow.objects.get(did="opened to the public").details == {"paper": paper.pk, "with_": people.chair.pk}
    with pytest.raises(CannotRelease):
        exempt.end(made, by=people.clerk, with_=people.chair)


def test_a_confidential_paper_is_never_opened_here(paper, people):
    made = keep(paper, people, kind=CONFIDENTIAL, paragraphs=[])
    with pytest.raises(CannotRelease):
        exempt.end(made, by=people.clerk, with_=people.chair)
    assert kinds(paper, Edition.PUBLIC) == [Part.Kind.WITHHELD]


def test_the_marking_gives_the_law(paper, people):
    assert exempt.marking(keep(paper, people)) == (
        "Not for publication by virtue of paragraphs 1 and 2 of Part 1 of Schedule 12A of the Local Government Act 1972"
    )
    item = AgendaItemFactory(likely_private=True)
    assert (
        exempt.marking(None, item)
        == exempt.marking(None)
        == ("Not for publication: expected to be considered in private")
    )
    item.private_kind, item.private_reason = CONFIDENTIAL, "A court forbids it."
    assert "section 100A(3)" in exempt.marking(None, item)
    assert paragraph_words([3]) == "paragraph 3"
    assert paragraph_words([1, 2, 3]) == "paragraphs 1, 2 and 3"


def finished(paper, edition=Edition.PUBLIC):
    """A finished pack that holds the paper."""
    meeting = paper.item.meeting
    build = Build.objects.create(meeting=meeting, number=meeting.builds.count() + 1, ordered_at=timezone.now())
    is_public = edition == Edition.PUBLIC
    Part.objects.create(
        build=build, order=1, kind="report", title="x", item=paper.item, paper=paper, state="done",
        in_public=is_public, in_restricted=True,
    )  # fmt: skip
    return Pack.objects.create(build=build, edition=edition, state="done", file="0" * 64)


def publish(meeting, by):
    meeting.published_at, meeting.published_by = timezone.now(), by
    meeting.save()


def test_a_public_pack_vanishes_when_something_in_it_is_kept_back(paper, people):
    pack = finished(paper)
    assert packs.latest_public(paper.item.meeting) is None  # not published yet
    publish(paper.item.meeting, people.clerk)
    assert packs.latest_public(paper.item.meeting) == pack
    made = keep(paper, people)
    assert packs.latest_public(paper.item.meeting) is None
    assert list(Pack.objects.visible_to(people.member.user)) == []
    exempt.end(made, by=people.clerk, with_=people.chair)
    assert packs.latest_public(paper.item.meeting) == pack


def test_a_public_pack_vanishes_when_a_paper_in_it_is_gone_and_nobody_can_tell(paper, people):
    pack = finished(paper)
    publish(paper.item.meeting, people.clerk)
    assert list(Pack.objects.visible_to(PUBLIC)) == [pack]
    paper.delete()
    assert list(Pack.objects.visible_to(PUBLIC)) == []


def test_the_restricted_edition_is_for_the_clerk_and_voting_seats_on_the_day(paper, people, body):
    ExemptionFactory(paper=paper)
    pack = finished(paper, Edition.RESTRICTED)
    publish(paper.item.meeting, people.clerk)
    late = people.other
    appointment = sit(late, body)
    appointment.starts_on = date(2027, 1, 1)
    appointment.save()
    seen = {name: list(Pack.objects.visible_to(person.user)) for name, person in vars(people).items()}
    assert {name for name, found in seen.items() if found == [pack]} == {"clerk", "chair", "member"}
    assert list(Pack.objects.visible_to(PUBLIC)) == []
