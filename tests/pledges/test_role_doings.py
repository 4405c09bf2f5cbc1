"""What the invented people read, acknowledged and did."""

import pytest
from django.utils import timezone

from pledges import demo
from roles import acknowledging, tiers
from roles.models import AuditRow, Evidence, Person


@pytest.mark.django_db
def test_some_of_the_cast_read_their_role_and_did_something_for_it():
    today = timezone.localdate()
    demo.load(today)
    people = {key: Person.objects.get(source_id=f"demo:{key}") for key in ("petra", "bram", "cleo")}
    missing = acknowledging.missing(people.values(), today)
    asked = {key: len(acknowledging.asked_for(tiers.responsibilities_on(one, today))) for key, one in people.items()}
    assert missing[people["petra"].pk] == 0
    assert 0 < missing[people["bram"].pk] < asked["bram"]
    assert missing[people["cleo"].pk] == asked["cleo"]
    done = Evidence.objects.filter(person=people["petra"])
    assert [one.kind for one in done] == ["visit", "visit"]
    notes = [note for note in Evidence.objects.values_list("note", flat=True) if note]
    kept = str(list(AuditRow.objects.values()))
    assert [note for note in notes if note in kept] == []
