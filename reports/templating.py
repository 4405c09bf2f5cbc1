"""
Templates of the council: made and changed by those who keep them, each change a new version.

A report stays with the version that it began with; a draft takes the newer one when its writer says so.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from reports import template_words
from reports.models import Format
from roles.audit import person_or_none, record

WORDS = (
    "name",
    "opening",
    "numbering",
    "header_fields",
    "parts",
    "sections",
    "implications_heading",
    "implications",
    "footer_fields",
    "sources_heading",
    "sources_as",
)


class Refused(Exception):
    """A template that cannot be so. `reasons` is [(name of the field or None, sentence)]."""

    def __init__(self, reasons):
        super().__init__("; ".join(words for _, words in reasons))
        self.reasons = reasons


class Superseded(Exception):
    """Somebody else made a newer version in the meantime: `.newest`."""

    def __init__(self, newest):
        super().__init__(newest)
        self.newest = newest


@dataclass
class Template:
    """A template with its versions, newest first; each version with `used`, the number of its reports."""

    versions: list = field(default_factory=list)

    @property
    def newest(self):
        return self.versions[0]

    @property
    def used(self):
        """Reports in any version."""
        return sum(version.used for version in self.versions)


def everything():
    """Every Template, those in use first, by name. One query for any number of them."""
    rows = Format.objects.annotate(used=Count("reports")).select_related("made_by")
    followed = {row.follows_id: row for row in rows}
    found = [_versions(row, followed) for row in rows if row.follows_id is None]
    return sorted(found, key=lambda one: (not one.newest.in_use, one.newest.name.lower(), one.newest.pk))


def _versions(first, followed):
    versions = [first]
    while versions[0].pk in followed:
        versions.insert(0, followed[versions[0].pk])
    for newer, older in pairwise(versions):
        newer.follows = older
    return Template(versions)


def template_of(format_):
    """The Template that this version belongs to."""
    return next(one for one in everything() if format_ in one.versions)


def newer_than(format_):
    """The versions that follow this one, oldest first: empty where it is the newest."""
    found = list(Format.objects.filter(follows=format_))
    while found and (following := Format.objects.filter(follows=found[-1]).first()):
        found.append(following)
    return found


def first_with(numbering):
    """
    The template that an imported report with this numbering is set in: the oldest in use, in its newest version.

    One that is no longer in use is better than none.
    """
    fitting = [one for one in everything() if one.newest.numbering == numbering]
    fitting.sort(key=lambda one: (not one.newest.in_use, one.versions[-1].pk))
    return fitting[0].newest if fitting else None


@transaction.atomic
def make(*, by, note="", **words):
    """A new template, of the fields in WORDS; returns its first version. Raises Refused."""
    made = _checked(Format(**words, note=note, made_at=timezone.now(), made_by=person_or_none(by)))
    made.save()
    record(by, "made the template", made, name=made.name)
    return made


@transaction.atomic
def change(format_, *, by, note, **words):
    """
    The next version of a template; returns it. Reports that were begun stay with theirs.

    Raises Refused, or Superseded where this is not the newest version.
    """
    format_ = Format.objects.select_for_update().get(pk=format_.pk)
    if newer := newer_than(format_):
        raise Superseded(newer[-1])
    kept = {name: getattr(format_, name) for name in WORDS} | words
    made = Format(**kept, number=format_.number + 1, follows=format_, note=note, in_use=format_.in_use)
    made.made_at, made.made_by = timezone.now(), person_or_none(by)
    _checked(made, was=format_)
    format_.in_use = False
    format_.save(update_fields=["in_use"])
    made.save()
    record(by, "changed the template", made, name=made.name, number=made.number, follows=format_.pk)
    return made


def _checked(made, was=None):
    others = Format.objects.exclude(pk__in=_chain(was) if was else [])
    reasons = template_words.reasons(made, taken=others.filter(name__iexact=made.name.strip()).exists())
    if was and not template_words.differences(was, made):
        reasons.append((None, "Nothing was changed: this is word for word the version that is in use."))
    elif was and not made.note.strip():
        reasons.append(("note", "Say what is new in this version, so that those who write know"))
    if reasons:
        raise Refused(reasons)
    return made


def _chain(format_):
    return [version.pk for version in template_of(format_).versions]


@transaction.atomic
def withdraw(format_, *, by):
    """No new report begins in this template. Raises Refused for the last one, or nobody could begin a report."""
    if {one.pk for one in Format.objects.offered().select_for_update()} == {format_.pk}:
        raise Refused([(None, "This is the only template in use: without it nobody could start a report.")])
    format_.in_use = False
    format_.save(update_fields=["in_use"])
    record(by, "took out of use the template", format_, name=format_.name)


@transaction.atomic
def offer(format_, *, by):
    """New reports can begin in this template again. Raises Superseded for a version that is not the newest."""
    format_ = Format.objects.select_for_update().get(pk=format_.pk)
    if newer := newer_than(format_):
        raise Superseded(newer[-1])
    format_.in_use = True
    format_.save(update_fields=["in_use"])
    record(by, "put back in use the template", format_, name=format_.name)
