"""What is found in a report before it is sent: every fault with its place, and nothing in a clean report."""

import re
from datetime import date

import pytest
from django.test import override_settings
from django.utils import timezone

from reports import checks, clearance
from reports.checks import groups, plain, script
from reports.models import Brief, Implication, PrivatePart, Recommendation, Secrecy
from roles import council
from roles.audit import SYSTEM
from roles.models import AuditRow
from tests.factories.reports import (
    BlockFactory,
    ContactFactory,
    RecommendationFactory,
    SectionFactory,
    SourceFactory,
    TableFactory,
    UnplacedFactory,
    ready_report,
)
from tests.factories.roles import PersonFactory
from tests.reports.clean_report import CLEAN, CLEAN_TABLE

pytestmark = pytest.mark.django_db
ADVISORY = {"reach": "law", "may_decide": False, "basis": "advisory", "words": "By law: it advises."}
COMMITTEE = {"reach": "law", "may_decide": True, "basis": "committee", "words": "By law: it decides."}


@pytest.fixture
def version():
    """A report in which nothing is to be found."""
    version = ready_report(PersonFactory()).versions.get()
    ContactFactory(version=version)
    SourceFactory(version=version)
    BlockFactory(section=SectionFactory(version=version, heading="Main issues"))
    version.reasons = "The council must know how its children fare."
    version.header = [["To", "The Sub-Committee"], ["Meeting date", ""], ["From", "Edda Stone"], ["Purpose", "To say."]]
    version.save()
    return version


@pytest.fixture
def section(version):
    return version.sections.first()


def found(version, kind=None):
    return [one for one in checks.findings(version) if kind is None or one.kind == kind]


def said(version, kind=None):
    return [one.said for one in found(version, kind)]


def stops(version):
    return [one.said for one in found(version) if one.stops]


def words(section, text):
    """The section with this one paragraph."""
    section.blocks.all().delete()
    return BlockFactory(section=section, text=text)


def brief(version, *powers, **fields):
    fields = {"body_name": "The Panel", "written_at": timezone.now()} | fields
    return Brief.objects.create(report=version.report, powers=list(powers), **fields)


def test_a_whole_report_has_nothing_in_its_way(version):
    assert checks.findings(version) == []


# --- Missing parts


def test_a_report_asks_something(version):
    version.recommendations.all().delete()
    assert stops(version) == ["There is no recommendation: say what the body is asked to do."]


def test_a_heading_has_something_under_it(version):
    SectionFactory(version=version, heading="Costs")
    assert stops(version) == ["“Costs”: Nothing stands here: write it, or remove the heading."]


def test_a_report_without_any_heading_is_checked_too(version):
    version.sections.all().delete()
    assert not any("Nothing stands here" in one for one in stops(version))


def test_a_main_heading_may_hold_sub_headings_only(version):
    SectionFactory(version=version, heading="Costs")
    BlockFactory(section=SectionFactory(version=version, heading="This year", level=2))
    assert stops(version) == []


def test_a_table_has_a_heading_row_and_rows(section, version):
    TableFactory(section=section, caption="", table={"head": [], "rows": [["Age", "words"]]})
    TableFactory(section=section, table={"head": ["Year", "Checked"], "rows": []})
    assert stops(version) == [
        "Table 1, “Background”: The table has no heading row, so a screen reader cannot say what a column holds.",
        "Table “Dental checks”, “Background”: The table has no rows.",
    ]


def test_a_table_stays_small_enough_to_read(section, version):
    TableFactory(section=section, table={"head": [f"c{n}" for n in range(21)], "rows": [["x"] * 21]})
    assert stops(version) == [f"Table “Dental checks”, “Background”: The table {checks.TOO_LARGE}."]


def test_a_table_inside_a_paragraph_is_looked_at_too(section, version):
    words(section, "Ages:\n\n| Age | Age |\n|--|--|\n| Under 5 | words |")
    assert said(version, "tables") == ["Paragraph 1.1, “Background”: Two columns have the same heading."]


def test_an_empty_paragraph_stops(section, version):
    BlockFactory(section=section, text="  ")
    assert stops(version) == ["Paragraph 1.2, “Background”: The paragraph is empty."]


def test_texts_without_a_place_stop(version):
    UnplacedFactory(version=version)
    UnplacedFactory(version=version)
    assert stops(version) == ["2 texts of the import have no place yet: put each into a section, or remove it."]


