"""How long what a meeting leaves stays open for inspection: minimums, never days of deletion."""

from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from committees import retention
from committees.models import Meeting
from committees.models.bodies import LegalBasis
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, PaperFactory
from tests.factories.reports import SourceFactory
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db


def held(day, legal_basis=LegalBasis.COMMITTEE, **more):
    at = datetime(*day, 10, tzinfo=UTC)
    return MeetingFactory(body=BodyFactory(legal_basis=legal_basis), starts_at=at, status=Meeting.Status.HELD, **more)


def test_fact_12_six_years_for_minutes_agenda_and_reports_four_for_background_papers_both_minimums():
    kept = retention.of(held((2026, 3, 12)))
    assert [(one.what, one.until, one.rule.source) for one in kept] == [
        ("Minutes, agenda and reports", date(2032, 3, 12), "LGA 1972 section 100C(1)"),
        ("Background papers", date(2030, 3, 12), "LGA 1972 section 100D(2)"),
    ]
    minimum = "Open for inspection until at least 12 March 2032. That is a minimum, not a day of deletion."
    assert kept[0].words == minimum


def test_fact_12_what_an_executive_decides_is_kept_from_the_decision():
    kept = retention.of(held((2026, 3, 12), LegalBasis.EXECUTIVE))
    assert [(one.until.year, one.rule.source, one.rule.begins) for one in kept] == [
        (2032, "SI 2012/2089 regulation 21(6)", "the day of the decision"),
        (2030, "SI 2012/2089 regulation 21(7)", "the day of the decision"),
    ]


@pytest.mark.parametrize("law", [LegalBasis.INFORMAL, LegalBasis.CHILDREN, LegalBasis.NOT_SETTLED])
def test_no_period_is_invented_where_the_law_gives_none(law):
    meeting = held((2026, 3, 12), law)
    assert retention.of(meeting) == []
    assert render_to_string("committees/retention.html", {"meeting": meeting}).strip() == ""


@pytest.mark.parametrize(
    ("day", "years", "until"),
    [
        (date(2024, 2, 29), 6, date(2030, 3, 1)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2026, 2, 28), 6, date(2032, 2, 28)),
        (date(2026, 3, 1), 6, date(2032, 3, 1)),
        (date(2094, 2, 28), 6, date(2100, 2, 28)),
        (date(2096, 2, 29), 4, date(2100, 3, 1)),
    ],
)
def test_leap_days_make_no_period_shorter(day, years, until):
    assert retention.until(day, years) == until


def test_the_day_is_the_one_in_england():
    late = MeetingFactory(starts_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert retention.of(late)[0].until == date(2032, 7, 1)


def test_every_page_says_that_it_is_a_minimum():
    page = render_to_string("committees/retention.html", {"meeting": held((2026, 3, 12))})
    assert page.count("That is a minimum, not a day of deletion.") == 2


def test_what_passes_its_minimum_this_year_takes_one_query(django_assert_num_queries):
    old, newer = held((2020, 3, 12)), held((2022, 5, 1), LegalBasis.EXECUTIVE)
    for day in ((2021, 3, 12), (2019, 12, 31), (2023, 1, 1)):
        held(day)
    held((2020, 4, 1), LegalBasis.INFORMAL)
    MeetingFactory(starts_at=datetime(2020, 5, 1, 10, tzinfo=UTC), status=Meeting.Status.CANCELLED)
    with django_assert_num_queries(1):
        found = retention.passing(Meeting.objects.all(), 2026)
        names = [(meeting, kept.what, kept.until) for meeting, kept in found]
    assert names == [
        (old, "Minutes, agenda and reports", date(2026, 3, 12)),
        (newer, "Background papers", date(2026, 5, 1)),
    ]
    assert [kept.is_past(date(2026, 4, 1)) for _, kept in found] == [True, False]


def test_fact_11_published_works_are_no_statutory_background_papers(client):
    """LGA 1972 s100D(5): the page of an open report names what may be inspected, and until when at least."""
    meeting = MeetingFactory(starts_at=datetime(2026, 3, 12, 10, tzinfo=UTC), published_at=timezone.now(),
                             published_by=PersonFactory())  # fmt: skip
    paper = PaperFactory(item=AgendaItemFactory(meeting=meeting))
    SourceFactory(version=paper.version, title="The survey", is_published_work=False)
    SourceFactory(version=paper.version, title="An Act", is_published_work=True)
    page = client.get(reverse("committees:public_paper", args=[paper.pk])).text
    named = page[page.index("background-heading") :]
    assert ("The survey" in named, "An Act" in named, "An Act" in page) == (True, False, True)
    assert "until at least 12 March 2030" in named


def test_without_a_law_that_opens_them_no_background_papers_are_promised():
    informal = MeetingFactory(body__legal_basis=LegalBasis.INFORMAL)
    assert retention.background(informal, [SourceFactory(is_published_work=False)]) is None
    assert retention.background(MeetingFactory(), [SourceFactory(is_published_work=True)]) is None
