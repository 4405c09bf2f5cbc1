"""By when an agenda must be public. The legal basis decides; the name of a body says nothing."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from committees import law, notice
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


# --- How notice is given, by legal basis


def told(basis, **more):
    return notice.of(MeetingFactory(starts_at=CHRISTMAS, body=BodyFactory(legal_basis=basis)), **more)


def test_full_council_needs_a_summons_too(db):
    words = told(LegalBasis.FULL_COUNCIL).by_then
    assert "a summons that says what will be dealt with" in words
    assert "Schedule 12 paragraph 4" in words


def test_an_executive_gives_notice_at_the_offices_and_on_the_website(db):
    words = told(LegalBasis.EXECUTIVE).by_then
    assert "at the offices and on the council’s website" in words
    assert "SI 2012/2089" in words
    assert "LGA 1972" not in words


@pytest.mark.parametrize("basis", [LegalBasis.COMMITTEE, LegalBasis.ADVISORY, LegalBasis.SCRUTINY])
def test_the_others_give_notice_at_the_offices_under_the_act_of_1972(db, basis):
    words = told(basis).by_then
    assert "at the offices (LGA 1972 sections 100A(6) and 100B(3)" in words
    assert "website" not in words
    assert "summons" not in words


def test_every_basis_with_statutory_notice_says_how_it_is_given():
    assert {basis for basis, regime in law.REGIMES.items() if regime.statutory_notice} == notice.BY_THEN.keys()


@pytest.mark.parametrize("basis", [LegalBasis.INFORMAL, LegalBasis.CHILDREN, LegalBasis.NOT_SETTLED])
def test_nothing_is_said_of_the_law_where_none_applies(db, basis):
    found = told(basis)
    assert (found.by_then, found.warning, found.counts_working_days) == ("", "", False)


def test_late_the_summons_of_full_council_has_no_shorter_notice(db):
    assert "no shorter notice of the summons" in told(LegalBasis.FULL_COUNCIL).late_words
    assert "called at shorter notice may be published later" in told(LegalBasis.COMMITTEE).late_words


# --- Facts that developers are most likely to get wrong


def test_fact_5_both_end_days_are_left_out_and_whether_weekends_count_is_the_councils_practice(db):
    meeting = MeetingFactory(starts_at=CHRISTMAS)
    working = notice.of(meeting)
    assert working.last_day not in working.clear.counted
    assert working.clear.meeting_day not in working.clear.counted
    assert working.counts_working_days
    council.set_fact("clear_day_rule", "calendar", starts_on=date(2026, 1, 1), by=SYSTEM)
    every_day = notice.of(meeting)
    assert every_day.last_day == date(2025, 12, 31)
    assert every_day.clear.counted == [date(2026, 1, day) for day in range(1, 6)]
    assert not every_day.counts_working_days
    for found, words in ((working, "leaves them out"), (every_day, "counts every day")):
        page = render_to_string("committees/notice.html", {"notice": found})
        assert "No Act says whether weekends and bank holidays count" in page
        assert words in page
        assert "243" not in page


def test_fact_6_three_clear_days_with_saturdays_counted_are_not_for_these_councils(db):
    with pytest.raises(ValidationError, match="between 5 and 60"):
        council.set_fact("clear_days", 3, starts_on=date(2020, 1, 1), by=SYSTEM)
    found = notice.of(MeetingFactory(starts_at=datetime(2026, 6, 16, 10, 0, tzinfo=UTC)))
    assert len(found.clear.counted) == 5
    assert date(2026, 6, 13) in dict(found.clear.skipped)
    assert found.last_day == date(2026, 6, 8)


# --- Where the bank holidays end


@pytest.mark.parametrize("when", [datetime(2040, 6, 12, 10, 0, tzinfo=UTC), datetime(2041, 1, 3, 10, 0, tzinfo=UTC)])
def test_a_deadline_in_a_year_without_an_official_list_says_so(db, when):
    found = notice.of(MeetingFactory(starts_at=when))
    assert "The bank holidays of 2040" in found.warning
    page = render_to_string("committees/notice.html", {"notice": found})
    assert "add it as a closure day" in page


def test_a_deadline_in_a_known_year_does_not(db):
    found = notice.of(MeetingFactory(starts_at=CHRISTMAS))
    assert found.warning == ""
    assert "worked out" not in render_to_string("committees/notice.html", {"notice": found})


def test_a_bank_holiday_proclaimed_later_counts_once_it_is_a_closure_day(db):
    meeting = MeetingFactory(starts_at=datetime(2040, 6, 12, 10, 0, tzinfo=UTC))
    before = notice.of(meeting).last_day
    council.close_on(date(2040, 6, 8), reason="Bank holiday by proclamation", by=SYSTEM)
    after = notice.of(meeting)
    assert after.last_day < before
    assert (date(2040, 6, 8), "Bank holiday by proclamation") in after.clear.skipped
