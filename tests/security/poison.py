"""
Hostile text in every field of every model of ours, as if whoever types, pastes or brings in had meant harm everywhere.

Each field has a number, which is what its text runs: `hit(123)`. So a page tells which fields stand on it.
"""

import re
import zlib
from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import CheckConstraint, UniqueConstraint, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from committees.models import AgendaItem, Body, ItemLink, StandingItem, Worker
from pledges.models import ModelCheck, Reopening
from reports import texts
from reports.models import KeptText, Writing
from roles.models import ClosureDay, CouncilFact, Invitation, Person
from tests.security.vectors import with_call

APPS = ("roles", "committees", "reports", "pledges")
# An element, both quotation marks, a link by itself and one in Markdown, the ends of what text can stand in, a
# template's braces. Each fits a line of 100 letters with something to run in it.
LINES = [
    "'\"><svg onload={}>tpl{{7*7}}tpl",
    "javascript:{}//'\"><b onclick={}>b</b>",
    '[go](javascript:{}) ![x](javascript:{} "x") <javascript:{}>',
    "</script></title></textarea></style>--><img src=x onerror={}>",
    "x\" onmouseover={} x=' onfocus={} autofocus y=`",
    "<img src=//beacon.example/i.png onerror={}>",
]
WHOLE = "\n\n".join(LINES)
TINY = "'\"><b onx={}>"
# An address that a form takes for one: what stands between quotation marks before the @ may be nearly anything.
EMAIL = '"\'><svg/onload={}>{n}"@a.example'
ADDRESSES = ["javascript:{}//https://ok.example/", "https://ok.example/'\"><svg/onload={}>"]

CODE = "a key that code looks for; nobody types it"
HASH = "a digest, which leads to a file or proves one"
NUMBERS = "numbers alone"
OFFICES = "keys of who carries a responsibility"
EXCEPT = {
    "roles.User.password": "a digest of the password",
    "roles.Invitation.digest": "a digest of the link's secret",
    "roles.CouncilFact.key": CODE,
    "roles.Responsibility.code": "letters and digits that stand in addresses",
    "roles.Provision.code": "letters and digits that stand in addresses",
    "roles.Wording.held_by": OFFICES,
    "roles.Wording.done_by": OFFICES,
    "roles.Provision.held_by": OFFICES,
    "roles.Course.meant_for": OFFICES,
    "roles.AuditRow.did": "words of our own code, which it looks for",
    "roles.AuditRow.kind": CODE,
    "roles.AuditRow.thing_id": "the number of a row",
    "roles.AuditLink.digest": HASH,
    "committees.Body.quorum_counts": CODE,
    "committees.AgendaItem.private_kind": CODE,
    "committees.AgendaItem.private_paragraphs": NUMBERS,
    "committees.ActionLog.sha256": HASH,
    "committees.ProgrammeRule.months": NUMBERS,
    "committees.ProgrammeItem.asked_for": CODE,
    "committees.Exclusion.paragraphs": NUMBERS,
    "committees.Document.original": HASH,
    "committees.Document.safe": HASH,
    "committees.Exemption.paragraphs": NUMBERS,
    "committees.MinutesVersion.paragraphs": NUMBERS,
    "committees.MinutesVersion.sha256": HASH,
    "committees.Build.due_key": CODE,
    "committees.Part.file": HASH,
    "committees.Pack.file": HASH,
    "committees.Pack.hits": "numbers of items and places in words of our own code",
    "committees.DryRun.due_key": CODE,
    "committees.DryRun.error": "words of our own code; the invented council has no dry run",
    "committees.DryRun.findings": "as Build.warnings, which are filled; the invented council has no dry run",
    "committees.PrintedPart.key": HASH,
    "committees.PrintedPart.file": HASH,
    "committees.PrintedPart.warnings": "no page reads it: it is copied to the part, and that is filled",
    "committees.Passage.digest": HASH,
    "committees.Publication.sha256": HASH,
    "reports.Brief.purpose": CODE,
    "reports.KeptText.part": CODE,
    "reports.Writing.part": CODE,
    "reports.Comment.part": CODE,
    "reports.Clearance.digest": HASH,
    "reports.Format.parts": CODE,
    "reports.Block.image": HASH,
    "reports.Appendix.original": HASH,
    "reports.Appendix.safe": HASH,
    "reports.Appendix.hidden": "keys and numbers",
    "reports.PrivatePart.paragraphs": NUMBERS,
    "pledges.Finding.component": CODE,
}
# What JSON looks like where the invented council has none; "" stands for the words.
SHAPES = {
    "committees.Document.findings": [""],
    "committees.Build.warnings": [""],
    "committees.Part.warnings": [""],
    "committees.Pack.checks": [{"name": "words", "words": ""}],
    "reports.Appendix.removed": [""],
    "reports.Version.headings": {"recommendation": "", "reasons": "", "sources": ""},
}
# A key, a day, a digest: text in JSON that is for code.
FOR_CODE = re.compile(r"[a-z0-9_:./-]+")


def fields():
    """(name, field) of every text that is not a choice, in every model of ours."""
    for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
        for field in model._meta.concrete_fields:
            if isinstance(field, (models.CharField, models.TextField, models.JSONField)) and not field.choices:
                yield f"{model._meta.app_label}.{model.__name__}.{field.name}", field


