"""What the clerk is told before a pack is built: each fault planted, said once, with the page that mends it."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import packs
from committees.models import Document, Meeting, Protected
from committees.packs.preflight import Preflight, summed_up
from corporate_parenting.lib import files
from reports.models import Appendix
from roles.audit import SYSTEM
from roles.models import Person
from tests.committees import packing
from tests.factories.committees import AgendaItemFactory, BodyFactory, ExemptionFactory, MeetingFactory, PaperFactory
from tests.factories.reports import AppendixFactory, BlockFactory, SectionFactory, TableFactory, VersionFactory
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db
GOOD = {"language": "en-GB", "titled": True}
PDF = b"%PDF-1.7 the bytes of a file"


@pytest.fixture
def item(body):
    return AgendaItemFactory(meeting=MeetingFactory(body=body), title="Placements")


@pytest.fixture
def paper(item):
    return PaperFactory(item=item)


def stored(**changes):
    """An appendix in which nothing is to be found."""
    return {"safe": files.keep(PDF), "size": len(PDF)} | GOOD | changes


def found(item):
    return packs.look(item.meeting).findings


def warnings(item):
    return packs.look(item.meeting).warnings


def only(item):
    """The one finding about a meeting."""
    [one] = found(item)
    return one


def text_of(paper, **fields):
    return BlockFactory(section=SectionFactory(version=paper.version), **fields)


def address(name, *args):
    return reverse(name, args=args)


def test_a_meeting_in_order_has_nothing_to_warn_of(item):
    ExemptionFactory(paper=PaperFactory(item=item))
    open_one = PaperFactory(item=AgendaItemFactory(meeting=item.meeting))
    AppendixFactory(version=open_one.version, **stored())
    text_of(open_one, text="Every child saw a dentist. See [the local offer](https://offer.wexcombe.example/).")
    look = packs.look(item.meeting)
    assert look.findings == []
    assert look.summary == "Nothing is in the way"
    assert look.fine == [
        "2 items on the agenda",
        "2 papers laid",
        "1 of them is in the restricted edition alone",
        "1 supplied file looked at",
    ]


# --- The agenda


def test_a_cancelled_meeting_stops(item):
    Meeting.objects.update(status="cancelled")
    item.meeting.refresh_from_db()
    one = only(item)
    assert (one.stops, one.text[:25]) == (True, "The meeting is cancelled.")
    with pytest.raises(packs.CannotBuild, match="The meeting is cancelled"):
        packs.order(item.meeting, by=SYSTEM)


def test_a_body_that_is_not_settled_is_named_and_led_to(item):
    item.meeting.body.legal_basis = "not_settled"
    one = only(item)
    assert one.words.startswith("The legal basis of Corporate Parenting Sub-Committee is not settled.")
    assert one.address == address("committees:settle", item.meeting.body_id)


def test_an_agenda_without_items_is_named(body):
    assert warnings(MeetingFactory(body=body).items.model(meeting=MeetingFactory(body=body))) == [
        "The agenda has no items yet. The pack will be a front sheet alone."
    ]


def test_a_missing_paper_leads_to_laying_one(item):
    item.expects_paper = True
    item.save()
    one = only(item)
    assert one.words == "Item 1, “Placements”: the paper is missing. A sheet “to follow” is printed in its place."
    assert one.address == address("committees:lay", item.pk)
    item.withdrawn_at, item.withdrawn_why = timezone.now(), "It is not needed."
    item.save()
    assert [one.text[:26] for one in found(item)] == ["The agenda has no items ye"]


def test_an_item_for_young_people_without_plain_words_is_named(item):
    item.for_young = True
    item.save()
    assert only(item).text.startswith("It is ticked for the young people’s edition, and nobody has said in plain words")
    item.young_words = "Where you live, and who decides that."
    item.save()
    assert found(item) == []


def test_an_item_of_part_2_without_a_ground_is_named(item):
    item.likely_private = True
    item.save()
    one = only(item)
    assert one.text.startswith("It stands in part 2, and nobody has said on what ground.")
    assert one.address == address("committees:edit_item", item.pk)


def test_a_title_that_tells_who_somebody_is_stops_the_build(item):
    PersonFactory(name="Zebulon Quarrington", category=Person.Category.YOUNG, name_is_public=False)
    item.title = "Review of the placement of Zebulon Quarrington"
    item.save()
    one = only(item)
    assert one.stops
    assert one.text.endswith("may tell who somebody is. It holds a name that is protected. Take the name out.")
    with pytest.raises(packs.CannotBuild):
        packs.order(item.meeting, by=SYSTEM)


@pytest.mark.parametrize("field", ["title", "text", "young_words"])
def test_what_is_protected_in_what_everybody_reads_of_an_item_stops_the_build(item, people, field):
    Protected.objects.create(
        kind="number", words="943 476 5919", why="A case", added_at=timezone.now(), added_by=people.clerk
    )
    assert found(item) == []
    setattr(item, field, "About case 943-476-5919 in spring")
    item.save()
    [one] = [one for one in found(item) if "marked as protected" in one.text]
    assert one.stops
    assert "943" not in one.text
    with pytest.raises(packs.CannotBuild):
        packs.order(item.meeting, by=SYSTEM)


def test_what_only_may_tell_is_asked_of_private_items_alone(item):
    item.title = "Complaint of a carer"
    item.save()
    assert found(item) == []
    item.likely_private, item.private_kind = True, "exempt"
    item.private_paragraphs, item.private_reason = [1], "It would tell who a child is."
    item.save()
    one = only(item)
    assert (one.stops, one.text[:42]) == (False, "Its public title may tell who somebody is.")


def test_a_held_pack_is_named_with_who_and_why(item, people):
    meeting = item.meeting
    meeting.pack_held_at, meeting.pack_held_by, meeting.pack_held_why = timezone.now(), people.clerk, "Figures late."
    meeting.save()
    assert only(item).words == "The pack is held by Clerk Hattie Brook: Figures late. The timetable leaves it alone."


def test_a_timetable_too_late_for_the_clear_days_is_named(item, body):
    body.pack_clear_days, body.pack_time = 5, time(9)
    item.meeting.body = body
    assert found(item) == []
    body.pack_clear_days = 4
    one = only(item)
    assert one.words.startswith(
        "The timetable builds this pack on Tuesday 8 December 2026, and the last lawful day to publish is Monday 7 "
    )
    assert one.address == address("committees:schedule", body.pk)


# --- Papers


def test_papers_of_a_private_item_that_nobody_decided_are_named(item):
    item.likely_private = True
    item.save()
    paper = PaperFactory(item=item)
    one = only(item)
    assert one.words.startswith(
        "Item 1, “Placements”: it is likely to be taken in private, and nobody has said by what law."
    )
    assert one.address == address("committees:keep_private", paper.pk)


def test_a_paper_kept_private_without_its_paragraph_is_named(item, paper):
    ExemptionFactory(paper=paper, paragraphs=[])
    assert only(item).text.startswith("Its paper is kept private without the ground that must be given. ")


def test_a_report_that_is_not_cleared_is_named(item):
    PaperFactory(item=item, version=VersionFactory())
    assert warnings(item) == [
        "Item 1, “Placements”: a report is not cleared. A sheet “to follow” is printed in its place."
    ]


def test_a_newer_version_is_named(item, paper):
    VersionFactory(report=paper.version.report, number=2, frozen_at=paper.version.frozen_at)
    assert warnings(item) == [
        "Item 1, “Placements”: version 1 of a report is laid, and version 2 has been cleared since."
    ]


def test_a_review_that_is_over_due_is_named(item, paper):
    exemption = ExemptionFactory(paper=paper, review_on=date(2020, 1, 1))
    one = only(item)
    assert one.words.endswith("whether its paper is still private was to be looked at by 1 January 2020.")
    assert one.address.endswith(f"#kept-{exemption.pk}")


# --- Files


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tagged": False}, "Appendix 1 was supplied without text for screen readers. Ask its author"),
        ({"language": ""}, "Appendix 1 does not say its language in the file"),
        ({"titled": False}, "Appendix 1 does not say its title in the file"),
        ({"language": "", "titled": False}, "Appendix 1 does not say its language or its title in the file"),
        ({"scanned": 2}, "2 pages of appendix 1 are only a picture."),
        ({"fonts_missing": 1}, "Not all fonts of appendix 1 are in the file"),
        ({"kind": Appendix.Kind.PNG}, "Appendix 1 is a picture, and nobody has described it"),
        ({"findings": ["Made smaller to fit A4: pages 2, 3."]}, "Pages of appendix 1 were larger than A4"),
        ({"findings": ["The file was damaged and has been repaired: …"]}, "The file of appendix 1 was damaged and has"),
        ({"size": 1}, "The stored file of appendix 1 is damaged: it has not the size that it came in with."),
        ({"safe": "0" * 64}, "The stored file of appendix 1 is missing from the server. A sheet is printed in its"),
    ],
)
def test_what_is_wrong_with_an_appendix_is_named(item, paper, changes, said):
    AppendixFactory(version=paper.version, **stored(**changes))
    one = only(item)
    assert (one.text[: len(said)], one.stops, one.item) == (said, False, item)


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        ("It is pictures of pages without text: …", "The document is pictures of pages without text"),
        ("Scanned, with recognised text that …", "The document is scanned"),
        ("Fonts are not in the file: Helvetica.", "Not all fonts of the document are in the file"),
        ("Made smaller to fit A4: pages 2.", "Pages of the document were larger than A4"),
        ("The file was damaged and has been repaired: …", "The file of the document was damaged and has been repaired"),
        ("It does not say which language it is in.", "The document does not say its language in the file"),
        ("It has no title of its own.", "The document does not say its title in the file"),
    ],
)
def test_what_the_intake_saw_in_a_document_is_named(item, finding, said):
    about = {"safe": files.keep(PDF), "size": len(PDF), "original": "0" * 64, "pages": 1, "tagged": True}
    about |= {"title": "CANARY", "file_name": "a.pdf", "added_at": timezone.now(), "added_by": PersonFactory()}
    document = Document.objects.create(findings=[finding], **about)
    PaperFactory(item=item, version=None, document=document)
    one = only(item)
    assert (one.text[: len(said)], one.stops) == (said, False)
    assert one.address == address("committees:paper", item.papers.get().pk)


HIDDEN = [{"what": "under_box", "page": 2, "count": 1}]


def test_hidden_words_that_nobody_decided_stop_what_everybody_reads(item, paper):
    AppendixFactory(version=paper.version, **stored(hidden=HIDDEN))
    one = only(item)
    assert one.stops
    assert one.text.startswith("Appendix 1 holds words that a reader does not see, and nobody has decided about them.")
    with pytest.raises(packs.CannotBuild):
        packs.order(item.meeting, by=SYSTEM)
    ExemptionFactory(paper=paper)
    assert [one.stops for one in found(item)] == [False]
    Appendix.objects.update(answer="clean", answered_at=timezone.now())
    assert found(item) == []


def test_hidden_words_in_an_appendix_that_is_private_alone_stop_nothing(item, paper):
    row = AppendixFactory(version=paper.version, **stored(hidden=HIDDEN))
    ExemptionFactory(paper=paper, appendix=row)
    assert [one.stops for one in found(item)] == [False]


def test_a_document_with_hidden_words_that_was_opened_since_stops(item):
    document = packing.document("Letter", "The inspectors wrote to us.")
    Document.objects.update(findings=["Words lie under a filled box on page 2: they are covered, but still …"])
    document.refresh_from_db()
    paper = PaperFactory(item=item, version=None, document=document)
    assert only(item).stops
    ExemptionFactory(paper=paper)
    assert found(item) == []


def test_a_picture_of_a_report_that_is_gone_is_named(item, paper):
    text_of(paper, kind="figure", image="0" * 64, alt="Dentists by district, more in the north than in the south")
    assert only(item).text.startswith("A picture of the report is missing from the server, so it cannot be printed.")


# --- Words of reports


def test_small_numbers_are_counted_and_not_repeated(item, paper):
    text_of(paper, text="Only 3 children in care went missing in Marlow Bottom.")
    one = only(item)
    assert one.text.startswith("Its report tells 1 number of children under 5, from which somebody may be known.")
    assert "Marlow" not in one.words
    ExemptionFactory(paper=paper)
    assert found(item) == []  # what is private may hold the full figures


@pytest.mark.parametrize(
    "link",
    ["(https://wexcombe/)", "(http://offer..example/)", "(http://localhost:8000/here)", "(offer.html)", "(#section-2)"],
)
def test_links_that_lead_nowhere_are_counted(item, paper, link):
    text_of(paper, text=f"See [the local offer of the council]{link} for more.")
    assert only(item).text.startswith("1 link in its report leads nowhere, by the form of the address.")


def test_a_link_to_a_page_that_this_site_has_not_leads_nowhere(item, paper, settings):
    settings.BASE_URL = "https://council.wexcombe.example"
    block = text_of(paper, text=f"See [the bodies of the council]({settings.BASE_URL}/no/such/page/) for more.")
    assert only(item).text.startswith("1 link in its report leads nowhere")
    block.text = f"See [the meetings of the council]({settings.BASE_URL}{reverse('committees:public_meetings')})."
    block.save()
    assert found(item) == []


def test_tables_without_headings_are_counted(item, paper):
    TableFactory(section=SectionFactory(version=paper.version), table={"head": ["", ""], "rows": [["2025", "71%"]]})
    assert only(item).text.startswith("1 table or picture of its report lacks a heading or a description")


def test_a_changed_word_is_looked_at_anew(item, paper):
    block = text_of(paper, text="Every child in care saw a dentist.")
    assert found(item) == []
    block.text = "Only 3 children in care went missing."
    block.save()
    assert len(found(item)) == 1


# --- All together


def test_a_private_title_stands_in_no_sentence(item):
    paper = PaperFactory(item=item, version=VersionFactory(report__title="CANARY of a child", frozen=True))
    item.likely_private, item.private_title, item.private_reason = True, "CANARY item", "CANARY reason"
    item.save()
    VersionFactory(report=paper.version.report, number=2, frozen_at=paper.version.frozen_at)
    AppendixFactory(version=paper.version, **stored(title="CANARY file", file_name="CANARY.pdf", tagged=False))
    text_of(paper, text="CANARY with [a link](nowhere) and 3 children.", caption="CANARY")
    ExemptionFactory(paper=paper, reason="CANARY", paragraphs=[], review_on=date(2020, 1, 1))
    look = packs.look(item.meeting)
    assert len(look.findings) == 5
    assert "CANARY" not in str([*look.stops, *look.warnings, *look.fine, look.summary])
    assert "CANARY" not in str([group.title for group in look.groups])


def test_what_stops_comes_first_then_the_order_of_the_agenda(item, body):
    PaperFactory(item=item, version=VersionFactory())
    body.legal_basis = "not_settled"
    item.meeting.body = body
    last = AgendaItemFactory(meeting=item.meeting, title="Sufficiency")
    paper = PaperFactory(item=last)
    AppendixFactory(version=paper.version, **stored(hidden=HIDDEN, tagged=False))
    look = packs.look(item.meeting)
    assert [(one.stops, one.item and one.item.title) for one in look.findings] == [
        (True, "Sufficiency"),
        (False, None),
        (False, "Placements"),
        (False, "Sufficiency"),
    ]
    assert [(group.title, len(group.findings)) for group in look.groups] == [
        ("Item 2: Sufficiency", 2),
        ("The whole pack", 1),
        ("Item 1: Placements", 1),
    ]
    assert look.summary == "1 thing stops the build, 3 to know"


@pytest.mark.parametrize(
    ("stops", "warns", "said"),
    [
        (0, 0, "Nothing is in the way"),
        (0, 1, "Nothing stops the build, 1 thing to know"),
        (1, 0, "1 thing stops the build"),
        (2, 5, "2 things stop the build, 5 to know"),
    ],
)
def test_all_of_it_is_said_in_one_line(stops, warns, said):
    assert summed_up(stops, warns) == said
    assert Preflight().summary == "Nothing is in the way"


def test_it_costs_the_same_for_one_paper_and_for_many(item, body):
    def count():
        with CaptureQueriesContext(connection) as counted:
            packs.look(Meeting.objects.select_related("body").get(pk=item.meeting.pk))
        return len(counted)

    def lay():
        one = AgendaItemFactory(meeting=item.meeting, expects_paper=True, likely_private=True)
        paper = PaperFactory(item=one)
        ExemptionFactory(paper=paper, review_on=date(2020, 1, 1))
        AppendixFactory(version=paper.version, **stored(tagged=False, hidden=HIDDEN))
        text_of(paper, text="Only 3 children in care went missing. See [here](nowhere).")
        TableFactory(section=SectionFactory(version=paper.version))

    lay()
    PaperFactory(item=item, version=None, document=packing.document("Letter", "The inspectors wrote to us."))
    few = count()
    for _ in range(4):
        lay()
    assert count() == few


def test_the_clerk_can_open_every_page_that_is_named(item, people, sign_in, body):
    item.meeting.body.legal_basis = "not_settled"
    item.meeting.body.save()
    everything = VersionFactory(report__remit=body.remit, frozen=True)
    paper = PaperFactory(item=item, version=everything)
    AppendixFactory(version=everything, **stored(tagged=False, hidden=HIDDEN))
    text_of(paper, text="Only 3 children in care went missing.")
    ExemptionFactory(paper=paper, review_on=date(2020, 1, 1), paragraphs=[])
    private = AgendaItemFactory(meeting=item.meeting, title="Complaint of a carer", likely_private=True, for_young=True)
    PaperFactory(item=private, version=VersionFactory())
    AgendaItemFactory(meeting=item.meeting, expects_paper=True)
    named = {one.address for one in found(item)} - {""}
    client = sign_in(people.clerk)
    assert len(named) >= 8
    assert {one: client.get(one).status_code for one in named} == dict.fromkeys(named, 200)


# --- The page


def test_the_page_groups_what_was_found_and_links_each(item, paper, people, sign_in):
    AppendixFactory(version=paper.version, **stored(hidden=HIDDEN, title="CANARY file"))
    client = sign_in(people.clerk)
    text = client.get(address("committees:pack", item.meeting_id)).text
    assert "1 thing stops the build</p>" in text
    assert "Item 1: Placements</h3>" in text
    assert f'href="{address("committees:paper", paper.pk)}"' in text
    assert "Build the pack</button>" not in text
    assert "CANARY" not in text
    Appendix.objects.update(answer="clean", answered_at=timezone.now())
    text = client.get(address("committees:pack", item.meeting_id)).text
    assert "Nothing is in the way</p>" in text
    assert "Build the pack</button>" in text


def test_a_body_that_nobody_runs_with_a_timetable_says_so(people, sign_in, item):
    text = sign_in(people.clerk).get(address("committees:pack", item.meeting_id)).text
    assert "Packs of this body are not built by themselves." in text
    assert BodyFactory().pack_clear_days is None
