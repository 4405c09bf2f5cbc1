"""
Whether a text was private when it stood there, and on what grounds: noted with it, so that it never comes back open.

What is noted is {} where nothing of it was private. None is what was kept before anybody noted it.
"""

from collections import defaultdict
from datetime import date, datetime
from functools import cached_property

from reports import leaving_out
from reports.grounds import together
from reports.models import Block, PrivatePart, Secrecy, Version
from roles.models import AuditRow

OPEN = {}
MARKED = "marked as private in"  # in the audit
# A title stands on the public agenda whatever is private; that something was held to be right says nothing new.
NEVER_PRIVATE = ("title", "confirmed")


def of(version, name):
    """The grounds on which a part (its name) is private now, as they are noted; OPEN where it is not."""
    parts = list(version.private_parts.all())
    return _noted(_Private(version, parts).over(name)) if parts else OPEN


def note(version):
    """What is private in a version now was private in its earlier texts too: noted with each that is kept of it."""
    parts = list(version.private_parts.all())
    if not parts:
        return
    private, rows_of = _Private(version, parts), defaultdict(list)
    for pk, name, noted in version.kept_texts.order_by().values_list("pk", "part", "private_on"):
        # What was confidential once is not less so for having other grounds now.
        if not is_confidential(noted):
            rows_of[name].append(pk)
    for name, rows in rows_of.items():
        if now := _noted(private.over(name)):
            version.kept_texts.filter(pk__in=rows).update(private_on=now)


def is_confidential(noted):
    """Do these noted grounds say that it was confidential?"""
    return bool(noted) and noted["kind"] == Secrecy.CONFIDENTIAL


def grounds(noted):
    """What was noted, as a PrivatePart holds it."""
    found = {name: noted[name] for name in ("kind", "paragraphs", "reason", "holds_terms")}
    found["review_on"] = noted["review_on"] and date.fromisoformat(noted["review_on"])
    return found | {"decided_at": datetime.fromisoformat(noted["decided_at"]), "decided_by_id": noted["decided_by"]}


def was_anything_private(version):
    """Was anything of this report, or of one that it was started from, ever private, as far as is known?"""
    reports, new = set(), {version.report_id}
    while new:
        reports |= new
        begun = Version.objects.filter(report__in=new).exclude(started_from=None)
        new = set(begun.values_list("started_from__report", flat=True)) - reports
    if PrivatePart.objects.filter(version__report__in=reports).exists():
        return True
    told = AuditRow.objects.filter(kind="reports.report", thing_id__in=[str(pk) for pk in reports], did=MARKED)
    return told.exists()


class _Private:
    """The private parts of a version, and what each of them is over."""

    def __init__(self, version, parts):
        self.version, self.parts = version, parts

    def over(self, name):
        """The private parts that keep a part private, by its name: it, what it stands under, the whole version."""
        kind, _, key = name.partition(":")
        if kind in NEVER_PRIVATE or not key.isdecimal():
            return []
        section = self._section_of(kind, int(key))
        sections = {section, self.belonging.get(section)} - {None}
        appendices = {int(key)} if kind == "appendix" else set()
        return [one for one in self.parts if _is_over(one, sections, appendices)]

    def _section_of(self, kind, key):
        return self.blocks.get(key) if kind == "block" else key if kind in ("section", "heading") else None

    @cached_property
    def belonging(self):
        private = {one.section_id for one in self.parts if one.section_id}
        return leaving_out.belonging(self.version.sections.all(), private) if private else {}

    @cached_property
    def blocks(self):
        return dict(Block.objects.filter(section__version=self.version).values_list("pk", "section"))


def _is_over(one, sections, appendices):
    is_whole = not (one.section_id or one.appendix_id)
    return is_whole or one.section_id in sections or one.appendix_id in appendices


def _noted(parts):
    """The grounds of several private parts as one note, the stricter of them."""
    if not parts:
        return OPEN
    kind, paragraphs = together(parts)
    chief = next(one for one in parts if one.kind == kind)
    reviews = [one.review_on for one in parts if one.review_on]
    return {
        "kind": str(kind),
        "paragraphs": paragraphs,
        "reason": chief.reason,
        "holds_terms": any(one.holds_terms for one in parts),
        "review_on": min(reviews).isoformat() if reviews else None,
        "decided_at": chief.decided_at.isoformat(),
        "decided_by": chief.decided_by_id,
    }
