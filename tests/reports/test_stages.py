"""Clearance stages: data of the council or of one body, kept by those who manage bodies, each change on record."""

import pytest
from django.urls import reverse

from reports import stages
from reports.models import ClearanceStage
from roles.models import AuditRow
from tests.factories.roles import OfficeFactory

pytestmark = pytest.mark.django_db


def names(remit=None):
    return [stage.name for stage in ClearanceStage.objects.filter(remit=remit).order_by("order")]


def add(*named, by, remit=None):
    return [stages.add(name=name, working_days=2, by=by, remit=remit) for name in named]


def test_a_body_goes_by_its_own_stages_and_without_any_by_the_councils(people, body):
    add("Finance", "Director", by=people.head_clerk)
    assert [stage.name for stage in stages.for_remit(body.remit_id)] == ["Finance", "Director"]
    add("Chair’s briefing", by=people.head_clerk, remit=body.remit)
    assert [stage.name for stage in stages.for_remit(body.remit_id)] == ["Chair’s briefing"]
    assert [stage.name for stage in stages.for_remit(None)] == ["Finance", "Director"]


def test_stages_move_and_the_others_make_room(people, body):
    add("Own", by=people.head_clerk, remit=body.remit)
    one, _, three = add("One", "Two", "Three", by=people.head_clerk)
    stages.move(three, to=1, by=people.head_clerk)
    assert names() == ["Three", "One", "Two"]
    stages.move(three, to=99, by=people.head_clerk)
    assert names() == ["One", "Two", "Three"]
    stages.remove(one, by=people.head_clerk)
    assert list(ClearanceStage.objects.filter(remit=None).values_list("order", flat=True)) == [1, 2]
    assert names(body.remit) == ["Own"]


def test_every_step_is_on_record(people):
    (stage,) = add("Finance", by=people.head_clerk)
    stages.change(stage, name="Finance and legal", working_days=3, by=people.head_clerk)
    stages.move(stage, to=1, by=people.head_clerk)
    stages.remove(stage, by=people.head_clerk)
    did = list(AuditRow.objects.order_by("pk").values_list("did", "actor"))
    assert did == [
        (f"{verb} the clearance stage", people.head_clerk.name) for verb in ("added", "changed", "moved", "removed")
    ]
    assert AuditRow.objects.get(did="changed the clearance stage").details["was"] == "Finance"


# --- The pages


def test_the_head_clerk_adds_changes_moves_and_removes_stages(people, sign_in):
    client, page = sign_in(people.head_clerk), reverse("reports:stages")
    for name, days in (("Finance", 3), ("Director", 2)):
        assert client.post(page, {"name": name, "working_days": days}).status_code == 302
    finance, director = ClearanceStage.objects.order_by("order")
    client.post(reverse("reports:move_stage", args=[director.pk]), {"move": "up"})
    assert names() == ["Director", "Finance"]
    client.post(reverse("reports:change_stage", args=[finance.pk]), {"name": "Finance and legal", "working_days": 4})
    assert "Finance and legal" in client.get(page).text
    client.post(reverse("reports:remove_stage", args=[director.pk]))
    assert names() == ["Finance and legal"]


def test_a_body_has_a_page_for_its_own_stages(people, sign_in, body):
    client, page = sign_in(people.head_clerk), reverse("reports:stages_of", args=[body.remit_id])
    add("Finance", by=people.head_clerk)
    assert "Those of the whole council" in client.get(page).text
    client.post(page, {"name": "Chair’s briefing", "working_days": "1"})
    shown = client.get(page).text
    assert "Chair’s briefing" in shown
    assert "Those of the whole council" not in shown
    assert page in client.get(reverse("reports:stages")).text


def test_bad_input_loses_nothing_typed(people, sign_in):
    client = sign_in(people.head_clerk)
    shown = client.post(reverse("reports:stages"), {"name": "Finance and legal", "working_days": "three"}).text
    assert "Finance and legal" in shown
    assert "three" in shown
    assert "as a whole number" in shown
    assert not ClearanceStage.objects.exists()


def test_nobody_else_comes_near_the_stages(people, sign_in, body):
    (stage,) = add("Finance", by=people.head_clerk)
    pages = [reverse("reports:stages"), reverse("reports:stages_of", args=[body.remit_id])]
    pages += [reverse(f"reports:{name}_stage", args=[stage.pk]) for name in ("change", "move", "remove")]
    for name in ("clerk", "author", "member", "admin", "clearer"):
        client = sign_in(getattr(people, name))
        assert {client.post(page, {"name": "x", "working_days": 1}).status_code for page in pages} == {403}, name
    assert names() == ["Finance"]


def test_two_of_one_name_are_told_apart_by_office():
    finance, legal = (OfficeFactory(kind="director", label=label) for label in ("Finance", "Legal"))
    made = ClearanceStage.objects.create
    pair = [made(name="Second look", office=office, order=1, working_days=2) for office in (finance, legal)]
    alone = made(name="Director", order=3, working_days=2)
    found = [*pair, alone]
    assert [stages.called(one, found) for one in found] == ["Second look, Finance", "Second look, Legal", "Director"]