def test_what_the_template_asks_for_is_missed(version):
    version.header = [["To", ""], ["Purpose", ""]]
    version.reasons = ""
    version.save()
    version.contacts.all().delete()
    version.sources.all().delete()
    version.sections.last().delete()
    assert said(version, "missing") == [
        "“Purpose” is empty.",
        "The template has a line “Meeting date”, which this report has not.",
        "The template has a line “From”, which this report has not.",
        "The template has a part that this report has not: “Main issues”.",
        "No reasons are given for the recommendations.",
        "No source documents are listed. Name what the report rests on, or say in the words before the list that there "
        "is nothing (LGA 1972 section 100D).",
        "The report names no officer as a contact.",
    ]


@pytest.mark.parametrize("hole", ["[insert figure]", "xxx", "[DATE]", "???", "______", "delete as appropriate"])
def test_a_hole_stops(section, version, hole):
    words(section, f"The number is {hole} today in 2026.")
    assert [(one.stops, one.quote) for one in found(version, "fill_in")] == [(True, hole)]


def test_a_reference_in_brackets_is_no_hole(section, version):
    words(section, "See [figure 7], [Number 3] and [a note].")
    assert found(version, "fill_in") == []


@pytest.mark.parametrize("hole", ["TBC", "to be confirmed"])
def test_what_is_open_is_advice(section, version, hole):
    words(section, f"The place is {hole}.")
    assert [(one.stops, one.quote) for one in found(version, "fill_in")] == [(False, hole)]


# --- Small numbers


def test_a_small_number_has_its_place_and_words(section, version):
    block = words(section, "In the spring 3 children moved.")
    (one,) = found(version, "numbers")
    assert (one.said, one.quote, one.stops) == (
        "Paragraph 1.1, “Background”: The number is 3: under 5.",
        "3 children",
        False,
    )
    assert one.url.endswith(f"#block-{block.pk}")


def test_the_councils_own_threshold_counts(section, version):
    words(section, "In the spring 7 children moved.")
    assert said(version, "numbers") == []
    council.set_fact("small_number_threshold", "8", starts_on=date(2020, 1, 1), by=SYSTEM)
    assert said(version, "numbers") == ["Paragraph 1.1, “Background”: The number is 7: under 8."]


def test_a_percentage_is_worked_out(section, version):
    words(section, "Of the 45 children, 6.7% moved.")
    assert said(version, "numbers") == [
        "Paragraph 1.1, “Background”: It can be worked out that the number is 3: under 5."
    ]


def test_a_table_is_named_by_row_and_column(section, version):
    table = {"head": ["Age", "Children"], "rows": [["Under 5", "<5"], ["5 to 10", "12"], ["Total", "15"]]}
    TableFactory(section=section, caption="Reviews", table=table)
    assert said(version, "numbers") == [
        "Table “Reviews”, “Background”, row “Under 5”, column “Children”: It is hidden, but the other numbers and the "
        "total show that it is 3."
    ]


def test_many_cells_are_counted(section, version):
    rows = [[f"Ward {letter}", "2"] for letter in "abcdefghijkl"]
    TableFactory(section=section, table={"head": ["Ward", "Children"], "rows": rows})
    told = said(version, "numbers")
    assert len(told) == 9
    assert told[-1] == "Table “Dental checks”, “Background”: 4 more cells tell a number under 5."


def test_captions_descriptions_and_recommendations_are_read(section, version):
    TableFactory(section=section, caption="Our 2 boys", table={"head": ["Year", "Note"], "rows": [["2026", "words"]]})
    version.recommendations.update(text="The Panel is asked to note that two girls moved.")
    assert [one.quote for one in found(version, "numbers")] == ["2 boys", "two girls"]


def test_a_private_section_may_hold_the_figures(section, version):
    words(section, "In the spring 3 children moved.")
    private(version, section=section)
    assert found(version, "numbers") == []


def test_what_stands_under_a_private_heading_is_private_too(section, version):
    below = SectionFactory(version=version, heading="More", level=2, order=1)
    section.order, version.sections.exclude(pk__in=[section.pk, below.pk]).get().order = 0, 5
    section.save()
    BlockFactory(section=below, text="In the spring 3 children moved.")
    private(version, section=section)
    assert found(version, "numbers") == []


def private(version, **what):
    return PrivatePart.objects.create(
        version=version,
        kind=Secrecy.EXEMPT,
        paragraphs=[2],
        reason="A child could be known.",
        decided_at=timezone.now(),
        decided_by=PersonFactory(),
        review_on=date(2099, 1, 1),
        **what,
    )


# --- What tells who a child is


