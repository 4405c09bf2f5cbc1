"""Reports that come in from a file, whole: nothing renumbered, nothing lost."""

import io
import os
import re
import time
import zipfile
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from corporate_parenting.lib.reading import ReadError
from reports import reading
from reports.reading import Block, Contact, Field, Person, Recommendation, Section, Source
from tests.docx import W, docx, paragraph, run
from tests.reports import report_documents
from tests.reports.reading_words import words_in, words_out

SAMPLES = Path(__file__).parent.parent / "samples" / "reports"


def sample(name):
    return reading.read((SAMPLES / name).read_bytes(), name)


def read(text):
    """A report read from a text, after making sure that no word of it was lost or made up."""
    report = reading.read_text(text, "r.md")
    assert words_out(report) == words_in(text)
    return report


def outline(report):
    """Level, number and heading of each section with the numbers of its blocks."""
    return [
        (section.level, section.number, section.heading, [block.number or block.kind for block in section.blocks])
        for section in report.sections
    ]


def block(report, number):
    (found,) = (block for section in report.sections for block in section.blocks if block.number == number)
    return found


# The decimal shape


def test_decimal_header():
    report = sample("decimal.md")
    assert (report.template, report.title) == ("decimal", "THE COUNCIL AS A PARENT: WHO DOES WHAT")
    assert (report.body_name, report.meeting_date) == ("Corporate Parenting Sub-Committee", date(2026, 1, 14))
    assert report.header == (
        Field("To", "Corporate Parenting Sub-Committee"),
        Field("Meeting Date", "14th January 2026"),
        Field("From", "Orla Fennick\nAssistant Director Children's Care"),
        Field("Purpose", "This report sets out who does what for children in care."),
    )
    assert report.authors == (Person("Orla Fennick", "Assistant Director Children's Care"),)
    assert report.recommendations == (
        Recommendation(
            "note",
            "The Sub-Committee is asked to note the duties of everyone who acts as a parent for Weir's children.",
        ),
    )


def test_decimal_contacts():
    assert sample("decimal.md").contacts == (
        Contact(
            "officer",
            "Orla Fennick",
            "Assistant Director Children's Care",
            "orla.fennick@weir.example",
            "0100 000 0001",
        ),
        Contact(
            "member",
            "Councillor Ada Marsh",
            "Chair, Corporate Parenting Sub-Committee",
            "ada.marsh@weir.example",
            "(office) 0100 000 0002",
        ),
    )


def test_decimal_body():
    report = sample("decimal.md")
    assert outline(report) == [
        (1, "1", "BACKGROUND", ["1.1", "1.2", "1.3"]),
        (1, "2", "MAIN ISSUES", ["2.1", "2.2", "table", "2.3"]),
        (1, "3", "SIGNIFICANT IMPLICATIONS", ["3.1"]),
    ]
    assert block(report, "3.1").text == (
        "The work needs to be strengthened by\n\n"
        "- Clear decisions on good figures.\n"
        "- Every part of the council taking part.\n"
        "- More weight for what children say, with the Children in Care Council (Loud & Clear)."
    )
    assert report.sections[1].blocks[2] == Block(
        "table",
        head=("Duty", "Who", "Times"),
        rows=(("Visits", "Rota visitors", "12"), ("Meetings with children", "All councillors", "4")),
    )


def test_decimal_sources_with_lines_broken_in_cells():
    report = sample("decimal.md")
    assert report.sources == (
        Source("The Weir Promise to children in care 2024", "Weir House"),
        Source("Visits by rota 2025", "Committee Services"),
    )
    assert (report.sources_heading, report.footer, report.unplaced) == ("SOURCE DOCUMENTS", (), ())


# The continuous shape


def test_continuous_header():
    report = sample("continuous.txt")
    assert (report.template, report.title) == ("continuous", "PARENTING – EVERYBODY'S WORK")
    assert (report.body_name, report.meeting_date) == ("WEIR PARENTING BOARD", date(2026, 10, 21))
    assert report.header == (
        Field("Body", "WEIR PARENTING BOARD", said=False),
        Field("Date", "21st October 2026", said=False),
        Field("Political lead", "BEDE O'LOAN - EXECUTIVE MEMBER FOR CHILDREN & LEARNING", said=False),
        Field("Chief officer", "RUTH QUILL – EXECUTIVE DIRECTOR OF CHILDREN AND LEARNING", said=False),
    )
    assert report.authors == (
        Person("BEDE O'LOAN", "EXECUTIVE MEMBER FOR CHILDREN & LEARNING"),
        Person("RUTH QUILL", "EXECUTIVE DIRECTOR OF CHILDREN AND LEARNING"),
    )


