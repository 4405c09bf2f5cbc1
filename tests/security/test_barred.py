"""An interest keeps its member out of part 2 by every way: search, a pack, the minutes laid at the next meeting."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from committees import deciding, exempt, finding, minutes, releasing
from committees.deciding import excluding
from committees.minutes import states
from committees.models import Build, Interest, Pack, Paper, Part
from committees.models.packs import Edition
from corporate_parenting import searching
from corporate_parenting.lib.jobs import State
from tests.committees import sitting
from tests.committees.minuting import SECRET, begin, coming, held
from tests.committees.test_minutes import sent
from tests.factories.committees import ActionFactory, AgendaItemFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 20, 10, 0, tzinfo=UTC)
WORD = '"CANARYPARTTWO"'


@pytest.fixture
def autumn():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def laid(body, people, autumn):
    """Part 2 of the minutes of a meeting, laid before the next one, whose agenda is published."""
    found, following = held(body, people), coming(body, people)
    minutes.check(sent(found, people), by=people.chair)
    type(following).objects.filter(pk=following.pk).update(published_at=NOW, published_by=people.clerk)
    while finding.catch_up():
        pass
    return Paper.objects.select_related("item").get(is_part_2=True)


def bar(item, person, clerk):
    about = {"kind": "dpi", "was_registered": True, "declared_at": NOW, "declared_by": clerk}
    return Interest.objects.create(item=item, person=person, **about)


def placement(laid):
    return laid.minutes.minutes.meeting.items.get(title="A placement")


def found(person, words=WORD):
    return searching.search(person.user, {"q": words}, private=True).count


def test_who_voted_there_finds_and_reads_part_2(laid, people, sign_in):
    assert found(people.member) > 0
    assert SECRET in sign_in(people.member).get(reverse("committees:paper", args=[laid.pk])).text


def test_who_was_barred_then_finds_nothing_of_it_in_the_paper_that_is_laid_now(laid, people):
    bar(placement(laid), people.member, people.clerk)
    assert found(people.member) == 0
    assert found(people.chair) > 0


def test_who_was_barred_then_reads_no_page_of_it(laid, people, sign_in):
    bar(placement(laid), people.member, people.clerk)
    page = sign_in(people.member).get(reverse("committees:paper", args=[laid.pk]))
    assert SECRET not in page.text
    assert "An interest of yours" in page.text


def test_who_was_barred_then_gets_no_restricted_pack_that_holds_it(laid, people):
    made = Build.objects.create(meeting=laid.item.meeting, number=1, ordered_at=NOW, warnings=[])
    done = {"build": made, "state": State.DONE, "pages": 1}
    Part.objects.create(
        **done, order=1, kind=Part.Kind.MINUTES, title="Part 2 minutes", item=laid.item, paper=laid, in_public=False,
        in_restricted=True,
    )  # fmt: skip
    pack = Pack.objects.create(**done, edition=Edition.RESTRICTED, file="f" * 64, size=9)
    assert Pack.objects.visible_to(people.member.user).filter(pk=pack.pk).exists()
    bar(placement(laid), people.member, people.clerk)
    assert not Pack.objects.visible_to(people.member.user).filter(pk=pack.pk).exists()
    assert Pack.objects.visible_to(people.chair.user).filter(pk=pack.pk).exists()


def test_an_action_agreed_in_private_is_all_that_bars_from_finding_part_2(body, people, autumn):
    meeting = held(body, people)
    item = AgendaItemFactory(meeting=meeting, title="A plain item")
    ActionFactory(body=body, item=item, text="An action", private_text="CANARYALONE write to the aunt")
    minutes.check(sent(meeting, people), by=people.chair)
    while finding.catch_up():
        pass
    assert found(people.member, '"CANARYALONE"') > 0
    bar(item, people.member, people.clerk)
    assert found(people.member, '"CANARYALONE"') == 0


def test_an_interest_in_an_item_without_a_part_2_hides_nothing(laid, people):
    bar(laid.minutes.minutes.meeting.items.get(title__startswith="Apologies"), people.member, people.clerk)
    assert found(people.member) > 0


# --- Part 2 of minutes is opened by nobody


def test_a_lost_resolution_at_the_next_meeting_does_not_open_the_part_2_minutes_that_lie_there(laid, people, autumn):
    meeting = laid.item.meeting
    autumn.move_to(meeting.starts_at + timedelta(minutes=30))
    begin(meeting, people)
    lost = {"is_carried": False, "paragraphs": [1], "by": people.clerk}
    assert excluding.opened_if_lost([laid.item]) == []
    deciding.exclude(meeting, items=[laid.item], **lost)
    assert not Paper.objects.open().filter(pk=laid.pk).exists()
    assert states.illegal(laid.minutes.minutes) == []


def test_two_people_do_not_open_the_part_2_minutes_either(laid, people):
    with pytest.raises(exempt.CannotRelease, match="stay private"):
        releasing.propose(laid, by=people.clerk)
    with pytest.raises(exempt.CannotRelease, match="stay private"):
        exempt.end(exempt.current(laid), by=people.clerk, with_=people.chair)


# --- What was recorded in the room is the clerk's record


@pytest.fixture
def sat(body, people):
    with time_machine.travel(sitting.NOW, tick=False):
        yield sitting.opened(body, people)


def test_once_the_meeting_has_begun_a_member_does_not_take_back_what_bars_them(sat, people, sign_in):
    with time_machine.travel(sitting.NOW, tick=False):
        one = bar(sat.item, people.member, people.clerk)
        answer = sign_in(people.member).post(reverse("committees:withdraw_interest", args=[one.pk]), follow=True)
        one.refresh_from_db()
        assert one.withdrawn_at is None
        assert "Tell the clerk" in answer.text
        sign_in(people.clerk).post(reverse("committees:withdraw_interest", args=[one.pk]))
        one.refresh_from_db()
        assert one.withdrawn_at is not None


def test_a_member_does_not_take_back_what_the_clerk_wrote_down_of_them(body, people, sign_in, autumn):
    item = AgendaItemFactory(meeting=coming(body, people, published_at=NOW, published_by=people.clerk))
    one = bar(item, people.member, people.clerk)
    sign_in(people.member).post(reverse("committees:withdraw_interest", args=[one.pk]))
    one.refresh_from_db()
    assert one.withdrawn_at is None


def test_before_it_a_member_takes_back_what_they_declared(body, people, sign_in, autumn):
    item = AgendaItemFactory(meeting=coming(body, people, published_at=NOW, published_by=people.clerk))
    one = bar(item, people.member, people.member)
    sign_in(people.member).post(reverse("committees:withdraw_interest", args=[one.pk]))
    one.refresh_from_db()
    assert one.withdrawn_at is not None
