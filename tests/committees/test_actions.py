"""Actions: agreed, and done once."""

import pytest

from committees import actions
from committees.models import Action
from roles.audit import SYSTEM
from tests.factories.committees import ActionFactory, BodyFactory
from tests.factories.roles import PersonFactory


def test_an_action_has_an_owner_and_a_day(db):
    body, owner = BodyFactory(), PersonFactory()
    actions.agree(body, text="Ask every school about dentists", owner=owner, due_on="2026-12-01", by=SYSTEM)
    action = Action.objects.get()
    assert (action.owner, str(action.due_on), action.done_at, action.remit_id) == (
        owner,
        "2026-12-01",
        None,
        body.remit_id,
    )


def test_an_action_is_done_once_and_the_first_words_stay(db):
    action, owner = ActionFactory(), PersonFactory()
    actions.complete(action, outcome="All 14 answered.", by=owner)
    with pytest.raises(actions.AlreadyDone):
        actions.complete(action, outcome="Something else", by=PersonFactory())
    action.refresh_from_db()
    assert (action.outcome, action.done_by, action.done_at is not None) == ("All 14 answered.", owner, True)
