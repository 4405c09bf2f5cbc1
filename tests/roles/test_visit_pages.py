"""Pages about children's homes and visits: who finds them, what they say, and what is typed there."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib.forms import typed_date
from roles.models import Home, Person, Visit, VisitAction
from roles.permissions import OfficeKind
from tests.factories.roles import (
    AppointmentFactory,
    HomeFactory,
    OfficeFactory,
    PersonFactory,
    VisitActionFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db
ROTA, INDEPENDENT = Visit.Kind.ROTA, Visit.Kind.INDEPENDENT
CANARY = "Zephyrholm"
DAY = timedelta(days=1)
OTHERS = ["clerk", "member", "co_opted", "author", "clearer", "participation", "admin", "guardian"]


def today():
    return timezone.localdate()


def url(name, *args):
    return reverse(f"roles:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def appoint(person, kind):
    AppointmentFactory(person=person, office=OfficeFactory(kind=kind))
    return person


@pytest.fixture
def keeper(people):
    return people.head_clerk


@pytest.fixture
def keeper_here(keeper, sign_in):
    return sign_in(keeper)


@pytest.fixture
def lead(people):
    return appoint(people.chair, OfficeKind.LEAD_MEMBER)


@pytest.fixture
def visitor(people):
    return appoint(people.other, OfficeKind.ROTA_VISITOR)


@pytest.fixture
def home(db):
    return HomeFactory(name=CANARY)


@pytest.fixture
def visit(home, visitor):
    """Overdue by a week, and the rota visitor's."""
    return VisitFactory(home=home, due_on=today() - 7 * DAY, visitor=visitor)


@pytest.fixture
def made(home):
    """Somebody else's; something is to be done because of it."""
    visit = VisitFactory(home=home, kind=INDEPENDENT, due_on=today() - 40 * DAY, done_on=today() - 41 * DAY)
    VisitActionFactory(visit=visit, owner=PersonFactory(name="Officer Zadie Orme"), due_on=today())
    return visit


def pages(home, visit, action):
    reading = [("visits",), ("visits_export",), ("childrens_home", home), ("visit", visit)]
    writing = [
        ("add_home",),
        ("change_home", home),
        ("close_home", home),
        ("plan_visits", home),
        ("assign_visit", visit),
        ("visit_made", visit),
        ("visit_report", visit),
        ("visit_not_needed", visit),
        ("ask_after_visit", visit),
        ("close_visit_action", action),
    ]
    return reading, writing


# --- Who finds them


def test_those_who_keep_visits_open_every_page(people, sign_in, home, made):
    reading, writing = pages(home, made, made.actions.get())
    for kind in (OfficeKind.HEAD_CLERK, OfficeKind.CHILDRENS_MANAGER, OfficeKind.DIRECTOR):
        client = sign_in(appoint(people.author, kind))
        assert {client.get(url(*page)).status_code for page in [*reading, *writing]} == {200}


def test_who_leads_reads_everything_and_changes_nothing(lead, sign_in, home, made):
    client = sign_in(lead)
    reading, writing = pages(home, made, made.actions.get())
    assert {client.get(url(*page)).status_code for page in reading} == {200}
    assert {client.get(url(*page)).status_code for page in writing} == {403}
    assert client.post(url("visit_needed", made)).status_code == 403
    assert "Add a home" not in client.get(url("visits")).text
    assert "Ask for an action" not in client.get(url("visit", made)).text


@pytest.mark.usefixtures("visit")
@pytest.mark.parametrize("who", OTHERS)
def test_others_find_no_such_page(people, sign_in, home, made, who):
    client = sign_in(getattr(people, who))
    reading, writing = pages(home, made, made.actions.get())
    found = {page: client.get(url(*page)).status_code for page in [*reading, *writing]}
    assert found == {page: 403 if page == ("add_home",) else 404 for page in found}
    assert client.post(url("visit_needed", made)).status_code == 404


