"""Building again is quick and proves as much as the first time: what is kept back is searched each time anew."""

import pytest

from committees import packs
from committees.models import PrintedPart
from committees.models.packs import Edition, Form
from committees.packs import making, printed, remembering
from corporate_parenting.lib import files, pdf
from corporate_parenting.lib.jobs import State
from roles.audit import SYSTEM
from tests.committees import packing
from tests.factories.committees import AgendaItemFactory, ExemptionFactory, PaperFactory
from tests.factories.reports import BlockFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]
PLANTED = "PLANTED the twins were moved to the farm beyond the mill in March."
NOT_KEPT = "Words of item {}, which are kept from the public, stand "


@pytest.fixture
def laid(body, people):
    return packing.meeting_with_everything(body)


def built(meeting):
    build = packs.order(meeting, by=SYSTEM)
    packs.work_until_done(build)
    return build


def public(build):
    return build.packs.in_print().get(edition=Edition.PUBLIC)


def restricted(build):
    return build.packs.in_print().get(edition=Edition.RESTRICTED)


@pytest.fixture
def planted(laid):
    """
    A finished build whose public edition says words that no open paper accounts for, and nothing keeps back yet.

    The print of the work programme is taken for another one, as a fault of the store or of printing would do it.
    """
    part = built(laid.meeting).parts.get(item__title="Work programme")
    true = PrintedPart.objects.get(pk=printed.key_of(making.document_of(part)))
    made = pdf.render(packing.page("Work programme", PLANTED))
    facts = {"file": files.keep(made.data), "pages": made.pages, "claims_ua": made.claims_ua}
    of_the_same = list(PrintedPart.objects.filter(file=true.file))  # by its words, and by its shape
    PrintedPart.objects.filter(file=true.file).update(**facts)
    build = built(laid.meeting)
    assert public(build).state == State.DONE
    assert "PLANTED" in "".join(remembering.read(public(build)).known.values()), "the page is not known"
    yield build
    for row in of_the_same:
        row.save()  # prints are kept from one test to the next


def refuse_to_join(monkeypatch):
    def fails(*_, **__):
        raise AssertionError("it was joined again")

    monkeypatch.setattr(pdf, "merge", fails)


def test_words_of_a_known_page_that_come_to_be_private_stop_the_pack(laid, planted):
    """The page is the same to the byte and its words are known; the paper that keeps them back is new."""
    item = AgendaItemFactory(meeting=laid.meeting, title="A late paper", private_title="The twins")
    paper = PaperFactory(item=item, version=packing.version("Where the twins live", PLANTED))
    ExemptionFactory(paper=paper, paragraphs=[1], reason="A child can be known by it.")
    build = built(laid.meeting)
    assert public(build).state == State.FAILED
    assert public(build).error.startswith(NOT_KEPT.format(item.printed_number))
    assert public(build).file == ""
    assert restricted(build).state == State.DONE


def test_a_finished_file_is_searched_again_for_words_that_are_private_since(laid, planted, monkeypatch):
    """The public edition would be the same to the byte, so it is not joined again; what is kept back has changed."""
    secret = laid.papers.secret.version
    block = secret.sections.get().blocks.last()
    block.text = PLANTED
    block.save()
    pages = restricted(planted).pages
    joined = []
    merge = pdf.merge
    monkeypatch.setattr(pdf, "merge", lambda *given, **more: joined.append(more["title"]) or merge(*given, **more))
    build = built(laid.meeting)
    assert restricted(build).pages == pages, "the sheet in its place says another length, so the test tests nothing"
    assert [("Public" in title) for title in joined] == [False]
    assert public(build).state == State.FAILED
    assert public(build).error.startswith(NOT_KEPT.format(laid.papers.secret.item.printed_number))


def test_what_is_the_same_is_not_joined_again_and_searched_for_every_sentence(laid, monkeypatch):
    first = built(laid.meeting)
    refuse_to_join(monkeypatch)
    second = built(laid.meeting)
    for of in (public, restricted):
        old, new = of(first), of(second)
        told = [(pack.state, pack.file, pack.size, pack.pages, pack.claims_ua, pack.checks) for pack in (old, new)]
        assert told[0] == told[1]
        assert new.size == files.path(new.file).stat().st_size
    assert ": 0 sentences" not in public(second).checks[-1]["words"]


