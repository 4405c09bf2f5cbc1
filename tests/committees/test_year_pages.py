"""The pages of the year: a pattern, its dates looked at and changed, and all meetings month by month."""

from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from committees.models import Meeting
from committees.models.bodies import LegalBasis
from corporate_parenting.lib import calendar
from corporate_parenting.lib.forms import typed_date
from roles import council
from roles.audit import SYSTEM
from roles.permissions import OfficeKind
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, sit
from tests.factories.roles import AppointmentFactory, OfficeFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
# The municipal year after this one, in whatever year the tests run.
FIRST = date(TODAY.year + 1, 5, 1)
LAST = date(TODAY.year + 2, 4, 30)
PATTERN = {
    "every": "3", "unit": "months", "nth": "2", "weekday": "1", "begins": "10:00", "ends": "", "place": "Room 1",
    **typed_date("first", FIRST), **typed_date("last", LAST),
}  # fmt: skip


def at(day, hour=10):
    return timezone.make_aware(datetime.combine(day, time(hour)))


@pytest.fixture
def clerk(people, sign_in):
    return sign_in(people.clerk)


def review_url(body, **more):
    return f"{reverse('committees:year_review', args=[body.pk])}?{urlencode(PATTERN | more, doseq=True)}"


def typed(response, **changes):
    """What a browser would send from the page, with some of it typed anew."""
    formset = response.context["formset"]
    found = {"form-TOTAL_FORMS": len(formset.forms), "form-INITIAL_FORMS": len(formset.forms)}
    for line in response.context["lines"]:
        form = line.form
        for name in ("begins", "ends"):
            value = form[name].value()
            found[f"{form.prefix}-{name}"] = value.strftime("%H:%M") if hasattr(value, "strftime") else value or ""
        day = form["day"].value()
        parts = [day.day, day.month, day.year] if isinstance(day, date) else day
        found |= dict(zip((f"{form.prefix}-day-{part}" for part in ("day", "month", "year")), parts, strict=True))
        found |= {f"{form.prefix}-wanted": form["wanted"].value() or "", f"{form.prefix}-seen": line.seen}
        if form["leave_out"].value():
            found[f"{form.prefix}-leave_out"] = "on"
    return found | changes


def on(number, day):
    return typed_date(f"form-{number}-day", day)


def test_the_pattern_begins_with_what_is_usual(clerk, body):
    page = clerk.get(reverse("committees:year_plan", args=[body.pk]))
    assert page.status_code == 200
    assert 'method="get"' in page.text
    assert reverse("committees:year_review", args=[body.pk]) in page.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"every": "13"}, "Every must be 12 or less"),
        ({"last-year": str(FIRST.year - 1)}, "The last day must be after the first day"),
        ({"last-year": str(FIRST.year + 3)}, "at most two years"),
        ({"ends": "09:00"}, "The meeting must end after it starts"),
        ({"unit": "weeks", "every": "1", "last-year": str(FIRST.year + 2)}, "can be planned at once"),
        ({"leave_out": [str(number) for number in range(1, 13)]}, "No day fits this pattern"),
    ],
)
def test_a_pattern_that_cannot_be_is_said_beside_it_and_kept(clerk, body, wrong, words):
    page = clerk.get(review_url(body, **wrong))
    assert words in page.text
    assert 'value="Room 1"' in page.text


def test_each_date_is_shown_with_its_last_day_to_publish(clerk, body):
    page = clerk.get(review_url(body))
    assert len(page.context["lines"]) == 4
    assert page.text.count("Last lawful day to publish:") == 4
    assert "Nothing is in the calendar yet" in page.text
    assert not body.meetings.exists()


def test_august_is_left_out_where_it_is_ticked(clerk, body):
    page = clerk.get(review_url(body, leave_out=["8"]))
    assert [line.proposal.day.month for line in page.context["lines"]] == [5, 11, 2]


def test_the_dates_are_put_into_the_calendar_as_planned(clerk, body):
    url = review_url(body)
    sent = clerk.post(url, typed(clerk.get(url), put="1"))
    assert sent["Location"] == reverse("committees:body", args=[body.pk])
    assert set(body.meetings.values_list("status", "place")) == {("planned", "Room 1")}
    assert body.meetings.count() == 4


