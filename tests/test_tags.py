"""Template tags of our own."""

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from corporate_parenting.templatetags.council import nearby
from corporate_parenting.templatetags.govuk import inline_svg, tag_class


@pytest.mark.parametrize(
    ("pages", "number", "expected"),
    [
        (1, 1, [1]),
        (3, 2, [1, 2, 3]),
        (20, 1, [1, 2, None, 20]),
        (20, 7, [1, None, 6, 7, 8, None, 20]),
        (20, 20, [1, None, 19, 20]),
    ],
)
def test_links_are_offered_to_the_pages_nearby(pages, number, expected):
    assert list(nearby(Paginator(range(pages * 10), 10), number)) == expected


def test_a_query_keeps_what_it_does_not_change():
    request = RequestFactory().get("/?q=a%26b&page=2&kind=x&kind=y")
    page = Template("{% load council %}{% query page=3 %} {% query page=None %}")
    assert (
        page.render(Context({"request": request}))
        == "?q=a%26b&amp;kind=x&amp;kind=y&amp;page=3 ?q=a%26b&amp;kind=x&amp;kind=y"
    )


def test_a_wide_table_is_a_region_with_a_name():
    page = Template("{% load council %}{% wide_table name %}<table></table>{% endwide_table %}")
    assert page.render(Context({"name": "A & b"})) == (
        '<div class="app-scroll" role="region" aria-label="A &amp; b" tabindex="0"><table></table></div>'
    )


@pytest.mark.parametrize(("tone", "expected"), [("late", "govuk-tag--red"), ("", ""), ("unheard-of", "")])
def test_a_tone_has_its_colour(tone, expected):
    assert tag_class(tone) == expected


def test_a_drawn_picture_loses_its_prolog():
    assert inline_svg("<?xml version='1.0'?>\n<svg><path/></svg>") == "<svg><path/></svg>"