def test_continuous_body_keeps_its_gap():
    report = sample("continuous.txt")
    assert outline(report) == [
        (1, "", "PURPOSE OF REPORT", ["1"]),
        (1, "", "BACKGROUND", ["2", "3"]),
        (1, "", "RESPONSIBILITIES", ["4"]),
        (2, "", "Lead Member and Director - Joint Responsibilities", ["5"]),
        (2, "", "Lead Member's Responsibilities", ["6"]),
        (1, "", "ARRANGEMENTS IN WEIR", []),
        (2, "", "Weir Parenting Board", ["7", "9"]),
        (1, "", "FINANCIAL, LEGAL AND WARD IMPLICATIONS", ["10"]),
    ]
    assert block(report, "5").text == (
        "Together they are responsible for:\n\n- leading across the council.\n"
        "- listening to children, one by one\n  and together.\n\nIn addition, each has duties of their own."
    )
    assert block(report, "6").text == (
        "The Lead Member is responsible for:\n\n- encouraging all councillors to:\n  - go to meetings\n"
        "  - take part in training\n- asking other members what they\n  do."
    )


def test_a_sentence_torn_by_a_page_is_joined_and_a_number_in_a_line_is_no_paragraph():
    report = sample("continuous.txt")
    assert block(report, "7").text == (
        "The Board has worked well, and inspectors found that its processes help in the\nreview of care. "
        "They should go on."
    )
    assert block(report, "3").text == (
        "It asks each council to name a Director and a Lead Member. A rate of\n3.5 in a thousand was named."
    )


def test_continuous_ending():
    report = sample("continuous.txt")
    assert report.recommendation_heading == "RECOMMENDATION"
    assert report.recommendations == (
        Recommendation("advise", "It is recommended that the Board advise the Executive to note its views.", "11"),
    )
    assert (report.reasons_heading, report.reasons_number) == ("REASONS", "12")
    assert report.reasons == "The council is responsible for clear arrangements."
    assert report.sources == (Source("Who Answers for Children's Services (2026)"),)
    assert report.sources_intro == "The following background papers were used in the preparation of this report:"
    assert report.footer == (
        Field("Author", "Sia Lund, Participation Officer"),
        Field("Tel No", "0100 000 0009"),
        Field("Address", "PO Box 1, Weir House, Mill Street, Weir, WE1 1AA"),
        Field("Website", "http://www.weir.example"),
    )
    assert report.unplaced == (("line 83, a page’s number", "Page 3 of 3"),)


# Word documents of both shapes


def test_decimal_document():
    report = reading.read(report_documents.decimal(), "decimal.docx")
    assert (report.template, report.title) == ("decimal", "THE COUNCIL AS A PARENT")
    assert [field.label for field in report.header] == ["To", "Meeting Date", "From", "Purpose"]
    assert report.authors == (Person("Orla Fennick", "Assistant Director Children's Care"),)
    assert [(one.side, one.name, one.telephone) for one in report.contacts] == [
        ("officer", "Orla Fennick", "0100 000 0001"),
        ("member", "Councillor Ada Marsh", "(office) 0100 000 0002"),
    ]
    assert outline(report) == [
        (1, "1", "BACKGROUND", ["1.1", "1.2"]),
        (1, "2", "MAIN ISSUES", ["2.1", "table"]),
        (1, "3", "SIGNIFICANT IMPLICATIONS", ["3.1"]),
    ]
    assert block(report, "3.1").text == (
        "The work needs to be strengthened by\n\n- Clear decisions.\n  - On good figures.\n- Every part taking part."
    )
    assert report.sources == (Source("The Weir Promise", "Weir House"),)
    assert [one.verb for one in report.recommendations] == ["note"]
    assert (report.findings, report.unplaced) == ((), ())