def test_a_rota_visitor_sees_homes_and_own_visits_alone(sign_in, visitor, home, visit, made):
    client = sign_in(visitor)
    shown = client.get(url("visits"))
    assert list(shown.context["to_make"]) == [visit]
    assert list(shown.context["awaited"]) == []
    assert [one.pk for one in client.get(url("childrens_home", home)).context["page"]] == [visit.pk]
    lines = b"".join(client.get(url("visits_export"), {"state": "all"})).decode().splitlines()
    assert len(lines) == 2
    assert client.get(url("visit", visit)).status_code == 200
    _, writing = pages(home, made, made.actions.get())
    assert client.get(url("visit", made)).status_code == 404
    statuses = {page[0]: client.get(url(*page)).status_code for page in writing}
    assert {name for name, status in statuses.items() if status == 200} == set()


def test_a_visitor_may_say_made_once_and_not_change_who_visits(sign_in, visitor, visit):
    client = sign_in(visitor)
    assert client.get(url("assign_visit", visit)).status_code == 403
    assert client.get(url("visit_not_needed", visit)).status_code == 403
    client.post(url("visit_made", visit), typed_date("on", today() - DAY))
    visit.refresh_from_db()
    assert visit.done_on == today() - DAY
    assert client.get(url("visit_made", visit)).status_code == 403
    client.post(url("visit_report", visit), typed_date("on", today()))
    assert client.get(url("visit_report", visit)).status_code == 403
    visit.refresh_from_db()
    assert visit.state == "complete"


def test_a_password_alone_opens_none_of_them(keeper, sign_in, home, made):
    client = sign_in(keeper, code=False)
    reading, writing = pages(home, made, made.actions.get())
    assert {client.get(url(*page)).status_code for page in [*reading, *writing]} == {302}


def test_strangers_are_sent_to_the_door(home, made):
    reading, writing = pages(home, made, made.actions.get())
    for page in [*reading, *writing]:
        assert Client().get(url(*page))["Location"].startswith(reverse("account_login"))


@pytest.mark.usefixtures("visit")
@pytest.mark.parametrize("who", OTHERS)
def test_no_page_of_others_names_a_home(people, sign_in, made, who):
    """Homes, visits and actions are there; nobody who has nothing to do with them meets the name anywhere."""
    person = getattr(people, who)
    VisitActionFactory(visit=made, owner=person, text="Order a new shed", due_on=today())
    client = sign_in(person)
    names = ["home", "front", "roles:my_role", "roles:training", "roles:catalogue", "roles:people", "roles:audit"]
    names += ["roles:audit_export", "roles:visits", "roles:visits_export", "committees:actions", "reports:list"]
    for name in names:
        response = client.get(reverse(name))
        said = b"".join(response) if response.streaming else response.content
        assert CANARY.encode() not in said, name


def test_the_owner_of_an_action_does_it_without_learning_the_home(people, sign_in, home, made):
    action = VisitActionFactory(visit=made, owner=people.clearer, text="Order a new shed", due_on=today())
    client = sign_in(people.clearer)
    page = client.get(url("close_visit_action", action))
    assert "Order a new shed" in page.text
    assert CANARY not in page.text
    assert client.get(url("close_visit_action", made.actions.exclude(pk=action.pk).get())).status_code == 404
    sent = client.post(url("close_visit_action", action), typed_date("on", today()))
    assert sent["Location"] == reverse("home")
    action.refresh_from_db()
    assert action.done_on == today()


# --- The board


def year_of_visits():
    """29 of 42 rota visits reported in the last twelve months, 6 more made; one of each kind that does not count."""
    home = HomeFactory()
    for n in range(42):
        due_on = today() - timedelta(days=n * 8)
        VisitFactory(
            home=home,
            due_on=due_on,
            done_on=due_on if n < 35 else None,
            report_received_on=today() if n < 29 else None,
        )
    VisitFactory(home=home, due_on=today() - timedelta(days=400), done_on=today())
    VisitFactory(home=home, due_on=today() + DAY)
    VisitFactory(home=home, due_on=today() - DAY, not_needed="The home was empty")


def test_each_figure_leads_to_the_rows_behind_it(keeper, sign_in):
    year_of_visits()
    client = sign_in(keeper)
    page = client.get(url("visits"))
    assert "29 of 42 reports in, 69\u00a0%" in page.text
    year = page.context["year"]
    assert f"?kind=rota&amp;state=so_far&amp;{year.replace('&', '&amp;')}#list" in page.text
    found = {
        state: client.get(f"{url('visits')}?kind=rota&state={state}&{year}").context["page"].paginator.count
        for state in ("so_far", "made", "complete", "to_make", "awaited")
    }
    assert found == {"so_far": 42, "made": 35, "complete": 29, "to_make": 7, "awaited": 6}