@pytest.mark.parametrize(
    ("text", "stops", "quote"),
    [
        ("Her date of birth is 3 May 2015.", True, "date of birth is 3 May 2015"),
        ("NHS number 943 476 5919.", True, "943 476 5919"),
        ("J, 14, moved in 2026.", False, "J, 14"),
        ("Mia, 9, moved in 2026.", False, "Mia, 9"),
        ("Tyrell told us that he likes it.", False, "Tyrell"),
        ("Child A was moved.", False, "Child A"),
    ],
)
def test_what_tells_who_a_child_is(section, version, text, stops, quote):
    words(section, text)
    assert [(one.stops, one.quote) for one in found(version, "children")] == [(stops, quote)]


def test_in_a_private_part_it_is_advice(section, version):
    words(section, "Her date of birth is 3 May 2015.")
    private(version, section=section)
    assert [one.stops for one in found(version, "children")] == [False]
    assert "private part" in said(version, "children")[0]


def test_a_title_is_public_even_of_a_private_report(version):
    version.title = "Mia, 9, and her school"
    version.save()
    private(version)
    assert said(version, "children") == ["Title: A name with an age beside it may be a child’s."]


def test_officers_members_and_contacts_may_be_named(section, version):
    PersonFactory(name="Councillor Tyrell Marsh")
    ContactFactory(version=version, name="Mia Stone")
    words(section, "Tyrell told us so. Mia asked why.")
    assert found(version, "children") == []


def test_a_protected_name_stops(section, version):
    PersonFactory(name="Jayden Arkwright", name_is_public=False)
    words(section, "Our thanks go to Jayden Arkwright.")
    assert stops(version) == ["Paragraph 1.1, “Background”: A name stands here that the council keeps from the public."]
    assert "Arkwright" not in "".join(said(version))


def test_a_column_of_birth_dates_and_a_row_for_each_child(section, version):
    rows = [["L", "1/2/2014", "Hill School"], ["M", "3/4/2015", "Mill School"]]
    TableFactory(section=section, table={"head": ["Child", "DOB", "School"], "rows": rows})
    assert said(version, "children") == [
        "Table “Dental checks”, “Background”, column “DOB”: It looks like a date of birth.",
        "Table “Dental checks”, “Background”: It has a row for each child, with what tells them apart.",
    ]


def test_no_quoted_word_reaches_the_record_or_the_refusal(section, version, people):
    words(section, "His date of birth is 3 May 2015. CANARYKID.")
    with pytest.raises(clearance.NotReady) as refused:
        clearance.submit(version.report, to=people.clearer, by=version.report.author)
    assert "3 May" not in str(refused.value)
    assert "3 May" not in str(list(AuditRow.objects.values()))


# --- Recommendations


@pytest.mark.parametrize(
    ("verb", "text", "power", "stops", "begins"),
    [
        ("approve", "The Panel is asked to approve the plan.", ADVISORY, True, "The Panel advises"),
        ("ratify", "The Panel is asked to receive and ratify the plan.", ADVISORY, True, "The Panel advises"),
        ("agree", "The Panel is asked to agree a budget of £4,000.", ADVISORY, False, "The Panel advises"),
        ("other", "The Panel is asked to authorise the grant.", ADVISORY, True, "The Panel advises"),
        (
            "approve",
            "The Panel is asked to approve the plan.",
            {"reach": "recommends", "words": "x"},
            False,
            "The terms of reference",
        ),
        ("approve", "The Panel is asked to approve the plan.", "Comments: on plans", False, "The terms of reference"),
        (
            "advise",
            "The Cabinet is asked to advise the Executive.",
            {"reach": "law", "may_decide": True, "basis": "executive", "words": "x"},
            False,
            "The executive is asked",
        ),
    ],
)
def test_a_body_is_asked_for_what_it_can_do(version, *, verb, text, power, stops, begins):
    brief(version, power)
    version.recommendations.update(verb=verb, text=text)
    (one,) = found(version, "recommendations")
    assert (one.place, one.stops, one.text.startswith(begins)) == ("Recommendation 1", stops, True)


@pytest.mark.parametrize(
    ("verb", "text", "power"),
    [
        ("approve", "The Panel is asked to approve the plan.", COMMITTEE),
        ("approve", "The Panel is asked to approve the plan.", "Decides: plans for homes"),
        ("note", "The Panel is asked to note the report.", ADVISORY),
        ("comment", "The Panel is recommended to comment on and note the report.", ADVISORY),
        ("agree", "The Panel is asked to agree who answers each question.", ADVISORY),
        ("recommend", "The Panel is asked to recommend the plan to the Council.", ADVISORY),
        ("endorse", "The Panel is asked to endorse the plan and its timetable.", ADVISORY),
        ("note", "That the report be noted.", COMMITTEE),
    ],
)
def test_what_it_may_do_is_let_be(version, verb, text, power):
    brief(version, power)
    version.recommendations.update(verb=verb, text=text)
    assert found(version, "recommendations") == []


