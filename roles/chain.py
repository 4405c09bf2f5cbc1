"""
The audit trail's chain: each link's digest covers one row and the digest before it.

Whoever changes a row or takes one out breaks the chain from there on. A row is chained
by a job soon after it was written, so that steps never wait for each other.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from roles import triggers
from roles.models import AuditLink, AuditRow

START = "0" * 64
AT_ONCE = 1000
# A row that was not chained for so long tells that the job does not run.
PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True)
class Verdict:
    """How far the chain holds: the rows checked, its last digest, and each thing that is wrong."""

    checked: int
    digest: str
    wrong: list[str]


def extend():
    """Chain the rows that are not yet. Returns how many."""
    done = 0
    while added := _extend_once():
        done += added
    return done


def verify(*, anchor=""):
    """
    Walk the whole chain, oldest first, and stop at the first row that breaks it.

    `anchor` is a digest that was noted before: it must be in the chain still, or its end was cut off.
    """
    digest, checked, seen = START, 0, not anchor
    for link, row in _links():
        if row is None:
            return _broken(checked, digest, f"Row {link.row_id} is gone.")
        digest_now = _digest(digest, row)
        if digest_now != link.digest:
            return _broken(checked, digest, f"Row {row.pk} is not what was chained: {row}.")
        digest, checked = digest_now, checked + 1
        seen = seen or digest == anchor
    wrong = _loose_ends()
    if not seen:
        wrong.append("The noted digest is not in the chain: what came after some row was taken away.")
    return Verdict(checked, digest, wrong)


@transaction.atomic
def _extend_once():
    """One who chains at a time: the first link is the lock, and an empty chain is held by its unique column."""
    AuditLink.objects.select_for_update().order_by("pk").first()
    last = AuditLink.objects.order_by("-pk").first()
    digest = last.digest if last else START
    links = []
    for row in _unchained().order_by("pk")[:AT_ONCE]:
        digest = _digest(digest, row)
        links.append(AuditLink(row_id=row.pk, digest=digest))
    AuditLink.objects.bulk_create(links)
    return len(links)


def _unchained():
    return AuditRow.objects.filter(~Exists(AuditLink.objects.filter(row_id=OuterRef("pk"))))


def _links():
    """Each link in the order of the chain, with its row or None."""
    last = 0
    while links := list(AuditLink.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        rows = AuditRow.objects.in_bulk([link.row_id for link in links])
        yield from ((link, rows.get(link.row_id)) for link in links)
        last = links[-1].pk


def _digest(before, row):
    words = {
        "id": row.pk,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": row.actor_id,
        "actor": row.actor,
        "did": row.did,
        "kind": row.kind,
        "thing_id": row.thing_id,
        "remit_id": row.remit_id,
        "details": row.details,
    }
    said = json.dumps(words, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(f"{before}{said}".encode()).hexdigest()


def _broken(checked, digest, words):
    return Verdict(checked, digest, [words])


def _loose_ends():
    wrong = []
    late = _unchained().filter(at__lt=timezone.now() - PATIENCE).order_by("pk").first()
    if late:
        wrong.append(f"Row {late.pk} and those after it are not chained: the job that does it has not run.")
    if not triggers.in_place(connection):
        wrong.append("The triggers that keep the trail are missing.")
    return wrong