def test_pressing_twice_makes_no_doubles(clerk, body):
    url = review_url(body)
    answers = typed(clerk.get(url), put="1")
    clerk.post(url, answers)
    again = clerk.post(url, answers, follow=True)
    assert "0 meetings" in again.text
    assert "4 stood there already" in again.text
    assert body.meetings.count() == 4


def test_a_date_that_is_left_out_is_not_put_in_whatever_is_typed(clerk, body):
    url = review_url(body)
    answers = typed(clerk.get(url), put="1", **{"form-1-leave_out": "on", "form-1-day-month": "no month"})
    clerk.post(url, answers)
    assert body.meetings.count() == 3


def test_a_changed_date_is_checked_anew_and_kept(clerk, body):
    url = review_url(body)
    holiday = date(FIRST.year, 12, 25)
    page = clerk.post(url, typed(clerk.get(url), check="1", **on(0, holiday), **{"form-0-begins": "14:30"}))
    assert page.context["lines"][0].proposal.day == holiday
    assert 'value="14:30"' in page.text
    assert "No working day" in page.text
    assert not body.meetings.exists()


def test_what_is_new_about_a_changed_date_is_read_before_it_is_put_in(clerk, body):
    url = review_url(body)
    answers = typed(clerk.get(url), put="1", **on(0, date(FIRST.year, 12, 25)))
    page = clerk.post(url, answers)
    assert "Read what is said about" in page.text
    assert not body.meetings.exists()
    clerk.post(url, typed(page, put="1"))
    assert body.meetings.filter(starts_at__date=date(FIRST.year, 12, 25)).exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"form-0-day-month": "13"}, "The day must be a real date"),
        ({"form-0-begins": "late"}, "Enter start time as a time"),
        (on(0, TODAY - timedelta(days=1)), "The day must not be in the past"),
        ({"form-0-ends": "09:00"}, "The meeting must end after it starts"),
    ],
)
def test_what_is_typed_wrongly_is_said_and_nothing_is_lost(clerk, body, wrong, words):
    url = review_url(body)
    page = clerk.post(url, typed(clerk.get(url), put="1", **({"form-1-begins": "11:11"} | wrong)))
    assert words.lower() in page.text.lower()
    assert 'value="11:11"' in page.text
    assert page.text.startswith("<!doctype html>")
    assert "Error:" in page.text
    assert not body.meetings.exists()


def test_two_dates_at_one_moment_are_refused(clerk, body):
    url = review_url(body)
    page = clerk.get(url)
    day = page.context["lines"][1].proposal.day
    again = clerk.post(url, typed(page, put="1", **on(0, day)))
    assert "Two dates are at the same day and time" in again.text
    assert not body.meetings.exists()


def test_a_form_without_its_dates_is_refused_in_words(clerk, body):
    page = clerk.post(review_url(body), {"put": "1"})
    assert page.status_code == 200
    assert not body.meetings.exists()


def test_a_day_after_the_end_of_the_body_is_refused(clerk, body):
    body.ends_on = date(FIRST.year, 12, 1)
    body.save()
    url = review_url(body)
    page = clerk.post(url, typed(clerk.get(url), put="1", **on(0, date(FIRST.year, 12, 2))))
    assert "does not meet on that day" in page.text


def test_a_day_on_which_the_body_meets_is_left_out_to_begin_with(clerk, body):
    url = review_url(body)
    day = clerk.get(url).context["lines"][0].proposal.day
    MeetingFactory(body=body, starts_at=at(day))
    page = clerk.get(url)
    assert page.context["lines"][0].form["leave_out"].value()
    assert "Meets already" in page.text


def test_a_clash_with_a_body_that_the_clerk_may_not_know_of_has_no_name(clerk, people, body):
    hidden = BodyFactory(name="Our Secret Voice", kind="children", legal_basis=LegalBasis.CHILDREN)
    sit(people.member, hidden)
    url = review_url(body)
    day = clerk.get(url).context["lines"][0].proposal.day
    MeetingFactory(body=hidden, starts_at=at(day))
    page = clerk.get(url)
    assert "Another body with some of the same members" in page.text
    assert "Secret" not in page.text


@pytest.mark.parametrize("name", ["member", "other", "co_opted", "author"])
def test_only_the_clerk_and_who_manages_bodies_plan(people, sign_in, body, name):
    client = sign_in(getattr(people, name))
    assert client.get(reverse("committees:year_plan", args=[body.pk])).status_code == 403
    assert client.get(review_url(body)).status_code == 403
    assert client.post(review_url(body), {"put": "1"}).status_code == 403


