"""What is typed into a search box, and what both engines make of it."""

import pytest
from django.db import connection

from committees.models import Body, Passage
from corporate_parenting.lib import search
from corporate_parenting.lib.search import COMMON, Matches, understood
from tests.factories.committees import BodyFactory

TABLE = Passage._meta.db_table


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("dentist", [("dentist",)], []),
        ("Dentist DENTIST", [("dentist",)], []),
        ("care leavers", [("care",), ("leavers",)], []),
        ('"care leavers" rent', [("care", "leavers"), ("rent",)], []),
        ("“care leavers”", [("care", "leavers")], []),
        ("school -transport", [("school",)], [("transport",)]),
        ('school -"bus pass"', [("school",)], [("bus", "pass")]),
        ("care-experienced", [("care", "experienced")], []),
        ("children's", [("children",)], []),
        ("children’s homes", [("children",), ("homes",)], []),
        ("O'Neil", [("o", "neil")], []),
        ("CiCC", [("cicc",)], []),
        ("café", [("cafe",)], []),
        ("2025/26", [("2025", "26")], []),
        ("16+", [("16",)], []),
        ("the dentist and a school", [("dentist",), ("school",)], []),
        ('"the voice of the child"', [("the", "voice", "of", "the", "child")], []),
        ('say "hello', [("say",), ("hello",)], []),
        ('"one"two', [("one",), ("two",)], []),
        ("title:secret NEAR(a b) x* ^y", [("title", "secret"), ("near", "a"), ], []),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_as_words(typed, wanted, unwanted):
    words = understood(typed)
    assert [list(words.wanted)[: len(wanted)], list(words.unwanted)] == [wanted, unwanted]


@pytest.mark.parametrize("typed", ["", " ", "-", '"', '""', "a", "the", "!!!", "\x00", "-school", "()", "*", "%", "_"])
def test_what_holds_no_word_to_look_for_says_so(typed):
    assert not understood(typed)


def test_what_is_too_long_is_cut_and_says_so():
    words = understood("dentist " * 5_000)
    assert words.wanted == (("dentist",),)
    assert words.was_cut
    assert understood("x" * 10_000).was_cut
    assert not understood("dentist").was_cut


TEXTS = {
    "dentists": "Every child sees a dentist. Dentists are short.",
    "waiting": "Waiting for the dentist took long; the waiting list grew.",
    "experienced": "Care-experienced young people meet the board.",
    "leavers": "Children's homes and care leavers’ flats, 2025/26.",
    "cafe": "The café opened for care leavers.",
    "code": "CiCC asked for rule 16a, at https://council.example/a/b?c=dentistry and 3.5%.",
    "voice": "The voice of the child; their voices were heard.",
    "mark": "<b>Bold</b> & <script>alert(1)</script>",
    "twice": "Responsible parents meet their responsibilities.",
}
CORPUS = [
    ("dentist", {"dentists", "waiting"}),
    ("dentists waiting", {"waiting"}),
    ("wait", {"waiting"}),
    ("care-experienced", {"experienced"}),
    ('"care experienced"', {"experienced"}),
    ("experienced", {"experienced"}),
    ("care -leavers", {"experienced"}),
    ("care leaver", {"leavers", "cafe"}),
    ("children's", {"leavers"}),
    ("childrens", {"leavers"}),
    ("children", {"leavers"}),
    ("child", {"dentists", "voice"}),
    ("2025", {"leavers"}),
    ("2025/26", {"leavers"}),
    ("cafe", {"cafe"}),
    ("CAFÉ", {"cafe"}),
    ("cicc", {"code"}),
    ("16a", {"code"}),
    ("council.example", {"code"}),
    ("dentistry", {"code"}),
    ("3.5%", {"code"}),
    ('"the voice of the child"', {"voice"}),
    ('"voice the child"', set()),
    ("script", {"mark"}),
    ("alert(1)", {"mark"}),
    ("responsibility", {"twice"}),
    ("the dentist", {"dentists", "waiting"}),
    ("title words", {"dentists"}),
    ("dentist titles", {"dentists"}),
    ("nothing", set()),
    ('dentist" OR "care', set()),
    ("dentist'); DROP TABLE x; --", set()),
]


@pytest.fixture
def texts(db):
    body = BodyFactory()
    for name, text in TEXTS.items():
        title = "Words of a title" if name == "dentists" else ""
        Passage.objects.create(kind="body", body=body, title=title, text=text, digest=name)
    return Passage.objects.filter(body=body)


@pytest.mark.parametrize(("typed", "expected"), CORPUS)
def test_both_engines_find_the_same(texts, typed, expected):
    found = texts.filter(Matches(understood(typed), TABLE))
    assert set(found.values_list("digest", flat=True)) == expected
    assert found.count() == len(expected)


def test_words_in_the_title_are_told_from_those_in_the_text(texts):
    found = texts.annotate(
        in_title=Matches(understood("title"), TABLE, "title"), in_text=Matches(understood("dentist"), TABLE, "text")
    )
    assert set(found.filter(in_title=True).values_list("digest", flat=True)) == {"dentists"}
    assert set(found.filter(in_text=True).values_list("digest", flat=True)) == {"dentists", "waiting"}


def test_a_row_that_changes_or_goes_is_found_as_it_is_now(texts):
    texts.filter(digest="cafe").update(text="A library opened.")
    texts.filter(digest="voice").delete()
    assert texts.filter(Matches(understood("cafe"), TABLE)).count() == 0
    assert texts.filter(Matches(understood("voice"), TABLE)).count() == 0
    assert texts.filter(Matches(understood("library"), TABLE)).count() == 1


NAUGHTY = [
    "'", '"', '"""', "\\", "*", "a*", "^", ":", "title:", "{title}:x", "NEAR", "NEAR(x y, 5)", "AND", "OR OR",
    "NOT NOT", "x AND", "(", ")", "((((", "%s", "%(x)s", "{}", "${x}", "\u0000", "\u202e", "\ud7ff", "😀", "школа",
    "学校", "½ x", "x" * 10_000, "- - -", '-"x" -"y"', "x -x", "<mark>", "&amp;", "\x01\x02", "1",
    "0x1F", "--", ";", "x:*", "x <-> y",
    "!x", "x & y", "x | !y", "'x':*",
]  # fmt: skip


@pytest.mark.parametrize("typed", NAUGHTY)
def test_nothing_that_is_typed_breaks_the_query(texts, typed):
    if words := understood(typed):
        for column in ("", "title", "text"):
            list(texts.filter(Matches(words, TABLE, column)))


def test_what_is_called_common_is_left_out_by_postgresql_and_nothing_else(db):
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s::text[]) word WHERE to_tsvector('english', word) <> ''", [sorted(COMMON)]
        )
        assert cursor.fetchall() == []


def test_the_index_can_be_taken_away_and_made_again(texts):
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL an update in the same transaction keeps the table locked")
    search.drop_index(connection, TABLE)
    Body.objects.update(name="Another")
    texts.filter(digest="cafe").update(text="A library opened.")
    search.create_index(connection, TABLE)
    assert texts.filter(Matches(understood("library"), TABLE)).count() == 1
    assert texts.filter(Matches(understood("dentist"), TABLE)).count() == 2
