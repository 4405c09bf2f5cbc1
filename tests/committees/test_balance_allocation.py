"""The arithmetic of political balance: worked examples, and what must hold for every council that could be."""

from itertools import pairwise, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from committees.balance.allocation import NO_GROUP, Body, allocate, bounds, failed, majority, order

NAMES = ["Amber", "Blue", "Coral", "Denim", "Ebony"]
COUNCILS = st.builds(
    lambda groups, alone: dict(zip(NAMES, groups, strict=False)) | ({NO_GROUP: alone} if alone else {}),
    st.lists(st.integers(2, 40), min_size=1, max_size=5),
    st.integers(0, 6),
)
SIZES = st.lists(st.integers(3, 15), min_size=1, max_size=8)


def committees(sizes, **more):
    return [Body(f"Committee {number}", seats, **more) for number, seats in enumerate(sizes, start=1)]


# --- Worked by hand


def test_a_council_where_everything_divides():
    proposal = allocate({"Amber": 30, "Blue": 20, "Coral": 10}, committees([12, 6]))
    assert proposal.rows == {
        "Committee 1": {"Amber": 6, "Blue": 4, "Coral": 2},
        "Committee 2": {"Amber": 3, "Blue": 2, "Coral": 1},
    }
    assert (proposal.totals, proposal.ties) == ({"Amber": 9, "Blue": 6, "Coral": 3}, [])


def test_the_totals_come_before_the_single_committee():
    """By itself each committee of five would give Coral nothing; over four of them it has two seats in twenty."""
    proposal = allocate({"Amber": 25, "Blue": 20, "Coral": 5}, committees([5, 5, 5, 5]))
    assert proposal.totals == {"Amber": 10, "Blue": 8, "Coral": 2}
    assert sum(row["Coral"] for row in proposal.rows.values()) == 2
    alone = allocate({"Amber": 25, "Blue": 20, "Coral": 5}, committees([5], ordinary=False))
    assert (alone.rows["Committee 1"]["Coral"], alone.totals["Coral"]) == (0, 0)


def test_a_majority_of_the_council_is_a_majority_of_each_body():
    """26 of 50 is 3.1 of 6 seats: proportion alone would give three, which is no majority."""
    proposal = allocate({"Amber": 26, "Blue": 24}, committees([6, 6]))
    assert proposal.rows["Committee 1"] == proposal.rows["Committee 2"] == {"Amber": 4, "Blue": 2}


def test_half_of_the_council_is_no_majority():
    assert majority({"Amber": 25, "Blue": 25}) is None
    assert allocate({"Amber": 25, "Blue": 25}, committees([6])).rows["Committee 1"] == {"Amber": 3, "Blue": 3}


def test_members_of_no_group_are_no_majority_however_many():
    assert majority({"Amber": 10, NO_GROUP: 40}) is None


def test_not_all_seats_go_to_one_group_while_there_is_anybody_else():
    proposal = allocate({"Amber": 58, "Blue": 2}, committees([5, 5, 5]))
    assert {tuple(row.values()) for row in proposal.rows.values()} == {(4, 1)}
    assert proposal.shares["Blue"] == (30, 60)


def test_a_group_that_is_the_whole_council_has_every_seat():
    assert allocate({"Amber": 40}, committees([7])).rows == {"Committee 1": {"Amber": 7}}


def test_a_single_group_leaves_a_seat_to_members_of_no_group():
    assert allocate({"Amber": 48, NO_GROUP: 2}, committees([7])).rows == {"Committee 1": {"Amber": 6, NO_GROUP: 1}}


def test_two_with_the_same_claim_are_named_and_the_seat_stays_open():
    proposal = allocate({"Amber": 20, "Blue": 10, "Coral": 10}, committees([7]))
    assert proposal.rows["Committee 1"] == {"Amber": 3, "Blue": 2, "Coral": 2}
    proposal = allocate({"Amber": 20, "Blue": 10, "Coral": 10}, committees([5]))
    assert proposal.rows["Committee 1"] == {"Amber": 3, "Blue": 1, "Coral": 1}
    tied = allocate({"Amber": 20, "Blue": 20}, committees([5]))
    assert tied.rows["Committee 1"] == {"Amber": 2, "Blue": 2}
    assert tied.undecided == {"Committee 1": 1}
    assert [(tie.key, tie.between, tie.seats) for tie in tied.ties] == [(None, ("Amber", "Blue"), 1)]


