"""Queries that are written once answer as if they were written anew, and depend on nothing that was forgotten."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees.models import Body, Meeting, who_reads
from committees.models.bodies import LegalBasis
from committees.models.who_reads import READS, Ground, If, Thing
from committees.public import about, listing
from corporate_parenting.lib.prepared import Prepared
from roles.models import Person, Remit
from roles.permissions import PUBLIC

pytestmark = pytest.mark.django_db


@pytest.fixture
def meetings():
    clerk = Person.objects.create(name="Hattie Brook", category=Person.Category.OFFICER)
    remit = Remit.objects.create(name="Children's Services Panel")
    body = Body.objects.create(
        name=remit.name, remit=remit, kind=Body.Kind.OTHER, legal_basis=LegalBasis.COMMITTEE, starts_on="2020-01-01"
    )
    now = timezone.now()
    return [
        Meeting.objects.create(
            body=body, starts_at=now + timedelta(days=number - 2), published_at=now, published_by=clerk
        )
        for number in range(5)
    ]


def test_it_answers_as_the_query_itself_does(meetings):
    def after(moment, body):
        return Meeting.objects.visible_to(PUBLIC).filter(starts_at__gte=moment, body=body).order_by("pk")

    kept, body = Prepared(after), meetings[0].body_id
    for one in meetings:
        wanted = list(after(one.starts_at, body))
        assert kept.rows(moment=one.starts_at, body=body) == wanted
        found = [row.starts_at for row in kept.rows(moment=one.starts_at, body=body)]
        assert found == [row.starts_at for row in wanted]
    assert kept.rows(moment=meetings[0].starts_at, body=0) == []


def test_each_time_it_is_asked_anew(meetings):
    kept, one = Prepared(lambda pk: Meeting.objects.visible_to(PUBLIC).filter(pk=pk)), meetings[1]
    assert kept.rows(pk=one.pk) == [one]
    Meeting.objects.filter(pk=one.pk).update(published_at=None)
    with CaptureQueriesContext(connection) as queries:
        assert kept.rows(pk=one.pk) == []
    assert len(queries) == 1


def test_a_value_that_nothing_asks_for_is_a_mistake(meetings):
    with pytest.raises(ValueError, match="other"):
        Prepared(lambda pk, other: Meeting.objects.filter(pk=pk)).rows(pk=1, other=2)


def test_a_query_without_rows_stays_one(meetings):
    kept = Prepared(lambda pk: Meeting.objects.none().filter(pk=pk))
    assert (kept.rows(pk=1), kept.rows(pk=2)) == ([], [])


def test_when_the_table_of_who_reads_is_another_the_public_pages_follow_at_once(meetings, monkeypatch):
    now, one = timezone.now(), meetings[3]
    assert [row.pk for row in listing.coming(now)[:9]] == [row.pk for row in meetings[2:] if row.starts_at >= now]
    assert about.meeting(one.pk) == one
    closed = READS[Thing.CALLED_MEETING] | {Ground.EVERYBODY: If(0)}
    with monkeypatch.context() as turned:
        turned.setitem(who_reads.READS, Thing.CALLED_MEETING, closed)
        with pytest.raises(about.Http404):
            about.meeting(one.pk)
    assert about.meeting(one.pk) == one
