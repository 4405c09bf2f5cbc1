"""Words that grow old are found in running text, and names that hold a number are not."""

import pytest

from corporate_parenting.lib import dated


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In May 2025 we saw 71% of 1,024 children.", ["May 2025", "71%", "1,024"]),
        ("It cost £18,000 a year, and £2.5 million before.", ["£18,000", "£2.5 million"]),
        ("From April to June 2026 (Q1) it fell.", ["April to June 2026", "Q1"]),
        ("In the autumn term and last quarter; Last summer.", ["autumn term", "last quarter", "Last summer"]),
        ("For 2025/26, and 2025-26, on 16 December 2026.", ["2025/26", "2025-26", "16 December 2026"]),
        ("Seen on 3/4/2026 and by March.", ["3/4/2026", "March"]),
        ("3.5 per cent of 41", ["3.5 per cent", "41"]),
        ("You may march on. May I?", []),
        ("Under section 22 and 23 of the Children Act 1989, and the 2017 Act.", []),
        ("Regulation 44 visits, paragraph 2.3, Appendix 1, Table 3, recommendation 2.", []),
        ("Young people aged 16 and 17, under 5, or 14-year-olds.", []),
        ("Nothing here grows old.", []),
    ],
)
def test_what_grows_old_is_found(text, found):
    assert [one.text for one in dated.find(text)] == found
    assert all(text[one.start : one.end] == one.text for one in dated.find(text))


def test_years_before_the_first_that_counts_are_history():
    assert [one.text for one in dated.find("Since 2009, and in 2025.", since=2023)] == ["2025"]


def test_a_long_text_of_digits_is_read_in_time():
    assert dated.find("1," * 50_000 + "x") is not None