def test_who_manages_bodies_plans_too(people, sign_in, body):
    client = sign_in(people.head_clerk)
    url = review_url(body)
    client.post(url, typed(client.get(url), put="1"))
    assert body.meetings.count() == 4


def test_dates_whose_bank_holidays_nobody_has_published_say_so(clerk, body):
    years = {"first-year": "2040", "last-year": "2041"}
    assert "The bank holidays of 2040 and 2041 are worked out" in clerk.get(review_url(body, **years)).text


# --- The year


@pytest.fixture
def published(body, people):
    """A published meeting in this municipal year, with an item."""
    day = at(TODAY)
    made = MeetingFactory(body=body, starts_at=day, published_at=day, published_by=people.clerk)
    AgendaItemFactory(meeting=made, title="An item of business")
    return made


def year_page(client, **asked):
    return client.get(reverse("committees:year"), asked)


def test_the_year_shows_meetings_by_month_in_words(clerk, body, published):
    MeetingFactory(body=body, starts_at=at(TODAY, 14), status=Meeting.Status.PLANNED)
    MeetingFactory(body=body, starts_at=at(TODAY, 15))
    MeetingFactory(body=body, starts_at=at(TODAY, 16), status=Meeting.Status.CANCELLED)
    page = year_page(clerk)
    assert page.context["count"] == 4
    for words in ("Published", "Planned: the date can change", "Confirmed", "Cancelled", f"{TODAY:%B %Y}"):
        assert words in page.text
    assert reverse("committees:agenda", args=[published.pk]) in page.text


def test_bank_holidays_and_closure_days_stand_in_their_month(clerk):
    council.close_on(TODAY, reason="Local holiday", by=SYSTEM)
    page = year_page(clerk)
    assert "(Christmas Day" in page.text
    assert "Local holiday" in page.text


def test_members_read_planned_dates_and_no_more(people, sign_in, body):
    planned = MeetingFactory(body=body, starts_at=at(TODAY), status=Meeting.Status.PLANNED)
    page = year_page(sign_in(people.member))
    assert "Planned: the date can change" in page.text
    assert f"/meetings/{planned.pk}/" not in page.text


def test_planned_dates_of_a_closed_body_are_for_those_with_a_place_on_it(people, sign_in):
    board = BodyFactory(name="Quiet Board", legal_basis=LegalBasis.INFORMAL)
    sit(people.member, board)
    MeetingFactory(body=board, starts_at=at(TODAY), status=Meeting.Status.PLANNED)
    assert year_page(sign_in(people.member)).context["count"] == 1
    assert year_page(sign_in(people.other)).context["count"] == 0


def test_the_year_is_narrowed_by_body_month_year_and_mine(people, sign_in, body, published):
    client, other = sign_in(people.member), BodyFactory(name="Another Committee")
    MeetingFactory(body=other, starts_at=at(TODAY), status=Meeting.Status.PLANNED)
    last_year = at(year_page(client).context["first"] - timedelta(days=1))
    MeetingFactory(body=body, starts_at=last_year, published_at=last_year, published_by=people.clerk)
    assert year_page(client).context["count"] == 2
    assert year_page(client, body=body.pk).context["count"] == 1
    assert year_page(client, only="on").context["count"] == 1
    assert year_page(client, month=TODAY.month).context["count"] == 2
    assert year_page(client, month=TODAY.month % 12 + 1).context["count"] == 0
    before = year_page(client).context["first"].year - 1
    assert year_page(client, year=before).context["count"] == 1
    assert year_page(client, year="x", month="99", body="-1").context["count"] == 2


def test_clashes_of_members_are_marked_for_clerks(people, sign_in, body, published):
    other = BodyFactory(name="Another Committee")
    sit(people.member, other)
    MeetingFactory(body=other, starts_at=at(TODAY))
    assert "On both: Councillor Bram Holt." in year_page(sign_in(people.clerk)).text
    assert "On both" not in year_page(sign_in(people.member)).text


def test_a_closure_day_added_later_is_marked_on_the_meeting_for_its_clerk(people, sign_in, body, published):
    words = "No working day: Election count."
    council.close_on(TODAY, reason="Election count", by=SYSTEM)
    weekend = TODAY.weekday() > 4
    assert (words in year_page(sign_in(people.clerk)).text) is not weekend
    assert words not in year_page(sign_in(people.member)).text


