"""The implications of a draft: a text for each, and one reason for all that have none."""

import hashlib
import json

from django.db import transaction

from corporate_parenting.lib import richtext_caps
from reports import texts
from reports.models import Implication, KeptText, Version
from roles.audit import record

from .hold import Conflict, hold

SAVED = KeptText.How.SAVED


def edition_of_implications(version):
    """A short name for exactly these words of all implications, so that a second writer is noticed."""
    rows = version.implications.values_list("pk", "name", "text")
    words = [version.no_implications, [list(row) for row in rows]]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]


@transaction.atomic
def save_implications(version, *, said, none, by, seen="", how=SAVED):
    """
    Save the text of each implication ({key of the row: Markdown}) and the reason for those that have none.

    `seen` is the edition the writer started from, `how` whether a page saved it while they typed. Raises Conflict,
    Frozen, BeingCleared or richtext_caps.TooMuch.
    """
    report = hold(version)
    current = Version.objects.get(pk=version.pk)
    if seen and seen != edition_of_implications(current):
        raise Conflict(current)
    changed = [row for row in current.implications.all() if said.get(row.pk, row.text) != row.text]
    richtext_caps.check(none, *(said[row.pk] for row in changed))
    before = _wordings(current, changed)
    for row in changed:
        row.text = said[row.pk]
    Implication.objects.bulk_update(changed, ["text"])
    current.no_implications = none
    current.save(update_fields=["no_implications"])
    is_new = texts.keep_change(current, before, _wordings(current, changed), by=by, how=how)
    if is_new or how == SAVED:
        record(by, "saved the implications of", report, changed=len(changed))
    current.edition_of_implications = edition_of_implications(current)  # while nobody else can change them
    return current


def _wordings(version, rows):
    return [wording for part in (version, *rows) for wording in texts.of(part)]


def begin_implications(version, format_):
    """The rows that a new draft has: one for each implication of its template."""
    names = enumerate(format_.implications, start=1)
    Implication.objects.bulk_create(Implication(version=version, order=order, name=name) for order, name in names)