def test_two_things_in_one(version):
    version.recommendations.update(text="The Panel is asked to note the report and agree the plan.")
    assert said(version, "recommendations") == [
        "Recommendation 1: It asks two things, “note” and “agree”. Each can be voted on by itself if each has its own "
        "letter."
    ]


def test_words_that_say_otherwise(version):
    version.recommendations.update(verb="note", text="The Panel is asked to agree the plan.")
    assert said(version, "recommendations") == [
        "Recommendation 1: It is marked “Note”, but its words say something else. Put one of them right."
    ]


def test_no_verb_and_no_body(version):
    version.header = []
    version.save()
    version.recommendations.update(verb=Recommendation.Verb.OTHER, text="The dentists.")
    assert said(version, "recommendations") == [
        "Recommendations: It is not said which body is asked: choose it in the details, or name it in the words.",
        "Recommendation 1: It does not say what to do: begin with a word such as note, agree, endorse or recommend.",
    ]


def test_recommendations_are_called_as_printed(version):
    RecommendationFactory(version=version, text=" ")
    assert stops(version) == ["Recommendation (b): It says nothing."]


# --- Years, links, tables, shape


def test_a_year_left_behind(section, version):
    words(section, "Figures are for 2025/26. In 2025/26 more children came. The table shows 2024/25.")
    assert said(version, "dates") == []
    BlockFactory(section=section, text="Here is what 2025/26 brought.")
    assert said(version, "dates") == [
        "Paragraph 1.1, “Background”: It says 2024 to 2025, while the report is about 2025 to 2026. Is it left over?"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In 2025/26 more came than in 2024/25.",
        "It rose from 2024/25 on.",
        "The Children Act 2024 asks for it.",
        "By 2030 all will.",
    ],
)
def test_a_year_that_belongs_there(section, version, text):
    words(section, f"{text}\n\nThis is 2025/26. So 2025/26 it is. In short, 2025/26.")
    assert said(version, "dates") == []


def test_a_quarter_left_behind(section, version):
    words(section, "Quarter 3 went well. In quarter 3 all came. Quarter 3 is here. Quarter 2 shows why.")
    assert said(version, "dates") == [
        "Paragraph 1.1, “Background”: It says quarter 2, while the report is about quarter 3. Is it left over?"
    ]


def test_the_day_of_another_meeting(version):
    brief(version, meeting_on=date(2026, 12, 3))
    version.header = [["To", "The Panel"], ["Meeting date", "3rd September 2026"], ["From", "E"], ["Purpose", "P"]]
    version.save()
    assert said(version, "dates") == [
        "“Meeting date”: It says 3rd September 2026, but the meeting is on 3 December 2026."
    ]


def test_last_year_without_a_year(section, version):
    words(section, "More children came last year.")
    assert [one.quote for one in found(version, "dates")] == ["last year"]
    words(section, "More children came last year, in 2025.")
    assert found(version, "dates") == []


@override_settings(BASE_URL="https://papers.wexcombe.example")
def test_links(section, version):
    words(
        section,
        "See [click here](https://a.example), [the plan](plan.docx), [the pledge](https://a.example/1), "
        "[The pledge](https://a.example/2), [a page](https://papers.wexcombe.example/nowhere/at/all/), "
        "[my reports](https://papers.wexcombe.example/reports/).",
    )
    assert [(one.quote, one.text) for one in found(version, "links")] == [
        ("click here", "The words of a link do not say where it leads. Somebody who hears them alone is lost."),
        ("a page", "There is no such page on this site."),
        ("[the plan](plan.docx)", "A link leads to no web address: those begin with https://."),
        ("the pledge", "These words lead to 2 addresses in this report. Say how they differ."),
    ]


def test_an_address_of_a_source_is_looked_at(version):
    version.sources.update(location="https://gov, page 3")
    assert [one.quote for one in found(version, "links")] == ["https://gov"]


@pytest.mark.parametrize("alt", ["chart", "image1.png", "A picture", "IMG_2044", "Bars"])
def test_a_description_that_describes_nothing(section, version, alt):
    BlockFactory(section=section, kind="figure", text="", alt=alt, caption="Visits by month", image="0" * 64)
    assert len(found(version, "tables")) == 1