@pytest.mark.parametrize(
    ("asked", "states"),
    [
        ({}, ["overdue", "due", "awaited"]),
        ({"state": "overdue"}, ["overdue"]),
        ({"state": "due"}, ["due", "due"]),
        ({"state": "awaited"}, ["awaited"]),
        ({"state": "complete"}, ["complete"]),
        ({"state": "made"}, ["awaited", "complete"]),
        ({"state": "not_needed"}, ["not_needed"]),
        ({"state": "to_make"}, ["overdue", "due", "due"]),
        ({"state": "all"}, ["overdue", "due", "due", "awaited", "complete", "not_needed"]),
        ({"state": "all", "kind": "independent"}, []),
        ({"state": "all", "since": "2099-01-01"}, []),
        ({"state": "nonsense"}, ["overdue", "due", "awaited"]),
    ],
)
def test_page_and_download_are_narrowed_alike(keeper, sign_in, home, asked, states):
    past, near, far = today() - 9 * DAY, today() + 9 * DAY, today() + 90 * DAY
    for number, more in enumerate(
        [
            {"due_on": past},
            {"due_on": near},
            {"due_on": far},
            {"due_on": past - DAY, "done_on": past},
            {"due_on": past - 2 * DAY, "done_on": past, "report_received_on": past},
            {"due_on": past - 3 * DAY, "not_needed": "The home was empty"},
        ]
    ):
        VisitFactory(home=home, visitor=PersonFactory(name=f"Visitor {number}"), **more)
    client = sign_in(keeper)
    page = client.get(url("visits"), asked)
    assert sorted(visit.state for visit in page.context["page"]) == sorted(states)
    lines = b"".join(client.get(url("visits_export"), asked)).decode().splitlines()
    assert len(lines) == 1 + len(states)


def test_it_is_narrowed_by_home_and_visitor(keeper, sign_in, visit, made):
    VisitFactory(due_on=today())
    client = sign_in(keeper)
    asked = client.get(url("visits"), {"home": visit.home_id, "visitor": visit.visitor_id})
    assert list(asked.context["page"]) == [visit]
    assert list(asked.context["filter"].form.fields["visitor"].queryset) == [visit.visitor]


def test_an_empty_board_says_what_to_do_first(keeper, lead, sign_in):
    assert "Add the first home by its name" in sign_in(keeper).get(url("visits")).text
    assert "once those who look after visits have added them" in sign_in(lead).get(url("visits")).text


def test_both_kinds_are_told_apart(keeper, sign_in, visit, made):
    client = sign_in(keeper)
    for page in (client.get(url("visits")), client.get(url("visit", visit))):
        assert "it is the council’s own choice today" in page.text
    for page in (client.get(url("visits")), client.get(url("visit", made))):
        assert "regulation 44 of the Children’s Homes (England) Regulations 2015" in page.text


# --- Homes


def test_a_home_is_added_changed_and_closed(keeper, sign_in):
    client = sign_in(keeper)
    about = {"name": "Larkfield", "rota_every_months": "2"} | typed_date("starts_on", date(2025, 4, 1))
    client.post(url("add_home"), about)
    home = Home.objects.get()
    assert (home.rota_every_months, home.independent_visits, home.starts_on) == (2, False, date(2025, 4, 1))
    client.post(url("change_home", home), about | {"name": "Meadow", "independent_visits": "on"})
    client.post(url("close_home", home), typed_date("on", date(2026, 3, 31)))
    home.refresh_from_db()
    assert (home.name, home.independent_visits, home.ends_on) == ("Meadow", True, date(2026, 3, 31))
    assert "Plan visits" not in client.get(url("childrens_home", home)).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "12 Elm Road"}, "This looks like an address"),
        ({"name": "Larkfield QX1 9ZZ"}, "This has a postcode in it"),
        ({"name": CANARY.upper()}, "There is a home of this name already"),
        ({"name": ""}, "Enter the name of the home"),
        ({"rota_every_months": "often"}, "as a whole number"),
        ({"rota_every_months": "0"}, "must be 1 or more"),
        ({"starts_on-month": "13"}, "must be a real date"),
    ],
)
def test_a_home_that_cannot_be_is_refused_and_nothing_typed_is_lost(keeper, sign_in, home, wrong, said):
    about = {"name": "Larkfield", "rota_every_months": "17"} | typed_date("starts_on", date(2025, 4, 1)) | wrong
    page = sign_in(keeper).post(url("add_home"), about)
    assert page.status_code == 200
    assert said in page.text
    assert page.context["form"]["rota_every_months"].value() == about["rota_every_months"]
    assert Home.objects.count() == 1


