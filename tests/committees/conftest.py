"""Prints are kept from one test to the next. They are found by what they say, so only the clock can notice."""

import pytest

from committees.models import PrintedPart

known = {}


@pytest.fixture
def prints(db):
    """What earlier tests printed is known to this one."""
    PrintedPart.objects.bulk_create(known.values(), ignore_conflicts=True)
    yield
    known.update({print_.pk: print_ for print_ in PrintedPart.objects.all()})
