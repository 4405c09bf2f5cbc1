"""Tickets for what somebody looks over before it is done."""

import pytest

from corporate_parenting.lib import tickets


def test_a_ticket_brings_back_what_it_was_given_for():
    given = tickets.give([["a.xml", "12"], {"on": "2026-05-11"}], purpose="one")
    assert tickets.take(given, purpose="one") == [["a.xml", "12"], {"on": "2026-05-11"}]


@pytest.mark.parametrize("spoil", [lambda good: "", lambda good: good[:-1], lambda good: f"x{good}"])
def test_a_spoilt_ticket_is_no_longer_good(spoil):
    good = tickets.give("words", purpose="one")
    with pytest.raises(tickets.NoLongerGood):
        tickets.take(spoil(good), purpose="one")


def test_a_ticket_is_good_for_its_purpose_and_its_hour_only(monkeypatch):
    good = tickets.give("words", purpose="one")
    with pytest.raises(tickets.NoLongerGood):
        tickets.take(good, purpose="other")
    monkeypatch.setattr(tickets, "AN_HOUR", -1)
    with pytest.raises(tickets.NoLongerGood):
        tickets.take(good, purpose="one")
