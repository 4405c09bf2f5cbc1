"""The one door for people's text: nothing dangerous passes, and no word is lost."""

import re
import time
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corporate_parenting.lib import richtext
from tests.security import vectors

TAGS = {"p", "br", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "s", "a", "blockquote", "hr"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"class", "id", "href", "title", "rel", "scope", "start", "value", "dir"}

VECTORS = list(dict.fromkeys(vectors.with_call(one, call) for one in vectors.VECTORS for call in vectors.CALLS))


class Seen(HTMLParser):
    """Tags, attributes and words that a browser would see."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.words = set(), [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


def safe(html):
    """Whether only known tags and attributes are there, and links lead to known places."""
    seen = Seen(html)
    links = [value or "" for name, value in seen.attributes if name == "href"]
    return (
        seen.tags <= TAGS
        and {name for name, _ in seen.attributes} <= ATTRIBUTES
        and all(re.match(r"(https?|mailto|tel):", link) for link in links)
        and {value for name, value in seen.attributes if name == "dir"} <= {"rtl"}
    )


def test_there_are_more_than_a_hundred_vectors():
    assert len(set(VECTORS)) > 300


@pytest.mark.parametrize("vector", VECTORS)
def test_no_vector_passes(vector):
    for html in (richtext.page(vector), richtext.print_html(vector)):
        assert safe(html)
        assert "<script" not in html.lower()


def test_the_check_of_vectors_can_fail():
    assert not safe("<p onclick=x>a</p>")
    assert not safe("<script>a</script>")
    assert not safe('<a href="javascript:x">a</a>')


def test_what_is_not_allowed_stays_as_typed():
    assert richtext.print_html("a <b onclick=x>b</b> [c](javascript:d)") == (
        "<p>a &lt;b onclick=x&gt;b&lt;/b&gt; [c](javascript:d)</p>\n"
    )


def test_page_has_govuk_classes():
    assert richtext.page("## Aim\n\nTo *listen*\n\n- one\n- two\n\n1. three\n\n[Act](https://law.example/a)") == (
        '<h2 class="govuk-heading-l">Aim</h2>\n'
        '<p class="govuk-body">To <em>listen</em></p>\n'
        '<ul class="govuk-list govuk-list--bullet">\n<li>one</li>\n<li>two</li>\n</ul>\n'
        '<ol class="govuk-list govuk-list--number">\n<li>three</li>\n</ol>\n'
        '<p class="govuk-body"><a href="https://law.example/a" class="govuk-link"'
        ' rel="noopener noreferrer nofollow">Act</a></p>\n'
    )


def test_print_has_no_classes_but_numeric():
    html = richtext.print_html("| Year | Visits |\n|---|---:|\n| 2026 | 12 |")
    assert re.findall(r"<t[hd](?: [^>]*)?>[^<]*", html) == [
        '<th scope="col">Year',
        '<th scope="col" class="numeric">Visits',
        "<td>2026",
        '<td class="numeric">12',
    ]


def test_an_empty_corner_makes_the_first_column_headings():
    html = richtext.print_html("| | 2025 |\n|---|---|\n| Moves | 3 |\n| | 4 |")
    assert re.findall(r"<t[hd](?: [^>]*)?>[^<]*", html) == [
        "<td>", '<th scope="col">2025', '<th scope="row">Moves', "<td>3", "<td>", "<td>4",
    ]  # fmt: skip


def test_headings_start_at_the_base_level_and_skip_none():
    html = richtext.print_html("### A\n# B\n#### C\n## D\n###### E", base_level=4, id_prefix="s2")
    assert re.findall(r'<h(\d) id="([^"]+)">(\w)', html) == [
        ("4", "s2-1", "A"),
        ("4", "s2-2", "B"),
        ("5", "s2-3", "C"),
        ("5", "s2-4", "D"),
        ("6", "s2-5", "E"),
    ]


def test_levels_end_at_six():
    assert re.findall(r"<h(\d)", richtext.print_html("# A\n## B\n### C", base_level=5)) == ["5", "6", "6"]


@pytest.mark.parametrize("bad", [{"base_level": 1}, {"base_level": 7}, {"id_prefix": "1"}, {"id_prefix": 'a"b'}])
def test_wrong_settings_are_refused(bad):
    with pytest.raises(ValueError, match="must be"):
        richtext.page("a", **bad)


def test_numbers_that_leave_a_gap_are_kept():
    html = richtext.print_html("22. a\n24. b\n25. c")
    assert re.findall(r"<(?:ol|li)[^>]*>", html) == ['<ol start="22">', "<li>", '<li value="24">', "<li>"]


def test_the_same_number_again_counts_on():
    assert re.findall(r"<li[^>]*>", richtext.print_html("1. a\n1. b\n1. c")) == ["<li>"] * 3


@pytest.mark.parametrize(
    "typed",
    ["    indented", "`ticks`", "```\nfenced\n```", "[note]: /see", "Text\n===", "![plan](plan.png)", "[a](/b)"],
)
def test_markup_nobody_meant_stays_as_typed(typed):
    shown = unescape("".join(Seen(richtext.print_html(typed)).words)).strip()
    assert shown == typed.strip()


def test_a_line_under_a_paragraph_is_a_line_and_no_heading():
    assert richtext.print_html("Text\n---") == "<p>Text</p>\n<hr>\n"


def test_unseen_characters_go():
    assert richtext.print_html("a\x00b\u202ec\ud800d\u2066e\r\nf") == "<p>abcde\nf</p>\n"


def test_long_words_may_break():
    html = richtext.print_html("x" * 1200)
    assert [len(part) for part in Seen(html).words[0].strip().split(richtext.BREAK_HERE)] == [500, 500, 200]
    assert richtext.plain("x" * 1200) == "x" * 1200


def depth(html, tags):
    deepest = now = 0
    for closing, tag in re.findall(r"<(/?)(\w+)", html):
        if tag in tags:
            now += -1 if closing else 1
            deepest = max(deepest, now)
    return deepest


@pytest.mark.parametrize(
    "deep",
    [
        "- " * 900 + "end",
        ">" * 900 + " end",
        "1. " * 900 + "end",
        "\n".join(" " * n + "- end" for n in range(300)),
        "*a **b " * 900 + "end" + "** c*" * 900,
        "~~*" * 900 + "end" + "*~~" * 900,
    ],
)
def test_depth_is_capped_and_the_words_stay(deep):
    html = richtext.print_html(deep)
    assert depth(html, {"ul", "ol", "blockquote"}) <= 20
    assert depth(html, {"em", "strong", "s"}) <= richtext.MAX_DEPTH
    assert "end" in "".join(Seen(html).words)


def test_a_table_too_wide_is_shown_as_text():
    row = "| " + " | ".join(f"w{n}" for n in range(30)) + " |"
    text = f"{row}\n{'|---' * 30}|\n{row}"
    html = richtext.print_html(text)
    assert "<table" not in html
    assert "".join(Seen(html).words).count("w29") == 2
    assert richtext.findings(text) == ["The table on line 1 has more than 20 columns or 500 rows."]


def test_cells_beyond_the_heading_go_into_the_last_cell():
    text = "Before\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 | 4 |"
    assert "<td>2 | 3 | 4</td>" in richtext.print_html(text)
    assert richtext.findings(text) == ["The table on line 3 has a row with more cells than its heading."]


def test_findings():
    assert richtext.findings("Quite *ordinary* text\n\n| a |\n|---|\n| b |") == []
    assert richtext.findings("- " * 9 + "x") == ["Lists or quotes stand more than 8 deep in one another."]
    assert richtext.findings("y" * 501) == ["A word is longer than 500 characters."]
    assert richtext.findings("y " * 60_000) == ["The text is longer than 100,000 characters."]


def test_a_text_too_long_is_shown_in_plain_paragraphs():
    html = richtext.page("**a** <script>\n\nb" + " c" * 60_000)
    assert html.startswith('<p class="govuk-body">**a** &lt;script&gt;</p>')
    assert html.count(" c c") == 30_000


@pytest.mark.parametrize("piece", ["[", "![", "*a **b ", "a<", "~~a", "|a", "> - ", "[a](<b", "&#x41;", "\\", "_a"])
def test_no_text_takes_long(piece):
    began = time.monotonic()
    richtext.page(piece * (richtext.MAX_CHARS // len(piece)))
    assert time.monotonic() - began < 60


def test_links_among_very_many_brackets():
    html = richtext.print_html("[x] " * 600 + "[Act](https://law.example)")
    assert html.count("[x]") == 600
    assert html.count("<a ") == 1


def test_plain():
    text = "# Aim\n\nSee [the Act](https://law.example) and <help@council.example>\n\n- one\n- two\n\n22. x\n\n"
    text += "| a | b |\n|---|---|\n| **1** | 2 |"
    assert richtext.plain(text) == (
        "Aim\nSee the Act (https://law.example) and help@council.example\n- one\n- two\n22. x\na | b\n1 | 2"
    )


WORDS = st.from_regex(r"[a-z]{3,6}", fullmatch=True)
MARKS = st.sampled_from(
    [
        "\n",
        "\n\n",
        " ",
        "- ",
        "> ",
        "# ",
        "1. ",
        "**",
        "*",
        "~~",
        "|",
        "\n|---|---|\n",
        "[",
        "](",
        ")",
        "`",
        "    ",
        "<",
        ">",
        "!",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS | MARKS, max_size=60).map("".join))
def test_no_word_is_lost_and_nothing_unsafe_comes_out(text):
    html = richtext.page(text)
    shown = "".join(Seen(html).words)
    assert safe(html)
    assert re.findall("[a-z]", shown) == re.findall("[a-z]", text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_safe(text):
    assert safe(richtext.page(text))
    assert safe(richtext.print_html(text))
    assert isinstance(richtext.plain(text), str)
