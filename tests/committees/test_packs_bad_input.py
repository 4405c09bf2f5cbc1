"""
Bad input through a whole pack: what cannot be printed is named and a sheet stands for it, all else is made.

Files of every class come in by the door, or are changed on the disk behind its back.
"""

from types import SimpleNamespace

import pikepdf
import pytest
from django.utils import timezone
from PIL import Image

from committees import packs
from committees.models import Document, PrintedPart
from committees.models.packs import Edition
from committees.packs import making, unusable, working
from corporate_parenting.lib import files, pdf, words
from corporate_parenting.lib.jobs import State
from reports import appendix_intake
from roles.audit import SYSTEM
from tests.committees import packing
from tests.factories.committees import AgendaItemFactory, MeetingFactory, PaperFactory
from tests.factories.reports import BlockFactory
from tests.factories.roles import PersonFactory
from tests.lib.pdf import bad_files
from tests.lib.pdf.samples import CANARY, plain_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]
COULD_NOT = "This paper could not be printed"
GOOD = "Good words beside it."


def built(meeting):
    build = packs.order(meeting, by=SYSTEM)
    packs.work_until_done(build)
    return build


def public(build):
    return build.packs.in_print().get(edition=Edition.PUBLIC)


def told(pack):
    return words.of_pdf(files.path(pack.file))


def failed(build):
    """{title: what is said of it} of the parts that could not be made."""
    return dict(build.parts.filter(state=State.FAILED).values_list("title", "error"))


def laid(body, version, *more):
    """A meeting with that report and, behind it, a good one; and another meeting with a good pack."""
    meeting, other = MeetingFactory(body=body), MeetingFactory(body=body)
    for one in (version, *more, packing.version("Good paper", GOOD)):
        PaperFactory(item=AgendaItemFactory(meeting=meeting, title=one.title[:60]), version=one)
    PaperFactory(item=AgendaItemFactory(meeting=other, title="Other"), version=packing.version("Other", "Other words."))
    return SimpleNamespace(meeting=meeting, other=other)


def supplied(data, title):
    """What the door makes of a file, as the fields of an appendix."""
    taken = appendix_intake.take_in(data, "file.pdf", title=title)
    safe = taken.pop("safe")
    return taken | {"file_name": "file.pdf", "original": files.keep(data), "safe": files.keep(safe), "size": len(safe)}


def with_appendices(**made):
    """A report with an appendix by each of these titles."""
    version = packing.version("Report with files", "Words of the report.")
    for order, (title, data) in enumerate(made.items(), start=1):
        version.appendices.create(order=order, **supplied(data, title))
    return version


def check_others(made, build):
    """The good paper in the same pack, and the other pack."""
    assert {(pack.state, pack.error) for pack in build.packs.all()} == {(State.DONE, "")}
    assert GOOD in told(public(build))
    other = built(made.other)
    assert {pack.state for pack in other.packs.all()} == {State.DONE}
    assert "Other words." in told(public(other))


@pytest.mark.once
def test_every_file_that_is_taken_stands_in_one_pack(body):
    """What the door lets in, of every class at once, keeps no pack from being made."""
    taken = {name: make() for name, (make, _) in bad_files.TAKEN.items()}
    for name, make in bad_files.EITHER.items():
        try:
            pdf.examine(data := make())
        except pdf.Refused:
            continue
        taken[name] = data
    version = with_appendices(**taken)
    version.appendices.update(hidden=[])
    made = laid(body, version)
    build = built(made.meeting)
    assert failed(build) == {}
    assert build.parts.count() == len(taken) + 2
    everything = plain_bytes(files.read(public(build).file))
    assert [
        word
        for word in (CANARY.encode(), b"127.0.0.1", b"/JavaScript", b"/Launch", b"/EmbeddedFile")
        if word in everything
    ] == []
    check_others(made, build)


def swapped():
    """What may lie on the disk where a file was: {title: bytes, or None for nothing}."""
    whole = pdf.examine(bad_files.long_file()).data
    made = {
        name: make() for name, (make, _) in bad_files.REFUSED.items() if "400 MB" not in name and "twice" not in name
    }
    made |= {name: make() for name, make in bad_files.EITHER.items()}
    made["a script"] = bad_files.TAKEN["a script"][0]()
    made |= {"the end is missing": whole[:-200], "one byte is another": whole[:900] + b"\0" + whole[901:], "gone": None}
    return made | {"another file of ours": pdf.examine(bad_files.plain()).data}


@pytest.fixture
def damaged(body):
    """A report whose appendices lie on the disk as something else, each in its own way."""
    there = swapped()
    version = packing.version("Report with files", "Words of the report.")
    for order, title in enumerate(there, start=1):
        version.appendices.create(order=order, **supplied(bad_files.long_file(order + 1), title))
    return SimpleNamespace(made=laid(body, version), version=version, there=there)


def damage(version, there):
    for appendix in version.appendices.all():
        path = files.path(appendix.safe)
        path.unlink() if there[appendix.title] is None else path.write_bytes(there[appendix.title])


