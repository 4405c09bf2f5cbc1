"""Both editions of a pack come from one report of which a part is private: with real prints, at the bytes."""

import re

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committees import exempt, packs, reading, withheld
from committees.models import Paper
from committees.models.packs import OF_EVERY_PACK, Edition
from committees.packs import assembling, making, numbering, searching
from corporate_parenting.lib import files, words
from corporate_parenting.lib.jobs import State
from reports import layout, leaving_out
from roles.audit import SYSTEM
from roles.models import Person
from roles.permissions import PUBLIC
from tests.committees import private_parts as world
from tests.committees.private_parts import COURT
from tests.factories.committees import AgendaItemFactory
from tests.factories.reports import (
    AppendixFactory,
    BlockFactory,
    FormatFactory,
    RecommendationFactory,
    ReportFactory,
    SectionFactory,
    TableFactory,
    VersionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]
CANARY = re.compile(rb"C\W?A\W?N\W?A\W?R\W?Y", re.IGNORECASE)


@pytest.fixture
def made(body, people):
    Person.objects.update(email="clerk@wexcombe.example")
    found = world.laid(body, people.clerk)
    AgendaItemFactory(meeting=found.meeting, title="What follows", expects_paper=True)
    return found


def built(meeting):
    build = packs.order(meeting, by=SYSTEM)
    packs.work_until_done(build)
    assert [(part.title, part.error) for part in build.parts.exclude(state=State.DONE)] == []
    found = {pack.edition: pack for pack in build.packs.in_print()}
    assert [pack.error for pack in found.values()] == ["", ""]
    return build, found[Edition.PUBLIC], found[Edition.RESTRICTED]


def printed_on(build, edition):
    """{title of a part: (first, last) printed page} of an edition."""
    parts = list(build.parts.select_related("item", "paper", "appendix"))
    return {leaf.part.title: (leaf.first, leaf.last) for leaf in numbering.leaves(parts, edition=edition, start=2)}


def everything_in(path):
    """Every byte of a PDF that could hold words: raw, and each stream opened."""
    found = path.read_bytes()
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                found += thing.read_bytes()
    return found


def test_the_public_edition_has_the_rest_and_the_restricted_one_the_whole(made, people):
    world.close(made, people.clerk)
    build, public, restricted = built(made.meeting)
    open_words, all_words = (words.of_pdf(files.path(pack.file)) for pack in (public, restricted))
    open_words, all_words = " ".join(open_words.split()), " ".join(all_words.split())
    for secret in (world.TEXT, world.BELOW, world.CELL, world.TITLE, world.FILE):
        assert (secret in open_words, secret in all_words) == (False, True), secret
    assert world.OPEN in open_words
    assert world.LATER in open_words
    assert "Section 2 is not for publication by virtue of paragraph 3" in open_words
    assert "Appendix 2 of the report on this item" in open_words
    assert "in part by virtue of paragraph 3" in all_words
    assert CANARY.search(everything_in(files.path(public.file))) is None
    assert CANARY.search(everything_in(files.path(restricted.file)))
    assert [check["name"] for check in public.checks] == ["file", "accessible", "words"]
    assert build.packs.in_print().count() == 2


def test_everything_stands_on_the_same_printed_page_in_both(made, people):
    world.close(made, people.clerk)
    build, _, _ = built(made.meeting)
    public, restricted = (printed_on(build, edition) for edition in OF_EVERY_PACK)
    sheet, whole = public["Appendix 2"], restricted[world.TITLE]
    assert sheet == whole
    for title in ("Homes we have", "Places we need", "What follows"):
        assert public[title] == restricted[title]


def test_the_parts_of_a_build_say_what_is_in_which_edition(made, people):
    world.close(made, people.clerk)
    build = packs.order(made.meeting, by=SYSTEM)
    assert [(part.kind, part.in_public, part.in_restricted) for part in build.parts.all()] == [
        ("report", True, False), ("report", False, True), ("appendix", True, True), ("withheld", True, False),
        ("appendix", False, True), ("appendix", True, True), ("follows", True, True),
    ]  # fmt: skip


def test_what_is_confidential_in_part_is_in_neither_edition(made, people):
    world.close(made, people.clerk, section=COURT)
    _, public, restricted = built(made.meeting)
    for pack in (public, restricted):
        assert CANARY.search(everything_in(files.path(pack.file))) is None


def test_each_reader_gets_the_print_that_is_theirs(made, people):
    world.close(made, people.clerk)
    build, _, _ = built(made.meeting)
    open_print, whole_print = (build.parts.get(kind="report", in_public=flag).file for flag in (True, False))
    assert open_print != whole_print
    for viewer, wanted in ((PUBLIC, open_print), (people.other.user, open_print), (people.member.user, whole_print)):
        assert reading.papers(viewer).get(pk=made.paper.pk).printed == wanted


def test_what_becomes_private_takes_the_pack_and_the_print_out_of_sight_at_once(made, people, client):
    _, public, _restricted = built(made.meeting)
    assert packs.latest_public(made.meeting) == public
    world.close(made, people.clerk, appendix=None)
    assert packs.latest_public(made.meeting) is None
    assert reading.papers(PUBLIC).get(pk=made.paper.pk).printed is None
    assert client.get(f"/meetings/papers/{made.paper.pk}/report.pdf").status_code == 404
    _, again, _ = built(made.meeting)
    assert packs.latest_public(made.meeting) == again
    assert reading.papers(PUBLIC).get(pk=made.paper.pk).printed


