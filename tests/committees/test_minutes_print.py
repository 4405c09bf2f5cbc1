"""Minutes and open actions in print: in a pack, in a file by themselves, and to whom they must not come."""

import os
import re
import subprocess
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from committees import agenda, minutes, packs, storage
from committees.minutes import printing
from committees.models import ActionLog, Minute, Part, PrintedPart
from committees.models.packs import Edition
from corporate_parenting.lib import files, words
from corporate_parenting.lib.jobs import State
from roles.audit import SYSTEM
from tests.committees.minuting import PUBLIC, SECRET, SECRET_ACTION, SECRET_DECISION, begin, coming, held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]
NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
CANARY = re.compile(rb"C\W?A\W?N\W?A\W?R\W?Y", re.IGNORECASE)
ROW = {
    "action": 1,
    "text": "Write to every dentist in the county",
    "owner": "Officer Edda Stone",
    "agreed_on": "2026-09-15",
    "due_on": "2026-12-01",
    "state": "Open",
    "due": "Due on 1 December 2026",
    "age": "open for 2 weeks",
    "mark": "Open for 3 meetings",
    "progress": "Half of them have answered",
    "progress_on": "2026-09-29",
}


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel(NOW, tick=True) as clock:
        yield clock


def checked(body, people):
    meeting, following = held(body, people), coming(body, people)
    found = minutes.send_to_chair(meeting, to=people.chair, by=people.clerk)
    minutes.check(found, by=people.chair)
    return found, following


def pages(file):
    return words.squeezed(words.of_pdf(files.path(file)))


def test_minutes_and_open_actions_are_printed_in_a_pack_and_part_2_in_the_restricted_edition_alone(body, people):
    found, following = checked(body, people)
    log = ActionLog.objects.create(body=body, title="Open actions", rows=[ROW], sha256="x", made_at=timezone.now())
    agenda.lay(log, before=following.items.get(), private=False, by=people.clerk)
    build = packs.order(following, by=SYSTEM)
    packs.work_until_done(build)
    assert [part.kind for part in build.parts.order_by("order")] == [
        Part.Kind.MINUTES, Part.Kind.WITHHELD, Part.Kind.MINUTES, Part.Kind.ACTIONS
    ]  # fmt: skip
    public, restricted = (build.packs.in_print().get(edition=one) for one in (Edition.PUBLIC, Edition.RESTRICTED))
    assert (public.state, restricted.state) == (State.DONE, State.DONE), (public.error, restricted.error)
    assert public.claims_ua
    assert restricted.claims_ua
    assert words.squeezed(PUBLIC) in pages(public.file)
    assert words.squeezed("Half of them have answered (29 September 2026)") in pages(public.file)
    assert not CANARY.search(files.read(public.file))
    assert "canary" not in pages(public.file)
    for secret in (SECRET, SECRET_DECISION, SECRET_ACTION):
        assert words.squeezed(secret) in pages(restricted.file)
    assert found.versions.count() == 1


def test_the_file_conforms_has_a_place_for_initials_on_each_page_and_one_for_the_signature(
    body, people, autumn, tmp_path
):
    found, following = checked(body, people)
    long = {"text": "\n\n".join(f"Members spoke of point {number}." for number in range(60))}
    Minute.objects.filter(item__title="Apologies for absence").update(**long)
    minutes.freeze(found, why="More was said", by=people.clerk)
    autumn.move_to(following.starts_at + timedelta(hours=1))
    begin(following, people)
    found = minutes.approve(found, on=following.items.get(), by=people.clerk)
    minutes.sign(found, signed_by=people.chair, signed_on=timezone.localdate(), by=people.clerk)
    found.refresh_from_db()
    version = minutes.newest(found)
    path = tmp_path / "minutes.pdf"
    path.write_bytes(printing.file(found, version))
    said = words.of_pdf(path)
    assert said.count("Initials") >= 2
    assert "Signed by Councillor Ada Marsh" in " ".join(said.split())
    assert "canary" not in words.squeezed(said)
    judge = os.environ.get("PDFUA_CHECK", "")
    if judge:
        done = subprocess.run([judge, str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_the_print_of_approved_minutes_is_kept_for_those_who_ask_for_it_years_later(body, people, autumn):
    found, following = checked(body, people)
    autumn.move_to(following.starts_at + timedelta(hours=1))
    begin(following, people)
    found = minutes.approve(found, on=following.items.get(), by=people.clerk)
    version = minutes.newest(found)
    version.minutes = found
    kept = printing.keep(found, version)
    PrintedPart.objects.update(made_at=timezone.now() - timedelta(days=400))
    storage.sweep(now=time.time() + 400 * 24 * 3600)
    assert PrintedPart.objects.filter(pk=kept.pk).exists()
    assert printing.file(found, version) == files.read(kept.file)
