"""A report comes in in two steps: what the file holds is shown, and only then does anything come in."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from committees import report_files
from corporate_parenting.lib import pdf, tickets
from reports import drafting, printing
from reports.models import Block, Clearance, Report, Unplaced, Version
from tests.docx import W, docx, paragraph, run, table
from tests.factories.committees import BodyFactory
from tests.factories.reports import FormatFactory, ReportFactory, SectionFactory, VersionFactory
from tests.lib.test_word_places import notes, reference

pytestmark = pytest.mark.django_db

BOLD = "<w:b/>"


def word_file():
    """A report with everything in it that its reader does not see; each such word is a canary of its own."""
    comment = f'<w:comment w:id="1" w:author="Eve">{paragraph("CANARYCOMMENT")}</w:comment>'
    return docx(
        paragraph("DENTISTS FOR EVERY CHILD", style="Title"),
        paragraph("", inner=run("From: ") + run("Edda Stone", BOLD)),
        paragraph("", inner=run("Recommendation: ") + run("The Panel is asked to note the figures.", BOLD)),
        paragraph("BACKGROUND", style="heading1"),
        paragraph("1.1 Every child sees a dentist.", inner=reference(1) + run("CANARYHIDDEN", "<w:vanish/>")),
        paragraph("1.2 Most did.", inner='<w:del w:id="2"><w:r><w:delText>CANARYDELETED</w:delText></w:r></w:del>'),
        table(["Year", "Seen"], ["2026", "83%"]),
        paragraph("IMPLICATIONS", style="heading1"),
        paragraph("Financial implications", style="heading2"),
        paragraph("2.1 It costs nothing."),
        paragraph("Climate", style="heading2"),
        paragraph("2.2 Fewer journeys."),
        parts={
            "word/comments.xml": f'<w:comments xmlns:w="{W}">{comment}</w:comments>',
            "word/footnotes.xml": notes("footnote", "By the health team."),
            "word/embeddings/sheet.xlsx": b"CANARYSHEET",
            "customXml/item1.xml": "<a>CANARYDATA</a>",
            "word/header1.xml": f'<w:hdr xmlns:w="{W}">{paragraph("Weir Council")}</w:hdr>',
        },
    )


@pytest.fixture
def template():
    return FormatFactory(name="Ours", implications=["Finance", "Legal"], sections=["Background", "Next steps"])


def chosen(client, data=None, name="dentists.docx", **told):
    file = SimpleUploadedFile(name, data or word_file())
    answer = client.post(reverse("committees:import_report"), {"file": file, **told})
    ticket = re.search(r'name="ticket" value="([^"]+)"', answer.text)
    return answer.text, html.unescape(ticket[1]) if ticket else ""


def confirmed(client, ticket):
    return client.post(reverse("committees:confirm_report"), {"ticket": ticket}, follow=True)


def test_everything_found_is_named_before_anything_comes_in(people, sign_in, body, template):
    page, ticket = chosen(sign_in(people.author), body=body.pk, format=template.pk)
    assert ticket
    for words in (
        "Hidden text was left out (1 word).",
        "CANARYHIDDEN",
        "Tracked changes (1): insertions were taken as made, deletions were left out.",
        "CANARYDELETED",
        "Eve: CANARYCOMMENT",
        "1 embedded file was left out.",
        "1 piece of custom data was left out.",
        "1 note stands under the paragraph that it belongs to.",
    ):
        assert words in page, words
    assert Report.objects.count() == 0


def test_what_would_come_in_is_shown_with_its_place(people, sign_in, body, template):
    page, _ = chosen(sign_in(people.author), body=body.pk, format=template.pk)
    shown = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for words in ("DENTISTS FOR EVERY CHILD", "From Edda Stone", "BACKGROUND", "Implications Finance", "Climate"):
        assert words in shown, words
    assert "Not in the file, though the template begins with it Next steps" in shown
    assert "Page header Weir Council" in shown


def test_nothing_that_was_hidden_reaches_the_draft_or_its_print(people, sign_in, body, template):
    author = sign_in(people.author)
    _, ticket = chosen(author, body=body.pk, format=template.pk)
    page = confirmed(author, ticket).text
    report = Report.objects.get()
    assert "is a draft now" in page
    version = report.versions.get()
    names = ("details", "write", "recommendations", "unplaced", "implications", "check")
    pages = [page, *(author.get(reverse(f"reports:{name}", args=[report.pk])).text for name in names)]
    pages.append(author.get(reverse("reports:read", args=[version.pk])).text)
    document = printing.document(version)
    pages.append(document.html)
    assert [page.count("CANARY") for page in pages] == [0] * len(pages)
    assert "Every child sees a dentist" in pages[-1]
    printed = pdf.render(document.html, assets=document.assets)
    text = "".join(pdf.page_text(printed.data, page=page) for page in range(1, printed.pages + 1))
    assert "CANARY" not in text.replace(" ", "").replace("\n", "")
    assert "dentist" in text


def test_everything_is_in_its_place(people, sign_in, body, template):
    author = sign_in(people.author)
    confirmed(author, chosen(author, body=body.pk, format=template.pk)[1])
    version = Version.objects.get()
    assert (version.report.author, version.report.remit) == (people.author, body.remit)
    assert dict(version.header)["From"] == "Edda Stone"
    assert [(row.name, row.text, row.given_number) for row in version.implications.all()] == [
        ("Finance", "It costs nothing.", "2.1"),
        ("Legal", "", ""),
    ]
    assert [(row.heading, row.level) for row in version.sections.all()] == [
        ("BACKGROUND", 1), ("IMPLICATIONS", 1), ("Climate", 2),
    ]  # fmt: skip
    blocks = [(row.kind, row.given_number, row.text) for row in Block.objects.order_by("section__order", "order")]
    assert blocks[0] == ("text", "1.1", "Every child sees a dentist.[1]\n\n[1] By the health team.")
    assert [kind for kind, _, _ in blocks] == ["text", "text", "table", "text"]
    assert ("page header", "Weir Council") in [(row.where, row.text) for row in version.unplaced.all()]
    assert "Hidden text was left out (1 word)." in [row.text for row in version.unplaced.all()]


def test_a_file_that_is_not_confirmed_leaves_no_report(people, sign_in, body):
    author = sign_in(people.author)
    chosen(author, body=body.pk)
    chosen(author, b"# Another\n\nWords.\n", "other.md", body=body.pk)
    assert (Report.objects.count(), Unplaced.objects.count()) == (0, 0)


def test_markdown_comes_in_the_same_two_steps(people, sign_in, body):
    author = sign_in(people.author)
    page, ticket = chosen(author, b"# Dentists\n\n## Background\n\nEvery child sees one.\n", "d.md", body=body.pk)
    assert "Nothing: no hidden words" in page
    confirmed(author, ticket)
    assert Report.objects.get().title == "Dentists"


# --- Into a report that waits for its words


@pytest.fixture
def waiting(people, body, template):
    """A commissioned report in which its author has written nothing."""
    return drafting.start(
        title="Health of children", format=template, by=people.clerk, author=people.author, remit=body.remit
    )


def test_a_commissioned_author_brings_their_word_file(people, sign_in, body, waiting):
    author = sign_in(people.author)
    page, ticket = chosen(author, report=waiting.pk)
    assert "Health of children" in page
    confirmed(author, ticket)
    version = Version.objects.get()
    assert (Report.objects.get(), version.title) == (waiting, "Health of children")
    assert [row.heading for row in version.sections.all()] == ["BACKGROUND", "IMPLICATIONS", "Climate"]
    assert version.header == [["To", ""], ["Meeting date", ""], ["From", "Edda Stone"], ["Purpose", ""]]
    assert version.implications.get(name="Finance").text == "It costs nothing."
    assert ("the title in the file", "DENTISTS FOR EVERY CHILD") in version.unplaced.values_list("where", "text")


def test_what_somebody_has_written_in_is_not_offered_and_not_overwritten(people, sign_in, body, waiting):
    author = sign_in(people.author)
    _, ticket = chosen(author, report=waiting.pk)
    drafting.add_block(waiting.versions.get().sections.first(), text="Mine", by=people.author)
    assert str(waiting) not in author.get(reverse("committees:import_report")).text
    assert "Somebody has begun to write this report" in confirmed(author, ticket).text
    assert [block.text for block in Block.objects.all()] == ["Mine"]


@pytest.mark.parametrize("touched", ["header", "recommendation", "implication", "reasons"])
def test_any_word_makes_a_draft_no_longer_empty(people, waiting, touched):
    version = waiting.versions.get()
    assert report_files.waiting_for_words(people.author) == [waiting]
    if touched == "header":
        version.header = [["To", "The Panel"]]
    elif touched == "recommendation":
        drafting.add_recommendation(version, verb="note", text="Note it.", by=people.author)
    elif touched == "implication":
        version.implications.filter(name="Legal").update(text="None.")
    else:
        version.reasons = "Because."
    version.save()
    assert report_files.waiting_for_words(people.author) == []


def test_a_report_of_somebody_else_or_one_that_is_with_a_clearer_is_not_offered(people, sign_in, body, waiting):
    other = ReportFactory(title="Not mine", remit=body.remit)
    SectionFactory(version=VersionFactory(report=other))
    author = sign_in(people.author)
    assert "Not mine" not in author.get(reverse("committees:import_report")).text
    page, ticket = chosen(author, report=other.pk)
    assert (ticket, "Choose" in page or "Select" in page) == ("", True)
    Clearance.objects.create(report=waiting, asked=people.clearer, sent_by=people.author, sent_at="2026-11-01T09:00Z")
    assert report_files.waiting_for_words(people.author) == []


# --- Refusals


def test_a_ticket_is_good_for_the_one_who_got_it(people, sign_in, body):
    _, ticket = chosen(sign_in(people.author), body=body.pk)
    clerk = sign_in(people.clerk)
    assert clerk.post(reverse("committees:confirm_report"), {"ticket": ticket}).status_code == 403
    assert Report.objects.count() == 0


@pytest.mark.parametrize("ticket", ["", "forged", tickets.give({"sha256": "0" * 64, "by": 1}, purpose="another")])
def test_what_was_not_shown_is_not_brought_in(people, sign_in, ticket):
    assert "Nothing was brought in." in confirmed(sign_in(people.author), ticket).text
    assert Report.objects.count() == 0


def test_a_body_that_one_may_no_longer_bring_in_for(people, sign_in, body):
    clerk = sign_in(people.clerk)
    _, ticket = chosen(clerk, body=body.pk)
    people.clerk.appointments.update(ends_on="2020-01-01", starts_on="2019-01-01")
    answer = clerk.post(reverse("committees:confirm_report"), {"ticket": ticket})
    assert answer.status_code in (302, 403)
    assert Report.objects.count() == 0


def test_a_body_is_needed_for_a_new_report(people, sign_in, body):
    page, ticket = chosen(sign_in(people.author))
    assert (ticket, "Select the body that the report is for" in page) == ("", True)


def test_a_file_of_another_kind_is_refused_and_the_body_stays_chosen(people, sign_in, body):
    page, ticket = chosen(sign_in(people.author), b"\x89PNG", "picture.png", body=body.pk)
    assert "only Markdown (.md), plain text (.txt) and Word (.docx) can be read" in page
    assert f'<option value="{body.pk}" selected>' in page
    assert (ticket, Report.objects.count()) == ("", 0)


def test_a_clerk_brings_in_for_their_own_body_alone(people, sign_in, body):
    page = sign_in(people.clerk).get(reverse("committees:import_report")).text
    other = BodyFactory(name="Another Board")
    assert (body.name in page, other.name in page) == (True, False)
    assert chosen(sign_in(people.clerk), body=other.pk)[1] == ""
