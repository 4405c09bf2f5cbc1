"""Templates: made and changed in versions, none under a report that was begun; a draft takes the newer one whole."""

import pytest

from reports import drafting, layout, retemplating, template_words, templating
from reports.models import Format, Unplaced, Version
from roles.audit import SYSTEM
from roles.models import AuditRow
from tests.factories.reports import BlockFactory, ClearanceFactory, ready_report

pytestmark = pytest.mark.django_db

WORDS = {
    "name": "Panel report",
    "opening": "fields",
    "numbering": "decimal",
    "header_fields": ["To", "Date", "From", "Wards"],
    "parts": ["recommendations", "reasons", "sections", "implications", "sources", "closing"],
    "sections": ["Background", "Main issues"],
    "implications_heading": "Implications",
    "implications": ["Financial", "Legal", "Equality"],
    "footer_fields": ["Author"],
    "sources_heading": "Background papers",
    "sources_as": "list",
}


@pytest.fixture
def template(people):
    return templating.make(**WORDS, by=people.head_clerk)


def refused(step, *things, **words):
    with pytest.raises(templating.Refused) as told:
        step(*things, **words)
    return told.value.reasons


def started(template, people, **words):
    report = drafting.start(title="Dentists", format=template, by=people.author)
    version = report.versions.get()
    if words:
        drafting.save_details(version, by=people.author, **words)
    return Version.objects.select_related("report__format").get(pk=version.pk)


# --- Made, changed, taken out of use


def test_a_change_is_a_new_version_and_what_was_begun_keeps_its_own(template, people):
    report = started(template, people).report
    newer = templating.change(template, by=people.head_clerk, note="Wards first", header_fields=["Wards", "To"])
    report.refresh_from_db()
    assert (report.format, newer.number, newer.follows) == (template, 2, template)
    template.refresh_from_db()
    assert (template.header_fields, template.in_use, newer.in_use) == (WORDS["header_fields"], False, True)
    assert list(Format.objects.offered().filter(name="Panel report")) == [newer]


def test_a_change_of_what_is_out_of_use_stays_out_of_use(template, people):
    templating.withdraw(template, by=people.head_clerk)
    newer = templating.change(template, by=people.head_clerk, note="Quietly", sections=["Purpose"])
    assert newer.in_use is False


def test_who_changes_an_older_version_is_told_of_the_newer_one(template, people):
    newer = templating.change(template, by=people.head_clerk, note="One", sections=["Purpose"])
    for step in (templating.offer, lambda one, by: templating.change(one, by=by, note="Two", sections=["Aim"])):
        with pytest.raises(templating.Superseded) as told:
            step(template, by=people.head_clerk)
        assert told.value.newest == newer


@pytest.mark.parametrize(
    ("words", "field", "sentence"),
    [
        ({"sections": []}, "sections", "at least one heading"),
        ({"header_fields": ["To", "Date", "to"]}, "header_fields", "“to” stands there twice"),
        ({"implications": ["Legal", "Legal"]}, "implications", "“Legal” stands there twice"),
        ({"implications": ["x" * 101]}, "implications", "100 characters or fewer"),
        ({"sections": [f"Heading {n}" for n in range(41)]}, "sections", "40 at most"),
        ({"name": " "}, "name", "Enter the name"),
        ({"name": "decimal paragraphs"}, "name", "Another template is called"),
        ({"sources_heading": "x" * 300}, "sources_heading", "characters or fewer. You have 300"),
        ({"parts": ["recommendations", "implications", "closing"]}, "parts", "Give the sections a place"),
        ({"parts": ["sections", "implications", "closing"]}, "parts", "Give the recommendations a place"),
        ({"parts": ["recommendations", "sections", "closing"]}, "parts", "“Implications” a place"),
    ],
)
def test_what_cannot_be_so_is_refused_in_words(words, field, sentence, people):
    ((name, said),) = refused(templating.make, by=people.head_clerk, **WORDS | words)
    assert name == field
    assert sentence in said
    assert not Format.objects.filter(name="Panel report").exists()


def test_a_change_that_changes_nothing_is_refused_and_so_is_one_that_says_nothing(template, people):
    assert "Nothing was changed" in refused(templating.change, template, by=people.head_clerk, note="New")[0][1]
    assert refused(templating.change, template, by=people.head_clerk, note=" ", sections=["Aim"])[0][0] == "note"
    assert templating.newer_than(template) == []


