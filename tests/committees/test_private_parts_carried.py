"""Private words go on into a later version or a report that was started from this one: none is opened by that."""

import pytest
from django.utils import timezone

from committees import agenda, exempt, finding
from committees.models import Exemption, Passage
from corporate_parenting.lib.words import squeezed
from reports import drafting, from_earlier, private
from reports.models import Appendix
from tests.committees import private_parts as world
from tests.factories.committees import AgendaItemFactory, MeetingFactory
from tests.factories.reports import AppendixFactory, BlockFactory, SectionFactory, VersionFactory, ready_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(body, people):
    return world.laid(body, people.clerk)


@pytest.fixture
def item(body, people):
    meeting = MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk)
    return AgendaItemFactory(meeting=meeting)


@pytest.fixture
def meeting_after(body, people):
    meeting = MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk)
    return AgendaItemFactory(meeting=meeting, title="Once more")


def laid(version, item, people):
    version.number, version.frozen_at = version.number or 1, timezone.now()
    version.save()
    return agenda.lay(version, before=item, private=False, by=people.clerk)


# --- A later version


@pytest.mark.parametrize(
    "quoted",
    [
        lambda version: version.recommendations.create(order=1, text=f"Agree. {world.TEXT}"),
        lambda version: version.implications.create(order=1, name="Financial", text=world.TEXT),
        lambda version: type(version).objects.filter(pk=version.pk).update(notice=world.TEXT),
        lambda version: type(version).objects.filter(pk=version.pk).update(reasons=f"So:\n\n* {world.TEXT}"),
    ],
    ids=["recommendation", "implication", "notice", "reasons"],
)
def test_where_a_private_sentence_went_into_what_everybody_reads_the_whole_paper_is_private(made, people, item, quoted):
    world.close(made, people.clerk, appendix=None)
    version = VersionFactory(report=made.version.report, number=2, frozen_at=timezone.now())
    section = SectionFactory(version=version, heading=world.HEADING)
    BlockFactory(section=section, text="It was bought.")
    quoted(version)
    version.refresh_from_db()
    assert exempt.current(laid(version, item, people)) is not None


@pytest.fixture(params=[world.EXEMPT, world.COURT], ids=["exempt", "confidential"])
def next_one(request, body, people, item):
    """The draft after a version that was laid, of which its writers hold a section to be private."""
    report = ready_report(people.author, remit=body.remit)
    first = report.versions.get()
    section = SectionFactory(version=first, heading=world.HEADING)
    BlockFactory(section=section, text=world.TEXT)
    private.declare(first, part=section, **request.param, by=people.author)
    laid(first, item, people)
    assert first.papers.get().kept_parts
    return drafting.start_version(report, by=people.author)


def laid_again(version, item, people):
    version.refresh_from_db()
    version.number = 2
    return laid(version, item, people)


def renamed(version, people):
    section = version.sections.get(heading=world.HEADING)
    drafting.change(section, heading="Money", by=people.author)
    return section


def test_a_private_section_that_has_another_heading_is_known_by_the_mark_that_went_over_with_it(
    next_one, people, meeting_after
):
    section = renamed(next_one, people)
    paper = laid_again(next_one, meeting_after, people)
    assert exempt.current(paper) is None
    assert [one.section for one in paper.kept_parts] == [section]
    assert squeezed(world.TEXT) not in private.open_words(next_one, private.left_out(next_one))


def test_where_its_words_went_elsewhere_all_of_it_is_private_all_the_same(next_one, people, meeting_after):
    renamed(next_one, people)
    other = next_one.sections.exclude(heading="Money").first()
    drafting.add_block(other, text=world.TEXT, by=people.author)
    assert exempt.current(laid_again(next_one, meeting_after, people)) is not None


def test_a_new_mark_on_another_section_tells_nobody_where_the_old_one_went(next_one, people, meeting_after):
    renamed(next_one, people)
    private.withdraw(next_one.private_parts.get(), by=people.author)
    private.declare(next_one, part=next_one.sections.first(), **world.COURT, by=people.author)
    whole = exempt.current(laid_again(next_one, meeting_after, people))
    assert "cannot be told where it stands" in whole.reason