def test_a_tie_on_a_body_shared_by_itself_names_the_body():
    tied = allocate({"Amber": 20, "Blue": 20}, committees([5], ordinary=False))
    assert [(tie.key, tie.between, tie.seats) for tie in tied.ties] == [("Committee 1", ("Amber", "Blue"), 1)]


def test_where_two_committees_would_do_as_well_both_are_named():
    """One of two equal committees gives Blue its third seat; nothing says which."""
    proposal = allocate({"Amber": 26, "Blue": 18}, committees([4, 4]))
    assert proposal.totals == {"Amber": 6, "Blue": 2}
    free = allocate({"Amber": 20, "Blue": 15, "Coral": 5}, committees([4, 4]))
    assert free.totals == {"Amber": 4, "Blue": 3, "Coral": 1}
    [exchange] = free.exchanges
    assert {exchange.one, exchange.other} == {"Blue", "Coral"}
    assert {*exchange.gives, *exchange.takes} == {"Committee 1", "Committee 2"}


def test_a_council_without_committees_has_nothing_to_share():
    proposal = allocate({"Amber": 20, "Blue": 20}, [])
    assert (proposal.rows, proposal.totals, proposal.ties) == ({}, {"Amber": 0, "Blue": 0}, [])


@pytest.mark.parametrize(
    ("seats", "least", "most"), [(0, 0, 0), (1, 1, 1), (2, 1, 1), (3, 2, 2), (4, 3, 3), (5, 3, 4), (12, 7, 11)]
)
def test_what_a_majority_may_have_on_a_small_body(seats, least, most):
    low, high = bounds({"Amber": 30, "Blue": 10}, seats)
    assert (low["Amber"], high["Amber"]) == (least, most)


@pytest.mark.parametrize(
    ("row", "letters"),
    [({"Amber": 4, "Blue": 1}, ""), ({"Amber": 5}, "a"), ({"Amber": 2, "Blue": 3}, "b"), ({"Blue": 5}, "ab")],
)
def test_what_is_held_is_told_apart_from_what_the_law_allows(row, letters):
    assert failed(row, {"Amber": 30, "Blue": 10}, 5) == letters


def test_groups_stand_by_size_and_members_of_no_group_last():
    assert order({NO_GROUP: 9, "Coral": 4, "Amber": 4, "Blue": 30}) == ["Blue", "Amber", "Coral", NO_GROUP]


# --- For every council


@given(COUNCILS, SIZES)
def test_every_seat_is_given_once_or_named_as_open(strengths, sizes):
    bodies = committees(sizes)
    proposal = allocate(strengths, bodies)
    for body in bodies:
        assert sum(proposal.rows[body.key].values()) + proposal.undecided[body.key] == body.seats
        assert proposal.undecided[body.key] >= 0
    columns = {name: sum(row[name] for row in proposal.rows.values()) for name in proposal.totals}
    assert columns == proposal.totals
    assert sum(tie.seats for tie in proposal.ties) == sum(proposal.undecided.values())


@given(COUNCILS, SIZES)
def test_a_tie_is_between_more_than_there_are_seats(strengths, sizes):
    bodies = committees(sizes[:1], ordinary=False) + committees(sizes)
    for tie in allocate(strengths, [Body("alone", sizes[0], ordinary=False), *bodies[1:]]).ties:
        assert 0 < tie.seats < len(tie.between)


@given(COUNCILS, SIZES)
def test_a_and_b_hold_on_every_body(strengths, sizes):
    proposal = allocate(strengths, committees(sizes))
    leading = majority(strengths)
    for key, row in proposal.rows.items():
        seats = sum(row.values()) + proposal.undecided[key]
        if len(strengths) > 1:
            assert all(held < seats for name, held in row.items() if name != NO_GROUP)
        if leading:
            assert 2 * row[leading] > seats
            assert failed(row, strengths, seats) == ""


