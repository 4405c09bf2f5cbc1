"""Small numbers of children: found in sentences and tables, and worked out from totals and percentages."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corporate_parenting.lib import small_numbers
from corporate_parenting.lib.small_numbers import Kind, counts_behind, in_table, in_text, ranges

# Each sentence with the number that it tells, least to most, and how.
TOLD = [
    ("3 children moved.", (Kind.COUNT, 3, 3)),
    ("In the quarter two young people went to prison.", (Kind.COUNT, 2, 2)),
    ("One boy aged 9 was excluded.", (Kind.COUNT, 1, 1)),
    ("Two unaccompanied asylum-seeking children arrived in May.", (Kind.COUNT, 2, 2)),
    ("Three brothers came into care in one night.", (Kind.COUNT, 3, 3)),
    ("4 families were helped.", (Kind.COUNT, 4, 4)),
    ("Of the 45 children, three moved twice.", (Kind.COUNT, 3, 3)),
    ("There were twelve children, of whom two came home.", (Kind.COUNT, 2, 2)),
    ("3 of 15 children have no plan.", (Kind.COUNT, 3, 3)),
    ("Four of the 12 young people have a job.", (Kind.COUNT, 4, 4)),
    ("In the year 2 UASC arrived.", (Kind.COUNT, 2, 2)),
    ("There are three 16-year-olds.", (Kind.COUNT, 3, 3)),
    ("3 (20%) of the children moved.", (Kind.COUNT, 3, 3)),
    ("There are 12 young people (3 in custody).", (Kind.COUNT, 3, 3)),
    ("12 young people, 3 of whom are in custody.", (Kind.COUNT, 3, 3)),
    ("Fewer than 3 children waited.", (Kind.COUNT, 0, 2)),
    ("44 of the 45 children had a plan.", (Kind.REST, 1, 1)),
    ("98% of the 45 children had a check.", (Kind.REST, 1, 1)),
    ("20% of the 15 children saw nobody.", (Kind.SHARE, 3, 3)),
    ("6.7 per cent of 45 children moved.", (Kind.SHARE, 3, 3)),
    ("Of 45 children, 6.7% moved.", (Kind.SHARE, 3, 3)),
    ("There are 15 children at the school. 20% had a plan.", (Kind.SHARE, 3, 3)),
    ("A third of the nine children went abroad.", (Kind.SHARE, 3, 3)),
    ("One in five of our 20 care leavers moved.", (Kind.SHARE, 4, 4)),
    ("6% of the 50 children moved.", (Kind.SHARE, 3, 3)),
    ("1.5% of the 200 children moved.", (Kind.SHARE, 3, 3)),
    ("1% of the 300 children moved.", (Kind.SHARE, 2, 4)),
    ("67% of the 9 children passed.", (Kind.REST, 3, 3)),
    ("56% of the 9 children passed.", (Kind.REST, 4, 4)),
]
# Numbers in the neighbourhood of children that count none of them.
NOT_TOLD = [
    "Every child in care sees a dentist once a year.",
    "A child who moves needs to know why.",
    "Children in Key Stage 2 did well.",
    "Year 3 pupils read well, and Year 6 pupils better.",
    "Ofsted gave our children’s home grade 2.",
    "There were 4 meetings about children in care.",
    "The child is seen within 3 days.",
    "It costs £3 a child, and £4 million for all children.",
    "We met 1 of 3 priorities for children in care.",
    "Children aged 3 to 5 go to a nursery, and those aged four too.",
    "Two children’s homes were inspected.",
    "Two child protection conferences were late.",
    "One child in five had not seen a dentist.",
    "Reviews are on time for nine children in ten.",
    "A home for four children opens in May.",
    "Up to 4 children share a garden; no more than two children share a room.",
    "One worker for every three children is the aim.",
    "Fewer than five children waited.",
    "Fewer than 5 children waited, and <5 children moved.",
    "12 children left, 31 came.",
    "One hundred and three children and two hundred young people took part.",
    "3. Children in care",
    "2.4 Children who move",
    "3 Children in care",
    "In 2024 children said so; on 3 May children came.",
    "4% of the budget is for children.",
    "The rate for children rose by 3%.",
    "8% of 214 children moved.",
    "95% of reviews of the 15 children were on time.",
    "Our 15 children wait, compared with 12% nationally.",
    "One of the children’s homes closed.",
    "Two practices keep places for children in care.",
    "Part 2 children’s papers are private.",
    "A girl of thirteen reads well.",
    "Three things helped children with dentists.",
    "Two of the carers had no training for a child who had lost her home.",
    "96 children in every hundred have a plan.",
    "The two-year plan for children has 3 aims.",
    "Sub-groups met 4 times. Two reported on children.",
    "The 3 CLA reviews and 2 LAC nurses.",
    "Between them, children of 3 (and of 4) like it.",
    "A group of three children can share it, and a sibling group of three too.",
    "0 children were in custody, and no child moved.",
    "The number of homes for children rose from 2 to 4.",
]


@pytest.mark.parametrize(("sentence", "told"), TOLD)
def test_a_small_number_is_found(sentence, told):
    assert [(one.kind, one.least, one.most) for one in in_text(sentence)] == [told]


@pytest.mark.parametrize("sentence", NOT_TOLD)
def test_a_number_that_counts_no_children_is_let_be(sentence):
    assert in_text(sentence) == []


def test_the_words_found_are_quoted_from_the_text():
    for sentence, (kind, *_) in TOLD:
        if kind in (Kind.COUNT, Kind.SHARE) and "ewer" not in sentence:
            assert in_text(sentence)[0].quote in sentence


def test_the_threshold_is_the_councils():
    assert in_text("7 children moved.", 5) == []
    assert [one.most for one in in_text("7 children moved.", 8)] == [7]
    assert in_text("3 children moved.", 3) == []


def test_a_share_of_very_few_is_named():
    assert [(one.kind, one.most) for one in in_text("62% of the 8 children like school.", 3)] == [(Kind.BASE, 8)]


def test_a_range_is_said_in_words():
    assert [one.number for one in in_text("Fewer than 3 children waited.")] == ["0 to 2"]
    assert small_numbers.Found(Kind.SHARE, 3, 4, "").number == "3 or 4"


# --- Percentages, against every count there is


def rounds_to(count, base, places):
    """A percentage as it may be written, halves up or to even."""
    exact = count * 100 * 10**places
    down, rest = divmod(exact, base)
    shown = [down] if 2 * rest < base else [down + 1]
    if 2 * rest == base:
        shown.append(down)
    return {f"{value // 10**places}.{value % 10**places:0{places}d}" if places else str(value) for value in shown}


@given(base=st.integers(1, 400), shown=st.integers(0, 1000), places=st.integers(0, 1))
def test_the_counts_behind_a_percentage_are_all_there_are(base, shown, places):
    written = f"{shown // 10}.{shown % 10}" if places else str(shown // 10)
    expected = [count for count in range(base + 1) if written in rounds_to(count, base, places)]
    assert counts_behind(written, base) == expected


@given(base=st.integers(10, 300), count=st.integers(1, 60), threshold=st.integers(3, 10))
def test_a_percentage_is_named_where_only_small_counts_fit(base, count, threshold):
    assume(count <= base and base - count >= threshold)
    written = sorted(rounds_to(count, base, 0))[0]
    assume(0 < int(written) < 100)
    behind = [one for one in range(base + 1) if written in rounds_to(one, base, 0)]
    rest = [base - one for one in behind]
    found = in_text(f"{written}% of the {base} children moved.", threshold)
    named = [one.kind for one in found if one.kind in (Kind.SHARE, Kind.REST)]
    if all(0 < one < threshold for one in behind):
        assert named == [Kind.SHARE]
    elif all(0 < one < threshold for one in rest):
        assert named == [Kind.REST]
    else:
        assert named == []


# --- Totals, against every way to fill the hidden cells


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=3), min_size=2, max_size=3).filter(
        lambda rows: len({len(row) for row in rows}) == 1
    )
)
def test_what_hidden_cells_can_be_is_exact(rows):
    threshold = 5
    hidden = [(r, c) for r, row in enumerate(rows) for c, value in enumerate(row) if 0 < value < threshold]
    assume(0 < len(hidden) <= 6)
    equations = [_sum_of(rows, [place for place in hidden if place[0] == r]) for r in range(len(rows))]
    equations += [_sum_of(rows, [place for place in hidden if place[1] == c]) for c in range(len(rows[0]))]
    fits = [
        dict(zip(hidden, choice, strict=True))
        for choice in product(range(1, threshold), repeat=len(hidden))
        if all(
            sum(dict(zip(hidden, choice, strict=True))[name] for _, name in terms) == total
            for terms, total in equations
        )
    ]
    expected = {place: (min(fit[place] for fit in fits), max(fit[place] for fit in fits)) for place in hidden}
    assert ranges(equations, dict.fromkeys(hidden, (1, threshold - 1))) == expected


def _sum_of(rows, places):
    return [(1, place) for place in places], sum(rows[row][column] for row, column in places)


def test_sums_that_cannot_be_have_no_ranges():
    assert ranges([([(1, "a"), (1, "b")], 20)], {"a": (1, 4), "b": (1, 4)}) is None


def test_a_long_search_ends():
    names = [f"n{number}" for number in range(40)]
    found = ranges([([(1, name) for name in names], 100)], dict.fromkeys(names, (1, 4)))
    assert set(found.values()) == {(1, 4)}


# --- Tables


def found(head, rows, caption="", threshold=5):
    told = in_table(head, rows, caption=caption, threshold=threshold)
    return [(one.kind, one.row, one.column, one.number) for one in told]


def test_a_small_cell_is_named_by_row_and_column():
    told = found(["Age", "Children", "Reviewed"], [["Under 5", "4", "3"], ["5 to 10", "12", "0"]])
    assert told == [(Kind.COUNT, "Under 5", "Children", "4"), (Kind.COUNT, "Under 5", "Reviewed", "3")]


def test_the_caption_can_say_that_children_are_counted():
    assert found(["Ward", "2025", "2026"], [["Harbour", "2", "14"]], caption="Children in care by ward") == [
        (Kind.COUNT, "Harbour", "2025", "2")
    ]


def test_so_can_the_name_of_a_row():
    assert found(["Measure", "Q1"], [["Young people in custody", "2"], ["Visits to homes", "3"]]) == [
        (Kind.COUNT, "Young people in custody", "Q1", "2")
    ]


@pytest.mark.parametrize(
    "label",
    [
        "% of children",
        "Cost (£)",
        "Average age",
        "Meetings",
        "Homes",
        "Weeks waited",
        "Score",
        "Visits",
        "Rate per 10,000",
        "Year",
    ],
)
def test_what_is_no_count_of_children_is_let_be(label):
    assert found(["Home", label], [["Larch House", "3"], ["Elm House", "4"]], caption="Children’s homes") == []


def test_money_shares_words_and_dates_in_cells_are_let_be():
    rows = [["2026", "£3", "3%", "3 May", "3.5", "three", "Q3"]]
    assert found(["Year", *["Children"] * 6], rows) == []


def test_a_count_with_its_percentage_or_its_whole_is_read():
    rows = [["A", "3 (20%)"], ["B", "2/15"], ["C", "14 of 15"], ["D", "4*"]]
    assert [one[1:] for one in found(["Team", "Children"], rows)] == [
        ("A", "Children", "3"),
        ("B", "Children", "2"),
        ("C", "Children", "1"),
        ("D", "Children", "4"),
    ]


def test_one_hidden_cell_is_given_away_by_its_total():
    rows = [["Harbour", "<5"], ["Castle", "12"], ["Total", "15"]]
    assert found(["Ward", "Children"], rows) == [(Kind.TOTAL, "Harbour", "Children", "3")]


def test_a_hidden_total_and_a_hidden_pair_are_safe():
    assert found(["Ward", "Children"], [["Harbour", "<5"], ["Castle", "<5"], ["Moor", "12"], ["Total", "17"]]) == []
    assert found(["Ward", "Children"], [["Harbour", "<5"], ["Castle", "12"], ["Total", "c"]]) == []


def test_a_pair_that_can_only_be_one_thing_is_no_hiding_place():
    told = found(["Ward", "Children"], [["Harbour", "<5"], ["Castle", "<5"], ["Moor", "12"], ["Total", "14"]])
    assert told == [(Kind.TOTAL, "Harbour", "Children", "1"), (Kind.TOTAL, "Castle", "Children", "1")]


def test_rows_and_columns_are_read_together():
    rows = [["North", "<5", "7", "9"], ["South", "6", "<5", "8"], ["Total", "8", "9", "17"]]
    assert found(["Area", "Boys", "Girls", "Total"], rows, caption="Children in care") == [
        (Kind.TOTAL, "North", "Boys", "2"),
        (Kind.TOTAL, "South", "Girls", "2"),
    ]


def test_a_mark_hides_any_number_until_a_total_tells():
    rows = [["Harbour", "*"], ["Castle", "12"], ["Total", "15"]]
    assert found(["Ward", "Children"], rows) == [(Kind.TOTAL, "Harbour", "Children", "3")]
    assert found(["Ward", "Children"], [["Harbour", "*"], ["Castle", "*"], ["Total", "15"]]) == []


def test_a_total_that_stands_first_is_read_too():
    rows = [["All children", "15"], ["Boys", "<5"], ["Girls", "12"]]
    assert found(["Who", "Children"], rows) == [(Kind.TOTAL, "Boys", "Children", "3")]


def test_subtotals_and_a_grand_total_are_told_apart():
    rows = [["Boys, North", "7"], ["Boys, South", "<5"], ["Total", "c"], ["Girls, North", "8"], ["Girls, South", "9"]]
    rows += [["Total", "17"], ["Grand total", "27"]]
    assert found(["Who", "Children"], rows) == [
        (Kind.TOTAL, "Boys, South", "Children", "3"),
        (Kind.TOTAL, "Total", "Children", "10"),
    ]


def test_a_total_that_is_no_sum_says_nothing():
    assert found(["Need", "Children"], [["Health", "<5"], ["School", "12"], ["Total", "100"]]) == []


def test_a_percentage_beside_its_whole_is_worked_out():
    rows = [["2025", "15", "20"], ["2026", "45", "6.7%"], ["2027", "214", "8%"]]
    assert found(["Year", "Young people", "% in work"], rows) == [
        (Kind.SHARE, "2025", "% in work", "3"),
        (Kind.SHARE, "2026", "% in work", "3"),
    ]


def test_a_whole_in_a_heading_counts():
    assert found(["Answer", "Care leavers (n = 20)"], [["Yes", "85%"], ["No", "15%"]]) == [
        (Kind.REST, "Yes", "Care leavers (n = 20)", "3"),
        (Kind.SHARE, "No", "Care leavers (n = 20)", "3"),
    ]


@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=5), st.lists(st.text(max_size=12), max_size=5))
def test_no_table_is_too_odd(rows, head):
    assert isinstance(in_table(head, rows), list)


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text):
    assert isinstance(in_text(f"children {text} 3 children"), list)
