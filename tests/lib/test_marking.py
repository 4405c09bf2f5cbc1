"""Words are marked where they stand in safe HTML, and nothing else of it is touched."""

import random

import pytest

from corporate_parenting.lib import marking, richtext


def marked(markdown, words, **heard):
    html = richtext.page(markdown)
    return marking.mark(html, marking.where(words, marking.plain(html)), **heard)


def test_words_are_marked_with_words_for_ears():
    assert marked("In May 2025.", "May 2025", before="old: ", after=" end") == (
        '<p class="govuk-body">In <mark class="app-mark"><span class="govuk-visually-hidden">old: </span>May 2025'
        '<span class="govuk-visually-hidden"> end</span></mark>.</p>\n'
    )


def test_a_stretch_that_crosses_a_tag_is_marked_on_both_sides():
    assert '<mark class="app-mark">May </mark><strong><mark class="app-mark">2025</mark></strong>' in marked(
        "In May **2025**.", "May 2025"
    )


def test_a_signs_own_letters_and_line_ends_count_as_one():
    assert '<mark class="app-mark">food &amp;\ndrink</mark>' in marked("For food &\ndrink now.", "food & drink")


def test_what_is_marked_is_escaped_as_before():
    assert "<script>" not in marked("<script>alert(1)</script> 2025", "alert(1)")


@pytest.mark.parametrize("seed", range(20))
def test_marks_change_no_word(seed):
    chance = random.Random(seed)
    html = richtext.page(
        "- a **b** <c> & d\n- 1 | 2\n\n| x | y |\n|---|---|\n| *e* | f |\n\nlast [link](https://a.example)"
    )
    plain = marking.plain(html)
    ends = sorted(chance.sample(range(len(plain)), 6))
    spans = list(zip(ends[::2], ends[1::2], strict=True))
    assert marking.plain(marking.mark(html, spans)) == plain
