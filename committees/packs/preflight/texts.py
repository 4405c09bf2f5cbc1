"""
What stands in the way in the words of reports: small numbers, links that lead nowhere, what a screen reader lacks.

Counted and never quoted: the page of a pack, its rows and its mails repeat no word of a report. A frozen report says
the same at every look, so that what was counted is kept by a digest of its rows.
"""

import hashlib
import json

from django.conf import settings
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder

from committees.packs.known import programs
from corporate_parenting.lib import links, richtext
from reports.checks import numbers, script, seen

from .findings import Finding
from .papers import report_page

KEPT = 30 * 24 * 3600  # seconds
AUTHOR = "Ask its author for a new version."


def findings(found):
    """Everything of it."""
    for paper in found.papers:
        if paper.version is None or paper.version.number is None:
            continue
        for text in _sentences(counted(paper.version, found.threshold), paper.is_kept, found.threshold):
            yield Finding(text, *report_page(paper, found.body), item=paper.item)


def _sentences(counts, is_kept, threshold):
    """In the words of the clerk. What is kept back as a whole may hold the full figures."""
    if counts["numbers"] and not is_kept:
        yield (
            f"Its report tells {_many(counts['numbers'], 'number')} of children under {threshold}, from which somebody "
            "may be known. Look at the report before it is public."
        )
    if counts["links"]:
        verb = "leads" if counts["links"] == 1 else "lead"
        yield f"{_many(counts['links'], 'link')} in its report {verb} nowhere, by the form of the address. {AUTHOR}"
    if counts["silent"]:
        verb = "lacks" if counts["silent"] == 1 else "lack"
        yield (
            f"{_many(counts['silent'], 'table or picture', 'tables and pictures')} of its report {verb} a heading or a "
            f"description for those who cannot see it. {AUTHOR}"
        )
    if counts["untitled"]:
        yield f"Its report has no title. {AUTHOR}"


def _many(number, one, many=""):
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def counted(version, threshold):
    """{what: how many} of a version whose rows were fetched (script.FETCHED). No query."""
    key = f"preflight-{_digest(version, threshold, settings.BASE_URL, programs())}"
    if (known := cache.get(key)) is None:
        known = _count(script.of(version), threshold)
        cache.set(key, known, KEPT)
    return known


def _count(read, threshold):
    return {
        "numbers": sum(1 for _ in numbers.about_numbers(read, threshold, with_files=False)),
        "links": sum(_lost_links(passage) for passage in read.passages),
        "silent": sum(finding.stops or bool(finding.quote) for finding in seen.about_tables(read)),
        "untitled": int(not read.version.title.strip()),
    }


def _lost_links(passage):
    """How many links of a text lead nowhere: inside the council's site there is no such page, outside by their form."""
    written = sum(bool(seen.about_address(link.address)) for link in passage.anatomy.links)
    unread = [address for _, address in links.unread(passage.text)]
    return written + sum(
        not address.lower().startswith(tuple(f"{one}:" for one in richtext.SCHEMES)) for address in unread
    )


def _digest(version, *about):
    """Of all that decides what is counted: the rows of a version, and what else it is `about`."""
    rows = [list(about), _row(version, but={"public_at"})]
    for section in version.sections.all():
        rows += [_row(section), *map(_row, section.blocks.all())]
    for name in script.FETCHED:
        if "__" not in name:
            rows += map(_row, getattr(version, name).all())
    return hashlib.sha256(json.dumps(rows, cls=DjangoJSONEncoder).encode()).hexdigest()


def _row(row, but=frozenset()):
    names = [field.attname for field in row._meta.concrete_fields if field.attname not in but]
    return [type(row).__name__, *(getattr(row, name) for name in names)]
