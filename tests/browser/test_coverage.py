"""Coverage, organisations and engagement in a browser: by hand, by keyboard, on a phone and without scripts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from committees.models import Attendance, Meeting, Seat
from roles.models import Organisation, Person
from roles.permissions import OfficeKind
from tests.factories.committees import MeetingFactory, SeatFactory, sit
from tests.factories.roles import (
    AppointmentFactory,
    CourseFactory,
    HomeFactory,
    OfficeFactory,
    PersonFactory,
    UserFactory,
    VisitFactory,
)

TODAY = timezone.localdate()
QUESTIONS = ["responsibilities", "posts", "acknowledgements", "training", "visits"]


@pytest.fixture
def council(people, body):
    """Something in every list: a vacant chair, a course, visits, a partner without a contact, and a meeting held."""
    SeatFactory(body=body, capacity=Seat.Capacity.VICE_CHAIR, office__label="Vice-chair of the sub-committee")
    acting = OfficeFactory(kind=OfficeKind.DIRECTOR, single_holder=True)
    AppointmentFactory(person=PersonFactory(name="Wren Tully"), office=acting, acting=True)
    CourseFactory(name="Being a corporate parent", is_induction=True)
    home = HomeFactory(name="Larkfield")
    done = {"done_on": TODAY, "report_received_on": TODAY}
    for days in range(3):
        VisitFactory(home=home, due_on=TODAY - timedelta(days=days), visitor=people.member, **(done if days else {}))
    trust = Organisation.objects.create(name="Vale Health Trust", kind=Organisation.Kind.HEALTH)
    nurse = PersonFactory(name="Nora Pell", category=Person.Category.PARTNER, organisation=trust)
    sit(nurse, body, Seat.Capacity.ATTENDEE, OfficeKind.ATTENDEE_SEAT)
    meeting = MeetingFactory(body=body, starts_at=timezone.now() - timedelta(days=2), status=Meeting.Status.HELD)
    for person, status in ((people.member, "Present"), (nurse, "Apologies")):
        Attendance.objects.create(meeting=meeting, person=person, order=1, name=person.name, status=status)
    return trust


def pages(trust):
    return [
        reverse("roles:coverage"),
        *(reverse("roles:coverage_question", args=[question]) for question in QUESTIONS),
        f"{reverse('roles:coverage')}?on=nonsense",
        reverse("roles:organisations"),
        reverse("roles:organisation", args=[trust.pk]),
        reverse("roles:council_duties"),
        reverse("roles:add_organisation"),
        reverse("roles:end_organisation", args=[trust.pk]),
        reverse("committees:engagement"),
        reverse("committees:organisation_attendance"),
    ]


@pytest.fixture
def both(people, page, phone, signed_in):
    """The head clerk at a desk, and on a phone."""
    return signed_in(page, people.head_clerk), signed_in(phone, people.head_clerk)


def test_every_page_is_accessible_and_fits_a_phone(council, both, axe, overflow):
    page, phone = both
    for address in pages(council):
        page.goto(address)
        assert axe(page) == [], address
        phone.goto(address)
        assert overflow(phone) == 0, address
        assert axe(phone) == [], address


@pytest.mark.parametrize("scripts", [True, False])
def test_a_gap_is_found_and_closed_by_naming_a_contact(council, people, new_page, signed_in, scripts):
    page = signed_in(new_page(java_script_enabled=scripts), people.head_clerk)
    page.goto(reverse("roles:coverage"))
    page.get_by_role("link", name="responsibilities", exact=False).first.click()
    page.get_by_label("Whose it is").select_option(label="Health services")
    page.get_by_role("button", name="Show these rows").click()
    expect(page.get_by_role("status")).to_contain_text("6 rows")
    page.get_by_role("link", name="name one for the organisation").click()
    page.get_by_role("link", name="Vale Health Trust").click()
    page.get_by_role("button", name="Name a contact").click()
    page.get_by_label("Named contact").select_option(label="Nora Pell")
    page.get_by_role("button", name="Save the organisation").click()
    expect(page.get_by_text("Nora Pell").first).to_be_visible()
    page.goto(f"{reverse('roles:coverage_question', args=['responsibilities'])}?holder=org_health")
    expect(page.get_by_text("No row fits what you asked for.")).to_be_visible()


def test_the_board_leads_to_each_list_by_keyboard_alone(council, people, page, signed_in):
    signed_in(page, people.clerk)
    page.goto(reverse("roles:coverage"))
    links = page.locator(".app-questions__number a")
    for number in range(links.count()):
        page.goto(reverse("roles:coverage"))
        for _ in range(60):
            page.keyboard.press("Tab")
            if links.nth(number).evaluate("link => link === document.activeElement"):
                break
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Coverage")
        assert f"/coverage/{QUESTIONS[number]}/" in page.url
        page.get_by_role("link", name="Back to coverage").press("Enter")
        page.wait_for_url("**/coverage/**")


def test_the_day_that_was_asked_for_stays_on_the_way_there_and_back(council, people, page, signed_in):
    signed_in(page, people.head_clerk)
    page.goto(reverse("roles:coverage"))
    page.get_by_label("Day", exact=True).fill("1 March 2026")
    page.get_by_role("button", name="Show that day").click()
    expect(page.get_by_role("heading", name="As it stood on Sunday 1 March 2026")).to_be_visible()
    page.get_by_role("link", name="posts").first.click()
    expect(page.get_by_text("on 1 March 2026").first).to_be_visible()
    page.get_by_role("link", name="Back to coverage on 1 March 2026").click()
    expect(page.get_by_role("heading", name="As it stood on Sunday 1 March 2026")).to_be_visible()


def test_a_list_is_saved_as_a_table_just_as_it_was_narrowed(council, people, page, signed_in):
    signed_in(page, people.head_clerk)
    page.goto(f"{reverse('roles:coverage_question', args=['posts'])}?acting=1")
    with page.expect_download() as saved:
        page.get_by_role("link", name="as a table (CSV)").click()
    written = saved.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(written) == 2
    assert "Wren Tully" in written[1]


def test_the_lead_member_sees_who_came_and_who_did_nothing(council, people, page, signed_in):
    lead = PersonFactory(name="Councillor Lena Ash", category=Person.Category.MEMBER)
    UserFactory(person=lead)
    AppointmentFactory(person=lead, office=OfficeFactory(kind=OfficeKind.LEAD_MEMBER))
    signed_in(page, lead).goto(reverse("committees:engagement"))
    row = page.get_by_role("row", name=people.member.name)
    expect(row).to_contain_text("1 of 1")
    page.get_by_label("Show").select_option(label="Those with nothing yet")
    page.get_by_role("button", name="Show members").click()
    expect(page.get_by_role("row", name=people.member.name)).to_have_count(0)
    expect(page.get_by_role("row", name=people.other.name)).to_have_count(1)
    page.get_by_role("link", name=people.other.name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(people.other.name)
