"""By when an agenda must be public. The legal basis decides; the name of a body says nothing."""

from datetime import UTC, date, datetime

import pytest

from committees import notice
from committees.models.bodies import LegalBasis
from roles import council
from roles.audit import SYSTEM
from tests.factories.committees import BodyFactory, MeetingFactory

CHRISTMAS = datetime(2026, 1, 6, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "basis",
    [
        LegalBasis.FULL_COUNCIL,
        LegalBasis.COMMITTEE,
        LegalBasis.ADVISORY,
        LegalBasis.SCRUTINY,
        LegalBasis.EXECUTIVE,
    ],
)
@pytest.mark.parametrize("name", ["Corporate Parenting Board", "Corporate Parenting Committee"])
def test_five_clear_days_for_bodies_that_the_law_opens(db, basis, name):
    found = notice.of(MeetingFactory(starts_at=CHRISTMAS, body=BodyFactory(name=name, legal_basis=basis)))
    assert found.last_day == date(2025, 12, 24)
    assert [day.day for day in found.clear.counted] == [29, 30, 31, 2, 5]
    assert dict(found.clear.skipped)[date(2025, 12, 25)] == "Christmas Day"


@pytest.mark.parametrize(
    ("basis", "why"),
    [
        (LegalBasis.INFORMAL, "No statutory notice applies to this body"),
        (LegalBasis.CHILDREN, "No statutory notice applies to this body"),
        (LegalBasis.NOT_SETTLED, "The legal basis of this body is not settled"),
    ],
)
@pytest.mark.parametrize("name", ["Corporate Parenting Board", "Corporate Parenting Committee"])
def test_no_statutory_notice_for_the_others(db, basis, why, name):
    found = notice.of(MeetingFactory(starts_at=CHRISTMAS, body=BodyFactory(name=name, legal_basis=basis)))
    assert (found.last_day, found.is_late, found.words) == (None, False, why)


def test_the_councils_own_number_of_days_counts_from_its_day(db):
    council.set_fact("clear_days", 7, starts_on=date(2026, 1, 1), by=SYSTEM)
    assert notice.of(MeetingFactory(starts_at=CHRISTMAS)).last_day == date(2025, 12, 22)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2025, 12, 22), "By Wednesday 24 December 2025, in 2 days"),
        (date(2025, 12, 24), "By Wednesday 24 December 2025, today"),
        (date(2025, 12, 25), "By Wednesday 24 December 2025, 1 day ago"),
    ],
)
def test_the_deadline_is_said_in_words(db, today, words):
    assert notice.of(MeetingFactory(starts_at=CHRISTMAS), today=today).words == words


def test_many_meetings_are_counted_with_one_reading_of_the_calendar(db, django_assert_num_queries):
    meetings = MeetingFactory.create_batch(4)
    with django_assert_num_queries(2):
        days = council.Calendar()
        assert len({notice.of(meeting, calendar=days).last_day for meeting in meetings}) == 1