def test_stored_files_that_were_damaged_are_named_and_the_rest_is_made(damaged):
    """Of every class, before the pack is ordered."""
    damage(damaged.version, damaged.there)
    build = built(damaged.made.meeting)
    expected = dict.fromkeys(damaged.there, making.FILE_DAMAGED) | {"gone": making.FILE_GONE}
    assert failed(build) == expected
    said = told(public(build))
    assert said.count(COULD_NOT) == len(expected)
    assert "Words of the report." in said
    assert CANARY not in said
    check_others(damaged.made, build)


def test_files_that_are_damaged_while_the_pack_is_made_are_named_and_keep_their_place(damaged):
    """After everything was found to be there and before it is joined: both editions keep one page numbering."""
    build = packs.order(damaged.made.meeting, by=SYSTEM)
    while build.parts.unfinished().exists():
        working.do(packs.next_job(build))
    assert failed(build) == {}
    damage(damaged.version, damaged.there)
    packs.work_until_done(build)
    assert failed(build) == dict.fromkeys(damaged.there, unusable.DAMAGED)
    with pikepdf.open(files.path(public(build).file)) as made:
        labels = [page.label for page in made.pages if page.label.isdigit()]
    pages = sum(damaged.version.appendices.values_list("pages", flat=True))
    assert int(labels[-1]) > pages
    assert len(labels) < pages
    assert told(public(build)).count(COULD_NOT) == len(damaged.there)
    check_others(damaged.made, build)


@pytest.mark.parametrize("name", ["garbage", "a password to open it", "pages that hold one another", "a script"])
def test_a_row_that_points_to_a_file_that_never_passed_the_door(body, name):
    """Its name is right, so that only what it is can tell: it is not joined, nor kept trying."""
    maker = {**bad_files.REFUSED, **bad_files.TAKEN}[name][0]
    version = with_appendices(Smuggled=bad_files.long_file(3))
    version.appendices.update(safe=files.keep(maker()))
    made = laid(body, version)
    build = built(made.meeting)
    assert failed(build) == {"Smuggled": unusable.OF_NO_USE}
    assert told(public(build)).count(COULD_NOT) == 1
    assert {pack.attempt for pack in build.packs.all()} == {1}
    check_others(made, build)


def test_a_damaged_document_laid_by_itself_is_named(body):
    data = bad_files.long_file(5)
    examined = pdf.examine(data)
    safe = files.keep(examined.data)
    about = {"original": safe, "safe": safe, "pages": 5, "size": 9, "tagged": False, "added_at": timezone.now()}
    document = Document.objects.create(title="Letter", file_name="l.pdf", added_by=PersonFactory(), **about)
    made = laid(body, packing.version("Report", "Words."))
    item = AgendaItemFactory(meeting=made.meeting, title="The letter")
    PaperFactory(item=item, version=None, document=document)
    files.path(safe).write_bytes(examined.data[: len(examined.data) // 10])
    build = built(made.meeting)
    assert failed(build) == {"Letter": making.FILE_DAMAGED}
    check_others(made, build)


def test_a_print_that_was_damaged_is_printed_anew(body):
    made = laid(body, packing.version("Report", "Words of the report."))
    first = built(made.meeting)
    for kept in PrintedPart.objects.filter(file__in=first.parts.values("file")):
        files.path(kept.file).write_bytes(b"%PDF-1.7 nothing of it is left")
    second = built(made.meeting)
    assert failed(second) == {}
    assert files.read(public(second).file)
    assert "Words of the report." in told(public(second))


def test_a_picture_that_was_damaged_or_is_a_bomb_is_named(body):
    """One in the rows that is not what it was, one that is gone, and three that no door would have let in."""
    version, there = packing.version("Report with pictures", "Words."), {}
    section = version.sections.get()
    for name, data in {
        "entities": bad_files.SVG_ENTITIES,
        "uses": bad_files.SVG_USES,
        "bomb": bad_files.png_bomb(),
    }.items():
        there[name] = files.keep(data)
        BlockFactory(section=section, kind="figure", text="", image=there[name], alt=f"Picture of {name}")
    gone = packing.version("Report without its picture", "Words.")
    image = files.keep(bad_files.jpeg(40, 30))
    BlockFactory(section=gone.sections.get(), kind="figure", text="", image=image, alt="A picture")
    files.path(image).write_bytes(b"GIF89a")
    made = laid(body, version, gone)
    build = built(made.meeting)
    assert failed(build) == {"Report without its picture": making.FILE_DAMAGED}
    [warned] = [part.warnings for part in build.parts.all() if part.title == "Report with pictures"]
    assert {name for name, sha256 in there.items() if any(sha256[:20] in one for one in warned)} == set(there)
    check_others(made, build)


def test_a_large_photograph_behind_the_door_is_printed_small(body):
    """60 million pixels, of which the door would have made fewer."""
    version = packing.version("Report with a photograph", "Words.")
    image = files.keep(bad_files.jpeg(10_000, 6_000))
    BlockFactory(section=version.sections.get(), kind="figure", text="", image=image, alt="A wall")
    made = laid(body, version)
    build = built(made.meeting)
    assert failed(build) == {}
    assert files.path(public(build).file).stat().st_size < 2_000_000
    check_others(made, build)
    assert Image.MAX_IMAGE_PIXELS