# --- Planning


def plan_query(first, until, **more):
    return (
        {"kind": "rota", "every_months": "1", "visitor": ""}
        | typed_date("first", first)
        | typed_date("until", until)
        | more
    )


def test_a_year_is_shown_first_and_then_planned(keeper, visitor, sign_in, home):
    client, address = sign_in(keeper), url("plan_visits", home)
    assert client.get(address).context["days"] == []
    asked = plan_query(date(2027, 1, 4), date(2027, 12, 31), visitor=visitor.pk)
    shown = client.get(address, asked)
    assert len(shown.context["new"]) == 12
    assert "moved from 4 April 2027: Sunday" in shown.text
    assert "Plan these 12 visits" in shown.text
    assert Visit.objects.count() == 0
    client.post(f"{address}?{shown.request['QUERY_STRING']}")
    assert set(home.visits.values_list("kind", "visitor")) == {("rota", visitor.pk)}
    assert home.visits.count() == 12
    assert "Each of these visits is planned already" in client.get(address, asked).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": ""}, "Answer the question"),
        ({"first-year": "27"}, "must have a year of four digits"),
        ({"until-year": "2026"}, "The last day cannot be before the first"),
        ({"until-year": "2090"}, "That is more than 60 visits"),
        ({"every_months": "x"}, "as a whole number"),
        ({"kind": "independent", "every_months": "2"}, "A regulation 44 visit is due each month"),
        ({"visitor": "999999"}, "from the list"),
        ({"first-year": "2019", "until-year": "2020"}, "Visits to this home are kept from"),
    ],
)
def test_what_cannot_be_planned_is_said(keeper, sign_in, home, wrong, said):
    client, address = sign_in(keeper), url("plan_visits", home)
    page = client.get(address, plan_query(date(2027, 1, 4), date(2027, 12, 31)) | wrong)
    assert said in page.text
    assert page.context["days"] == []
    client.post(f"{address}?{page.request['QUERY_STRING']}")
    assert Visit.objects.count() == 0


def test_a_rota_visit_is_not_planned_for_somebody_who_is_no_rota_visitor(keeper, people, sign_in, home):
    asked = plan_query(date(2027, 1, 4), date(2027, 12, 31), visitor=people.author.pk)
    assert "A rota visit is made by an elected member" in sign_in(keeper).get(url("plan_visits", home), asked).text


# --- One visit


def test_a_visit_is_given_to_a_rota_visitor_alone(keeper, people, visitor, sign_in, home):
    visit = VisitFactory(home=home, due_on=today())
    client = sign_in(keeper)
    client.post(url("assign_visit", visit), {"visitor": people.author.pk})
    visit.refresh_from_db()
    assert visit.visitor is None
    client.post(url("assign_visit", visit), {"visitor": visitor.pk})
    visit.refresh_from_db()
    assert visit.visitor == visitor


def test_a_member_who_makes_a_regulation_44_visit_is_doubted(keeper, visitor, sign_in, made):
    client = sign_in(keeper)
    page = client.post(url("assign_visit", made), {"visitor": visitor.pk}, follow=True)
    assert "is an elected member. Regulations 43 and 44" in page.text


@pytest.mark.parametrize(
    ("page", "sent", "said"),
    [
        ("visit_made", {"on-day": "1", "on-month": "1", "on-year": "2099"}, "The day cannot be in the future"),
        ("visit_made", {"on-day": "31", "on-month": "2", "on-year": "2026"}, "must be a real date"),
        ("visit_made", {"on-day": ""}, "Answer the question “When was the visit?”"),
        ("visit_report", {"on-day": "1", "on-month": "1", "on-year": "2026"}, "Say first that the visit was made"),
        ("visit_not_needed", {"why": ""}, "Answer the question"),
        ("ask_after_visit", {"text": "Mend the gate", "due_on-day": "1"}, "must include a month and year"),
    ],
)
def test_what_cannot_be_said_of_a_visit_is_refused(keeper_here, visit, page, sent, said):
    response = keeper_here.post(url(page, visit), sent)
    assert response.status_code == 200
    assert said in response.text
    visit.refresh_from_db()
    assert visit.state == "overdue"


