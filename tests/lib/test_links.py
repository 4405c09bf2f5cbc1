"""What the words and the shape of a link say, and what a text is made of."""

import pytest

from corporate_parenting.lib import anatomy, links


@pytest.mark.parametrize(
    "words", ["click here", "Here", "read more", "this link", "https://a.example/b", "www.a.example", " "]
)
def test_words_that_do_not_say_where_they_lead(words):
    assert links.about_words(words)


@pytest.mark.parametrize("words", ["the council’s pledge", "Here is our pledge", "More about dentists", "form 3"])
def test_words_that_do(words):
    assert links.about_words(words) == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://gov", "http:/a.example", "www.a.example", "https://a.example https://b.example", "https://localhost/x",
        "https://intranet.local/x", "mailto:edda", "tel:", "https://xxx", "tbc", "file:///c:/report.docx",
        "https://a.example/bhttps://c.example", "https://[broken",
    ],
)  # fmt: skip
def test_addresses_that_cannot_be_right(address):
    assert links.about_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.wexcombe.example/care?page=2#top", "http://a.example", "mailto:edda@wexcombe.example",
        "tel:+441632960104", "https://web.example/save?of=https://b.example/c", "https://a.example:8000/x",
    ],
)  # fmt: skip
def test_addresses_that_can(address):
    assert links.about_address(address) == ""


def test_the_same_words_lead_to_one_address():
    same = [("The pledge", "https://a.example/"), ("the  pledge", "https://a.example")]
    assert links.ambiguous(same) == {}
    assert links.ambiguous([*same, ("the pledge", "https://b.example")]) == {
        "the pledge": ["https://a.example", "https://b.example"]
    }


def test_a_text_is_taken_apart():
    table = "| Age | Children |\n|--|--|\n| 5 | 12 |"
    made = anatomy.of(f"## A heading\n\nWords with [a **link**](https://a.example).\n\n- a point\n- two\n\n{table}")
    assert made.lines == ["Words with a link.", "a point", "two"]
    assert made.prose == "Words with a link.\na point\ntwo"
    assert made.tables == [{"head": ["Age", "Children"], "rows": [["5", "12"]]}]
    assert made.links == [anatomy.Link("a link", "https://a.example")]
    assert made.headings == [(2, "A heading")]


def test_a_text_beyond_all_limits_is_lines():
    assert anatomy.of("word\n" * 30_000).lines[:2] == ["word", "word"]


def test_links_that_cannot_be_read_are_known():
    assert links.unread("See [the plan](plan.docx) and [this](https://a.example).") == [
        ("the plan", "plan.docx"),
        ("this", "https://a.example"),
    ]