def test_a_stored_file_that_was_damaged_does_not_stand_in_for_a_new_one(laid):
    first = public(built(laid.meeting))
    whole = files.read(first.file)
    files.path(first.file).write_bytes(whole[:-40] + b"\0" * 40)
    second = public(built(laid.meeting))
    assert (second.state, second.file) == (State.DONE, first.file)
    assert files.read(second.file) == whole


def test_a_file_is_joined_and_read_again_by_other_programs(laid, monkeypatch):
    first = public(built(laid.meeting))
    assert remembering.read(first)
    monkeypatch.setattr(pdf, "code", lambda: "other programs")
    assert remembering.read(first) is None
    refuse_to_join(monkeypatch)
    build = packs.order(laid.meeting, by=SYSTEM)
    while job := packs.next_job(build):
        if not hasattr(job, "edition"):
            list(making.make(job))
            continue
        if job.form != Form.STANDARD:
            continue
        with pytest.raises(AssertionError, match="joined again"):
            list(packs.assembling.make(job))


def test_what_was_read_is_not_believed_when_its_file_was_damaged(laid):
    pack = public(built(laid.meeting))
    row = PrintedPart.objects.get(pk=remembering._place(pack))
    files.path(row.file).write_bytes(files.read(row.file).replace(b"dentist", b"nothing"))
    assert remembering.read(pack) is None
    files.path(row.file).unlink()
    assert remembering.read(pack) is None
    assert public(built(laid.meeting)).state == State.DONE


def test_a_file_that_changes_between_check_and_keeping_is_not_kept(laid, monkeypatch):
    inspect = pdf.inspect

    def meddle(path, **more):
        found = inspect(path, **more)
        with open(path, "ab") as handle:
            handle.write(b"%")
        return found

    monkeypatch.setattr(pdf, "inspect", meddle)
    build = packs.order(laid.meeting, by=SYSTEM)
    packs.work()
    assert set(build.packs.in_print().values_list("state", "file")) == {(State.RUNNING, "")}


def test_a_file_that_changes_before_the_check_fails_it(laid, monkeypatch):
    inspect = pdf.inspect

    def meddle(path, **more):
        with open(path, "ab") as handle:
            handle.write(b"%")
        return inspect(path, **more)

    monkeypatch.setattr(pdf, "inspect", meddle)
    assert {pack.error for pack in built(laid.meeting).packs.in_print()} == {
        "The joined file is not in order, so it was not kept: It was changed while it was checked."
    }


def test_only_pages_that_changed_are_parsed_again(laid, monkeypatch):
    first = public(built(laid.meeting))
    known = remembering.read(first).known
    laid.papers.programme.version.sections.get().blocks.get().delete()
    BlockFactory(section=laid.papers.programme.version.sections.get(), text="Another thing that we shall look at.")
    second = public(built(laid.meeting))
    new = {digest: words for digest, words in remembering.read(second).known.items() if digest not in known}
    assert len(new) == 1
    assert "Another thing that we shall look at." in "".join(new.values())


def test_what_is_remembered_is_one_row_for_each_edition_however_often_it_is_built(laid):
    places = {remembering._place(pack) for pack in built(laid.meeting).packs.in_print()}
    rows = PrintedPart.objects.filter(pk__in=places)
    before = set(rows.values_list("file", flat=True))
    AgendaItemFactory(meeting=laid.meeting, title="One more item", expects_paper=False)
    after = {remembering._place(pack) for pack in built(laid.meeting).packs.in_print()}
    assert after == places
    assert len(before) == rows.count() == 2
    assert not before & set(rows.values_list("file", flat=True))


def test_all_that_was_read_is_kept_so_that_a_pack_that_stands_in_again_is_searched_in_every_place(laid):
    pack = public(built(laid.meeting))
    read = remembering.read(pack)
    assert read == pdf.inspect(files.path(pack.file))
    assert read.labels[:2] == ["i", "ii"]
    assert read.places
