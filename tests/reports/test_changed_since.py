"""Whoever answered sees later what they saw, and part by part what changed since; also what ended the answer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib.differing import DELETED, INSERTED
from reports import changed_since, clearance, drafting, private, stages, texts
from reports.models import Clearance, Implication, KeptText
from reports.writing import applying
from roles.audit import SYSTEM
from roles.permissions import OfficeKind
from tests.factories.reports import SectionFactory, SourceFactory, ready_report
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
GROUNDS = {"kind": "exempt", "paragraphs": [1], "reason": "It would tell who the child is."}
SEEN, NOW = "Homes are near schools.", "Homes are far from schools."


@pytest.fixture
def report(people, body):
    """Finance answers for one implication first, then the clearer for every word."""
    finance, office = PersonFactory(name="Nell Ash"), OfficeFactory(kind=OfficeKind.CLEARER, label="Finance")
    UserFactory(person=finance)
    AppointmentFactory(person=finance, office=office)
    stages.add(name="Finance", office=office, working_days=3, covers=["Financial"], by=SYSTEM)
    stages.add(name="All", office=people.clearer.appointments.get().office, working_days=3, by=SYSTEM)
    made = ready_report(people.author, remit=body.remit)
    Implication.objects.create(version=made.versions.get(), order=1, name="Financial", text="It costs £2.")
    applying.save(made.versions.get().sections.first(), SEEN, by=people.author)
    made.finance = finance
    return made


@pytest.fixture
def answered(report, people):
    """Finance has said yes to a draft that is its author's again."""
    first = clearance.submit(report, by=people.author)
    clearance.clear(first, by=report.finance)
    clearance.withdraw(Clearance.objects.in_turn().get(), by=people.author)
    return Clearance.objects.get(pk=first.pk)


def changes(row):
    return changed_since.since(row.version, row.decided_at, row.covers)


def marked(change):
    """(words removed, words added) of a part."""
    runs = [run for item in change.compared.items for run in item.runs]
    return tuple(" ".join(run.text.strip() for run in runs if run.kind == kind) for kind in (DELETED, INSERTED))


def page_of(sign_in, person, row):
    return sign_in(person).get(reverse("reports:clearance", args=[row.pk]))


def test_nothing_changed_of_what_nobody_touched(answered, report, sign_in):
    assert changes(answered) == changed_since.Changes()
    assert "Not a word of the draft was changed since" in page_of(sign_in, report.finance, answered).text


def test_each_part_is_compared_with_what_it_read_at_the_yes(answered, people):
    version = answered.version
    section, told = version.sections.first(), version.implications.get(name="Financial")
    for text in ("Something else.", NOW):
        applying.save(section, text, by=people.author)
    drafting.change(told, text="It costs £9.", by=people.author)
    found = changes(answered)
    assert [(one.compared.label, marked(one)) for one in found.covered] == [("Implications: Financial", ("£2", "£9"))]
    [elsewhere] = found.elsewhere
    assert (texts.read(elsewhere.then), marked(elsewhere)) == (SEEN, ("near", "far from"))
    assert found.count == 2


def test_a_text_that_nobody_here_wrote_is_compared_too(answered, people):
    """What an import brought is kept when it is written over, under no name and the moment of that."""
    asked = answered.version.recommendations.get()
    was = asked.text
    drafting.change(asked, text=f"{was} Soon.", by=people.author)
    drafting.change(asked, text=f"{was} At once.", by=people.author)
    [found] = changes(answered).covered
    assert (texts.read(found.then), marked(found)) == (was, ("", "At once."))


def test_a_paragraph_is_told_once_with_its_section_or_by_itself(answered, people):
    section = answered.version.sections.first()
    block = section.blocks.get()
    drafting.change(block, text="Homes are by schools.", by=people.author)
    assert [one.compared.label for one in changes(answered).elsewhere] == [f"Paragraph in “{section.heading}”"]
    KeptText.objects.filter(part=f"block:{block.pk}").delete()
    applying.save(section, NOW, by=people.author)
    drafting.change(section.blocks.get(), text="Homes are by schools.", by=people.author)
    [told] = changes(answered).elsewhere
    assert told.compared.label == section.heading


def test_what_was_changed_and_changed_back_is_no_change(answered, people):
    section = answered.version.sections.first()
    for text in (NOW, SEEN):
        applying.save(section, text, by=people.author)
    assert changes(answered) == changed_since.Changes()