def test_a_template_may_keep_its_name_and_nobody_elses(template, people):
    newer = templating.change(template, by=people.head_clerk, note="Renamed", name="Cabinet report")
    assert "Another template" in refused(templating.make, by=people.head_clerk, **WORDS)[0][1]
    back = templating.change(newer, by=people.head_clerk, note="And back", name="Panel report")
    assert (back.name, back.number) == ("Panel report", 3)


def test_the_last_template_in_use_stays_in_use(template, people):
    for one in Format.objects.offered().exclude(pk=template.pk):
        templating.withdraw(one, by=people.head_clerk)
    assert "only template in use" in refused(templating.withdraw, template, by=people.head_clerk)[0][1]
    assert list(Format.objects.offered()) == [template]
    templating.offer(Format.objects.get(name="Decimal paragraphs"), by=people.head_clerk)
    templating.withdraw(template, by=people.head_clerk)
    assert list(Format.objects.offered().values_list("name", flat=True)) == ["Decimal paragraphs"]


def test_every_step_is_on_record(template, people):
    newer = templating.change(template, by=people.head_clerk, note="New", sections=["Aim"])
    templating.withdraw(newer, by=people.head_clerk)
    templating.offer(newer, by=people.head_clerk)
    did = list(AuditRow.objects.order_by("pk").values_list("did", "actor"))
    assert did == [
        (f"{verb} the template", people.head_clerk.name)
        for verb in ("made", "changed", "took out of use", "put back in use")
    ]


def test_each_template_is_listed_once_with_its_versions_and_reports(template, people, django_assert_num_queries):
    started(template, people)
    newer = templating.change(template, by=people.head_clerk, note="New", sections=["Aim"])
    for _ in range(2):
        started(newer, people)
    with django_assert_num_queries(1):
        found = next(one for one in templating.everything() if one.newest == newer)
        told = [(version.number, version.used, str(version.made_by)) for version in found.versions]
    assert told == [(2, 2, people.head_clerk.name), (1, 1, people.head_clerk.name)]
    assert found.used == 3


def test_an_import_takes_the_oldest_template_in_use_in_its_newest_version(template, people):
    decimal = Format.objects.get(name="Decimal paragraphs")
    newer = templating.change(decimal, by=people.head_clerk, note="New", header_fields=["To"])
    assert templating.first_with("decimal") == newer
    templating.withdraw(newer, by=people.head_clerk)
    assert templating.first_with("decimal") == template
    assert templating.first_with("none").name == "Unnumbered paragraphs"


def test_what_is_new_is_said_in_sentences(template):
    newer = Format(
        **WORDS
        | {
            "name": "Board report",
            "numbering": "continuous",
            "header_fields": ["To", "Date", "From", "Purpose"],
            "sections": ["Main issues", "Background"],
            "parts": ["sections", "recommendations", "reasons", "implications", "sources", "appendices", "closing"],
        }
    )
    assert template_words.differences(template, newer) == [
        "Name: “Board report” instead of “Panel report”.",
        "Numbers of paragraphs: continuous, 1, 2, 3 through the whole report.",
        "New header field: “Purpose”.",
        "No longer there: header field “Wards”.",
        "The headings stand in another order: “Main issues” and “Background”.",
        "New in the order of print: List of appendices.",
        "The order of print is now: Sections, Recommendations, Reasons for the recommendations, Implications, "
        "Source documents, List of appendices and Lines at the end.",
    ]
    assert template_words.differences(template, template) == []


# --- A draft takes the newer version


def carried(people, template, **changes):
    version = started(
        template,
        people,
        header=[["To", "Panel"], ["Date", "1 May 2027"], ["From", "Rosa Field"], ["Wards", "All wards"]],
        footer=[["Author", "Rosa Field, 01632 960001"]],
    )
    rows = {row.name: row.pk for row in version.implications.all()}
    said = {rows["Financial"]: "It costs £5.", rows["Legal"]: "Duty of 1989."}
    drafting.save_implications(version, said=said, none="it is so", by=people.author)
    templating.change(template, by=people.head_clerk, note="New look", **changes)
    retemplating.take_newest(version, by=people.author)
    return Version.objects.select_related("report__format").get(pk=version.pk)


