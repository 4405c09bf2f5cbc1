"""Two clerks at one agenda: nothing is lost, the second sees both, numbers stay unique and without gaps."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committees import agenda, states
from committees.models import AgendaItem
from roles.audit import SYSTEM
from tests.factories.committees import AgendaItemFactory, MeetingFactory
from tests.factories.roles import PersonFactory

EXEMPT = {"kind": "exempt", "paragraphs": [3], "reason": "The offers are still open."}


@pytest.fixture
def meeting(db):
    return MeetingFactory()


@pytest.fixture
def items(meeting):
    return [agenda.add_item(meeting, title=title, by=SYSTEM) for title in "ABCDE"]


def titles(meeting):
    return "".join(meeting.items.order_by("order").values_list("title", flat=True))


def on_screen(item):
    """The item as a clerk has it before them."""
    return AgendaItem.objects.get(pk=item.pk)


def test_the_second_clerk_is_shown_both_and_nothing_is_saved(items):
    first, second = on_screen(items[0]), on_screen(items[0])
    agenda.edit_item(first, edition=first.edition, title="Apologies", text="From all", by=SYSTEM)
    with pytest.raises(agenda.Conflict, match="Somebody else saved “Apologies”") as met:
        agenda.edit_item(second, edition=second.edition, title="Absences", by=SYSTEM)
    theirs = met.value.theirs
    assert (theirs.title, theirs.text, theirs.edition) == ("Apologies", "From all", 1)
    assert on_screen(items[0]).title == "Apologies"
    agenda.edit_item(on_screen(items[0]), edition=theirs.edition, title="Apologies for absence", by=SYSTEM)
    assert (on_screen(items[0]).title, on_screen(items[0]).text) == ("Apologies for absence", "From all")


def test_an_edition_from_a_form_is_words_and_is_read_as_a_number(items):
    agenda.edit_item(items[0], edition="0", title="Apologies", by=SYSTEM)
    with pytest.raises(agenda.Conflict):
        agenda.edit_item(items[0], edition="0", title="Absences", by=SYSTEM)


def test_one_moves_and_one_edits_and_both_hold(meeting, items):
    stale = on_screen(items[4])
    agenda.move(items[4], after=None, by=SYSTEM)
    agenda.edit_item(stale, edition=stale.edition, title="e", by=SYSTEM)
    assert titles(meeting) == "eABCD"


def test_two_moves_made_from_the_same_screen_both_hold(meeting, items):
    a, b, _, d, e = (on_screen(item) for item in items)
    agenda.move(a, after=e, by=SYSTEM)
    agenda.move(d, after=b, by=SYSTEM)
    assert titles(meeting) == "BDCEA"


def test_a_move_behind_itself_or_to_its_place_changes_nothing(meeting, items):
    agenda.move(items[2], after=items[2], by=SYSTEM)
    agenda.move(items[2], to=3, by=SYSTEM)
    agenda.move(items[2], after=items[1], by=SYSTEM)
    assert titles(meeting) == "ABCDE"


def test_a_move_after_an_item_that_is_gone_is_refused_in_words(meeting, items):
    stale = on_screen(items[4])
    agenda.remove(items[4], by=SYSTEM)
    with pytest.raises(agenda.CannotChangeAgenda, match=r"no longer on this agenda.*nothing was moved"):
        agenda.move(items[0], after=stale, by=SYSTEM)
    with pytest.raises(agenda.CannotChangeAgenda, match="no longer on this agenda"):
        agenda.move(items[0], after=AgendaItemFactory(), by=SYSTEM)
    with pytest.raises(agenda.CannotChangeAgenda, match="took “E” off the agenda in the meantime"):
        agenda.edit_item(stale, title="e", by=SYSTEM)
    assert titles(meeting) == "ABCD"


def test_a_move_across_the_parts_stops_at_the_border(meeting, items):
    private = agenda.add_item(meeting, title="X", private=EXEMPT, by=SYSTEM)
    agenda.add_item(meeting, title="Y", private=EXEMPT, by=SYSTEM)
    agenda.move(items[0], after=private, by=SYSTEM)
    assert titles(meeting) == "BCDEAXY"
    agenda.move(meeting.items.get(title="Y"), after=items[1], by=SYSTEM)
    assert titles(meeting) == "BCDEAYX"


def test_numbers_of_the_source_and_of_the_clerk_are_never_the_same(meeting):
    for number in ("1", "3"):
        agenda.add_item(meeting, title=number, number=number, source_id=f"moderngov:{number}", by=SYSTEM)
    agenda.add_item(meeting, title="By hand", by=SYSTEM)
    assert [item.printed_number for item in meeting.items.order_by("order")] == ["1", "3", "4"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "add private", "move", "edit", "swap", "remove"]),
        st.integers(0, 7),
        st.integers(0, 7),
        st.booleans(),
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_two_clerks_do_in_turn_nothing_is_lost(db, steps):
    """Each works from a screen that the other may have made old; what was refused changed nothing."""
    meeting = MeetingFactory()
    screens = [{}, {}]
    expected = {}
    for at, (what, which, other, second) in enumerate(steps):
        screen = screens[second]
        if what.startswith("add") or not screen:
            private = EXEMPT if what == "add private" else None
            made = agenda.add_item(meeting, title=f"{at}", private=private, by=SYSTEM)
            expected[made.pk] = made.title
            screens[second] = {one.pk: one for one in meeting.items.all()}
            continue
        known = list(screen.values())
        _try(what, known[which % len(known)], known[other % len(known)], at, expected)
        assert dict(meeting.items.values_list("pk", "title")) == expected
        assert states.illegal(meeting) == []


def _try(what, item, other, at, expected):
    """One step from an old screen; a refusal leaves what was expected."""
    pk = item.pk
    if pk is None:
        return
    try:
        if what == "move":
            agenda.move(item, after=other if other.pk else None, by=SYSTEM)
        elif what == "edit":
            agenda.edit_item(item, edition=item.edition, title=f"{at} again", by=SYSTEM)
            expected[pk] = f"{at} again"
        elif what == "swap":
            agenda.edit_item(item, private=None if item.likely_private else EXEMPT, by=SYSTEM)
        else:
            agenda.remove(item, by=SYSTEM)
            del expected[pk]
    except agenda.CannotChangeAgenda:
        pass


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite's test database lives in one process's memory")
def test_two_clerks_in_the_same_second_lose_nothing():
    meeting, clerk = MeetingFactory(), PersonFactory()
    ids = [agenda.add_item(meeting, title=f"{n}", by=clerk).pk for n in range(6)]

    def work(number):
        close_old_connections()
        try:
            for turn in range(8):
                agenda.add_item(type(meeting).objects.get(pk=meeting.pk), title=f"{number}-{turn}", by=clerk)
                item = AgendaItem.objects.get(pk=ids[(number + turn) % len(ids)])
                agenda.move(item, after=AgendaItem.objects.get(pk=ids[turn % len(ids)]), by=clerk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert states.illegal(meeting) == []
    assert meeting.items.count() == 6 + 4 * 8


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite's test database lives in one process's memory")
def test_of_two_clerks_who_save_one_item_in_the_same_second_one_is_told():
    clerk, item = PersonFactory(), AgendaItemFactory()

    def save(title):
        close_old_connections()
        try:
            agenda.edit_item(AgendaItem.objects.get(pk=item.pk), edition=0, title=title, by=clerk)
        except agenda.Conflict as met:
            return met.theirs.title
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(save, ["Mine", "Yours"]))
    item.refresh_from_db()
    assert item.edition == 1
    assert [one for one in told if one] == [item.title]
