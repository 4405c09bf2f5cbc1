"""The looks that a report gets before it goes to the clerk, in order, and the working days of each."""

from django.db import transaction

from reports.models import ClearanceStage, Format
from roles.audit import record
from roles.models import Office
from roles.permissions import CLEARS

LONGEST = ClearanceStage._meta.get_field("name").max_length


def for_remit(remit_id, stages=None):
    """
    The stages that reports for one body go through: its own where it has any, else those of the whole council.

    For a list, read `everything()` once and give it to each.
    """
    stages = everything() if stages is None else stages
    own = [stage for stage in stages if remit_id is not None and stage.remit_id == remit_id]
    return own or [stage for stage in stages if stage.remit_id is None]


def everything():
    """Every stage, of the council and of single bodies, in order. One query."""
    return sorted(ClearanceStage.objects.select_related("office"), key=lambda stage: (stage.order, stage.pk))


def called(stage, among):
    """The name of a stage in a list; with its office, where another of the list has the same name."""
    same = [one for one in among if one.name.strip().lower() == stage.name.strip().lower()]
    if stage.office is None or len({one.office_id for one in same}) < 2:
        return stage.name
    return f"{stage.name}, {stage.office.label}"[:LONGEST]


def in_steps(stages):
    """Stages in order as steps: those that are asked at once stand together. [[stage, …], …]."""
    steps = []
    for stage in stages:
        if stage.at_once and steps:
            steps[-1].append(stage)
        else:
            steps.append([stage])
    return steps


def offices():
    """The offices that can be asked, by label: each exists because somebody holds it, held it or will."""
    return Office.objects.filter(kind__in=CLEARS, remit=None).order_by("label", "pk")


def implications(stages=()):
    """Names of implications over the templates in use, in their order, and those that stages name already."""
    named = [name for row in Format.objects.offered() for name in row.implications]
    return list(dict.fromkeys([*named, *(name for stage in stages for name in stage.covers)]))


@transaction.atomic
def add(*, name, working_days, by, remit=None, office=None, at_once=False, covers=()):
    """A further look, after the others; returns the ClearanceStage."""
    words = {"working_days": working_days, "office": office, "at_once": at_once, "covers": list(covers)}
    made = ClearanceStage.objects.create(name=name, remit=remit, order=_of(remit).count() + 1, **words)
    record(by, "added the clearance stage", made, name=name, **_told(made))
    return made


@transaction.atomic
def change(stage, *, name, working_days, by, office=None, at_once=False, covers=()):
    """
    Another name or office, more or fewer days, other words to answer for. What was commissioned before keeps the days
    it was given, and what was sent before keeps the stages that it was sent through.
    """
    was = {"was": stage.name, "was_days": stage.working_days}
    stage.name, stage.working_days, stage.office = name, working_days, office
    stage.at_once, stage.covers = at_once, list(covers)
    stage.save(update_fields=["name", "working_days", "office", "at_once", "covers"])
    record(by, "changed the clearance stage", stage, name=name, **_told(stage), **was)


def _told(stage):
    told = {"working_days": stage.working_days, "office": stage.office_id, "at_once": stage.at_once}
    return told | {"covers": stage.covers}


@transaction.atomic
def move(stage, *, to, by):
    """Put a stage on a place, counted from 1; the others make room."""
    others = [one for one in _locked(stage.remit) if one.pk != stage.pk]
    others.insert(min(max(to - 1, 0), len(others)), stage)
    _number(others)
    stage.refresh_from_db()
    record(by, "moved the clearance stage", stage, to=stage.order)


@transaction.atomic
def remove(stage, *, by):
    """Reports do not go there any more."""
    record(by, "removed the clearance stage", stage, name=stage.name)
    remit = stage.remit
    stage.delete()
    _number(_locked(remit))


def _of(remit):
    return ClearanceStage.objects.filter(remit=remit).order_by("order", "pk")


def _locked(remit):
    return list(_of(remit).select_for_update())


def _number(stages):
    for place, stage in enumerate(stages, start=1):
        if stage.order != place:
            ClearanceStage.objects.filter(pk=stage.pk).update(order=place)