# --- A report that was started from one that a clerk keeps private


def started(made, people):
    report = from_earlier.start_from(made.version, title="A home, next quarter", by=people.guardian)
    return report.versions.get()


def test_a_section_that_a_clerk_keeps_private_is_private_in_a_report_that_was_started_from_it(made, people, item):
    world.close(made, people.clerk)
    version = started(made, people)
    assert version.private_parts.count() == 0  # its writers had said nothing
    paper = laid(version, item, people)
    (kept,) = paper.kept_parts
    assert (kept.section.heading, kept.section.version, exempt.current(paper)) == (world.HEADING, version, None)


def test_also_in_one_that_was_started_from_that(made, people, item):
    world.close(made, people.clerk, appendix=None)
    version = started(made, people)
    version.number, version.frozen_at = 1, timezone.now()
    version.save()
    after = from_earlier.start_from(version, title="And again", by=people.other).versions.get()
    assert [one.section.version for one in laid(after, item, people).kept_parts] == [after]


def test_where_its_words_stand_under_another_heading_all_of_the_new_report_is_private(made, people, item):
    world.close(made, people.clerk, appendix=None)
    version = started(made, people)
    version.sections.filter(heading=world.HEADING).update(heading="Money")
    paper = laid(version, item, people)
    assert "was started from one that is private" in exempt.current(paper).reason


def test_what_is_written_anew_is_its_writers_to_mark(made, people, item):
    world.close(made, people.clerk)
    version = started(made, people)
    for section in version.sections.exclude(heading="Background"):
        section.heading = "Anew"
        section.save()
        section.blocks.all().delete()
        BlockFactory(section=section, text="All of this is new and nobody held it to be private.")
    assert not laid(version, item, people).exemptions.exists()


def test_a_private_file_that_is_added_anew_is_private_whatever_it_is_called(made, people, item):
    world.close(made, people.clerk, section=None)
    version = started(made, people)
    old = made.appendices[1]
    AppendixFactory(version=version, title="Harmless", original=old.original, safe=old.safe)
    assert [one.appendix.title for one in laid(version, item, people).kept_parts] == ["Harmless"]


def test_a_report_started_from_one_that_is_private_as_a_whole_is_private_while_it_says_the_same(made, people, item):
    exempt.keep_private(made.paper, **world.EXEMPT, by=people.clerk)
    assert exempt.current(laid(started(made, people), item, people)).paragraphs == [3]
    anew = started(made, people)
    anew.sections.all().delete()
    BlockFactory(section=SectionFactory(version=anew), text="Nothing of the earlier report is left in this one.")
    other = AgendaItemFactory(meeting=item.meeting)
    assert exempt.current(laid(anew, other, people)) is None


def test_what_two_people_opened_is_not_private_in_what_follows(made, people, item):
    for one in world.close(made, people.clerk):
        exempt.end(one, by=people.clerk, with_=people.chair)
    assert not laid(started(made, people), item, people).exemptions.exists()
    assert Exemption.objects.current().count() == 0


def test_a_heading_of_the_template_is_no_secret(made, people, item):
    heading = "What the panel asks for every year"
    made.version.report.format.sections = [heading]
    made.version.report.format.save()
    made.version.sections.filter(pk=made.private.pk).update(heading=heading)
    world.close(made, people.clerk, appendix=None)
    version = started(made, people)
    version.sections.exclude(heading=heading).delete()
    version.sections.get(heading=heading).blocks.all().delete()
    assert not laid(version, item, people).exemptions.exists()


# --- Search


def test_words_hidden_in_an_appendix_about_which_nobody_decided_are_not_found(made):
    row = made.appendices[0]
    row.hidden = [{"kind": "covered", "pages": [1], "words": 3}]
    row.save()
    row = Appendix.objects.get(pk=row.pk)
    assert row.waits_for_answer
    finding.catch_up()
    assert not Passage.objects.filter(appendix=row).exists()