def test_a_visit_is_called_off_and_taken_up_again(keeper, sign_in, visit):
    client = sign_in(keeper)
    client.post(url("visit_not_needed", visit), {"why": "The home was empty"})
    assert "The home was empty" in client.get(url("visit", visit)).text
    client.post(url("visit_needed", visit))
    visit.refresh_from_db()
    assert visit.state == "overdue"


def test_a_visit_of_a_closed_home_is_not_taken_up_again(keeper, sign_in, visit):
    visit.not_needed = "The home has closed"
    visit.save()
    Home.objects.update(ends_on=date(2026, 1, 1))
    page = sign_in(keeper).post(url("visit_needed", visit), follow=True)
    assert "The home has closed by that day" in page.text


def test_an_action_has_an_owner_and_a_day_and_is_closed(keeper, people, sign_in, made):
    client = sign_in(keeper)
    asked = {"text": "Mend the gate", "owner": people.author.pk} | typed_date("due_on", today() + DAY)
    client.post(url("ask_after_visit", made), asked)
    action = VisitAction.objects.get(owner=people.author)
    events = client.get(url("visit", made)).context["events"]
    assert [event["title"] for event in events] == ["Made", "Due", "Action due", "Action due"]
    client.post(url("close_visit_action", action), typed_date("on", today()))
    action.refresh_from_db()
    assert action.done_on == today()
    assert "It was done on" in client.get(url("close_visit_action", action)).text


def test_actions_are_for_members_and_officers(keeper, people, sign_in, made):
    owners = sign_in(keeper).get(url("ask_after_visit", made)).context["form"].fields["owner"].queryset
    assert people.author in owners
    assert people.co_opted not in owners


@pytest.mark.usefixtures("visit")
def test_pages_ask_as_much_of_many_as_of_few(keeper_here, visitor, sign_in, made, django_assert_max_num_queries):
    clients = {keeper_here: [url("visits"), url("childrens_home", made.home), url("visit", made)]}
    clients[sign_in(visitor)] = [url("visits"), url("childrens_home", made.home)]

    def queries():
        counts = []
        for client, addresses in clients.items():
            for address in addresses:
                with django_assert_max_num_queries(15) as asked:
                    client.get(address)
                counts.append(len(asked))
        return counts

    queries()
    few = queries()
    for n in range(30):
        VisitFactory(home=made.home, due_on=today() - n * DAY, visitor=visitor, kind=INDEPENDENT)
        VisitFactory(due_on=today() - n * DAY, done_on=today(), visitor=PersonFactory())
        VisitActionFactory(visit=made, owner=PersonFactory())
    assert queries() == few


def test_lists_to_choose_from_name_nobody_whose_name_is_not_public(people, sign_in, home):
    for name, category in (("HIDDEN carer", "co_optee"), ("HIDDEN officer", "officer"), ("HIDDEN young", "young")):
        PersonFactory(name=name, category=category, name_is_public=False)
    colleague, partner = (PersonFactory(name=f"Known {kind}", category=kind) for kind in ("officer", "partner"))
    to_make = VisitFactory(home=home, kind=INDEPENDENT, due_on=today() - DAY)
    done = VisitFactory(home=home, kind=INDEPENDENT, due_on=today() - 2 * DAY, done_on=today() - 2 * DAY)
    keeper = sign_in(appoint(people.author, OfficeKind.CHILDRENS_MANAGER))
    for page in (url("plan_visits", home), url("assign_visit", to_make)):
        shown = keeper.get(page).text
        assert "HIDDEN" not in shown
        assert partner.name in shown
    Visit.objects.filter(pk=done.pk).update(visitor=people.co_opted)
    asking = sign_in(people.co_opted).get(url("ask_after_visit", done)).text
    assert "HIDDEN" not in asking
    assert colleague.name in asking
    among_colleagues = keeper.get(url("ask_after_visit", done)).text
    assert "HIDDEN officer" in among_colleagues
    assert "HIDDEN carer" not in among_colleagues
    assert Person.objects.filter(name__startswith="HIDDEN").count() == 3