def test_continuous_document():
    report = reading.read(report_documents.continuous(), "continuous.docx")
    assert (report.template, report.title) == ("continuous", "PARENTING – EVERYBODY'S WORK")
    assert (report.body_name, report.meeting_date) == ("WEIR PARENTING BOARD", date(2026, 10, 21))
    assert [person.name for person in report.authors] == ["BEDE O'LOAN", "RUTH QUILL"]
    assert outline(report) == [
        (1, "", "PURPOSE OF REPORT", ["1"]),
        (1, "", "RESPONSIBILITIES", ["2"]),
        (2, "", "Lead Member's Responsibilities", ["3", "5"]),
    ]
    assert (report.recommendations[0].verb, report.recommendations[0].number) == ("advise", "6")
    assert (report.reasons, report.reasons_number) == ("The council is responsible.", "7")
    assert report.sources == (Source("Who Answers (2026)"),)
    assert [field.label for field in report.footer] == ["Author", "Tel No", "Address", "Website"]
    assert report.unplaced == ()


def test_what_a_document_hides_or_has_outside_is_named():
    data = docx(
        paragraph("TITLE", inner=run("CANARY", "<w:vanish/>")),
        paragraph("BACKGROUND"),
        paragraph("1. It is so."),
        parts={"word/footer1.xml": f'<w:ftr xmlns:w="{W}">{paragraph("Draft for comment")}</w:ftr>'},
    )
    report = reading.read(data, "r.docx")
    assert report.findings == ("Hidden text was left out (1 word).",)
    assert report.unplaced == (("page footer", "Draft for comment"),)
    assert "CANARY" not in str(report)


# Other shapes and details


def test_fields_set_by_tabs_and_recommendations_in_parts():
    report = read(
        "Report to:\tCabinet Panel for Care\nDate of meeting:\t9 March 2026\nBy:\tDirector of Children's Care\n"
        "Title:\tHomes for care leavers\n\nRecommendations:\nThe Panel is recommended to:\n\n"
        "(a) note the figures; and\n(b) endorse the plan\n\n1. Background\n\n1.1 Some words.\n\n"
        "Contact Officers: Ivo Lark, Tel. 0100 000 0003\n"
    )
    assert (report.title, report.body_name) == ("Homes for care leavers", "Cabinet Panel for Care")
    assert report.meeting_date == date(2026, 3, 9)
    assert report.recommendation_intro == "The Panel is recommended to:"
    assert report.recommendations == (
        Recommendation("note", "note the figures; and", "(a)"),
        Recommendation("endorse", "endorse the plan", "(b)"),
    )
    assert outline(report) == [(1, "1", "Background", ["1.1"])]
    assert report.footer == (Field("Contact Officers", "Ivo Lark, Tel. 0100 000 0003"),)


def test_numbered_recommendations_in_a_section():
    report = read(
        "# Visits\n\n## Recommendations\n\n2.1 That the Panel:\n\n- comment on and note the visits\n"
        "- approve the rota\n\n## Background\n\n2.2 Words.\n"
    )
    assert [(one.verb, one.text) for one in report.recommendations] == [
        ("comment", "comment on and note the visits"),
        ("approve", "approve the rota"),
    ]
    assert (report.recommendation_intro, report.labels) == ("That the Panel:", ("2.1",))


@pytest.mark.parametrize(
    ("value", "text"),
    [("**To note\nthe plan.**", "To note the plan."), ("To note the **plan**", "To note the **plan**")],
)
def test_only_bold_around_a_whole_recommendation_goes(value, text):
    report = read(f"HOMES\n\nRecommendation: {value}\n\n1. BACKGROUND\n\n1.1 A.\n")
    assert report.recommendations == (Recommendation("note", text),)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The Committee is asked to note the report.", "note"),
        ("It is recommended that the Board advise the Executive to note the views.", "advise"),
        ("That members comment on and note the report.", "comment"),
        ("That the strategy be agreed, subject to amendments.", "agree"),
        ("That it be endorsed for recommendation to the County Council.", "recommend"),
        ("Receive and note, and ratify.", "ratify"),
        ("To approve the statement of purpose.", "approve"),
        ("To write to the Minister.", "other"),
    ],
)
def test_verbs(text, verb):
    assert reading.words.verb(text) == verb


def test_fields_in_a_table_of_two_columns():
    report = read(
        "HOMES\n\n| Report to: | Panel |\n|---|---|\n| Date: | 02/03/2026 |\n| Wards affected: | All |\n\n"
        "1. BACKGROUND\n\n1.1 A.\n"
    )
    assert report.header == (Field("Report to", "Panel"), Field("Date", "02/03/2026"), Field("Wards affected", "All"))
    assert report.meeting_date == date(2026, 3, 2)


