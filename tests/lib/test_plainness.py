"""How plain a text is to hear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corporate_parenting.lib import plainness

# Counted by saying them aloud.
SYLLABLES = {
    "children": 2, "placement": 2, "council": 2, "committee": 3, "responsibility": 6, "education": 4, "foster": 2,
    "carers": 2, "reviewed": 2, "assessment": 3, "moved": 1, "wanted": 2, "decided": 3, "placed": 1, "houses": 2,
    "changes": 2, "table": 2, "little": 2, "experience": 4, "quality": 3, "actually": 4, "radio": 3, "parliament": 3,
    "safely": 2, "homeless": 2, "statement": 2, "police": 2, "loved": 1, "times": 1, "boxes": 2, "watches": 2,
    "rhythm": 2, "prism": 2, "create": 2, "quiet": 2, "client": 2, "patient": 2, "nation": 2, "question": 2,
    "curious": 3, "obvious": 3, "library": 3, "material": 4, "association": 5, "medium": 3, "cruel": 2, "doing": 2,
    "services": 3, "independent": 4, "through": 1, "strengths": 1, "apprenticeship": 4, "authority": 4, "financial": 3,
    "agreed": 2, "free": 1, "employees": 3, "I": 1, "a": 1, "looked-after": 3, "child’s": 1, "PEP": 3,
}  # fmt: skip


@pytest.mark.parametrize(("word", "count"), SYLLABLES.items())
def test_syllables_are_counted_as_they_are_said(word, count):
    assert plainness.syllables(word) == count


def test_sentences_end_where_a_reader_stops():
    text = "Every child, e.g. Mr. Stone’s, is seen. It costs £3.50 a day.\n- One point\n- Two points\n"
    text += "What now? “Nothing.” It ends"
    assert plainness.sentences(text) == [
        "Every child, e.g. Mr. Stone’s, is seen.",
        "It costs £3.50 a day.",
        "- One point",
        "- Two points",
        "What now?",
        "“Nothing.”",
        "It ends",
    ]


def test_the_grade_is_that_of_flesch_and_kincaid():
    """Six words in each of ten sentences, eight syllables each: 0.39 × 6 + 11.8 × 8 / 6 − 15.59."""
    told = plainness.tell("The children live in the house. " * 10)
    assert (told.words, told.sentences, told.syllables) == (60, 10, 70)
    assert told.grade == round(0.39 * 6 + 11.8 * 70 / 60 - 15.59, 1)
    assert told.age == 5


def test_long_words_and_long_sentences_raise_the_age():
    plain = "We asked the children what they want. They want to stay in one home. " * 5
    hard = (
        "The implementation of statutory responsibilities necessitates considerable organisational transformation "
        "across multiple interdependent agencies and partnership arrangements throughout the administrative area. "
    )
    assert plainness.tell(plain).age < 10
    assert plainness.tell(hard * 5).age == 22


def test_of_a_few_words_no_age_is_told():
    assert plainness.tell("Nobody came.").age is None
    assert plainness.tell("").average == 0


def test_sentences_over_twenty_five_words_are_long():
    exact = " ".join(["word"] * 25) + "."
    longer = " ".join(["word"] * 26) + "."
    assert plainness.tell(f"{exact}\n{longer}").long == [longer]


def test_a_short_form_is_explained_or_named_once():
    text = "A personal education plan (PEP) is due. The PEP is late. CAMHS waits, and CAMHS rings. "
    text += "SDQ (strengths and difficulties questionnaire)."
    found, met = plainness.unexplained(text)
    assert [(one.short, one.words) for one in found] == [("CAMHS", "child and adolescent mental health services")]
    assert met == {"PEP", "CAMHS", "SDQ"}
    assert plainness.unexplained("CAMHS and ABCD", met)[0] == [plainness.Short("ABCD")]


@pytest.mark.parametrize(
    "text", ["BACKGROUND TO THIS", "The NHS, GCSEs and the UK", "Part II", "SI 2012/2089", "a 5GB file", "McDonald"]
)
def test_what_needs_no_words_is_let_be(text):
    assert plainness.unexplained(text)[0] == []


def test_words_of_the_trade_have_plainer_ones():
    found = plainness.jargon(
        "Placements end. A placement breakdown follows. In order to help siblings, placements wait."
    )
    assert [(one.word, one.times) for one in found] == [
        ("Placements", 2),
        ("In order to", 1),
        ("placement breakdown", 1),
        ("siblings", 1),
    ]
    assert plainness.jargon("Please contact the clerk. Our homes are near.") == []


@given(st.text(max_size=300))
def test_no_text_is_too_odd(text):
    told = plainness.tell(text)
    assert told.sentences == len(plainness.sentences(text))
    assert told.syllables >= told.words


@given(st.lists(st.sampled_from(["We met.", "They like it here.", "It is so."]), min_size=1, max_size=8))
def test_a_whole_is_the_sum_of_its_parts(some):
    parts = sum((plainness.tell(one) for one in some), plainness.Told())
    assert parts == plainness.tell(" ".join(some))
