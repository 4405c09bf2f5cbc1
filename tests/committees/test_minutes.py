"""The minutes: made of what was written down in the room, checked, frozen, laid, approved and signed."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from committees import agenda, minutes
from committees.actions import answering as actions
from committees.minutes import states
from committees.models import Decision, Exclusion, Meeting, Minute, Minutes, Paper, Publication
from committees.models.bodies import LegalBasis
from roles.models import Person
from tests.committees import minuting
from tests.committees.minuting import NEXT, PUBLIC, SECRET, begin, coming, held
from tests.committees.packing import version
from tests.factories.committees import AgendaItemFactory, BodyFactory, PaperFactory
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def sent(meeting, people):
    return minutes.send_to_chair(meeting, to=people.chair, by=people.clerk)


def checked(meeting, people):
    found = sent(meeting, people)
    minutes.check(found, by=people.chair)
    found.refresh_from_db()
    return found


def laid(body, people):
    meeting, following = held(body, people), coming(body, people)
    return checked(meeting, people), following


def lying(found):
    return Paper.objects.filter(minutes__minutes=found)


def on(clock, meeting, people):
    clock.move_to(meeting.starts_at + timedelta(hours=1))
    return begin(meeting, people)


def approved(clock, body, people, **more):
    found, following = laid(body, people)
    on(clock, following, people)
    item = Paper.objects.get(item__meeting=following, is_part_2=False).item
    return minutes.approve(found, on=item, by=people.clerk, **more)


# --- What they say


def test_what_was_written_down_in_the_room_stands_in_the_minutes(body, people):
    content, _ = minutes.compose(held(body, people))
    assert content["presided"] == "Councillor Ada Marsh"
    assert content["began"] == "11:00am"
    assert content["people"][0] == {
        "heading": "Present",
        "rows": [["Councillor Ada Marsh", "presided"], ["Councillor Bram Holt", ""]],
    }
    assert [one["heading"] for one in content["people"]] == ["Present", "In attendance", "Apologies"]
    health = content["items"][1]
    assert health["minute"] == 2
    assert health["text"] == PUBLIC
    assert health["moved"] == ["Councillor Bram Holt left at 11:20am."]
    assert health["interests"] == ["Councillor Bram Holt declared an interest in this item: A school governor."]
    lead, vote = health["decisions"][0]
    assert lead == "RESOLVED, as amended: That every child be offered a dentist by Easter."
    assert vote.startswith("On a show of hands: 3 for, 1 against")
    assert health["actions"] == ["ACTION: Write to every dentist (Officer Edda Stone)."]
    assert content["ended"] == "The meeting ended at 12:30pm."


def test_the_public_part_says_that_an_item_was_private_and_by_what_law_and_never_what_was_said(body, people):
    content, private = minutes.compose(held(body, people))
    secret = content["items"][2]
    assert "paragraphs 1 and 2" in secret["private"]
    assert secret["summary"].startswith("The committee heard")
    assert secret["decisions"][0][0] == "A decision was taken in private."
    assert secret["before"] == ["RESOLVED: That the public leave for the item on a placement."]
    assert secret["after"] == ["The press and public could come back at 12:20pm."]
    assert "CANARY" not in json.dumps(content)
    assert private["items"][0]["title"] == minuting.SECRET_TITLE
    assert private["items"][0]["text"] == SECRET
    assert private["items"][0]["decisions"][0][1].endswith(minuting.SECRET_DECISION)
    assert private["items"][0]["actions"][1] == f"Part 2 of the action: {minuting.SECRET_ACTION}."


def test_a_minute_has_the_number_by_which_references_name_it_even_behind_a_withdrawn_item(body, people):
    meeting = held(body, people)
    meeting.items.filter(order=1).update(withdrawn_at=NOW, withdrawn_why="Not ready")
    public, private = minutes.compose(meeting)
    assert [item["minute"] for item in public["items"]] == [None, 2, 3]
    assert [item["minute"] for item in private["items"]] == [3]
    assert actions.reference(meeting.items.get(order=3)).startswith("Minute 3 of ")


def test_the_special_circumstances_of_a_late_item_are_stated(body, people):
    meeting = held(body, people)
    late = {"late_at": NOW, "late_reason": "The roof of a home fell in", "late_agreed_by": people.chair}
    AgendaItemFactory(meeting=meeting, title="A home", **late)
    said = minutes.compose(meeting)[0]["items"][3]["late"]
    assert said.endswith("because of these special circumstances: The roof of a home fell in.")
    assert "Councillor Ada Marsh, in the chair, agreed" in said


def test_nobody_whose_name_is_protected_is_named(body, people):
    meeting = held(body, people)
    young = PersonFactory(name="Jay Tamsinson", category=Person.Category.YOUNG, name_is_public=False, public_name="Jay")
    meeting.attendances.create(person=young, order=8, name=young.name, how="attending")
    meeting.attendances.create(order=9, name="Robin Unknownson", how="attending")
    content = json.dumps(minutes.compose(meeting)[0])
    assert '"Jay"' in content
    assert "Tamsinson" not in content
    assert "Unknownson" not in content


def test_composing_takes_as_many_queries_for_thirty_items_as_for_three(body, people, django_assert_num_queries):
    meeting = held(body, people)
    with django_assert_num_queries(19) as few:
        minutes.compose(meeting)
    for _ in range(27):
        item = AgendaItemFactory(meeting=meeting)
        minuting.minute(item, people.clerk, text="x")
        Decision.objects.create(item=item, order=1, outcome="deferred", text="y", made_at=NOW, made_by=people.clerk)
    with django_assert_num_queries(len(few)):
        minutes.compose(meeting)


def test_a_public_record_that_would_say_nothing_is_missed(body, people):
    meeting = held(body, people)
    Minute.objects.filter(item__title="A placement").update(public_summary="")
    assert "The public record of item 3 would say nothing: write a summary (LGA 1972 section 100C(2))." in (
        minutes.look(meeting).warnings
    )


# --- The chair's check


def test_minutes_of_a_meeting_that_is_not_over_are_not_sent(body, people):
    with pytest.raises(minutes.CannotSend, match="not over yet"):
        sent(held(body, people, status=Meeting.Status.CONFIRMED), people)


def test_only_somebody_who_could_have_presided_checks_them(body, people):
    meeting = held(body, people)
    with pytest.raises(minutes.CannotSend, match="did not preside"):
        minutes.send_to_chair(meeting, to=people.author, by=people.clerk)
    found = sent(meeting, people)
    with pytest.raises(minutes.CannotCheck, match="was sent to Councillor Ada Marsh"):
        minutes.check(found, by=people.member)


def test_minutes_that_do_not_say_who_presided_are_not_sent(body, people):
    with pytest.raises(minutes.CannotSend, match="Say who presided"):
        sent(held(body, people, presiding=None), people)


def test_the_chair_sends_them_back_and_says_what_to_change(body, people):
    meeting = held(body, people)
    found = sent(meeting, people)
    with pytest.raises(minutes.CannotCheck, match="Say what should be changed"):
        minutes.send_back(found, asks=" ", by=people.chair)
    found = minutes.send_back(found, asks="It was Thursday.", by=people.chair)
    assert (found.state, found.chair_asks) == (Minutes.State.DRAFT, "It was Thursday.")
    assert sent(meeting, people).chair_asks == ""


def test_a_draft_that_changed_under_the_chairs_eyes_is_not_checked(body, people):
    meeting = held(body, people)
    found, seen = sent(meeting, people), minutes.digest(*minutes.compose(meeting))
    Minute.objects.filter(text=PUBLIC).update(text="Something else was said.")
    with pytest.raises(minutes.CannotCheck, match="changed the draft while you were reading"):
        minutes.check(found, seen=seen, by=people.chair)
    assert minutes.check(found, seen=minutes.digest(*minutes.compose(meeting)), by=people.chair).number == 1


def test_what_was_checked_is_frozen_and_a_later_change_is_another_version_that_says_why(body, people):
    meeting = held(body, people)
    found = checked(meeting, people)
    with pytest.raises(minutes.CannotCheck, match="Say what changed"):
        minutes.freeze(found, why="", by=people.clerk)
    with pytest.raises(minutes.CannotCheck, match="Change it there first"):
        minutes.freeze(found, why="The day was wrong", by=people.clerk)
    Minute.objects.filter(text=PUBLIC).update(text="Something else was said.")
    assert minutes.changed(found)
    assert minutes.freeze(found, why="The day was wrong", by=people.clerk).number == 2
    first, second = found.versions.order_by("number")
    assert first.content["items"][1]["text"] == PUBLIC
    assert second.why == "The day was wrong"
    assert first.paragraphs == [1, 2]


# --- What the public text must not tell


@pytest.mark.parametrize("column", ["text", "public_summary"])
def test_a_sentence_of_part_2_in_the_public_text_stops_them_and_is_not_repeated(body, people, column):
    meeting = held(body, people)
    found = sent(meeting, people)
    Minute.objects.filter(item__title="Health of children in care").update(**{column: f"It was said: {SECRET}"})
    with pytest.raises(minutes.CannotFreeze, match="Minute 2: its public text holds a sentence") as why:
        minutes.check(found, by=people.chair)
    assert "CANARY" not in str(why.value)


def test_a_sentence_of_a_private_paper_in_the_public_text_stops_them(body, people):
    meeting = held(body, people)
    secret = meeting.items.get(title="A placement")
    PaperFactory(item=secret, version=version("A report", "The foster carer lives behind the old railway station."))
    Minute.objects.filter(text=PUBLIC).update(
        text="The foster carer lives behind the old railway station. (A report, paragraph 1)"
    )
    with pytest.raises(minutes.CannotFreeze, match="of a private paper"):
        checked(meeting, people)


def test_whoever_moved_the_resolution_may_be_a_contact_in_the_private_report(body, people):
    meeting = held(body, people)
    private = version("A report", f"Member contact\n\n{people.chair.name}\n\nThe carer lives behind the station.")
    PaperFactory(item=meeting.items.get(title="A placement"), version=private)
    Exclusion.objects.update(moved_by=people.chair)
    assert checked(meeting, people).state == Minutes.State.CHECKED


def test_a_protected_name_in_the_public_text_stops_them_and_is_not_repeated(body, people):
    meeting = held(body, people)
    PersonFactory(name="Jay Tamsinson", category=Person.Category.YOUNG, name_is_public=False)
    Minute.objects.filter(text=PUBLIC).update(text="Jay Tamsinson told members what it was like.")
    with pytest.raises(minutes.CannotSend, match="Minute 2: It holds a name that is protected") as why:
        checked(meeting, people)
    assert "Tamsinson" not in str(why.value)


def test_a_councillor_who_shares_a_surname_with_a_protected_person_can_be_minuted(body, people):
    meeting = held(body, people)
    PersonFactory(name="Jay Holt", category=Person.Category.YOUNG, name_is_public=False)
    Minute.objects.filter(text=PUBLIC).update(
        text="Councillor Holt thanked the service. The plan of 3 May 2019 stands."
    )
    assert checked(meeting, people).state == Minutes.State.CHECKED


def test_a_private_item_without_grounds_stops_them(body, people):
    meeting = held(body, people)
    meeting.exclusions.all().delete()
    meeting.items.filter(title="A placement").update(private_kind="", private_paragraphs=[], source_id="x")
    with pytest.raises(minutes.CannotSend, match="by what law item 3 was taken in private"):
        sent(meeting, people)


# --- Laid by themselves


def test_checked_minutes_are_laid_before_the_next_meeting(body, people):
    found, following = laid(body, people)
    assert found.state == Minutes.State.LAID
    public, private = Paper.objects.filter(item__meeting=following).order_by("is_part_2")
    assert public.item.title == "Minutes of the last meeting"
    assert public.title == "Minutes of the meeting on 15 September 2026"
    assert list(Paper.objects.open()) == [public]
    assert private.exemptions.get().paragraphs == [1, 2]
    assert minutes.lay_next(found, by=people.clerk) == []


@pytest.mark.parametrize("title", ["Minutes", "The minutes and matters arising", "Approval of the minutes"])
def test_they_lie_on_the_item_that_stands_there_for_them(body, people, title):
    following = coming(body, people)
    AgendaItemFactory(meeting=following, title="Apologies")
    AgendaItemFactory(meeting=following, title="Ten minutes for questions")
    AgendaItemFactory(meeting=following, title=title)
    found = checked(held(body, people), people)
    assert {paper.item.title for paper in lying(found)} == {title}
    assert following.items.count() == 3


def test_where_an_agenda_has_no_such_item_it_is_put_behind_those_that_open_it(body, people):
    agenda.standing.add_usual(body, by=people.clerk)
    body.standing_items.filter(title__startswith="Minutes").delete()
    following = coming(body, people)
    checked(held(body, people), people)
    AgendaItemFactory(meeting=following, title="Business")
    titles = list(following.items.values_list("title", flat=True))
    assert titles[:3] == ["Apologies for absence", "Declarations of interests", "Minutes of the last meeting"]


def test_they_wait_for_a_meeting_that_is_called_later(body, people):
    found = checked(held(body, people), people)
    assert minutes.lay_waiting(body, by=people.clerk) == []
    following = coming(body, people)
    assert len(minutes.lay_waiting()) == 2
    assert minutes.lay_waiting() == []
    assert Paper.objects.filter(item__meeting=following, laid_by=None, is_part_2=False).exists()
    assert found.pk


def test_on_a_published_agenda_they_are_a_late_paper(body, people):
    following = coming(body, people, published_at=NOW, published_by=people.clerk)
    AgendaItemFactory(meeting=following, title="Minutes")
    found = checked(held(body, people), people)
    assert lying(found).count() == 2
    assert Paper.objects.open().get().laid_at >= following.published_at


def test_an_agenda_that_may_get_no_item_any_more_is_passed_over(body, people, autumn):
    soon = coming(body, people, starts_at=NOW + timedelta(days=2), published_at=NOW, published_by=people.clerk)
    AgendaItemFactory(meeting=soon, title="Urgent business of the day")
    later = coming(body, people)
    found = checked(held(body, people), people)
    assert {paper.item.meeting for paper in lying(found)} == {later}


def test_the_body_that_came_in_its_place_gets_them(body, people):
    new = BodyFactory(succeeds=body)
    following = coming(new, people)
    found = checked(held(body, people), people)
    assert {paper.item.meeting for paper in lying(found)} == {following}


def test_a_changed_version_takes_the_place_of_one_that_nobody_has_seen(body, people):
    found, following = laid(body, people)
    Minute.objects.filter(text=PUBLIC).update(text="Something else was said.")
    minutes.freeze(found, why="The day was wrong", by=people.clerk)
    assert set(Paper.objects.filter(item__meeting=following).values_list("minutes__number", flat=True)) == {2}


def test_what_a_meeting_without_a_quorum_could_not_approve_goes_to_the_next(body, people, autumn):
    found, following = laid(body, people)
    on(autumn, following, people)
    Meeting.objects.filter(pk=following.pk).update(status=Meeting.Status.INQUORATE)
    with pytest.raises(minutes.CannotApprove, match="had no quorum"):
        minutes.approve(found, on=following.items.get(), by=people.clerk)
    later = coming(body, people, starts_at=NEXT + timedelta(days=60))
    assert {paper.item.meeting for paper in minutes.lay_waiting(body, by=people.clerk)} == {later}


def test_minutes_are_not_taken_off_an_agenda(body, people):
    laid(body, people)
    with pytest.raises(agenda.CannotChangeAgenda, match="laid by themselves"):
        agenda.take_off(Paper.objects.open().get(), by=people.clerk)


# --- Approved


def test_the_body_approves_its_minutes_at_a_later_meeting(body, people, autumn):
    found = approved(autumn, body, people)
    assert found.state == Minutes.State.APPROVED
    assert found.versions.count() == 1
    assert Publication.objects.filter(kind="minutes", thing_id=found.pk).count() == 1
    assert states.illegal(found) == []


def test_corrections_make_a_version_that_shows_them(body, people, autumn):
    found = approved(autumn, body, people, corrections="In minute 2, read “all but five”.")
    newest = minutes.newest(found)
    assert newest.number == 2
    assert newest.content["corrections"] == [{"text": "In minute 2, read “all but five”.", "on": "17 November 2026"}]
    assert newest.content["items"][1]["text"] == PUBLIC
    assert "Corrected at the meeting on 17 November 2026" in newest.why


def test_a_correction_that_tells_what_was_private_is_refused(body, people, autumn):
    with pytest.raises(minutes.CannotFreeze, match="A correction: its public text"):
        approved(autumn, body, people, corrections=f"Read instead: {SECRET}")
    assert Minutes.objects.get().state == Minutes.State.LAID


def test_another_body_cannot_approve_them(body, people, autumn):
    found, following = laid(body, people)
    on(autumn, following, people)
    stranger = AgendaItemFactory(meeting__starts_at=NEXT, meeting__body__name="Licensing Committee")
    with pytest.raises(minutes.WrongBody, match="Licensing Committee cannot approve them"):
        minutes.approve(found, on=stranger, by=people.clerk)


def test_minutes_that_were_not_laid_are_not_approved(body, people, autumn):
    found = checked(held(body, people), people)
    following = coming(body, people)
    item = AgendaItemFactory(meeting=following, title="Minutes")
    on(autumn, following, people)
    with pytest.raises(minutes.CannotApprove, match="laid before the next meeting by themselves"):
        minutes.approve(found, on=item, by=people.clerk)


def test_a_meeting_that_has_not_begun_approves_nothing(body, people):
    found, following = laid(body, people)
    with pytest.raises(minutes.CannotApprove, match="has not begun"):
        minutes.approve(found, on=following.items.get(), by=people.clerk)


def test_minutes_are_approved_once(body, people, autumn):
    found = approved(autumn, body, people)
    with pytest.raises(minutes.CannotApprove, match="approved already"):
        minutes.approve(found, on=found.approved_on, by=people.clerk)


# --- Signed


def test_whoever_presides_signs_them_not_before_the_approval(body, people, autumn):
    found = approved(autumn, body, people)
    day = date(2026, 11, 17)
    with pytest.raises(minutes.CannotSign, match="did not preside"):
        minutes.sign(found, signed_by=people.member, signed_on=day, by=people.clerk)
    with pytest.raises(minutes.CannotSign, match="cannot have been signed on 16 November 2026"):
        minutes.sign(found, signed_by=people.chair, signed_on=day - timedelta(days=1), by=people.clerk)
    with pytest.raises(minutes.CannotSign, match="still to come"):
        minutes.sign(found, signed_by=people.chair, signed_on=day + timedelta(days=1), by=people.clerk)
    found = minutes.sign(found, signed_by=people.chair, signed_on=day, by=people.clerk)
    assert states.illegal(found) == []
    with pytest.raises(minutes.CannotSign, match="signed already"):
        minutes.sign(found, signed_by=people.chair, signed_on=day, by=people.clerk)


def test_minutes_that_nobody_approved_are_not_signed(body, people):
    found, _ = laid(body, people)
    with pytest.raises(minutes.CannotSign, match="wait for its approval"):
        minutes.sign(found, signed_by=people.chair, signed_on=date(2026, 10, 1), by=people.clerk)


def test_an_informal_body_has_minutes_with_a_part_2_too(people):
    body = BodyFactory(legal_basis=LegalBasis.INFORMAL)
    meeting = held(body, people)
    meeting.exclusions.all().delete()
    meeting.items.filter(title="A placement").update(private_kind="", private_paragraphs=[])
    coming(body, people)
    found = checked(meeting, people)
    assert [paper.is_part_2 for paper in lying(found)] == [False]
    assert states.illegal(found) == []
