"""Short forms say their words where they first stand on a page."""

import time

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from corporate_parenting.lib import acronyms

PEP = '<abbr title="personal education plan">PEP</abbr>'


def said(text, seen=frozenset()):
    """The text as it would be read aloud: words before each short form, which stands in brackets."""
    pieces, _ = acronyms.explain(text, seen)
    return "".join(f"{piece.words} ({piece.text})" if piece.words else piece.text for piece in pieces)


def page(source, **values):
    return Template("{% load acronyms %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Every child has a PEP.", "Every child has a personal education plan (PEP)."),
        ("a PEP, then the PEP", "a personal education plan (PEP), then the PEP"),
        ("late PEPs and a PEP", "late personal education plans (PEPs) and a PEP"),
        ("PEPs are late", "Personal education plans (PEPs) are late"),
        ("It is late. PEPs were not", "It is late. Personal education plans (PEPs) were not"),
        ("plans, e.g. PEPs", "plans, e.g. personal education plans (PEPs)"),
        ("two DCSs met", "two directors of children’s services (DCSs) met"),
        ("the IRO’s report", "the independent reviewing officer’s (IRO’s) report"),
        ("an SDQ", "a strengths and difficulties questionnaire (SDQ)"),
        ("A IRO", "An independent reviewing officer (IRO)"),
        ("the CiCC and the DfE", "the children in care council (CiCC) and the Department for Education (DfE)"),
        ("EHC plans, EHCPs", "Education, health and care (EHC) plans, education, health and care plans (EHCPs)"),
        (
            "in EET/NEET",
            "in education, employment or training (EET)/not in education, employment or training (NEET)",
        ),
        ("to O&S, then", "to overview and scrutiny (O&S), then"),
    ],
)
def test_the_first_use_says_the_words(text, read):
    assert said(text) == read


@pytest.mark.parametrize("text", ["PEPPER and xPEP", "pep and PEp", "PEPsy", "_PEP_", "R&SEND", "LAC2", ""])
def test_only_whole_words_in_their_own_capitals_are_short_forms(text):
    assert acronyms.find(text) == []
    assert said(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "a personal education plan (PEP), and the PEP",
        "Personal Education Plans (PEPs)",
        "PEP (personal education plan), and the PEP",
        "the Children's and Young People's panel of the director of children's services (DCS)",
    ],
)
def test_what_the_writer_has_explained_is_not_explained_twice(text):
    assert said(text) == text
    assert any(piece.title for piece in acronyms.explain(text)[0])


def test_what_was_seen_before_is_not_explained_again():
    first, seen = acronyms.explain("a PEP for NEET")
    assert seen == {"PEP", "NEET"}
    assert said("PEPs and an IRO", seen) == "PEPs and an independent reviewing officer (IRO)"
    assert [piece.title for piece in first if piece.title] == [
        "personal education plan",
        "not in education, employment or training",
    ]


def test_nothing_of_the_text_is_lost():
    text = "  An SDQ;\nPEPs – & <b>LAC</b> nurses (IRO).  "
    pieces, _ = acronyms.explain(text, frozenset(acronyms.WORDS))
    assert "".join(piece.text for piece in pieces) == text


def test_a_long_text_takes_no_longer_a_letter():
    text = "The PEP of a child, see IRO. " * 20_000
    started = time.perf_counter()
    acronyms.explain(text)
    assert time.perf_counter() - started < 3


def test_the_table_is_in_order_and_says_something():
    assert list(acronyms.WORDS) == sorted(acronyms.WORDS, key=str.casefold)
    assert set(acronyms.MANY) <= set(acronyms.WORDS)
    assert all(len(words) > len(short) for short, words in acronyms.WORDS.items())
    assert not [words for words in acronyms.WORDS.values() if "'" in words or words.endswith(".")]


def test_a_page_explains_once():
    html = page("<p>{% explained first %}</p><p>{% explained second %}</p>", first="His PEP", second="Her PEP, PEPs")
    assert html == (
        f"<p>His personal education plan ({PEP})</p>"
        f'<p>Her {PEP}, <abbr title="personal education plans">PEPs</abbr></p>'
    )


def test_includes_share_what_the_page_has_explained():
    inner = Template("{% load acronyms %}{% explained text %};")
    html = page(
        "{% include inner %}{% include inner with text=text only %}{% explained text %}", inner=inner, text="PEP"
    )
    assert html == f"Personal education plan ({PEP});{PEP};{PEP}"


def test_a_loop_and_a_component_share_it_too():
    html = page(
        "{% for text in texts %}{% explained text %}. {% endfor %}"
        '{% include "components/acronym.html" with short="PEP" words="personal education plan" only %}',
        texts=["the PEP", "the PEP"],
    )
    assert html.split() == f"the personal education plan ({PEP}). the {PEP}. {PEP}".split()


def test_the_component_explains_what_the_table_does_not_know():
    html = page('{% include "components/acronym.html" with short="X<Y" words="an \\"odd\\" one" %}')
    assert html.strip() == ('an &quot;odd&quot; one (<abbr title="an &quot;odd&quot; one">X&lt;Y</abbr>)')


def test_each_page_begins_anew():
    template = Template("{% load acronyms %}{% explained text %}")
    assert [template.render(Context({"text": "a PEP"})) for _ in range(2)] == [f"a personal education plan ({PEP})"] * 2


@pytest.mark.parametrize("kind", [str, mark_safe])
@pytest.mark.parametrize(
    "text", ["<script>alert('PEP')</script> & PEP", "<script>alert(1)</script>", '"><img src=x>PEP']
)
def test_no_html_passes(text, kind):
    html = page("{% autoescape off %}{% explained text %}{% endautoescape %}", text=kind(text))
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("<") == html.count("<abbr ") + html.count("</abbr>")
    assert "&lt;" in html


@pytest.mark.parametrize(("value", "html"), [(None, ""), ("", ""), (7, "7")])
def test_what_is_not_a_text_is_shown_as_it_is(value, html):
    assert page("{% explained value %}", value=value) == html
