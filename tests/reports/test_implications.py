"""Implications: each with its text, one reason for the rest, printed in a sentence of ours; nobody's text is lost."""

import pytest
from django.urls import reverse

from reports import drafting, implications, layout
from reports.models import Clearance, Implication, Version
from roles.models import AuditRow
from tests.factories.reports import BlockFactory, ClearanceFactory, FormatFactory, SectionFactory, VersionFactory

pytestmark = pytest.mark.django_db

NAMES = ["Financial", "Legal implications", "Equality", "ICT"]


@pytest.fixture
def version(people):
    format_ = FormatFactory(name="With implications", implications=NAMES)
    report = drafting.start(title="Dentists", format=format_, by=people.author)
    return Version.objects.select_related("report__format").get(report=report)


def save(version, people, none="", seen="", **texts):
    rows = {row.name.split()[0]: row.pk for row in version.implications.all()}
    said = {rows[name]: text for name, text in texts.items()}
    return drafting.save_implications(version, said=said, none=none, by=people.author, seen=seen)


def found(version):
    version = Version.objects.get(pk=version.pk)
    return [(one.text, one.stops) for one in implications.findings(version)]


def printed(version):
    laid = layout.lay_out(Version.objects.select_related("report__format").get(pk=version.pk)).implications
    return laid and [(piece.name, piece.number) for piece in laid.pieces]


def test_a_report_starts_with_those_of_its_template(version):
    assert [row.name for row in version.implications.all()] == NAMES
    assert printed(version) is None


def test_what_is_left_empty_without_a_reason_stops_the_report(version, people):
    save(version, people, Financial="It costs £5.", ICT="None of our own.")
    assert found(version) == [
        (
            "Implications: nothing is said of “Legal implications” and “Equality”: say what they are, "
            "or why there are none.",
            True,
        )
    ]
    save(version, people, none="Nothing changes", Financial="It costs £5.")
    assert found(version) == []


def test_a_reason_that_answers_for_nothing_is_named(version, people):
    save(version, people, none="So it is", Financial="a", Legal="b", Equality="c", ICT="d")
    assert [stops for _, stops in found(version)] == [False]
    assert printed(version) == [
        ("Financial", "3.1"), ("Legal implications", "3.2"), ("Equality", "3.3"), ("ICT", "3.4"), ("", "3.5")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (
            "The report only informs.",
            "There are no legal, equality or ICT implications, because the report only informs.",
        ),
        ("because nothing changes", "There are no legal, equality or ICT implications, because nothing changes."),
        ("NHS staff do it", "There are no legal, equality or ICT implications, because NHS staff do it."),
        ("- one\n- two", "There are no legal, equality or ICT implications, because:\n\n- one\n- two"),
        (" ", ""),
    ],
)
def test_one_sentence_answers_for_all_that_stay_empty(version, people, reason, sentence):
    save(version, people, Financial="It costs £5.")
    assert implications.none_sentence(reason, list(version.implications.all())) == sentence


@pytest.mark.parametrize(
    ("names", "start"),
    [
        ([], "There are no implications"),
        (["Legal"], "There are no legal implications"),
        (["A*b*"], "There are no A\\*b\\* implications"),
    ],
)
def test_any_number_of_names_makes_a_sentence(names, start):
    rows = [Implication(name=name) for name in names]
    assert implications.none_sentence("so", rows) == f"{start}, because so."


def test_decimal_numbers_count_implications_as_a_section(version, people):
    BlockFactory(section=version.sections.first())
    save(version, people, none="so", Financial="It costs £5.")
    version.refresh_from_db()
    laid = layout.lay_out(version)
    assert [chapter.number for chapter in laid.chapters] == ["1.", "2."]
    assert laid.implications.number == "3."
    assert [(piece.name, piece.number) for piece in laid.implications.pieces] == [("Financial", "3.1"), ("", "3.2")]


