"""Pages of those who write and clear: who gets in, what they do there, and that no word is lost."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from committees.models import Seat
from corporate_parenting.lib import files, pdf
from reports import clearance, drafting
from reports.models import Appendix, Block, Clearance, Format, Report, Version
from roles.permissions import PUBLIC, OfficeKind
from tests.factories.committees import BodyFactory, sit
from tests.factories.reports import (
    AppendixFactory,
    BlockFactory,
    ClearanceFactory,
    ContactFactory,
    RecommendationFactory,
    SectionFactory,
    SourceFactory,
    TableFactory,
    UnplacedFactory,
    VersionFactory,
    ready_report,
)
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, RemitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(people, body):
    return ready_report(people.author, title="CANARY of dentists", remit=body.remit)


@pytest.fixture
def version(report):
    return report.versions.get()


@pytest.fixture
def author(sign_in, people):
    return sign_in(people.author)


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def reading_pages(report):
    version = report.versions.get()
    return [address("report", report.pk), address("read", version.pk)]


def writing_pages(report):
    version = report.versions.get()
    section, block = version.sections.get(), version.sections.get().blocks.get()
    table, contact = TableFactory(section=section), ContactFactory(version=version)
    source, text, appendix = (
        SourceFactory(version=version),
        UnplacedFactory(version=version),
        AppendixFactory(version=version),
    )
    of_report = ("details", "check", "write", "recommendations", "sources", "unplaced", "appendices", "send", "writers")
    kinds = ("section", "contact", "recommendation", "source")
    parts = [("block", block), ("block", table), ("contact", contact), ("source", source)]
    parts += [("section", section), ("recommendation", version.recommendations.get())]
    return [
        *(address(name, report.pk) for name in of_report),
        *(address("add", report.pk, kind) for kind in kinds),
        *(address("add_block", section.pk, kind) for kind in ("text", "table", "figure")),
        *(address("change", kind, part.pk) for kind, part in parts),
        *(address("remove", kind, part.pk) for kind, part in [*parts, ("unplaced", text), ("appendix", appendix)]),
        address("appendix_change", appendix.pk),
        address("replace", appendix.pk),
    ]


# --- Who gets in


def test_the_author_opens_every_page(author, report):
    for page in [*reading_pages(report), *writing_pages(report)]:
        assert author.get(page).status_code == 200, page


@pytest.mark.parametrize(
    "who", ["head_clerk", "chair", "member", "other", "co_opted", "clearer", "participation", "admin", "guardian"]
)
def test_others_find_nothing_and_read_no_word(sign_in, people, report, who):
    client = sign_in(getattr(people, who))
    for page in [*reading_pages(report), *writing_pages(report), address("print", report.versions.get().pk)]:
        response = client.get(page)
        assert response.status_code == 404, page
        assert "CANARY" not in response.text
    assert "CANARY" not in client.get(address("list")).text


def test_the_clerk_of_the_body_reads_and_does_not_write(sign_in, people, report):
    client = sign_in(people.clerk)
    for page in reading_pages(report):
        assert client.get(page).status_code == 200, page
    for page in writing_pages(report):
        assert client.get(page).status_code == 403, page


def test_who_was_asked_reads_and_does_not_write(sign_in, people, report):
    ClearanceFactory(report=report, version=report.versions.get(), asked=people.clearer)
    client = sign_in(people.clearer)
    for page in reading_pages(report):
        assert client.get(page).status_code == 200, page
    assert client.get(address("write", report.pk)).status_code == 403


def test_who_shares_the_writing_writes(sign_in, people, report):
    report.co_authors.add(people.participation)
    client = sign_in(people.participation)
    assert client.get(address("write", report.pk)).status_code == 200
    assert client.get(address("writers", report.pk)).status_code == 403


def test_a_password_alone_does_not_open_a_report(sign_in, people, report):
    response = sign_in(people.author, code=False).get(address("report", report.pk))
    assert response.status_code == 302
    assert response["Location"].startswith("/account/2fa/")


def test_the_public_sees_no_report(report):
    assert list(Report.objects.visible_to(PUBLIC)) == []


def test_others_change_nothing_by_post(sign_in, people, report, version):
    client = sign_in(people.other)
    block = version.sections.get().blocks.get()
    for page in (
        address("change", "block", block.pk),
        address("remove", "block", block.pk),
        address("move", "block", block.pk),
        address("add_block", block.section_id, "text"),
        address("details", report.pk),
        address("start_version", report.pk),
        address("send", report.pk),
    ):
        assert client.post(page, {"text": "x", "title": "x", "move": "up"}).status_code == 404, page
    assert (Block.objects.get().text, Report.objects.get().edition) == (block.text, 0)


def test_only_a_report_author_starts_one(sign_in, people):
    assert sign_in(people.author).get(address("start")).status_code == 200
    assert sign_in(people.member).get(address("start")).status_code == 403


def test_the_clerk_writes_what_an_import_left_without_an_author(sign_in, people, body):
    report = ready_report(None, remit=body.remit)
    assert sign_in(people.clerk).get(address("write", report.pk)).status_code == 200


# --- The list


def test_an_empty_list_says_what_to_do_first(author):
    assert "Start with a title and a template." in author.get(address("list")).text


def test_the_list_says_how_each_report_stands(author, people, report):
    texts = []
    for step in (
        lambda: None,
        lambda: clearance.submit(report, to=people.clearer, by=people.author),
        lambda: clearance.send_back(Clearance.objects.get(), comment="No", by=people.clearer),
    ):
        step()
        texts.append([standing.sentence for _, standing in author.get(address("list")).context["rows"]])
    assert texts == [
        ["Being written"],
        ["With Finance officer Finn Wade for clearance"],
        ["Finance officer Finn Wade sent it back: read what they say and change it"],
    ]


def test_the_list_is_narrowed_by_words_and_standing(author, people, report):
    VersionFactory(report__author=people.author, report__title="Homes", frozen=True)

    def titles(**query):
        return [row.title for row, _ in author.get(address("list"), query).context["rows"]]

    assert titles(title="dentists") == ["CANARY of dentists"]
    assert titles(state="cleared") == ["Homes"]
    assert titles(state="draft") == ["CANARY of dentists"]
    assert titles(title="nothing like it") == []


def queries(client, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def test_lists_cost_the_same_for_one_and_for_many(author, people, report, django_assert_max_num_queries):
    version = report.versions.get()
    section = version.sections.get()
    TableFactory(section=section)
    ContactFactory(version=version)
    SourceFactory(version=version)
    UnplacedFactory(version=version)
    AppendixFactory(version=version)
    clearance.withdraw(
        ClearanceFactory(report=report, version=version, asked=people.clearer, sent_by=people.author), by=people.author
    )
    pages = [address("list"), *reading_pages(report)]
    names = ("check", "write", "recommendations", "sources", "unplaced", "appendices", "writers", "send")
    pages += [address(name, report.pk) for name in names]
    before = {page: queries(author, page, django_assert_max_num_queries) for page in pages}
    for _ in range(3):
        more(version, people)
    assert {page: queries(author, page, django_assert_max_num_queries) for page in pages} == before


def more(version, people):
    """One more of everything that a list shows."""
    section = SectionFactory(version=version)
    BlockFactory(section=section)
    TableFactory(section=section)
    for factory in (ContactFactory, SourceFactory, UnplacedFactory, AppendixFactory, RecommendationFactory):
        factory(version=version)
    VersionFactory(report__author=people.author)
    row = ClearanceFactory(report=version.report, version=version, asked=people.clearer, sent_by=people.author)
    clearance.withdraw(row, by=people.author)


# --- Writing


def test_starting_a_report(author, people, body):
    format_ = Format.objects.get(name="Decimal paragraphs")
    response = author.post(address("start"), {"title": "Homes", "format": format_.pk, "remit": body.remit_id})
    report = Report.objects.get()
    assert response["Location"] == address("report", report.pk)
    assert (report.title, report.author, report.remit) == ("Homes", people.author, body.remit)


@pytest.mark.parametrize("basis", ["children", "not_settled"])
def test_a_report_is_not_started_for_a_body_that_its_author_may_not_know_of(author, people, sign_in, basis):
    hidden, alone = BodyFactory(name="CANARY forum", legal_basis=basis), RemitFactory(name="Of no body")
    page = author.get(address("start")).text
    assert ("CANARY forum" in page, alone.name in page) == (False, True)
    given = {"title": "Homes", "format": Format.objects.first().pk, "remit": hidden.remit_id}
    assert "Choose your answer from the list" in author.post(address("start"), given).text
    assert Report.objects.count() == 0
    sit(people.author, hidden, Seat.Capacity.ATTENDEE, OfficeKind.ATTENDEE_SEAT)
    assert "CANARY forum" in sign_in(people.author).get(address("start")).text


def test_a_form_with_an_error_keeps_every_word(author):
    response = author.post(address("start"), {"title": "Homes " * 60, "remit": ""})
    assert "Homes Homes" in response.text
    assert "Title must be 250 characters or fewer. You have 359" in response.text
    assert Report.objects.count() == 0


def test_details_are_saved(author, report, version):
    version.header = [["To", ""], ["From", ""]]
    version.footer = [["Telephone", ""]]
    version.save()
    page = author.get(address("details", report.pk))
    words = {
        "seen": page.context["form"].initial["seen"],
        "title": "New",
        "header_1": "Edda\nManager",
        "footer_0": "01632",
    }
    author.post(address("details", report.pk), words)
    version.refresh_from_db()
    assert (version.title, version.footer) == ("New", [["Telephone", "01632"]])
    assert dict(version.header) == {"To": "", "From": "Edda\nManager"}


def test_a_paragraph_is_added_changed_moved_and_removed(author, version):
    section = version.sections.get()
    author.post(address("add_block", section.pk, "text"), {"text": "Second", "is_numbered": "on"})
    block = section.blocks.get(text="Second")
    author.post(address("change", "block", block.pk), {"text": "Second, changed", "is_numbered": "on"})
    author.post(address("move", "block", block.pk), {"move": "up"})
    assert section.blocks.first().text == "Second, changed"
    author.post(address("move", "block", block.pk), {"number": "2"})
    assert section.blocks.last().text == "Second, changed"
    author.post(address("remove", "block", block.pk))
    assert section.blocks.count() == 1


def test_the_page_of_numbers_shows_them_as_they_will_be_printed(author, version):
    BlockFactory(section=version.sections.get(), given_number="1.7")
    BlockFactory(section=version.sections.get())
    page = author.get(address("blocks", version.sections.get().pk)).text
    assert [page.count(f'<span class="number">{number}</span>') for number in ("1.1", "1.7", "1.8")] == [1, 1, 1]


def test_a_second_writer_sees_both_texts_and_overwrites_nothing(author, people, version):
    block = version.sections.get().blocks.get()
    page = address("change", "block", block.pk)
    seen = author.get(page).context["form"].initial["seen"]
    drafting.change(block, text="THEIR TEXT", by=people.author)
    response = author.post(page, {"text": "MY TEXT", "is_numbered": "on", "seen": seen})
    assert (response.status_code, "MY TEXT" in response.text, "THEIR TEXT" in response.text) == (200, True, True)
    assert Block.objects.get(pk=block.pk).text == "THEIR TEXT"
    again = response.context["form"]["seen"].value()
    author.post(page, {"text": "BOTH", "is_numbered": "on", "seen": again})
    assert Block.objects.get(pk=block.pk).text == "BOTH"


def test_words_typed_while_the_report_was_sent_are_kept_in_the_form(author, people, report, version):
    block = version.sections.get().blocks.get()
    clearance.submit(report, to=people.clearer, by=people.author)
    response = author.post(address("change", "block", block.pk), {"text": "MY TEXT", "is_numbered": "on"})
    assert (response.status_code, "MY TEXT" in response.text) == (200, True)
    assert "Your text was not saved" in response.text


def test_a_writer_whose_part_was_removed_gets_the_words_back(author, people, version):
    block = version.sections.get().blocks.get()
    page = address("change", "block", block.pk)
    drafting.remove(block, by=people.author)
    response = author.post(page, {"text": "MY TEXT <b>"})
    assert (response.status_code, "MY TEXT &lt;b&gt;" in response.text) == (404, True)


@pytest.mark.parametrize(
    ("typed", "table"),
    [
        ("Year\tSeen\n2025\t71%\n2026\t83%", {"head": ["Year", "Seen"], "rows": [["2025", "71%"], ["2026", "83%"]]}),
        ("Year | Seen\n--- | ---\n2025 | 71%", {"head": ["Year", "Seen"], "rows": [["2025", "71%"]]}),
        ("| Year | Seen |\n| 2025 | 71% |", {"head": ["Year", "Seen"], "rows": [["2025", "71%"]]}),
        ('Year\tNote\n2025\t"two\nlines"', {"head": ["Year", "Note"], "rows": [["2025", "two\nlines"]]}),
        ("\tSeen\n2025\t71%", {"head": ["", "Seen"], "rows": [["2025", "71%"]]}),
    ],
)
def test_a_table_is_pasted_or_typed(author, version, typed, table):
    section = version.sections.get()
    author.post(address("add_block", section.pk, "table"), {"caption": "Dentists", "table": typed})
    block = section.blocks.get(kind="table")
    assert (block.table, block.is_numbered) == (table, False)
    shown = author.get(address("change", "block", block.pk)).context["form"].initial["table"]
    author.post(address("change", "block", block.pk), {"caption": "Dentists", "table": shown})
    block.refresh_from_db()
    assert block.table == table


def test_a_table_without_rows_is_an_error_that_keeps_what_was_typed(author, version):
    page = address("add_block", version.sections.get().pk, "table")
    response = author.post(page, {"caption": "Dentists", "table": "Year\tSeen"})
    assert "Enter a heading row and at least one row under it" in response.text
    assert "Year\tSeen" in response.text


def picture():
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "navy").save(out, "PNG")
    return out.getvalue()


def upload(data, name):
    file = io.BytesIO(data)
    file.name = name
    return file


def test_a_figure_is_added_and_served_to_those_who_may_see_it(author, sign_in, people, version):
    section = version.sections.get()
    page = address("add_block", section.pk, "figure")
    author.post(page, {"picture": upload(picture(), "a.png"), "alt": "An oblong", "caption": ""})
    block = section.blocks.get(kind="figure")
    response = author.get(address("figure", block.pk))
    assert (response["Content-Type"], b"".join(response)[:4]) == ("image/png", b"\x89PNG")
    assert sign_in(people.other).get(address("figure", block.pk)).status_code == 404


@pytest.mark.parametrize(
    ("data", "alt", "error"), [(b"no", "An oblong", "not a PNG or JPEG"), (picture(), "", "Enter the")]
)
def test_a_figure_that_cannot_be_added_keeps_every_word(author, version, data, alt, error):
    page = address("add_block", version.sections.get().pk, "figure")
    response = author.post(page, {"picture": upload(data, "a.png"), "alt": alt, "caption": "MY CAPTION"})
    assert (error in response.text, "MY CAPTION" in response.text) == (True, True)
    assert Block.objects.count() == 1


def test_an_appendix_is_added_replaced_and_served(author, sign_in, people, report):
    data = pdf.render("<html lang=en><title>Waiting</title><p>Twelve weeks.").data
    author.post(address("appendices", report.pk), {"title": "Waiting times", "file": upload(data, "w.pdf")})
    row = Appendix.objects.get()
    assert (row.title, row.pages) == ("Waiting times", 1)
    author.post(address("replace", row.pk), {"title": "Waiting times 2", "file": upload(data, "w2.pdf")})
    row.refresh_from_db()
    assert (row.title, row.file_name) == ("Waiting times 2", "w2.pdf")
    response = author.get(address("appendix", row.pk))
    assert (response["Content-Type"], b"".join(response)[:4]) == ("application/pdf", b"%PDF")
    assert sign_in(people.other).get(address("appendix", row.pk)).status_code == 404


def test_a_refused_appendix_is_named_and_the_report_stays(author, report):
    response = author.post(address("appendices", report.pk), {"title": "MY TITLE", "file": upload(b"no", "w.pdf")})
    assert ("Your report is saved." in response.text, "MY TITLE" in response.text) == (True, True)
    assert Appendix.objects.count() == 0


def test_each_kind_of_part_is_added(author, report, version):
    posts = {
        "section": {"heading": "Costs", "level": "1"},
        "contact": {"side": "officer", "name": "Edda Stone"},
        "recommendation": {"verb": "agree", "text": "Agree it."},
        "source": {"title": "Records", "is_published_work": "on"},
    }
    for kind, words in posts.items():
        assert author.post(address("add", report.pk, kind), words).status_code == 302, kind
    counts = (
        version.sections.count(),
        version.contacts.count(),
        version.recommendations.count(),
        version.sources.count(),
    )
    assert counts == (2, 1, 2, 1)
    assert author.get(address("add", report.pk, "block")).status_code == 404


def test_an_unplaced_text_is_placed(author, version):
    text = UnplacedFactory(version=version, text="Stray")
    author.post(address("place", text.pk), {"section": version.sections.get().pk})
    assert version.sections.get().blocks.last().text == "Stray"


def test_an_unplaced_text_never_goes_into_another_report(author, version):
    text, elsewhere = UnplacedFactory(version=version), SectionFactory()
    author.post(address("place", text.pk), {"section": elsewhere.pk})
    assert (elsewhere.blocks.count(), version.unplaced.count()) == (0, 1)


# --- Clearance


def test_a_report_goes_to_its_clearer_and_comes_back_cleared(author, sign_in, people, report):
    author.post(address("send", report.pk), {"person": people.clearer.pk})
    sent = Clearance.objects.get()
    clearer = sign_in(people.clearer)
    page = clearer.get(address("clearance", sent.pk))
    assert "Every child in care sees a dentist once a year." in page.text
    seen = clearance.digest(sent.version, sent.covers)
    clearer.post(address("clearance", sent.pk), {"outcome": "cleared", "seen": seen})
    assert Version.objects.get().number == 1
    author.post(address("start_version", report.pk))
    assert report.versions.drafts().count() == 1


def test_sending_back_needs_a_reason(sign_in, people, report):
    sent = clearance.submit(report, to=people.clearer, by=people.author)
    clearer = sign_in(people.clearer)
    response = clearer.post(address("clearance", sent.pk), {"outcome": "sent_back", "comment": ""})
    assert "Say what has to change" in response.text
    clearer.post(address("clearance", sent.pk), {"outcome": "sent_back", "comment": "Say what it costs."})
    sent.refresh_from_db()
    assert (sent.outcome, sent.comment) == ("sent_back", "Say what it costs.")


def test_the_author_does_not_answer(author, people, report):
    sent = clearance.submit(report, to=people.clearer, by=people.author)
    assert author.post(address("clearance", sent.pk), {"outcome": "cleared"}).status_code == 403
    assert Version.objects.get().number is None


def test_a_clearer_who_left_the_post_does_not_answer_and_reads_no_more(sign_in, people, report):
    sent = clearance.submit(report, to=people.clearer, by=people.author)
    people.clearer.appointments.update(ends_on="2021-01-01")
    assert sign_in(people.clearer).post(address("clearance", sent.pk), {"outcome": "cleared"}).status_code == 404
    assert Version.objects.get().number is None


def test_only_clearers_are_offered(author, people, report):
    both = PersonFactory(name="Both")
    AppointmentFactory(person=both, office=OfficeFactory(kind=OfficeKind.CLEARER))
    report.co_authors.add(both)
    form = author.get(address("send", report.pk)).context["form"]
    assert list(form.fields["person"].queryset) == [people.clearer]
    author.post(address("send", report.pk), {"person": people.member.pk})
    assert Clearance.objects.count() == 0


def test_what_stands_in_the_way_is_listed_with_links_instead_of_sending(author, people, report, version):
    version.recommendations.all().delete()
    response = author.post(address("send", report.pk), {"person": people.clearer.pk})
    assert address("recommendations", report.pk) in response.text
    assert Clearance.objects.count() == 0


def test_the_author_takes_the_report_back(author, people, report):
    sent = clearance.submit(report, to=people.clearer, by=people.author)
    author.post(address("withdraw", sent.pk))
    sent.refresh_from_db()
    assert sent.outcome == "withdrawn"


def test_the_timeline_says_who_had_it(author, people, report):
    sent = clearance.submit(report, to=people.clearer, by=people.author)
    clearance.send_back(sent, comment="Say what it costs.", by=people.clearer)
    events = author.get(address("report", report.pk)).context["events"]
    assert [(event.title, event.by, event.text) for event in events] == [
        ("Started", "Officer Edda Stone", ""),
        ("Sent to Finance officer Finn Wade for clearance", "Officer Edda Stone", ""),
        ("Sent back", "Finance officer Finn Wade", "Say what it costs."),
    ]


def test_sharing_the_writing_and_ending_it(author, people, report):
    author.post(address("writers", report.pk), {"person": people.participation.pk})
    assert list(report.co_authors.all()) == [people.participation]
    author.post(address("stop_sharing", report.pk, people.participation.pk))
    assert list(report.co_authors.all()) == []


# --- Print


def test_the_draft_is_shown_as_it_will_be_printed(author, version):
    response = author.get(address("print", version.pk))
    assert (response.status_code, response.content[:4]) == (200, b"%PDF")


def test_a_report_that_cannot_be_printed_says_why_and_what_is_safe(author, version, settings, tmp_path):
    BlockFactory(section=version.sections.get(), kind="figure", text="", image="0" * 64, alt="Gone")
    response = author.get(address("print", version.pk))
    assert (response.status_code, "The file of a picture is missing." in response.text) == (422, True)
    version.sections.get().blocks.filter(kind="figure").delete()
    settings.FONT_DIR = tmp_path
    response = author.get(address("print", version.pk))
    assert response.status_code == 422
    assert "Everything you wrote is saved." in response.text


def test_names_of_files_tell_nothing_of_a_report(people, sign_in):
    report = ready_report(people.author, title="What CANARY told her carer")
    version = report.versions.get()
    kept = files.keep(b"%PDF-1.7 x")
    appendix = AppendixFactory(version=version, title="CANARY's letter", original=kept, safe=kept)
    client = sign_in(people.author)
    told = [
        client.get(reverse("reports:print", args=[version.pk])),
        client.get(reverse("reports:appendix", args=[appendix.pk])),
    ]
    assert [response.headers["Content-Disposition"] for response in told] == [
        f'inline; filename="report-{report.pk}-draft.pdf"',
        f'attachment; filename="report-{report.pk}-draft-appendix-{appendix.order}.pdf"',
    ]


def test_whoever_runs_the_meetings_is_led_from_a_cleared_report_to_an_agenda(people, sign_in, report):
    link = f'href="{reverse("committees:desk")}">Lay it before a meeting</a>'
    pages = {who: sign_in(getattr(people, who)) for who in ("clerk", "author", "clearer")}
    ClearanceFactory(report=report, version=report.versions.get(), asked=people.clearer, sent_by=people.author)
    assert link not in pages["author"].get(address("report", report.pk)).text
    clearance.clear(Clearance.objects.get(), by=people.clearer)
    led = {who: link in client.get(address("report", report.pk)).text for who, client in pages.items()}
    assert led == {"clerk": True, "author": False, "clearer": False}
    drafting.start_version(report, by=people.author)
    assert link not in pages["clerk"].get(address("report", report.pk)).text
