"""Writers say what of a report is private: grounds, what is found, what everybody will read, and the next version."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib import words
from reports import drafting, layout, leaving_out, printing, private
from reports.models import PrivatePart
from roles.models import AuditRow
from tests.factories.reports import (
    AppendixFactory,
    BlockFactory,
    FormatFactory,
    RecommendationFactory,
    SectionFactory,
    VersionFactory,
    ready_report,
)

pytestmark = pytest.mark.django_db
GROUNDS = {"kind": "exempt", "paragraphs": ["3", "1"], "reason": "It would cost the council money."}
SECRET = "The council would pay four hundred thousand pounds for it at the very most."


@pytest.fixture
def version(people):
    report = ready_report(people.author)
    draft = report.versions.get()
    section = SectionFactory(version=draft, heading="What it costs")
    BlockFactory(section=section, text=SECRET)
    BlockFactory(section=SectionFactory(version=draft, heading="Below", level=2), text="Below it stands this.")
    BlockFactory(section=SectionFactory(version=draft, heading="What comes next"))
    AppendixFactory(version=draft, title="A valuation")
    return draft


def costs(version):
    return version.sections.get(heading="What it costs")


def test_a_section_is_marked_changed_and_opened_again(version, people):
    made = private.declare(version, part=costs(version), **GROUNDS, by=people.author)
    assert (made.paragraphs, made.decided_by, made.section) == ([1, 3], people.author, costs(version))
    with pytest.raises(private.CannotBePrivate, match="already"):
        private.declare(version, part=costs(version), **GROUNDS, by=people.author)
    private.change(made, **GROUNDS | {"paragraphs": [5]}, by=people.clerk)
    made.refresh_from_db()
    assert (made.paragraphs, made.decided_by) == ([5], people.clerk)
    private.withdraw(made, by=people.author)
    assert PrivatePart.objects.count() == 0
    told = [row.did for row in AuditRow.objects.order_by("pk") if "private" in row.did or "open" in row.did]
    assert told == ["marked as private in", "changed why it is private in", "marked as open in"]
    assert "money" not in str(list(AuditRow.objects.values()))


@pytest.mark.parametrize(
    "wrong", [{"paragraphs": []}, {"paragraphs": [8]}, {"kind": "secret"}, {"reason": " "}, {"kind": "confidential"}]
)
def test_grounds_that_the_law_does_not_know_are_refused(version, people, wrong):
    with pytest.raises(private.CannotBePrivate):
        private.declare(version, **GROUNDS | wrong, by=people.author)


def test_nobody_marks_what_is_cleared(people):
    with pytest.raises(drafting.Frozen):
        private.declare(VersionFactory(frozen=True), **GROUNDS, by=people.author)


def found(version):
    return [(one.text, one.stops) for one in private.findings(version)]


def test_what_is_found_about_private_parts(version, people):
    today = timezone.localdate()
    assert found(version) == []
    made = private.declare(version, part=costs(version), **GROUNDS, by=people.author)
    assert found(version) == [
        ("A private section: no day is set on which somebody asks again whether it must stay private.", False)
    ]
    PrivatePart.objects.update(reason="", paragraphs=[], review_on=today - timedelta(days=1))
    assert [stops for _, stops in found(version)] == [True, False]
    PrivatePart.objects.update(reason="x", paragraphs=[3], review_on=today + timedelta(days=1))
    RecommendationFactory(version=version, text=SECRET)
    assert found(version) == [(private.SAID_ONCE, True)]
    version.recommendations.all().delete()
    RecommendationFactory(version=version)
    assert found(version) == []
    version.notice = f"New is this: {SECRET}"
    assert found(version) == [(private.SAID_ONCE, True)]
    private.withdraw(made, by=people.author)
    private.declare(version, **GROUNDS, review_on=today + timedelta(days=1), by=people.author)
    assert found(version) == [(private.TITLE, False)]


def test_what_everybody_reads_has_the_same_numbers_and_no_private_word(version, people):
    private.declare(version, part=costs(version), **GROUNDS, by=people.author)
    private.declare(version, part=version.appendices.get(), **GROUNDS, by=people.author)
    whole, rest = layout.lay_out(version), layout.lay_out(version, without=private.left_out(version))
    assert [chapter.number for chapter in rest.chapters if not chapter.withheld] == [
        chapter.number for chapter in whole.chapters if chapter.heading in ("Background", "What comes next")
    ]
    said = words.of_html(printing.document(version, without=private.left_out(version)).html)
    for secret in (SECRET, "What it costs", "Below", "A valuation"):
        assert secret not in said
    marked = words.of_html(printing.document(version, marked=private.left_out(version)).html)
    assert marked.count("Not for publication by virtue of paragraphs 1 and 3") == 2


def test_a_private_section_that_is_not_there_is_never_taken_for_nothing(version):
    other = SectionFactory()
    with pytest.raises(ValueError, match="does not stand in the version"):
        layout.lay_out(version, without=leaving_out.Without({other.pk: " by law"}))


def test_a_number_that_is_no_number_does_not_name_a_private_section():
    assert leaving_out.section_words("The sale", " by law") == "A section of this report is not for publication by law."
    assert leaving_out.section_words("3.2", " by law") == "Section 3.2 is not for publication by law."


def test_the_next_version_keeps_what_was_private(version, people):
    private.declare(version, part=costs(version), **GROUNDS, by=people.author)
    private.declare(version, part=version.appendices.get(), **GROUNDS, by=people.author)
    version.number, version.frozen_at = 1, timezone.now()
    version.save()
    draft = drafting.start_version(version.report, by=people.author)
    sections = [part.section.heading for part in draft.private_parts.all() if part.section]
    titles = [part.appendix.title for part in draft.private_parts.all() if part.appendix]
    assert (sections, titles) == (["What it costs"], ["A valuation"])
    assert version.private_parts.count() == 2


@pytest.mark.parametrize(
    "opens",
    [
        lambda version, by: drafting.change(version.sections.get(heading="Below"), level=1, by=by),
        lambda version, by: drafting.move(costs(version), to=99, by=by),
        lambda version, by: drafting.move(version.sections.get(heading="Below"), to=1, by=by),
        lambda version, by: drafting.move(version.sections.get(heading="What comes next"), to=3, by=by),
        lambda version, by: drafting.remove(costs(version), by=by),
        lambda version, by: drafting.add_section(version, heading="New", after=costs(version), by=by),
    ],
    ids=["level", "head moved", "moved out", "another between", "head removed", "a new one between"],
)
def test_what_stood_under_a_private_heading_stays_private_however_headings_are_moved(version, people, opens):
    private.declare(version, part=costs(version), **GROUNDS, by=people.author)
    opens(version, people.author)
    said = words.of_html(printing.document(version, without=private.left_out(version)).html)
    assert "Below it stands this." not in said
    assert SECRET not in said


def test_headings_that_are_moved_stay_open_where_they_were(version, people):
    private.declare(version, part=costs(version), **GROUNDS, by=people.author)
    drafting.move(version.sections.get(heading="What comes next"), to=1, by=people.author)
    drafting.change(version.sections.get(heading="What comes next"), heading="What is next", by=people.author)
    assert PrivatePart.objects.count() == 1


def test_the_pages_by_which_it_is_said(version, people, sign_in):
    client, report = sign_in(people.author), version.report
    overview = reverse("reports:private", args=[report.pk])
    assert client.get(overview).status_code == 200
    page = reverse("reports:private_section", args=[costs(version).pk])
    refused = client.post(page, {"kind": "exempt", "reason": "A reason that stays"})
    assert "Select at least one paragraph" in refused.text
    assert "A reason that stays" in refused.text
    assert client.post(page, GROUNDS | {"terms": "no"}).status_code == 302
    made = PrivatePart.objects.get()
    assert (made.paragraphs, made.holds_terms) == ([1, 3], False)
    shown = client.get(reverse("reports:open_edition", args=[version.pk])).text
    assert SECRET not in shown
    assert "Section 2 is not for publication" in shown
    assert "Not for publication in part" in client.get(reverse("reports:read", args=[version.pk])).text
    assert sign_in(people.other).get(overview).status_code == 404
    client.post(reverse("reports:private_withdraw", args=[made.pk]))
    assert PrivatePart.objects.count() == 0


def test_continuous_numbers_go_on_past_a_private_section(people):
    version = VersionFactory(report__format=FormatFactory(name="continuous", numbering="continuous"))
    sections = [SectionFactory(version=version, heading=f"Part {one}") for one in range(3)]
    for section in sections:
        BlockFactory(section=section)
    private.declare(version, part=sections[1], **GROUNDS, by=people.author)
    rest = layout.lay_out(version, without=private.left_out(version))
    assert [piece.number for chapter in rest.chapters for piece in chapter.pieces] == ["1.", "3."]