def test_contacts_as_lines_and_two_members():
    report = read(
        "HOMES\n\nOfficer contact:\nName: Ivo Lark\nPost: Head of Homes\n\n"
        "Member contact:\nNames: Councillor Ada Marsh, Councillor Bede O'Loan\n"
        "Email: ada@weir.example; bede@weir.example\n\n1. BACKGROUND\n\n1.1 A.\n"
    )
    assert report.contacts == (
        Contact("officer", "Ivo Lark", "Head of Homes"),
        Contact("member", "Councillor Ada Marsh", email="ada@weir.example"),
        Contact("member", "Councillor Bede O'Loan", email="bede@weir.example"),
    )


def test_a_report_without_numbers():
    report = read("# Voices\n\n## Introduction\n\nFirst words.\n\nSecond words.\n\n## What we heard\n\n* one\n* two\n")
    assert (report.template, report.title) == ("none", "Voices")
    assert report.sections == (
        Section("Introduction", 1, blocks=(Block("text", "First words."), Block("text", "Second words."))),
        Section("What we heard", 1, blocks=(Block("text", "- one\n- two"),)),
    )


def test_a_text_that_is_no_report_is_kept_whole():
    prose = "There was once a council, and " + "it met and met " * 20
    report = read(prose)
    assert report.sections == (Section("", 1, blocks=(Block("text", prose.strip()),)),)


def test_what_has_no_place_in_the_header_is_named():
    report = read(
        "HOMES\n\nNot for publication\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n\n- x\n\n"
        "1. BACKGROUND\n\n1.1 A.\n"
    )
    assert report.unplaced == (
        ("line 5, a table in the header", "a | b | c\n1 | 2 | 3"),
        ("line 9, in the header", "x"),
        ("line 3, in the header", "Not for publication"),
    )


def test_marks_and_depth_of_lists():
    report = reading.read_text(
        "T\n\nBACKGROUND\n\n1. So:\n    • a\n        o b\n        o c\n    • d\n– e\n➢ f\n", "r.txt"
    )
    assert block(report, "1").text == "So:\n\n- a\n  - b\n  - c\n- d\n- e\n  - f"


def test_a_table_without_outer_pipes():
    report = read("T\n\nBACKGROUND\n\n1. So.\n\na | b\n---|---\n1 | x\\|y\n\n2. Then.\n")
    assert report.sections[0].blocks[1] == Block("table", head=("a", "b"), rows=(("1", "x|y"),))


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "r.md", "the file holds no text."),
        (b" \n\n---\n", "r.txt", "the file holds no text."),
        (b"%PDF-1.7", "r.pdf", "only Markdown (.md), plain text (.txt) and Word (.docx) can be read."),
        (b"\x00\x01", "r.txt", "this is not a text file."),
        (b"x" * 2_000_001, "r.md", "the text is larger than 2 MB."),
        (b"not a zip", "r.docx", "this is not a Word document, or it is incomplete."),
    ],
)
def test_other_files_are_refused(data, name, message):
    with pytest.raises(ReadError) as raised:
        reading.read(data, name)
    assert (raised.value.file, raised.value.message) == (name, message)


# Nothing is lost


@pytest.mark.parametrize("name", ["decimal.md", "continuous.txt"])
def test_no_word_of_the_samples_is_lost(name):
    assert words_out(sample(name)) == words_in((SAMPLES / name).read_text())


@pytest.mark.parametrize("made", [report_documents.decimal, report_documents.continuous])
def test_no_word_of_a_document_is_lost(made):
    """What comes beside the document's words is its automatic numbers, which it counts and does not hold."""
    data = made()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        texts = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", archive.read("word/document.xml").decode())
    held = words_in(unescape("\n".join(texts)))
    found = words_out(reading.read(data, "r.docx"))
    assert held - found == Counter()
    assert all(word.isdigit() for word in found - held)


WORD = st.from_regex(r"[a-zA-Z]{1,9}|\d{1,4}", fullmatch=True)
PHRASE = st.lists(WORD, min_size=1, max_size=9).map(" ".join)
LABELS = ["To", "Title", "Meeting Date", "From", "Recommendation", "Name", "Email", "Author", "Tel"]
FIXED = ["Officer contact:", "RECOMMENDATIONS", "REASONS", "BACKGROUND", "Background papers", "Page 2", "13th May 2026"]
FIXED += ["|---|---|", "| Officer contact: | | Member contact: | |", "| cut", "Source Documents | Location", ""]
STARTS = ["", "- ", "  - ", "    • ", "❖ ", "* ", "# ", "## ", "(a) ", "(ii) ", "**", "12. ", "- 1.2 ", "3) "]
LINE = st.one_of(
    st.sampled_from(FIXED),
    st.builds("{}{}".format, st.sampled_from(STARTS), PHRASE),
    st.builds("{}: {}".format, st.sampled_from(LABELS), PHRASE),
    PHRASE.map(str.upper),
    PHRASE.map(str.title),
    st.lists(PHRASE, min_size=1, max_size=4).map(lambda cells: f"| {' | '.join(cells)} |"),
)


