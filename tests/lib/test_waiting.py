"""What waits, and when it is late."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from corporate_parenting.lib.waiting import Waiting


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False), (1, False), (None, False)])
def test_late_from_the_day_after_its_day(days, late):
    due_on = None if days is None else timezone.localdate() + timedelta(days=days)
    thing = Waiting(text="A visit", do="Say that you made it", url="/x/", due_on=due_on)
    assert thing.is_overdue is late
    assert ("Overdue" in render_to_string("components/waiting.html", {"things": [thing]})) is late
