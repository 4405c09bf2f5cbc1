"""manage.py build_pack, as a shell sees it."""

import os
import stat
from pathlib import Path

import pikepdf
import pytest
from django.core.management import call_command

from committees.management.commands.build_pack import Command
from committees.models import Build, PrintedPart
from committees.models.packs import Edition
from corporate_parenting.lib import commands, words
from roles.models import AuditRow, Person
from tests.committees import packing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]


@pytest.fixture
def meeting(body, people):
    Person.objects.update(email="clerk@wexcombe.example")
    return packing.meeting_with_everything(body).meeting


def run(capsys, meeting, output, edition="public"):
    """(stdout, stderr) of the command."""
    call_command("build_pack", str(getattr(meeting, "pk", meeting)), f"--edition={edition}", f"--output={output}")
    said = capsys.readouterr()
    return said.out, said.err


def test_it_writes_the_edition_and_says_where_how_long_and_which_bytes(meeting, tmp_path, capsys):
    output = tmp_path / "pack.pdf"
    said, told = run(capsys, meeting, output)
    pack = Build.objects.get().packs.in_print().get(edition=Edition.PUBLIC)
    assert said == f"{output}  {pack.pages} pages  sha256 {pack.file}\n"
    with pikepdf.open(output) as pdf:
        assert len(pdf.pages) == pack.pages
    assert "Item 3, “Fostering service”: the paper is missing." in told
    assert "no restricted words: " in told
    assert list(tmp_path.iterdir()) == [output]


def test_the_restricted_edition_has_what_the_public_one_has_not(meeting, tmp_path, capsys):
    for edition, found in (("public", False), ("restricted", True)):
        run(capsys, meeting, tmp_path / edition, edition)
        assert (packing.SECRET_TEXT in " ".join(words.of_pdf(tmp_path / edition).split())) is found


def test_a_second_run_prints_nothing_and_writes_the_same_bytes(meeting, tmp_path, capsys):
    run(capsys, meeting, tmp_path / "one")
    prints = PrintedPart.objects.count()
    run(capsys, meeting, tmp_path / "two")
    assert PrintedPart.objects.count() == prints
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_system_is_the_actor(meeting, tmp_path, capsys):
    run(capsys, meeting, tmp_path / "pack.pdf")
    rows = AuditRow.objects.filter(did__in=["ordered the pack of", "built a pack"]).values_list("did", "actor")
    assert sorted(rows) == [("built a pack", "The system")] * 4 + [("ordered the pack of", "The system")]


def test_a_meeting_that_is_not_there_or_cancelled_is_refused(meeting, tmp_path, capsys):
    with pytest.raises(commands.Refused) as refused:
        run(capsys, 987654, tmp_path / "pack.pdf")
    assert (refused.value.returncode, str(refused.value)) == (1, "There is no meeting 987654.")
    meeting.status = "cancelled"
    meeting.save()
    with pytest.raises(commands.Refused):
        run(capsys, meeting, tmp_path / "pack.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_a_misuse_and_builds_nothing(meeting, tmp_path, capsys):
    with pytest.raises(commands.Misused) as misused:
        run(capsys, meeting, tmp_path / "nowhere" / "pack.pdf")
    assert misused.value.returncode == 2
    assert Build.objects.count() == 0


def pipe(path):
    os.mkfifo(path)


def link(path):
    pipe(path.with_suffix(".pipe"))
    path.symlink_to(path.with_suffix(".pipe"))


def device(path):
    """/dev/null once more, in a folder of our own: the real one is not put at risk."""
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only an administrator can make a device")


@pytest.mark.parametrize("thing", [device, pipe, link, Path.mkdir])
def test_what_is_no_file_stays_what_it_is_and_nothing_is_built(meeting, tmp_path, capsys, thing):
    output = tmp_path / "pack.pdf"
    thing(output)
    before = [(path, path.lstat().st_ino) for path in sorted(tmp_path.iterdir())]
    with pytest.raises(commands.Misused) as misused:
        run(capsys, meeting, output)
    assert misused.value.returncode == 2
    assert [(path, path.lstat().st_ino) for path in sorted(tmp_path.iterdir())] == before
    assert Build.objects.count() == 0


def test_an_old_file_is_replaced_and_a_link_to_one_stays_a_link(meeting, tmp_path, capsys):
    link, old = tmp_path / "link.pdf", tmp_path / "old.pdf"
    old.write_bytes(b"last month's pack")
    link.symlink_to(old)
    run(capsys, meeting, link)
    assert link.is_symlink()
    assert old.read_bytes().startswith(b"%PDF")


def test_what_is_said_of_a_private_paper_is_told_by_number_alone(meeting, tmp_path, capsys):
    """A warning quotes the words around a character that no font has: not for a log, where the paper is private."""
    run(capsys, meeting, tmp_path / "pack.pdf")
    build = Build.objects.get()
    quoted = f"No font has “𒀀”. It stands in: {packing.SECRET_TEXT}"
    assert build.parts.filter(in_public=False).update(warnings=[quoted], state="failed", error=quoted)
    assert build.parts.filter(in_public=True).update(warnings=["A picture has no description."])
    Command().report(build)
    told = capsys.readouterr().err
    assert "A picture has no description." in told
    assert "1 about its private paper, on the page of the pack" in told
    assert packing.SECRET_TEXT not in told
    assert packing.SECRET_ITEM not in told