@settings(max_examples=100, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(LINE, min_size=1, max_size=40).map("\n".join).filter(lambda text: re.search(r"\w", text)))
def test_no_word_of_any_text_is_lost(text):
    assert words_out(reading.read_text(text, "r.md")) == words_in(text)


@pytest.mark.parametrize(
    "piece", ["1. a\n", "- a\n", "a\n\n", "1\n\n", "| a |\n", "| a\n", "# A\n", "A: b\n", "**A**\n\n", "A B\n\n"]
)
def test_no_text_takes_long(piece):
    began = time.monotonic()
    reading.read_text("TITLE\n\n" + piece * (40_000 // len(piece)), "r.md")
    assert time.monotonic() - began < 15


# The real reports


def real(start):
    folder = os.environ.get("REAL_DATA")
    if not folder:
        pytest.skip("REAL_DATA names no folder of real files")
    (file,) = (Path(folder) / "seeds").glob(f"{start}_*.txt")
    report = reading.read(file.read_bytes(), file.name)
    assert words_out(report) == words_in(file.read_text())
    assert report.unplaced == ()
    return report


def test_the_real_decimal_report():
    report = real("001")
    assert (report.template, report.meeting_date) == ("decimal", date(2017, 12, 13))
    assert report.title == report.title.upper()
    assert report.body_name == "Corporate Parenting Sub-Committee"
    assert [(field.label, field.said) for field in report.header] == [
        ("To", True),
        ("Meeting Date", True),
        ("From", True),
        ("Purpose", True),
    ]
    assert len(report.authors[0].post.split()) == 5
    assert [contact.side for contact in report.contacts] == ["officer", "member"]
    assert all(one.name and one.post and one.email and one.telephone for one in report.contacts)
    assert report.contacts[1].telephone.startswith("(office) ")
    assert outline(report) == [
        (1, "1", "BACKGROUND", ["1.1", "1.2", "1.3"]),
        (1, "2", "MAIN ISSUES", ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]),
        (1, "3", "SIGNIFICANT IMPLICATIONS", ["3.1"]),
    ]
    assert block(report, "3.1").text.count("\n- ") == 4
    assert [one.verb for one in report.recommendations] == ["note"]
    assert (len(report.sources), report.sources[0].location) == (1, "Department for Education")
    assert report.footer == ()


def test_the_real_continuous_report():
    report = real("003")
    assert (report.template, report.meeting_date) == ("continuous", date(2009, 10, 29))
    assert report.body_name == "CORPORATE PARENTING BOARD"
    assert [field.label for field in report.header] == ["Body", "Date", "Political lead", "Chief officer"]
    numbers = [block.number for section in report.sections for block in section.blocks]
    assert numbers == [str(number) for number in range(1, 26) if number != 23]
    main = [(section.heading, len(section.blocks)) for section in report.sections if section.level == 1]
    assert [heading.partition(" IN ")[0] for heading, _ in main] == [
        "PURPOSE OF REPORT",
        "BACKGROUND",
        "CORPORATE PARENTING RESPONSIBILITIES",
        "ARRANGEMENTS",
        "SUMMARY AND IMPLICATIONS OF THE GUIDANCE",
        "FINANCIAL, LEGAL AND WARD IMPLICATIONS",
    ]
    below = [[block.number for block in section.blocks] for section in report.sections if section.level == 2]
    assert below == [["8"], ["9"], ["10"], ["11", "12", "13"], ["14", "15"], ["16"], ["17"], ["18"], ["19", "20"]]
    assert block(report, "10").text.count("\n  - ") == 8
    assert [(one.verb, one.number) for one in report.recommendations] == [("advise", "26")]
    assert (report.reasons_heading, report.reasons_number) == ("REASONS", "27")
    assert [source.location for source in report.sources] == [""]
    assert [field.label for field in report.footer] == ["Author", "Tel No", "Address", "Website"]