def test_a_pack_that_was_ordered_before_is_not_taken_for_one_without_the_part(made, people):
    world.close(made, people.clerk, appendix=None)
    first = packs.order(made.meeting, by=SYSTEM)
    exempt.keep_private(made.paper, part=made.sections[3], **world.EXEMPT, by=people.clerk)
    assert packs.order(made.meeting, by=SYSTEM) != first
    packs.work_until_done(first)
    assert [pack.error.split(".")[0] for pack in first.packs.in_print().filter(edition=Edition.PUBLIC)] == [
        assembling.CHANGED.split(".")[0]
    ]


def test_the_last_look_finds_private_words_in_the_public_edition(made, people, monkeypatch):
    """If the door were broken, the pack would not be kept."""
    world.close(made, people.clerk)
    monkeypatch.setattr(withheld, "without", lambda paper, audience: leaving_out.NOTHING)
    build = packs.order(made.meeting, by=SYSTEM)
    told = searching.search(build, "Before. " + world.TEXT + " After.")
    assert told.leaked == [made.item.printed_number]


def test_the_last_look_holds_a_title_and_the_reason_against_the_pack_too(made, people):
    world.close(made, people.clerk)
    build = packs.order(made.meeting, by=SYSTEM)
    for secret in (world.TITLE, f"{world.TITLE} {world.FILE}", world.BELOW, world.EXEMPT["reason"]):
        assert searching.search(build, f"Before. {secret} After.").leaked == [made.item.printed_number], secret
    assert searching.search(build, world.OPEN).leaked == []


# --- Whatever the report, whatever is private of it


@st.composite
def reports(draw):
    """Levels of sections, which of them are private, which appendices are; the numbering; which parts are secret."""
    levels = [1, *draw(st.lists(st.integers(1, 3), max_size=6))]
    private = draw(st.lists(st.booleans(), min_size=len(levels), max_size=len(levels)))
    appendices = draw(st.lists(st.booleans(), max_size=4))
    return levels, private, appendices, draw(st.sampled_from(["decimal", "continuous", "none"])), draw(st.booleans())


def written(shape):
    levels, private, appendices, style, is_confidential = shape
    version = VersionFactory(frozen=True, report=ReportFactory(format=FormatFactory(name=style, numbering=style)))
    RecommendationFactory(version=version)
    sections, secret = [], []
    for at, level in enumerate(levels):
        secret.append(_is_secret(at, levels, private))
        mark = "CANARY" if secret[-1] else "plain"
        sections.append(SectionFactory(version=version, level=level, heading=f"{mark} heading {at}"))
        BlockFactory(section=sections[-1], text=f"{mark} text {at} that is long enough to be told from others.")
        TableFactory(
            section=sections[-1], caption=f"{mark} caption {at}", table={"head": ["A"], "rows": [[f"{mark} {at}"]]}
        )
    for at, flag in enumerate(appendices):
        AppendixFactory(version=version, title=f"{'CANARY' if flag else 'plain'} appendix {at}")
    marked = [one for one, flag in zip(sections, private, strict=True) if flag]
    marked += [one for one, flag in zip(version.appendices.all(), appendices, strict=True) if flag]
    kind = {"kind": "confidential", "paragraphs": []} if is_confidential else {"kind": "exempt", "paragraphs": [3]}
    return version, marked, kind, secret


def _is_secret(at, levels, private):
    """By hand, apart from the code that is tried: a private heading above it that nothing ended."""
    for before in range(at, -1, -1):
        if private[before] and all(levels[one] > levels[before] for one in range(before + 1, at + 1)):
            return True
    return False


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shape=reports())
def test_no_private_word_leaves_by_any_door_and_every_number_is_the_same(body, people, shape):
    version, marked, kind, secret = written(shape)
    item = AgendaItemFactory(meeting__body=body)
    paper = Paper.objects.create(item=item, version=version, order=1, laid_at=item.meeting.starts_at)
    for part in marked:
        exempt.keep_private(paper, part=part, reason="CANARY reason", by=people.clerk, **kind)
    for audience in (Edition.PUBLIC, *([Edition.RESTRICTED] if kind["kind"] == "confidential" else []), "", None):
        html = making.report(paper, item.meeting, withheld.without(paper, audience)).html
        assert "CANARY" not in html
        assert not any("CANARY" in piece.title for piece in exempt.parts_for(paper, audience))
    whole = layout.lay_out(version)
    rest = layout.lay_out(version, without=withheld.without(paper, Edition.PUBLIC))
    numbers = {chapter.pk: (chapter.number, [piece.number for piece in chapter.pieces]) for chapter in whole.chapters}
    shown = [chapter for chapter in rest.chapters if not chapter.withheld]
    assert all(numbers[one.pk] == (one.number, [piece.number for piece in one.pieces]) for one in shown)
    assert len(shown) == secret.count(False)
    every = making.report(paper, item.meeting, leaving_out.NOTHING).html
    assert every.count("CANARY heading") == secret.count(True)
