"""Part 2 minutes of a confidential item: read by the named, on no page, in no file and by no search by anybody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from committees import finding
from committees.minutes import composing, freezing, reading
from committees.models import AgendaItem, Exemption, Grant, Minutes, MinutesComment
from tests.committees import minuting
from tests.factories.committees import PaperFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(body, people):
    """Held, with minutes that the chair is asked to check, and its private item a confidential one."""
    made = minuting.held(body, people)
    Minutes.objects.create(meeting=made, state="checking", sent_at=timezone.now(), sent_to=people.chair)
    AgendaItem.objects.filter(likely_private=True).update(private_kind="confidential", private_paragraphs=[])
    return made


@pytest.fixture
def item(meeting):
    return meeting.items.get(likely_private=True)


def readers(meeting, people):
    private = composing.compose(meeting)[1]
    assert private
    return {name for name, one in vars(people).items() if reading.of_readable(meeting, private, one.user)}


def name_for(paper, person):
    about = {"asked_at": timezone.now(), "decided_at": timezone.now(), "reason": "x", "outcome": "granted"}
    return Grant.objects.create(paper=paper, person=person, kind="named", **about)


def test_no_seat_reads_them(meeting, item, people):
    assert readers(meeting, people) == {"clerk"}
    AgendaItem.objects.update(private_kind="exempt")
    assert {"clerk", "member", "chair"} <= readers(meeting, people)


def test_who_is_named_for_what_lies_on_the_item_reads_them(meeting, item, people):
    name_for(PaperFactory(item=item), people.member)
    assert readers(meeting, people) == {"clerk", "member"}


def test_an_open_item_with_a_confidential_part_of_its_report_is_one_too(meeting, item, people):
    AgendaItem.objects.update(private_kind="exempt", private_paragraphs=[1])
    paper = PaperFactory(item=item)
    section = paper.version.sections.first()
    about = {"decided_at": timezone.now(), "decided_by": people.clerk, "reason": "x"}
    Exemption.objects.create(paper=paper, section=section, kind="confidential", **about)
    assert "member" not in readers(meeting, people)
    assert freezing.grounds(meeting, composing.compose(meeting)[1])["kind"] == "confidential"


@pytest.mark.parametrize("who", ["member", "chair"])
def test_its_words_are_on_no_page_of_who_is_not_named(meeting, people, sign_in, who):
    client = sign_in(getattr(people, who))
    pages = [reverse("committees:minutes", args=[meeting.pk]), reverse("committees:minutes_part_2", args=[meeting.pk])]
    for page in pages:
        assert "CANARY" not in client.get(page).text
    assert not finding.asking.visible(getattr(people, who).user, private=True).filter(is_private=True).exists()


def test_a_remark_on_them_is_not_for_the_chair(meeting, item, people):
    about = {"minutes": meeting.minutes, "made_at": timezone.now(), "made_by": people.clerk}
    MinutesComment.objects.create(item=item, text="CANARY", is_private=True, **about)
    may = reading.readable_items(meeting, people.chair.user)
    assert (item.pk in may, item.pk in reading.readable_items(meeting, people.clerk.user)) == (False, True)
