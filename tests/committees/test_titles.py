"""What a public title must not tell."""

import pytest
import time_machine

from committees import titles
from committees.titles import findings
from roles.models import Home, Person
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 10:00", tick=False):
        yield


@pytest.fixture
def young():
    return PersonFactory(
        name="Tamsin Quillfeather", category=Person.Category.YOUNG, name_is_public=False, public_name="A young member"
    )


def stops(title, **more):
    return [one for one in findings(title, **more) if one.stops]


def warns(title, **more):
    return [one for one in findings(title, **more) if not one.stops]


@pytest.mark.parametrize(
    "title",
    [
        "Placement of Tamsin Quillfeather",
        "placement of tamsin  quillfeather",
        "Quillfeather: a placement",
        "Tamsin’s placement",
        "The Quillfeather-family",
    ],
)
def test_a_protected_name_or_a_part_of_it_stops_a_title(young, title):
    found = stops(title) or stops(title.replace("-", " "))
    assert found == [titles.PROTECTED]
    assert "uill" not in found[0].text
    assert "amsin" not in found[0].text


def test_no_publish_protects_a_grown_up_too():
    PersonFactory(name="Foster carer Orla Penhaligon", name_is_public=False, public_name="A foster carer, Orla")
    assert stops("A complaint about Penhaligon") == [titles.PROTECTED]
    assert stops("Orla speaks about foster carers") == []


def test_words_that_every_title_uses_are_no_names(young):
    PersonFactory(name="Young person Grace May", category=Person.Category.YOUNG, name_is_public=False)
    assert findings("Foster carers and young people: report of May 2026") == []
    assert stops("Placement of Grace May") == [titles.PROTECTED]


def test_a_public_name_is_no_finding():
    PersonFactory(name="Councillor Ada Marsh")
    assert findings("Report of Councillor Ada Marsh") == []


@pytest.mark.parametrize(
    "title",
    [
        "A placement (born 12 March 2014)",
        "A placement, 12/03/2014",
        "A placement, 12.3.14",
        "A placement of 12 March 2014",
        "A placement of March 12th, 2014",
        "DOB 2011-03-12: a placement",
    ],
)
def test_what_looks_like_a_date_of_birth_stops_a_title(title):
    assert stops(title) == [titles.BORN]


@pytest.mark.parametrize(
    "title",
    [
        "Minutes of 14 October 2026",
        "Minutes of the meeting of 3 December 2025",
        "Annual report 2024 to 2025",
        "The Children Act 1989, as on 1 April 1991",
    ],
)
def test_dates_of_papers_are_no_dates_of_birth(title):
    assert findings(title) == []


def test_an_old_date_of_a_paper_is_a_warning():
    assert findings("Minutes of the meeting of 3 March 2014") == [titles.DATED]


@pytest.mark.parametrize("title", ["J, 14", "Placement of J (14)", "K.L., aged 9: schooling", "J aged 14", "AB (7)"])
def test_initials_with_an_age_stop_a_title(title):
    assert titles.INITIALS in stops(title)


@pytest.mark.parametrize(
    "title",
    [
        "Appendix B, 12 pages",
        "Part A, 3",
        "EET 16 to 18",
        "Young people (16 to 25) and EET",
        "SEND and the over 16",
        "Homes for those aged 16 to 18",
    ],
)
def test_numbers_beside_capitals_are_not_always_an_age(title):
    assert findings(title) == []


@pytest.mark.parametrize("title", ["Case 12345", "Review of case no. 4711", "File ref: LC-20931", "Child ID 889"])
def test_the_number_of_a_case_stops_a_title(title):
    assert titles.CASE in stops(title)


@pytest.mark.parametrize("title", ["Case studies 2026", "The case for 30 more carers", "Reference group 2026"])
def test_a_year_is_no_number_of_a_case(title):
    assert findings(title) == []


@pytest.mark.parametrize(
    ("title", "finding"),
    [
        ("Re: a placement", titles.ABOUT),
        ("Report on the abuse of trust", titles.KIND),
        ("An allegation against a carer", titles.KIND),
        ("A 14-year-old in hospital", titles.AGED),
        ("Child A: learning review", titles.CALLED),
        ("Sale of 12 Ash Tree Road", titles.PLACE),
        ("A house in WX1 4AB", titles.PLACE),
    ],
)
def test_what_may_tell_who_somebody_is_warns(title, finding):
    assert findings(title) == [finding]


def test_a_name_or_a_home_warns_only_where_the_item_is_private():
    Home.objects.create(name="Larch House", starts_on="2020-01-01")
    assert findings("Contract with Bertram Osgood") == []
    assert findings("Contract with Bertram Osgood", private=True) == [titles.NAMED]
    assert findings("Inspection of Larch House") == []
    assert titles.HOME in warns("Inspection of Larch House", private=True)
    assert findings("Award of a contract for the Virtual School", private=True) == []


def test_however_many_are_protected_the_queries_stay_three(django_assert_max_num_queries):
    for number in range(30):
        PersonFactory(name=f"Xanthe{number} Zabel", category=Person.Category.YOUNG, name_is_public=False)
    with django_assert_max_num_queries(3):
        findings("An ordinary title of the Virtual School", private=True)


def test_nothing_is_found_in_nothing():
    assert findings("  ") == []
