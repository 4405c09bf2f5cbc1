"""What in a text can tell who a child is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corporate_parenting.lib import recognisable
from corporate_parenting.lib.recognisable import Kind

TODAY = date(2026, 11, 27)

# Each with what is found; every name and number is made up.
TELLING = [
    ("DOB: 12/03/2014", Kind.BORN, "DOB: 12/03/2014", True),
    ("D.O.B. 12.3.14, seen twice.", Kind.BORN, "D.O.B. 12.3.14", True),
    ("Her date of birth is 3 May 2015.", Kind.BORN, "date of birth is 3 May 2015", True),
    ("He was born on 12th March 2014 in town.", Kind.BORN, "born on 12th March 2014", True),
    ("The baby (b. 2025-03-12) came home.", Kind.BORN, "(b. 2025-03-12", True),
    ("She was born in 2012.", Kind.BORN, "born in 2012", False),
    ("The girl, aged 9 (3 May 2017), moved.", Kind.BORN, "3 May 2017", False),
    ("NHS number 943 476 5919 is on the form.", Kind.NUMBER, "943 476 5919", True),
    ("See 943 476 5919.", Kind.NUMBER, "943 476 5919", False),
    ("Pupil A123456789012 left.", Kind.NUMBER, "A123456789012", True),
    ("Mosaic number 1234567 says so.", Kind.NUMBER, "Mosaic number 1234567", False),
    ("Case ref. LC/20451 says so.", Kind.NUMBER, "Case ref. LC/20451", False),
    ("QQ 12 34 56 C".replace("QQ", "AB"), Kind.NUMBER, "AB 12 34 56 C", True),
    ("J, 14, moved in May.", Kind.INITIALS, "J, 14", False),
    ("K.L. (14) moved.", Kind.INITIALS, "K.L. (14)", False),
    ("M aged 7, moved.", Kind.INITIALS, "M aged 7", False),
    ("Mia, 9, moved.", Kind.AGED, "Mia, 9", False),
    ("9-year-old Mia moved.", Kind.AGED, "9-year-old Mia", False),
    ("Tyrell (15) moved.", Kind.AGED, "Tyrell (15)", False),
    ("Kestrel, 9, moved to a new home.", Kind.AGED, "Kestrel, 9", False),
    ("Mia told us that she likes it.", Kind.NAMED, "Mia", False),
    ("We hear that Jayden’s foster carer rang.", Kind.NAMED, "Jayden", False),
    ("He lives in a placement with Ruby.", Kind.NAMED, "Ruby", False),
    ("Child A was moved twice.", Kind.LETTERED, "Child A", False),
    ("A young carer, called R here, was tired.", Kind.LETTERED, "called R", False),
    ("R says: nobody told me.", Kind.LETTERED, "R says", False),
    (
        "A girl of thirteen at a secondary school moved to a foster carer.",
        Kind.STORY,
        "girl of thirteen … secondary school … moved to",
        False,
    ),
]
HARMLESS = [
    "The Trust was born on 1 April 2015.",
    "The Committee met on 3 May 2024 and on 12/09/2026.",
    "Councillor Ruby Marsh told us so.",
    "Edda Stone told us so. Dr Mia Holt said more.",
    "Ofsted said so. Wexcombe wants more carers.",
    "The Virtual School told us. Our Voice asked for it.",
    "Appendix A, 14 pages; Option B (14); Paragraph C, 12.",
    "In June, 9 homes opened. In June 2026, 9, 10 and 11.",
    "Harbour (9), Castle (14) and Moor (20) are wards.",
    "Children aged 9 to 14 and those aged 16 and over.",
    "Pupils aged 5 like school, and everybody aged 9 does.",
    "Ring 01632 960104 or 0300 123 4567.",
    "Case law of 1998; case 2024; 1,204 cases.",
    "Section 20, Part 2, Plan B and vitamin D.",
    "The Children Act 1989 was passed on 16 November 1989.",
    "A child’s age, school and home are never told together.",
    "She moved in 2025.",
    "Care Leavers Week begins on 26 October 2026.",
    "Reviews are held twice a year below the age of five.",
    "£1,234,567 was spent; reference 2025/26.",
    "Grace period, May elections, Will of the council, Mark of respect.",
    "A girl wrote that she likes her school.",
]


@pytest.mark.parametrize(("text", "kind", "quote", "sure"), TELLING)
def test_what_tells_is_found(text, kind, quote, sure):
    found = recognisable.find(text, today=TODAY)
    assert recognisable.Found(kind, quote, sure) in found


@pytest.mark.parametrize("text", HARMLESS)
def test_what_tells_nobody_is_let_be(text):
    assert recognisable.find(text, today=TODAY) == []


def test_who_may_be_named_is_let_be():
    known = frozenset({"mia", "holt"})
    assert recognisable.find("Mia told us that she likes it.", today=TODAY, known=known) == []
    assert recognisable.find("Mia told us.", today=TODAY, known=frozenset({"ruby"})) != []


def test_who_was_born_long_ago_is_no_child():
    assert recognisable.find("He was born on 12 March 1950.", today=TODAY) == []
    assert recognisable.find("His date of birth is 12 March 1950.", today=TODAY) != []


@pytest.mark.parametrize(
    ("digits", "right"), [("9434765919", True), ("9434765918", False), ("4010232137", True), ("12345", False)]
)
def test_the_check_digit_of_an_nhs_number(digits, right):
    assert recognisable.is_nhs_number(digits) is right


@pytest.mark.parametrize(
    ("text", "is_one"), [("12/03/2014", True), (" 3 May 2014 ", True), ("May 2014", False), ("12", False)]
)
def test_a_cell_can_be_a_date(text, is_one):
    assert recognisable.is_date(text) is is_one


@given(st.text(max_size=300))
def test_no_text_is_too_odd(text):
    assert isinstance(recognisable.find(text, today=TODAY), list)