def fill(people):
    """Fill them all. `people` are (clerk, author, other author). Returns {name of the field: (its number, rows)}."""
    _add_what_is_missing(*people)
    filled = {}
    for number, (name, field) in enumerate(fields(), start=100):
        if name not in EXCEPT:
            put = _put_in_json if isinstance(field, models.JSONField) else _put
            filled[name] = number, put(name, field, f"hit({number})")
    packed = zlib.compress(with_call(WHOLE, "hit(99)").encode())
    KeptText.objects.update(packed=packed)
    return filled


def words_for(field):
    """The texts that fit a field, whole."""
    if isinstance(field, models.EmailField):
        return [EMAIL]
    if isinstance(field, models.URLField):
        return ADDRESSES
    if field.max_length is None:
        return [f"{line}\n\n{WHOLE}" for line in LINES]
    room = field.max_length - (6 if _is_unique(field) else 0)
    return [line for line in LINES if len(with_call(line, "hit(100)")) <= room] or [TINY]


def _put(name, field, call):
    """Each row has another of the texts that fit. Where a row had none, every second one has now."""
    rows, fitting, put = field.model._base_manager.all(), words_for(field), 0
    said = list(rows.exclude(**{field.name: ""}).order_by("pk").values_list("pk", flat=True))
    bare = list(rows.filter(**{field.name: ""}).order_by("pk").values_list("pk", flat=True))
    chosen = [*said, *([] if _decides(field) and said else bare[::2])]
    for turn, text in enumerate(fitting):
        some = rows.filter(pk__in=chosen[turn :: len(fitting)])
        put += some.update(**{field.name: _value(field, with_call(text, call))})
    return put


def _value(field, text):
    before, mark, after = text.partition("{n}")
    if not _is_unique(field):
        return before + after
    if not mark:
        return Concat(Value(text), Cast("pk", models.CharField()))
    return Concat(Value(before), Cast("pk", models.CharField()), Value(after))


def _put_in_json(name, field, call):
    """Every text for people in it, and every key that is one."""
    rows, put = field.model._base_manager.all(), 0
    for pk, value in rows.values_list("pk", field.name):
        now = _poisoned(value or SHAPES.get(name), iter(range(10**6)), call)
        if now is not None and now != value:
            put += rows.filter(pk=pk).update(**{field.name: now})
    return put


def _poisoned(value, turns, call):
    if isinstance(value, list):
        return [_poisoned(one, turns, call) for one in value]
    if isinstance(value, dict):
        return {_poisoned_key(key, turns, call): _poisoned(one, turns, call) for key, one in value.items()}
    if not isinstance(value, str) or FOR_CODE.fullmatch(value):
        return value
    return with_call(LINES[next(turns) % len(LINES)], call)


def _poisoned_key(key, turns, call):
    if not key or FOR_CODE.fullmatch(key):
        return key
    turn = next(turns)
    return f"{with_call(LINES[turn % len(LINES)], call)}{turn}"


def _is_unique(field):
    kept = [str(one.deconstruct()) for one in field.model._meta.constraints if isinstance(one, UniqueConstraint)]
    return field.unique or any(re.search(rf"\b{field.name}\b", one) for one in kept)


def _decides(field):
    """Does the database say when it may be empty? Then what has words keeps to having them, where anything has."""
    kept = [str(one.condition) for one in field.model._meta.constraints if isinstance(one, CheckConstraint)]
    return any(f"('{field.name}', '')" in one for one in kept)


def _add_what_is_missing(clerk, author, other):
    """A row of each kind that the invented council has none of, and items that came late or were withdrawn."""
    now = timezone.now()
    day = timedelta(days=1)
    Worker.objects.create(name="A worker", seen_at=now)
    ClosureDay.objects.create(day=now.date() + 30 * day, reason="The offices move")
    guest = Person.objects.filter(user=None).order_by("pk")[0]
    Invitation.objects.create(
        person=guest, email="a@a.example", digest="x", made_at=now, made_by=clerk, expires_at=now + day
    )
    for body in Body.objects.all():
        StandingItem.objects.create(body=body, order=1, starts_on=now.date(), title="Apologies", text="Who is not here")
    for check in ModelCheck.objects.all():
        Reopening.objects.create(of=check, reason="More came", at=now, by=other, finished_at=now, finished_by=other)
    items = list(AgendaItem.objects.order_by("pk").values_list("pk", flat=True))
    AgendaItem.objects.filter(pk__in=items[::5]).update(late_at=now, late_reason="It came late", late_agreed_by=clerk)
    AgendaItem.objects.filter(pk__in=items[2::5]).update(withdrawn_at=now, withdrawn_why="Not ready")
    for item in items[1::3]:
        ItemLink.objects.create(item_id=item, order=9, title="More", url="https://a.example/")
    for key in ("title_lead_member", "title_director", "title_chair", "title_executive"):
        CouncilFact.objects.create(key=key, value="A Title", starts_on=now.date() - day, set_at=now)
    for report in (*author.reports_written.all(), *author.reports_shared.all()):  # and not gone before it is opened
        section = report.versions.latest("pk").sections.first()
        Writing.objects.create(report=report, person=other, part=texts.name_of(section), at=now + day)
