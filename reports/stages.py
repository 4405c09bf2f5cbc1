"""The looks that a report gets before it goes to the clerk, in order, and the working days of each."""

from django.db import transaction

from reports.models import ClearanceStage
from roles.audit import record


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
    return sorted(ClearanceStage.objects.all(), key=lambda stage: (stage.order, stage.pk))


@transaction.atomic
def add(*, name, working_days, by, remit=None):
    """A further look, after the others; returns the ClearanceStage."""
    made = ClearanceStage.objects.create(
        name=name, working_days=working_days, remit=remit, order=_of(remit).count() + 1
    )
    record(by, "added the clearance stage", made, name=name, working_days=working_days)
    return made


@transaction.atomic
def change(stage, *, name, working_days, by):
    """Another name, or more or fewer days. What was commissioned before keeps the days it was given."""
    was = {"was": stage.name, "was_days": stage.working_days}
    stage.name, stage.working_days = name, working_days
    stage.save(update_fields=["name", "working_days"])
    record(by, "changed the clearance stage", stage, name=name, working_days=working_days, **was)


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
