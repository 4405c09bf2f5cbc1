"""What was printed before is found by its shape, and by nothing less than all that shapes it."""

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees import packs
from committees.models import Part, PrintedPart
from committees.packs import known, making, planning
from corporate_parenting.lib import files
from corporate_parenting.lib.jobs import State
from reports.models import Contact, Format, Version
from roles.audit import SYSTEM
from tests.committees import packing
from tests.committees.test_packs import both, built, laid  # noqa: F401 -- a fixture
from tests.factories.committees import AgendaItemFactory, ExemptionFactory, PaperFactory

pytestmark = pytest.mark.django_db

FILES = {"image", "safe", "original", "format", "answered_by", "added_by", "report", "version", "section"}


def shape_and_print(meeting, item):
    """The shape of the report on an item as it would be in a new pack, and what would be printed of it."""
    parts = planning.plan(meeting)
    for part in parts:
        part.build = packs.latest(meeting)
    shapes = known.of_reports(meeting, parts)
    [place] = [at for at, part in enumerate(parts) if part.item == item and part.kind == Part.Kind.REPORT]
    return shapes[place], making.document_of(parts[place]).html


def rows_of(version):
    """Every row that a report may be printed from."""
    yield Version.objects.filter(pk=version.pk)
    yield Format.objects.filter(pk=version.report.format_id)
    for model, lookup in known.ROWS.items():
        yield model.objects.filter(**{lookup: version.pk})


def other(field, value):
    """Some other value for a field of this kind; None where there is none to try."""
    if isinstance(field, models.JSONField):
        return [["Changed", "Changed"]] if isinstance(value, list) else {"head": ["C"], "rows": [["Changed"]]}
    if field.choices:
        return next(key for key, _ in field.flatchoices if key != value)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.IntegerField):
        return (value or 0) + 1
    return (
        f"{value} changed"[: field.max_length or 200]
        if isinstance(field, models.CharField | models.TextField)
        else None
    )


def changes(version):
    """(query of one row, field, another value) for all that can be changed in place."""
    for rows in rows_of(version):
        row = rows.first()
        if row is None:
            continue
        for field in row._meta.concrete_fields:
            if field.primary_key or field.is_relation or field.name in FILES:
                continue
            new = other(field, getattr(row, field.attname))
            if new is not None:
                yield rows.filter(pk=row.pk), field, new


def test_whatever_changes_the_print_of_a_report_changes_its_shape(laid):  # noqa: F811
    """The other way round is not asked: a shape that changes for nothing costs a print that is found by its words."""
    built(laid.meeting)
    paper = laid.papers.health
    Contact.objects.get_or_create(version=paper.version, order=1, defaults={"name": "Ada", "side": "officer"})
    tried = shaping = 0
    for row, field, new in changes(paper.version):
        old_value = row.values_list(field.attname, flat=True).get()
        shape, html = shape_and_print(laid.meeting, paper.item)
        try:
            with transaction.atomic():
                row.update(**{field.attname: new})
                changed_shape, changed = shape_and_print(laid.meeting, paper.item)
        except Exception:  # noqa: BLE001, S112 -- what cannot be printed is not taken for something printed
            continue
        finally:
            row.update(**{field.attname: old_value})
        tried += 1
        if changed != html:
            shaping += 1
            assert changed_shape != shape, f"{row.model.__name__}.{field.name} is printed and not in the shape"
    assert tried > 30
    assert shaping > 10


def test_body_day_and_what_is_kept_back_are_in_the_shape(laid):  # noqa: F811
    built(laid.meeting)
    paper = laid.papers.health
    before = shape_and_print(laid.meeting, paper.item)[0]
    laid.meeting.body.name += " changed"
    assert shape_and_print(laid.meeting, paper.item)[0] != before
    laid.meeting.refresh_from_db()
    laid.meeting.starts_at = laid.meeting.starts_at.replace(year=laid.meeting.starts_at.year + 1)
    assert shape_and_print(laid.meeting, paper.item)[0] != before


def test_other_programs_have_other_shapes(laid, monkeypatch):  # noqa: F811
    built(laid.meeting)
    before = shape_and_print(laid.meeting, laid.papers.health.item)[0]
    monkeypatch.setattr(known, "programs", lambda: "others")
    assert shape_and_print(laid.meeting, laid.papers.health.item)[0] != before


def test_a_second_build_has_nothing_to_print_and_no_worker_is_asked_for_parts(laid):  # noqa: F811
    built(laid.meeting)
    build = packs.order(laid.meeting, by=SYSTEM)
    of_reports = build.parts.filter(kind__in=[Part.Kind.REPORT, Part.Kind.APPENDIX, Part.Kind.DOCUMENT])
    assert set(of_reports.values_list("state", "was_cached")) == {(State.DONE, True)}


def test_a_section_that_became_private_is_not_taken_for_the_open_report(laid):  # noqa: F811
    """The same rows, another edition of them: the print of the whole must not stand in for the open one."""
    built(laid.meeting)
    paper = laid.papers.health
    ExemptionFactory(paper=paper, section=paper.version.sections.first(), paragraphs=[1], reason="A child is known.")
    build = packs.order(laid.meeting, by=SYSTEM)
    states = {
        (part.in_public, part.in_restricted): part.state for part in build.parts.filter(paper=paper, kind="report")
    }
    assert states == {(True, False): State.WAITING, (False, True): State.WAITING}


def test_a_print_whose_file_is_gone_is_made_anew(laid):  # noqa: F811
    first = built(laid.meeting)
    part = first.parts.get(paper=laid.papers.health, kind="report")
    kept = files.read(part.file)
    files.path(part.file).unlink()
    try:
        build = packs.order(laid.meeting, by=SYSTEM)
        assert build.parts.get(paper=laid.papers.health, kind="report").state == State.WAITING
        assert {pack.state for pack in both(built(laid.meeting))} == {State.DONE}
    finally:
        files.keep(kept)


def test_what_is_known_is_found_in_as_many_queries_for_many_reports(laid):  # noqa: F811
    built(laid.meeting)

    def queries():
        parts = planning.plan(laid.meeting)
        for part in parts:
            part.build = packs.latest(laid.meeting)
        with CaptureQueriesContext(connection) as seen:
            known.find(laid.meeting, parts)
        return [query["sql"] for query in seen]

    few = queries()
    for number in range(8):
        item = AgendaItemFactory(meeting=laid.meeting, title=f"One more {number}")
        PaperFactory(item=item, version=packing.version(f"One more {number}", "Words."))
    many = queries()
    assert len(many) == len(few), "\n".join(many[len(few) :])
    assert PrintedPart.objects.exists()
