"""
What was printed before and says the same, found without setting it out anew.

A report is laid as it was frozen, so that what is printed of it follows from its rows, from what the edition leaves
out, and from the programs. The digest of all that is its shape: where a print of the same shape is kept, there is
nothing to print. `tests/committees/test_packs_known.py` changes every field that a report is printed from.
"""

import hashlib
import json
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from committees.models import Part, PrintedPart
from corporate_parenting.lib import files, pdf
from corporate_parenting.lib.jobs import State
from reports.models import (
    Appendix,
    Block,
    Contact,
    Format,
    Implication,
    Recommendation,
    Section,
    SourceDocument,
    Version,
)

from .sources import left_out, source_of

ROWS = {
    Section: "version",
    Block: "section__version",
    Recommendation: "version",
    Implication: "version",
    Contact: "version",
    SourceDocument: "version",
    Appendix: "version",
}
# Of a version, what changes after it was laid and is not printed.
NOT_PRINTED = {"public_at", "findings"}
SOURCES = ("reports", "committees", "corporate_parenting/lib", "templates/pdf")


def find(meeting, parts):
    """
    Mark as done those of the parts (not saved) that need no printing: files that came in ready, and reports of which a
    print of the same shape is kept. A fixed number of queries. Their builds must be set.
    """
    shapes = of_reports(meeting, parts)
    prints = PrintedPart.objects.in_bulk(list(shapes.values()))
    for place, part in enumerate(parts):
        source = source_of(part) if part.paper else None
        found = source or prints.get(shapes.get(place))
        if found and files.is_whole(found.safe if source else found.file):
            _done(part, found, file=found.safe if source else found.file)


def _done(part, found, *, file):
    part.state, part.finished_at, part.was_cached = State.DONE, timezone.now(), True
    part.file, part.pages, part.claims_ua = file, found.pages, found.claims_ua
    part.warnings = getattr(found, "warnings", [])


def of_reports(meeting, parts):
    """{place: shape} of those of the parts that are reports. A fixed number of queries for any number of them."""
    reports = {place: part for place, part in enumerate(parts) if part.kind == Part.Kind.REPORT and part.paper}
    rows = rows_of({part.paper.version_id for part in reports.values()})
    about = [pdf.fingerprint(), programs(), meeting.body.name, timezone.localdate(meeting.starts_at).isoformat()]
    found = {}
    for place, part in reports.items():
        without, marked = left_out(part)
        made_of = [*about, part.form, _told(without), _told(marked), rows.get(part.paper.version_id)]
        found[place] = hashlib.sha256(json.dumps(made_of).encode()).hexdigest()
    return found


def _told(without):
    return sorted(without.sections.items()), sorted(without.appendices.items())


def rows_of(versions):
    """{version: digest of every row that a report is printed from}."""
    totals = {}
    names = _columns(Version, but=NOT_PRINTED)
    of_format = [f"report__format__{name}" for name in _columns(Format)]
    for row in Version.objects.filter(pk__in=versions).order_by("pk").values_list("pk", *names, *of_format):
        totals[row[0]] = hashlib.sha256(_bytes(row))
    for model, lookup in ROWS.items():
        rows = model.objects.filter(**{f"{lookup}__in": versions}).order_by("pk").values_list(lookup, *_columns(model))
        for version, *said in rows:
            totals[version].update(_bytes([model.__name__, said]))
    return {version: total.hexdigest() for version, total in totals.items()}


def _columns(model, but=frozenset()):
    return [field.attname for field in model._meta.concrete_fields if field.attname not in but]


def _bytes(row):
    return json.dumps(row, cls=DjangoJSONEncoder).encode()


@lru_cache
def programs():
    """Names the programs that set a report out: our own as they lie here, the installed ones by their versions."""
    total = hashlib.sha256(json.dumps(sorted(f"{one.name} {one.version}" for one in distributions())).encode())
    for folder in SOURCES:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in {".py", ".html", ".css"}:
                total.update(f"\n{path.name} ".encode() + path.read_bytes())
    return total.hexdigest()


def remember(part, found, shape):
    """Keep a print under its shape too, where the report still has the shape that it had before it was printed."""
    if shape and of_reports(part.build.meeting, [part]).get(0) == shape:
        facts = {name: getattr(found, name) for name in ("file", "pages", "warnings", "claims_ua", "made_at")}
        PrintedPart.objects.update_or_create(pk=shape, defaults=facts)