def test_continuous_numbers_count_on(people):
    parts = ["sections", "implications", "recommendations"]
    version = VersionFactory(report__format=FormatFactory(name="On", numbering="continuous", parts=parts))
    BlockFactory(section=SectionFactory(version=version))
    Implication.objects.create(version=version, order=1, name="Legal", text="None.")
    assert printed(version) == [("Legal", "2.")]


def test_a_next_version_has_them_too(version, people):
    save(version, people, none="so", Financial="It costs £5.")
    Version.objects.filter(pk=version.pk).update(number=1, frozen_at="2026-11-20T09:00Z")
    draft = drafting.start_version(version.report, by=people.author)
    assert next((row.name, row.text) for row in draft.implications.all()) == ("Financial", "It costs £5.")
    assert draft.no_implications == "so"


def test_nothing_is_saved_while_it_is_cleared_or_after(version, people):
    ClearanceFactory(report=version.report, version=version, asked=people.clearer, sent_by=people.author)
    with pytest.raises(drafting.BeingCleared):
        save(version, people, Financial="New")
    Clearance.objects.all().delete()
    Version.objects.filter(pk=version.pk).update(number=1, frozen_at="2026-11-20T09:00Z")
    with pytest.raises(drafting.Frozen):
        save(version, people, Financial="New")
    assert not version.implications.exclude(text="").exists()


def test_the_record_tells_that_it_was_saved_and_no_word(version, people):
    save(version, people, none="CANARY", Financial="CANARY")
    row = AuditRow.objects.get(did="saved the implications of")
    assert (row.actor, row.details) == (people.author.name, {"changed": 1})


# --- The page


def page(version):
    return reverse("reports:implications", args=[version.report_id])


def fields(version):
    return {row.name: f"text_{row.pk}" for row in version.implications.all()}


def test_the_page_saves_each_and_says_what_is_left(version, people, sign_in):
    client, name = sign_in(people.author), fields(version)
    told = {name["Financial"]: "It costs **£5**.", "none": "it only informs"}
    assert client.post(page(version), told).status_code == 302
    version.refresh_from_db()
    assert (version.implications.first().text, version.no_implications) == ("It costs **£5**.", "it only informs")
    assert "It costs **£5**." in client.get(page(version)).text


def test_two_writers_see_both_texts_and_lose_none(version, people, sign_in):
    client, name = sign_in(people.author), fields(version)
    seen = drafting.edition_of_implications(version)
    save(version, people, Financial="Theirs")
    shown = client.post(page(version), {"seen": seen, name["Financial"]: "Mine", "none": "my reason"}).text
    assert [words in shown for words in ("Theirs", "Mine", "my reason")] == [True] * 3
    assert version.implications.first().text == "Theirs"
    again = drafting.edition_of_implications(Version.objects.get(pk=version.pk))
    assert f'value="{again}"' in shown
    assert client.post(page(version), {"seen": again, name["Financial"]: "Both"}).status_code == 302
    assert version.implications.first().text == "Both"


def test_what_was_typed_for_an_implication_that_went_meanwhile_stays_on_the_page(version, people, sign_in):
    client, name = sign_in(people.author), fields(version)
    version.implications.get(name="Equality").delete()
    shown = client.post(page(version), {name["Equality"]: "A long thought", name["Financial"]: "It costs £5."})
    assert shown.status_code == 200
    assert [words in shown.text for words in ("A long thought", "It costs £5.", "Copy this text")] == [True] * 3
    assert version.implications.first().text == ""


def test_a_stranger_gets_no_page(version, people, sign_in):
    for who in ("member", "other_author"):
        if person := getattr(people, who, None):
            assert sign_in(person).get(page(version)).status_code in (403, 404)


def test_a_report_whose_template_has_none_is_not_asked_for_any(people, sign_in):
    report = drafting.start(title="Dentists", format=FormatFactory(implications=[]), by=people.author)
    page = sign_in(people.author).get(reverse("reports:implications", args=[report.pk]))
    assert ("has no implications of their own" in page.text, "<textarea" in page.text) == (True, False)
