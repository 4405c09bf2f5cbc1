"""Drafting: every step, what it refuses, and that nobody's words are lost."""

import io

import pytest
from PIL import Image

from corporate_parenting.lib import files, pdf
from reports import drafting, pictures
from reports.models import Block, Format, Report, Version
from roles.audit import SYSTEM
from roles.models import AuditRow
from tests.factories import reports as made
from tests.factories.reports import (
    AppendixFactory,
    BlockFactory,
    ClearanceFactory,
    ContactFactory,
    RecommendationFactory,
    SectionFactory,
    SourceFactory,
    UnplacedFactory,
    VersionFactory,
)
from tests.factories.roles import PersonFactory, RemitFactory
from tests.lib.pdf.samples import Upload, box
from tests.lib.pdf.samples import words as line

pytestmark = pytest.mark.django_db


@pytest.fixture
def edda():
    return PersonFactory(name="Edda Stone", post="Service manager")


@pytest.fixture
def draft(edda):
    return VersionFactory(report__author=edda)


def picture(kind="PNG", **how):
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(out, kind, **how)
    return out.getvalue()


def test_start_sets_the_format_out(edda):
    format_ = Format.objects.get(name="Decimal paragraphs")
    remit = RemitFactory()
    report = drafting.start(title="Dentists", format=format_, by=edda, remit=remit)
    version = report.versions.get()
    assert (report.author, report.remit, version.number) == (edda, remit, None)
    assert version.header == [["To", ""], ["Meeting date", ""], ["From", ""], ["Purpose", ""]]
    assert [row.heading for row in version.sections.all()] == ["Background", "Main issues", "Significant implications"]
    assert [(row.side, row.name, row.post) for row in version.contacts.all()] == [
        ("officer", "Edda Stone", "Service manager")
    ]


def test_start_in_the_other_format_has_lines_at_the_end(edda):
    report = drafting.start(title="Dentists", format=Format.objects.get(name="Continuous paragraphs"), by=edda)
    version = report.versions.get()
    assert [label for label, _ in version.footer] == ["Author", "Telephone", "Address", "Website"]
    assert version.contacts.count() == 0


def test_the_system_starts_a_report_without_an_author():
    assert drafting.start(title="Dentists", format=made.FormatFactory(), by=SYSTEM).author is None


def test_every_step_leaves_one_line_of_audit_that_holds_no_text(draft, edda):
    section = drafting.add_section(draft, heading="CANARY", by=edda)
    drafting.change(section, heading="CANARY 2", by=edda)
    drafting.move(section, to=1, by=edda)
    drafting.remove(section, by=edda)
    rows = AuditRow.objects.order_by("pk")
    assert [row.did for row in rows] == [
        "added a section to",
        "changed a section of",
        "moved a section of",
        "removed a section from",
    ]
    assert "CANARY" not in "".join(str(row.details) for row in rows)


def test_details_are_saved_and_the_report_takes_the_title(draft, edda):
    drafting.save_details(draft, title="Teeth", header=[["To", "Board"]], reasons="Because.", by=edda)
    draft.refresh_from_db()
    assert (draft.title, draft.header, draft.reasons) == ("Teeth", [["To", "Board"]], "Because.")
    assert Report.objects.get().title == "Teeth"


def test_parts_are_added_at_the_end_or_after_another(draft, edda):
    first = drafting.add_section(draft, heading="One", by=edda)
    drafting.add_section(draft, heading="Three", by=edda)
    drafting.add_section(draft, heading="Two", by=edda, after=first)
    assert [row.heading for row in draft.sections.all()] == ["One", "Two", "Three"]


def test_a_part_moves_among_its_own_kind_only(draft, edda):
    first, second = SectionFactory(version=draft), SectionFactory(version=draft)
    blocks = [BlockFactory(section=first, text=str(number)) for number in range(3)]
    other = BlockFactory(section=second, text="other")
    drafting.move(blocks[2], to=1, by=edda)
    assert [row.text for row in first.blocks.all()] == ["2", "0", "1"]
    drafting.move(blocks[2], to=99, by=edda)
    assert [row.text for row in first.blocks.all()] == ["0", "1", "2"]
    drafting.move(blocks[2], to=-5, by=edda)
    assert [row.text for row in first.blocks.all()] == ["2", "0", "1"]
    assert list(second.blocks.all()) == [other]