def test_what_is_new_or_gone_is_said_and_what_came_and_went_is_not(answered, people):
    version = answered.version
    drafting.add_source(version, title="A survey", by=people.author)
    drafting.remove(drafting.add_source(version, title="A mistake", by=people.author), by=people.author)
    drafting.remove(version.recommendations.get(), by=people.author)
    found = changes(answered)
    assert [one.compared.state for one in found.covered] == ["gone"]
    assert [(one.compared.state, one.then) for one in found.elsewhere] == [("new", None)]


def test_only_how_it_is_set_is_said_in_so_many_words(answered, people, sign_in):
    applying.save(answered.version.sections.first(), SEEN.replace("near", "**near**"), by=people.author)
    [found] = changes(answered).elsewhere
    assert not found.is_of_words
    assert "The words are the same" in page_of(sign_in, people.author, answered).text


def test_an_autosave_does_not_write_over_what_a_clearer_saw(answered, people):
    """Both in the same five minutes by the clock."""
    version, name = answered.version, "section:0"
    start = (timezone.now() + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)

    def typed(text, *, after):
        at = start + timedelta(seconds=after)
        texts.keep(version, name, "Homes", text, how=KeptText.How.AUTOSAVED, by=people.author, at=at)

    typed("One.", after=0)
    typed("Two.", after=10)
    Clearance.objects.filter(pk=answered.pk).update(decided_at=start + timedelta(seconds=20))
    typed("Three.", after=30)
    typed("Four.", after=40)
    kept = version.kept_texts.filter(part=name).order_by("pk")
    assert [texts.read(row) for row in kept] == ["Two.", "Four."]


def test_the_page_says_what_ended_the_yes(answered, report, people, sign_in):
    drafting.change(answered.version.implications.get(name="Financial"), text="It costs £9.", by=people.author)
    clearance.submit(report, by=people.author)
    for row in Clearance.objects.filter(stage_name="Finance"):  # the answer that ended, and what is asked anew
        said = page_of(sign_in, report.finance, row).text
        assert "Implications: Financial" in said, row
        assert ("removed: </span>£2<" in said, "added: </span>£9<" in said) == (True, True), row
        assert ("These changes ended the answer" in said) == (row.pk == answered.pk)


def test_an_end_that_no_word_tells_says_so(answered, report, people, sign_in):
    asked = answered.version.recommendations.get()
    drafting.change(asked, verb="note" if asked.verb != "note" else "agree", by=people.author)
    clearance.submit(report, by=people.author)
    answered.refresh_from_db()
    assert answered.voided_at
    assert "not among the words" in page_of(sign_in, report.finance, answered).text


def test_of_what_is_final_only_who_answered_and_its_writers_see_what_changed(answered, report, people, sign_in):
    applying.save(answered.version.sections.first(), NOW, by=people.author)
    clearance.submit(report, by=people.author)
    clearance.clear(Clearance.objects.in_turn().get(), by=people.clearer)
    for who, sees in ((report.finance, True), (people.author, True), (people.clerk, False)):
        response = page_of(sign_in, who, answered)
        assert (response.status_code, "What changed since" in response.text) == (200, sees), who
        assert ("Read it as it was" in response.text) == (who == people.author), who


def test_a_private_text_is_marked_and_shown_to_who_reads_the_draft_alone(answered, people, sign_in):
    section = SectionFactory(version=answered.version, heading="The child")
    private.declare(answered.version, part=section, **GROUNDS, by=people.author)
    applying.save(section, "CANARY of a private section.", by=people.author)
    said = page_of(sign_in, people.author, answered).text
    assert "Not for publication" in said.split("What changed since")[1].split("The whole report")[0]
    for name in ("member", "chair", "other", "head_clerk", "guardian", "admin", "participation", "clearer"):
        response = page_of(sign_in, getattr(people, name), answered)
        assert (name, response.status_code, "CANARY" in response.text) == (name, 404, False)


def test_the_page_costs_no_more_for_a_part_that_changed_often(answered, people, django_assert_max_num_queries):
    section = answered.version.sections.first()
    SourceFactory(version=answered.version)

    def cost():
        with django_assert_max_num_queries(12) as asked:
            changes(answered)
        return len(asked)

    applying.save(section, "One.", by=people.author)
    before = cost()
    for number in range(10):
        applying.save(section, f"Number {number}.", by=people.author)
    assert cost() == before