@given(COUNCILS, SIZES)
def test_totals_are_the_whole_seats_on_either_side_of_the_exact_share(strengths, sizes):
    """Where (a) and (b) leave room for it."""
    limits = [bounds(strengths, seats) for seats in sizes]
    members, seats = sum(strengths.values()), sum(sizes)
    for name, count in strengths.items():
        assume(sum(low[name] for low, _ in limits) * members <= seats * count)
        assume(sum(high[name] for _, high in limits) * members >= seats * count)
    for name, total in allocate(strengths, committees(sizes)).totals.items():
        assert -1 < total - seats * strengths[name] / members < 1


@given(COUNCILS, SIZES)
def test_each_body_is_in_quota_too_where_no_group_has_a_majority(strengths, sizes):
    assume(majority(strengths) is None and max(strengths.values()) * 10 < 8 * sum(strengths.values()))
    proposal = allocate(strengths, committees(sizes))
    members = sum(strengths.values())
    assume(not proposal.ties)
    for key, row in proposal.rows.items():
        seats = sum(row.values())
        assert all(-1 < held - seats * strengths[name] / members < 1 for name, held in row.items()), key


@given(COUNCILS, SIZES)
def test_a_larger_group_never_has_fewer_seats_in_all(strengths, sizes):
    totals = allocate(strengths, committees(sizes)).totals
    groups = [name for name in order(strengths) if name != NO_GROUP]
    for larger, smaller in pairwise(groups):
        assert totals[larger] >= totals[smaller]


@given(COUNCILS, SIZES)
def test_equal_groups_are_treated_alike_in_all(strengths, sizes):
    totals = allocate(strengths, committees(sizes)).totals
    for one, other in product(totals, repeat=2):
        if NO_GROUP not in (one, other) and strengths[one] == strengths[other]:
            assert totals[one] == totals[other]


@given(COUNCILS, SIZES, st.randoms(use_true_random=False))
def test_the_order_in_which_groups_are_given_changes_nothing(strengths, sizes, random):
    names = list(strengths)
    random.shuffle(names)
    shuffled = {name: strengths[name] for name in names}
    assert allocate(shuffled, committees(sizes)) == allocate(strengths, committees(sizes))


@given(COUNCILS, st.integers(3, 15))
def test_a_body_by_itself_is_shared_as_if_it_were_the_only_committee(strengths, seats):
    by_itself = allocate(strengths, [Body("one", seats, ordinary=False)])
    only = allocate(strengths, [Body("one", seats)])
    assert by_itself.rows == only.rows


@settings(max_examples=60)
@given(st.lists(st.integers(2, 9), min_size=2, max_size=3), st.lists(st.integers(3, 5), min_size=2, max_size=3))
def test_no_other_way_to_meet_the_totals_is_nearer_to_proportion(groups, sizes):
    """Every way there is, tried one by one."""
    strengths = dict(zip(NAMES, groups, strict=False))
    bodies = committees(sizes)
    proposal = allocate(strengths, bodies)
    assume(not proposal.ties)
    best = min(
        (distance(strengths, bodies, rows) for rows in ways(strengths, bodies) if totals_of(rows) == proposal.totals),
    )
    assert distance(strengths, bodies, list(proposal.rows.values())) == best


def ways(strengths, bodies):
    return product(*(lawful(strengths, body.seats) for body in bodies))


def lawful(strengths, seats):
    low, high = bounds(strengths, seats)
    spans = [range(low[name], high[name] + 1) for name in strengths]
    return [dict(zip(strengths, row, strict=True)) for row in product(*spans) if sum(row) == seats]


def totals_of(rows):
    return {name: sum(row[name] for row in rows) for name in rows[0]}


def distance(strengths, bodies, rows):
    """How many whole seats beyond the nearest, then the squares of what is missing or too much."""
    members, out, squares = sum(strengths.values()), 0, 0
    for body, row in zip(bodies, rows, strict=True):
        for name, held in row.items():
            exact = body.seats * strengths[name]
            out += max(0, held - -(-exact // members), exact // members - held)
            squares += (held * members - exact) ** 2
    return out, squares