def test_a_description_that_does(section, version):
    alt = "Visits rose in each month from April to September."
    BlockFactory(section=section, kind="figure", text="", alt=alt, caption="Visits by month", image="0" * 64)
    assert found(version) == []


def test_headings_and_paragraphs(section, version):
    section.level = 2
    section.save()
    words(section, "word " * 201)
    assert said(version, "shape") == [
        "“Background”: A main heading is missing above this one: who listens to the headings would look for it.",
        "Paragraph 1, “Background”: It has 201 words. Under 200 is easier to follow, and to speak about by its number.",
    ]


# --- Of the whole


def test_what_other_rooms_find_is_gathered(version, section):
    Implication.objects.create(version=version, order=1, name="Legal")
    PrivatePart.objects.filter(pk=private(version, section=section).pk).update(review_on=None)
    kinds = {one.kind for one in found(version)}
    assert {"implications", "private"} <= kinds


def test_nothing_is_changed(version, section):
    words(section, "3 children moved, Mia, 9, among them. [click here](x)")
    before = [(row.pk, row.text) for row in section.blocks.all()], version.report.edition
    assert found(version)
    assert ([(row.pk, row.text) for row in section.blocks.all()], version.report.edition) == before


def test_every_finding_leads_to_its_place(version, section, client, sign_in, people):
    version.report.author = people.author
    version.report.save()
    page = sign_in(people.author)
    block = words(section, "3 children moved, Mia, 9, among them. [insert]")
    table = TableFactory(section=section, table={"head": ["Age", "Children"], "rows": [["5", "2"]]})
    row = version.recommendations.get()
    Recommendation.objects.filter(pk=row.pk).update(text="The Panel is asked to note it and agree it.")
    UnplacedFactory(version=version)
    SectionFactory(version=version, heading="Costs")
    anchors = {f"block-{block.pk}", f"block-{table.pk}", f"recommendation-{row.pk}"}
    seen = set()
    for one in found(version):
        response = page.get(one.url)
        assert response.status_code == 200, one
        anchor = one.url.partition("#")[2]
        assert not anchor or f'id="{anchor}"' in response.text, one
        seen.add(anchor)
    assert anchors <= seen


def test_groups_come_in_the_order_of_the_page(version, section):
    words(section, "3 children moved, Mia, 9, among them. [insert]")
    told = groups.grouped(checks.findings(version), 5)
    assert [group.key for group in told] == ["fill_in", "children", "numbers"]
    assert "“fewer than 5”" in told[2].advice


# --- A clean report, and a long one


def fill(version, times=1):
    for number in range(times):
        section = SectionFactory(version=version, heading=f"Part {number + 1}" if times > 1 else "More")
        for text in CLEAN:
            BlockFactory(section=section, text=text)
        TableFactory(section=section, caption=f"{CLEAN_TABLE['caption']} {number + 1}", table=CLEAN_TABLE["table"])


def test_a_clean_report_of_twenty_paragraphs_has_no_small_number_and_no_child(version):
    assert len(CLEAN) >= 20
    fill(version)
    assert [(one.said, one.quote) for one in found(version) if one.kind in ("numbers", "children")] == []


def test_the_check_costs_the_same_for_a_long_report(version, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as first:
        checks.findings(version)
    fill(version, times=3)
    ContactFactory(version=version)
    SourceFactory(version=version)
    with django_assert_max_num_queries(len(first)):
        checks.findings(version)


def test_how_it_reads_is_told_by_section(version, section):
    words(section, "We asked the children what they want. " * 6)
    BlockFactory(section=section, text=f"{'They want a home and ' * 8} a school. The CAMHS placement ended.")
    told = plain.reading(script.read(version))
    assert [stretch.name for stretch in told.stretches] == ["Background", "Main issues", "Recommendations and reasons"]
    assert told.whole.words == sum(stretch.told.words for stretch in told.stretches)
    assert [(spot.place, spot.length) for spot in told.long] == [("Paragraph 1.2, “Background”", 42)]
    assert [(spot.words, spot.place) for spot in told.shorts] == [("CAMHS", "Paragraph 1.2, “Background”")]
    assert [(spot.words, spot.length) for spot in told.jargon] == [("placement", 1)]
    assert told.whole.age < 10


def test_texts_say_no_word_of_the_report(version, section):
    """They stand in task lists and refusals: the words found stand on the page of the check alone."""
    words(section, "Jayden, 9, and J, 14, moved. His date of birth is 3 May 2015. Child Q told us.")
    assert not re.search(r"Jayden|3 May|\bJ,|Child Q", " ".join(said(version)))
