"""What is hidden in an appendix is decided by a person: flattened, said to be harmless by another, or replaced."""

import pytest

from corporate_parenting.lib import files, pdf
from reports import appendix_answers, clearance, drafting, rules
from reports.appendix_answers import CannotAnswer
from reports.models import Appendix, Version
from roles.models import AuditRow
from tests.factories.reports import AppendixFactory, ClearanceFactory, VersionFactory, ready_report
from tests.factories.roles import PersonFactory
from tests.lib.pdf.samples import CANARY, MOMENT, Upload, elements, opened, plain_bytes
from tests.lib.pdf.samples import words as line
from tests.reports import appendix_files as made

pytestmark = pytest.mark.django_db
WHY = "The words are the chart's own labels."


@pytest.fixture
def edda():
    return PersonFactory(name="Edda Stone")


@pytest.fixture
def finn():
    return PersonFactory(name="Finn Wade")


@pytest.fixture
def row(edda):
    version = VersionFactory(report__author=edda)
    return drafting.add_appendix(version, data=made.covered(), file_name="plan.pdf", title="Plan", by=edda)


def did():
    return AuditRow.objects.latest("pk").did


def test_flattened_words_are_gone_from_every_file_that_is_kept(row, edda):
    old = {row.original, row.safe}
    appendix_answers.flatten(row, alt="A plan of three homes.", by=edda)
    row.refresh_from_db()
    assert (row.answer, row.answered_by, row.waits_for_answer, row.reads) == ("flattened", edda, False, "no")
    assert (row.original, row.alt) == (row.safe, "A plan of three homes.")
    assert not old & {row.original, row.safe}
    assert CANARY.encode() not in plain_bytes(files.read(row.safe))
    assert did() == "flattened an appendix of"


def test_another_description_of_flattened_pages_is_read_out(row, edda):
    row = appendix_answers.flatten(row, alt="Old.", by=edda)
    drafting.reword_appendix(row, title="Plan", alt="New.", by=edda)
    row.refresh_from_db()
    with opened(files.read(row.safe)) as flat:
        assert [str(figure.Alt) for figure in elements(flat, "Figure")] == ["New. Page 1 of 1, as a picture."]


def test_somebody_else_says_that_nothing_is_private_and_why(row, finn):
    appendix_answers.say_clean(row, why=f" {WHY} ", by=finn)
    row.refresh_from_db()
    assert (row.answer, row.answer_why, row.answered_by, row.waits_for_answer) == ("clean", WHY, finn, False)
    assert (did(), WHY in repr(AuditRow.objects.latest("pk").details)) == (
        "said that nothing hidden is private in an appendix of",
        False,
    )


def test_who_added_it_does_not_say_so_alone(row, edda):
    with pytest.raises(CannotAnswer, match="somebody else"):
        appendix_answers.say_clean(row, why=WHY, by=edda)
    row.refresh_from_db()
    assert row.waits_for_answer


def test_where_nobody_knows_who_added_it_no_writer_says_so(edda, finn):
    row = AppendixFactory(version__report__author=edda, hidden=[made.HIDES])
    assert (rules.may_say_clean(edda, row), rules.may_say_clean(finn, row)) == (False, True)


def test_no_reason_no_answer(row, finn):
    with pytest.raises(CannotAnswer, match="Say why"):
        appendix_answers.say_clean(row, why="  ", by=finn)


def test_an_answer_is_about_the_file_that_was_looked_at(row, edda, finn):
    seen = drafting.edition(row)
    drafting.replace_appendix(row, data=made.covered("Another"), file_name="b.pdf", by=edda)
    for answer in (
        lambda: appendix_answers.say_clean(row, why=WHY, by=finn, seen=seen),
        lambda: appendix_answers.flatten(row, alt="x", by=edda, seen=seen),
    ):
        with pytest.raises(CannotAnswer, match="in the meantime"):
            answer()


def test_a_question_is_answered_once(row, edda, finn):
    appendix_answers.say_clean(row, why=WHY, by=finn)
    with pytest.raises(CannotAnswer, match="Nothing in this file waits"):
        appendix_answers.flatten(row, alt="x", by=edda)


def test_words_that_are_only_marked_for_redaction_are_not_put_on_a_picture(row, edda):
    upload = Upload(line(CANARY))
    upload.annotate("Redact")
    row = drafting.replace_appendix(row, data=upload.data(), file_name="b.pdf", by=edda)
    with pytest.raises(CannotAnswer, match="they would be seen"):
        appendix_answers.flatten(row, alt="x", by=edda)


def test_nothing_is_flattened_while_somebody_reads_the_report(row, edda, finn):
    ClearanceFactory(report=row.version.report, version=row.version, asked=finn, sent_by=edda)
    with pytest.raises(drafting.BeingCleared):
        appendix_answers.flatten(row, alt="x", by=edda)
    row.refresh_from_db()
    assert row.waits_for_answer


def test_a_report_is_not_sent_while_a_file_waits(people, body):
    report = ready_report(people.author, remit=body.remit)
    data = made.covered()
    row = drafting.add_appendix(report.versions.get(), data=data, file_name="a.pdf", title="Plan", by=people.author)
    with pytest.raises(clearance.NotReady) as refused:
        clearance.submit(report, to=people.clearer, by=people.author)
    assert [CANARY in repr(refused.value.findings), "Plan" in repr(refused.value.findings)] == [False, True]
    appendix_answers.say_clean(row, why=WHY, by=people.clerk)
    assert clearance.submit(report, to=people.clearer, by=people.author)


def test_a_new_version_keeps_what_was_decided(row, finn, edda):
    appendix_answers.say_clean(row, why=WHY, by=finn)
    Version.objects.filter(pk=row.version_id).update(number=1, frozen_at=MOMENT)
    draft = drafting.start_version(row.version.report, by=edda)
    assert [(one.answer, one.answered_by) for one in draft.appendices.all()] == [("clean", finn)]


def test_pages_that_cannot_be_drawn_leave_the_file_as_it_was(row, edda):
    Appendix.objects.filter(pk=row.pk).update(safe=files.keep(b"%PDF-1.7 broken"))
    row.refresh_from_db()
    with pytest.raises(pdf.Refused):
        appendix_answers.flatten(row, alt="x", by=edda)
    row.refresh_from_db()
    assert row.waits_for_answer