def test_the_second_writer_of_a_part_is_told_and_nothing_is_overwritten(draft, edda):
    block = BlockFactory(section__version=draft, text="As it was")
    seen = drafting.edition(block)
    drafting.change(block, seen=seen, text="Edda's", by=edda)
    with pytest.raises(drafting.Conflict) as conflict:
        drafting.change(block, seen=seen, text="Finn's", by=edda)
    assert conflict.value.current.text == "Edda's"
    assert Block.objects.get().text == "Edda's"
    drafting.change(block, seen=drafting.edition(conflict.value.current), text="Both", by=edda)
    assert Block.objects.get().text == "Both"


def test_writers_of_different_parts_do_not_meet(draft, edda):
    blocks = [BlockFactory(section__version=draft) for _ in range(2)]
    seen = [drafting.edition(block) for block in blocks]
    for block, edition in zip(blocks, seen, strict=True):
        drafting.change(block, seen=edition, text="New", by=edda)
    assert [row.text for row in Block.objects.all()] == ["New", "New"]
    assert Report.objects.get().edition == 2


def test_details_notice_a_second_writer_too(draft, edda):
    seen = drafting.edition(draft)
    drafting.save_details(draft, seen=seen, reasons="One", by=edda)
    with pytest.raises(drafting.Conflict):
        drafting.save_details(draft, seen=seen, reasons="Two", by=edda)
    assert Version.objects.get().reasons == "One"


def every_step(version, by):
    """Each step that changes a version, as something to call."""
    section = SectionFactory(version=version)
    block, contact = BlockFactory(section=section), ContactFactory(version=version)
    picture_data, pdf_data = picture(), pdf.render("<html lang=en><title>A</title><p>A").data
    return {
        "save_details": lambda: drafting.save_details(version, title="Changed", by=by),
        "add_section": lambda: drafting.add_section(version, heading="New", by=by),
        "add_block": lambda: drafting.add_block(section, text="New", by=by),
        "add_contact": lambda: drafting.add_contact(version, side="officer", name="New", by=by),
        "add_recommendation": lambda: drafting.add_recommendation(version, verb="note", text="New", by=by),
        "add_source": lambda: drafting.add_source(version, title="New", by=by),
        "add_figure": lambda: drafting.add_figure(section, data=picture_data, alt="New", by=by),
        "add_appendix": lambda: drafting.add_appendix(version, data=pdf_data, file_name="a.pdf", title="", by=by),
        "change": lambda: drafting.change(block, text="New", by=by),
        "save_implications": lambda: drafting.save_implications(version, said={}, none="None", by=by),
        "change_figure": lambda: drafting.change_figure(block, alt="New", by=by),
        "replace_appendix": lambda: drafting.replace_appendix(
            AppendixFactory(version=version), data=pdf_data, file_name="b.pdf", by=by
        ),
        "reword_appendix": lambda: drafting.reword_appendix(AppendixFactory(version=version), title="New", by=by),
        "move": lambda: drafting.move(contact, to=1, by=by),
        "remove": lambda: drafting.remove(block, by=by),
        "place": lambda: drafting.place(UnplacedFactory(version=version), section=section, by=by),
    }


def refusal(step):
    """The class of what a step raises; None when it does what it was asked."""
    try:
        step()
    except Exception as refused:  # noqa: BLE001 -- whichever it is, the test says
        return type(refused)
    return None


NOT_OF_ONE_VERSION = {
    "bring_in",
    "coming",
    "edition",
    "edition_of_implications",
    "fill",
    "neighbours",
    "share",
    "start",
    "start_version",
    "stop_sharing",
    "untouched",
    "version_of",
}


def test_no_step_changes_a_frozen_version(edda):
    version = VersionFactory(report__author=edda, frozen=True)
    steps = every_step(version, edda)
    exceptions = {name for name in drafting.__all__ if name[0].isupper()}
    assert set(steps) == set(drafting.__all__) - NOT_OF_ONE_VERSION - exceptions
    for name, step in steps.items():
        assert refusal(step) == drafting.Frozen, name
    assert AuditRow.objects.count() == 0


def test_no_step_changes_what_is_with_a_clearer(draft, edda):
    steps = every_step(draft, edda)
    ClearanceFactory(report=draft.report, version=draft)
    for name, step in steps.items():
        assert refusal(step) == drafting.BeingCleared, name
    assert AuditRow.objects.count() == 0


def test_a_new_version_is_a_whole_copy_and_the_old_one_stays(edda):
    old = VersionFactory(report__author=edda, frozen=True, reasons="Because.", header=[["To", "Board"]])
    section = SectionFactory(version=old, heading="Background")
    BlockFactory(section=section, text="First")
    made.TableFactory(section=section)
    ContactFactory(version=old)
    RecommendationFactory(version=old)
    SourceFactory(version=old)
    AppendixFactory(version=old)
    new = drafting.start_version(old.report, by=edda)
    assert (new.number, new.reasons, new.header) == (None, "Because.", [["To", "Board"]])
    assert content(new) == content(Version.objects.get(pk=old.pk))
    drafting.change(new.sections.get().blocks.first(), text="Changed", by=edda)
    assert old.sections.get().blocks.first().text == "First"


