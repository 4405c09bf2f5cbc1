"""Two clerks in one room in the same second: nothing is lost, and the second is shown what the first saved."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import close_old_connections, connection

from committees import room
from committees.models import AgendaItem, Attendance, KeptMinute, Minute, Stay
from roles.models import Person
from tests.factories.committees import AgendaItemFactory, MeetingFactory, sit
from tests.factories.roles import PersonFactory

TEN = datetime(2026, 3, 4, 10, tzinfo=UTC)
pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite's test database lives in one process's memory"),
]


def together(work, *about):
    """Do it at once for each, each with a connection of its own."""

    def alone(one):
        close_old_connections()
        try:
            return work(one)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(about)) as pool:
        return list(pool.map(alone, about))


def test_of_two_clerks_who_save_one_minute_one_is_shown_the_others_text():
    item, clerks = AgendaItemFactory(meeting__starts_at=TEN), {"Mine": PersonFactory(), "Yours": PersonFactory()}

    def save(words):
        try:
            room.write(AgendaItem.objects.get(pk=item.pk), text=words, edition=0, by=clerks[words])
        except room.Conflict as met:
            return met.theirs.text
        return None

    told = [words for words in together(save, "Mine", "Yours") if words]
    assert told == [Minute.objects.get().text]


def test_many_saves_of_two_clerks_keep_every_text_that_another_replaced():
    item, clerks = AgendaItemFactory(meeting__starts_at=TEN), [PersonFactory(), PersonFactory()]

    def type_on(number):
        seen = []
        for turn in range(6):
            words, edition = f"{number}-{turn}", Minute.objects.filter(item=item).values_list("edition", flat=True)
            try:
                room.write(
                    AgendaItem.objects.get(pk=item.pk), text=words, edition=next(iter(edition), 0), over=True,
                    by=clerks[number],
                )  # fmt: skip
                seen.append(words)
            except room.Conflict:
                pass
        return seen

    saved = {words for one in together(type_on, 0, 1) for words in one}
    assert saved == {Minute.objects.get().text, *KeptMinute.objects.values_list("text", flat=True)}


def test_of_two_clerks_who_record_one_person_there_is_one_line_and_one_stay():
    meeting, clerk = MeetingFactory(starts_at=TEN), PersonFactory()
    person = PersonFactory(category=Person.Category.MEMBER)
    sit(person, meeting.body)
    together(lambda _: room.record(type(meeting).objects.get(pk=meeting.pk), person, how="present", by=clerk), 1, 2, 3)
    assert Attendance.objects.count() == Stay.objects.count() == 1


def test_of_two_clerks_who_open_a_meeting_one_is_told_that_it_is_open():
    meeting, clerk = MeetingFactory(starts_at=TEN), PersonFactory()
    person = PersonFactory(category=Person.Category.MEMBER)
    sit(person, meeting.body)

    def begin(_):
        try:
            room.begin(type(meeting).objects.get(pk=meeting.pk), presiding=person, at=TEN, by=clerk)
        except room.CannotSitNow as why:
            return str(why)
        return ""

    said = sorted(together(begin, 1, 2))
    assert said[0] == ""
    assert said[1].startswith("The meeting was opened at 10:00am already")