def test_what_has_a_place_is_carried_by_its_label(template, people):
    version = carried(
        people,
        template,
        header_fields=["Report to", "from", "Date"],
        footer_fields=["Telephone", "AUTHOR"],
        implications=["Equality", "LEGAL", "Climate", "Financial"],
    )
    assert version.report.format.number == 2
    assert version.header == [["Report to", "Panel"], ["from", "Rosa Field"], ["Date", "1 May 2027"]]
    assert version.footer == [["Telephone", ""], ["AUTHOR", "Rosa Field, 01632 960001"]]
    assert [(row.name, row.text) for row in version.implications.all()] == [
        ("Equality", ""),
        ("LEGAL", "Duty of 1989."),
        ("Climate", ""),
        ("Financial", "It costs £5."),
    ]
    assert list(version.unplaced.values_list("text", flat=True)) == ["All wards"]


def test_what_has_no_place_is_kept_and_named(template, people):
    version = carried(people, template, header_fields=["To"], footer_fields=[], implications=["Equality"])
    assert [(row.where, row.text) for row in version.unplaced.all()] == [
        ("From the head of the report, where “Date” was", "1 May 2027"),
        ("From the head of the report, where “From” was", "Rosa Field"),
        ("From the head of the report, where “Wards” was", "All wards"),
        ("From the end of the report, where “Author” was", "Rosa Field, 01632 960001"),
        ("Implication “Financial”, which the template no longer has", "It costs £5."),
        ("Implication “Legal”, which the template no longer has", "Duty of 1989."),
    ]
    assert version.no_implications == "it is so"


def test_sections_stay_and_new_headings_follow_them(template, people):
    version = started(template, people)
    BlockFactory(section=version.sections.first(), text="A word.")
    version.sections.last().delete()  # "Main issues", which the author did not want
    templating.change(template, by=people.head_clerk, note="New", sections=["Purpose", "Background", "Main issues"])
    retemplating.take_newest(version, by=people.author)
    assert [row.heading for row in version.sections.all()] == ["Background", "Purpose"]
    assert version.sections.first().blocks.get().text == "A word."


def test_two_versions_later_is_taken_in_one_step_and_then_there_is_nothing_to_take(template, people):
    version = started(template, people)
    second = templating.change(template, by=people.head_clerk, note="Two", sections=["Aim"])
    third = templating.change(second, by=people.head_clerk, note="Three", sections=["Aim", "Cost"])
    assert [(one.note, one.news) for one in retemplating.news(version.report)] == [
        ("Two", ["New heading: “Aim”.", "No longer there: headings “Background” and “Main issues”."]),
        ("Three", ["New heading: “Cost”."]),
    ]
    assert retemplating.take_newest(version, by=people.author) == third
    version.report.refresh_from_db()
    assert retemplating.news(version.report) == []
    assert retemplating.take_newest(version, by=people.author) is None
    row = AuditRow.objects.get(did="took the newer template for")
    assert (row.thing_id, row.details) == (str(version.report_id), {"template": "Panel report", "number": 3})


def test_nothing_is_taken_while_somebody_clears_it_or_after(template, people):
    report = ready_report(people.author, format=template)
    version = report.versions.get()
    templating.change(template, by=people.head_clerk, note="New", sections=["Aim"])
    sent = ClearanceFactory(report=report, version=version, asked=people.clearer, sent_by=people.author)
    with pytest.raises(drafting.BeingCleared):
        retemplating.take_newest(version, by=people.author)
    sent.delete()
    Version.objects.filter(pk=version.pk).update(number=1, frozen_at="2026-11-20T09:00Z")
    with pytest.raises(drafting.Frozen):
        retemplating.take_newest(version, by=people.author)
    report.refresh_from_db()
    assert report.format == template


def test_what_was_said_before_is_among_the_earlier_texts(template, people):
    version = carried(people, template, header_fields=["To"], implications=["Equality"])
    assert Unplaced.objects.filter(version=version).count() == 5
    assert layout.lay_out(version).fields == [("To", "Panel")]


def test_the_system_may_make_a_template():
    assert templating.make(**WORDS, by=SYSTEM).made_by is None