def content(version):
    """Everything a version holds, without keys."""
    names = ("contacts", "sections", "recommendations", "sources", "appendices")
    parts = [[drafting.edition(row) for row in getattr(version, name).all()] for name in names]
    blocks = [drafting.edition(row) for section in version.sections.all() for row in section.blocks.all()]
    return [*parts, blocks]


def test_a_report_has_one_draft_at_a_time(draft, edda):
    with pytest.raises(drafting.AlreadyDrafting):
        drafting.start_version(draft.report, by=edda)


def test_an_unplaced_text_takes_its_place(draft, edda):
    text, section = UnplacedFactory(version=draft, text="Stray"), SectionFactory(version=draft)
    drafting.place(text, section=section, by=edda)
    assert [row.text for row in section.blocks.all()] == ["Stray"]
    assert draft.unplaced.count() == 0


def test_an_appendix_that_hides_words_is_taken_and_waits_for_somebody_to_decide(draft, edda):
    """A report may be laid in public later, and anybody could take the words from under the box."""
    covered = Upload(line("Child A") + box()).data()
    row = drafting.add_appendix(draft, data=covered, file_name="a.pdf", title="A", by=edda)
    assert (row.waits_for_answer, row.hidden) == (True, [{"what": "under_box", "page": 1, "count": 1}])


def test_an_appendix_is_checked_made_safe_and_kept_as_it_came(draft, edda):
    data = pdf.render("<html lang=en><title>Waiting times</title><p>Twelve weeks.").data
    row = drafting.add_appendix(draft, data=data, file_name="w.pdf", title="", by=edda)
    assert (row.pages, row.size, row.order, row.file_name) == (1, len(files.read(row.safe)), 1, "w.pdf")
    assert files.read(row.original) == data
    assert files.read(row.safe).startswith(b"%PDF")


@pytest.mark.parametrize("data", [b"not a pdf", b"", b"%PDF-1.7\n%%EOF"])
def test_a_file_that_cannot_be_used_leaves_the_report_as_it_was(draft, edda, data):
    with pytest.raises(pdf.Refused):
        drafting.add_appendix(draft, data=data, file_name="w.pdf", title="", by=edda)
    assert (draft.appendices.count(), Report.objects.get().edition) == (0, 0)


def test_a_refused_replacement_keeps_the_old_file(draft, edda):
    row = AppendixFactory(version=draft, file_name="old.pdf")
    with pytest.raises(pdf.Refused):
        drafting.replace_appendix(row, data=b"no", file_name="new.pdf", by=edda)
    row.refresh_from_db()
    assert row.file_name == "old.pdf"


def test_a_figure_is_drawn_anew_without_what_it_tells_about_its_maker(draft, edda):
    exif = Image.Exif()
    exif[0x010E] = "CANARY"
    block = drafting.add_figure(SectionFactory(version=draft), data=picture("JPEG", exif=exif), alt="Navy", by=edda)
    stored = files.read(block.image)
    assert b"CANARY" in picture("JPEG", exif=exif)
    assert b"CANARY" not in stored
    assert Image.open(io.BytesIO(stored)).size == (40, 20)


@pytest.mark.parametrize("data", [b"GIF89a", b"", b"<svg/>", picture()[:60], b"x" * (pictures.MOST_BYTES + 1)])
def test_what_is_no_picture_is_refused(draft, edda, data):
    with pytest.raises(pictures.Refused):
        drafting.add_figure(SectionFactory(version=draft), data=data, alt="Navy", by=edda)
    assert Block.objects.count() == 0


def test_a_picture_of_too_many_points_is_refused_before_it_is_opened(monkeypatch):
    out = io.BytesIO()
    Image.new("1", (10_000, 7_000)).save(out, "PNG")
    with pytest.raises(pictures.Refused) as refused:
        pictures.clean(out.getvalue())
    assert str(refused.value) == pictures.TOO_MUCH


def test_writing_is_shared_and_no_longer(draft, edda):
    finn = PersonFactory()
    drafting.share(draft.report, with_=finn, by=edda)
    assert list(draft.report.co_authors.all()) == [finn]
    drafting.stop_sharing(draft.report, with_=finn, by=edda)
    assert list(draft.report.co_authors.all()) == []