def test_the_table_holds_the_same(clerk, body, published):
    rows = b"".join(clerk.get(reverse("committees:year_table"))).decode().splitlines()
    assert rows[0].endswith("day,weekday,starts,ends,body,place,state,clashes")
    assert len(rows) == 2
    assert "Published" in rows[1]


def test_the_year_costs_the_same_with_ten_and_with_a_thousand(people, sign_in, body, django_assert_max_num_queries):
    client = sign_in(people.clerk)
    other = BodyFactory()
    sit(people.member, other)
    # Whoever clerks both sees both.
    AppointmentFactory(person=people.clerk, office=OfficeFactory(kind=OfficeKind.CLERK, remit=other.remit))
    first = date(TODAY.year - (TODAY.month < 5), 5, 1)

    def more(count):
        Meeting.objects.bulk_create(
            Meeting(body=one, starts_at=at(first + timedelta(days=number % 360)), status=Meeting.Status.PLANNED)
            for number in range(count)
            for one in (body, other)
        )

    more(5)
    with django_assert_max_num_queries(25) as few:
        assert year_page(client).context["count"] == 10
    more(495)
    with django_assert_max_num_queries(25) as many:
        assert year_page(client).context["count"] == 1000
    assert len(many) == len(few)


def test_the_public_year_has_published_meetings_and_bare_dates(client, body, published):
    planned = MeetingFactory(body=body, starts_at=at(TODAY, 14), status=Meeting.Status.PLANNED, note="Secret note")
    AgendaItemFactory(meeting=planned, title="Secret item")
    MeetingFactory(body=BodyFactory(legal_basis=LegalBasis.INFORMAL, name="Quiet Board"), starts_at=at(TODAY))
    page = client.get(reverse("committees:public_year"))
    assert page.context["count"] == 2
    assert reverse("committees:public_meeting", args=[published.pk]) in page.text
    assert "Planned: the date can change" in page.text
    for hidden in ("Secret", "Quiet Board", reverse("committees:public_meeting", args=[planned.pk])):
        assert hidden not in page.text
    assert client.get(reverse("committees:public_meeting", args=[planned.pk])).status_code == 404


@pytest.mark.parametrize("typed_year", ["", "x", "0", "99999999999999999999", "-5", "²"])
def test_the_public_year_takes_any_nonsense_for_this_year(client, typed_year):
    first = date(TODAY.year - (TODAY.month < 5), 5, 1)
    assert client.get(reverse("committees:public_year"), {"year": typed_year}).context["first"] == first


def test_the_public_year_can_be_another_one(client):
    assert client.get(reverse("committees:public_year"), {"year": TODAY.year + 1}).context["first"] == FIRST


# --- How far the bank holidays are known


@pytest.mark.parametrize("name", ["roles:council_facts", "roles:closures"])
def test_the_council_is_told_how_far_bank_holidays_are_known_and_where_to_add_one(people, sign_in, name):
    page = sign_in(people.head_clerk).get(reverse(name)).text
    assert calendar.known_words() in page
    assert f"31 December {calendar.known_to().year}" in page


def test_a_proclaimed_bank_holiday_is_added_as_a_closure_day_and_moves_the_last_day(people, sign_in, body):
    clerk, url = sign_in(people.clerk), review_url(body)
    meeting, last_day = _first(clerk, url)
    added = typed_date("day", last_day) | {"reason": "Holiday by proclamation"}
    sign_in(people.head_clerk).post(reverse("roles:closures"), added)
    meeting_now, last_day_now = _first(clerk, url)
    assert meeting_now == meeting
    assert last_day_now < last_day


def _first(client, url):
    proposal = client.get(url).context["lines"][0].proposal
    return proposal.day, proposal.last_day


def test_what_is_wrong_leads_to_the_box_that_is_wrong(clerk, body):
    url = review_url(body)
    page = clerk.post(url, typed(clerk.get(url), put="1", **{"form-2-day-month": "13", "form-1-begins": ""}))
    assert 'href="#id_form-2-day-day"' in page.text
    assert 'id="id_form-2-day-day"' in page.text
    assert 'href="#id_form-1-begins"' in page.text
    assert "Date 2: Enter the start time" in page.text
