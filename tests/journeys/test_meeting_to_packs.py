"""
From another system's meeting and two written reports to both editions of the pack.

Told twice: on real files where they are (REAL_DATA), and on samples of our own that are always here.
"""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from django.core.management import call_command

from committees import agenda, bodies
from committees.models import Meeting, Pack
from committees.models.bodies import Body, LegalBasis
from reports import clearance, drafting
from reports.models import Recommendation, Report
from roles.audit import SYSTEM
from roles.permissions import OfficeKind
from tests.browser.driving import plain, text
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

# What the migrations brought (formats, responsibilities) must be there again after a test that emptied the tables.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SAMPLES = Path(__file__).parent.parent / "samples"
CANARY = "CANARY-7Q4ZK"
RESTRICTED_ONLY = f"The child called {CANARY} lives with a carer in the north of the town."


@dataclass(frozen=True)
class Source:
    """Where the files of one telling lie: the meeting's XML, and a decimal and a continuous report."""

    meeting: Path
    decimal: Path
    continuous: Path


@pytest.fixture(params=["samples", "real"])
def source(request):
    if request.param == "samples":
        texts = SAMPLES / "reports"
        return Source(SAMPLES / "moderngov" / "meeting.xml", texts / "decimal.md", texts / "continuous.txt")
    real = Path(request.getfixturevalue("real_data"))
    seeds = sorted((real / "seeds").glob("*.txt"))
    return Source(real / "real" / "moderngov" / "meeting_with_minutes.xml", seeds[1], seeds[3])


@pytest.fixture
def clerk():
    person = PersonFactory(name="Clerk Hattie Brook")
    UserFactory(person=person)
    return person


@pytest.fixture
def clearer():
    person = PersonFactory(name="Finance officer Finn Wade")
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.CLEARER))
    return person


@pytest.fixture
def meeting(source, clerk):
    """The meeting as it came in, its legal basis settled by the clerk."""
    call_command("import_moderngov", str(source.meeting))
    found = Meeting.objects.get()
    assert found.body.legal_basis == LegalBasis.NOT_SETTLED
    bodies.settle(found.body, legal_basis=LegalBasis.COMMITTEE, by=clerk)
    bodies.make_clerk(found.body, clerk, starts_on=found.body.starts_on, by=SYSTEM)
    return found


def bring_in(file, body, author):
    """One report by the shell; returns the Report, ready to be sent."""
    known = set(Report.objects.values_list("pk", flat=True))
    call_command("import_report", str(file), body=str(body.pk), author=author.email)
    return Report.objects.exclude(pk__in=known).get()


def clear(report, author, clearer):
    """The report cleared: what an import could not place is put under the last heading first."""
    draft = report.versions.drafts().get()
    for lost in list(draft.unplaced.all()):
        drafting.place(lost, section=draft.sections.last(), by=author)
    sent = clearance.submit(report, to=clearer, by=author)
    return clearance.clear(sent, by=clearer)


@pytest.fixture
def author():
    person = PersonFactory(name="Officer Edda Stone")
    UserFactory(person=person)
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.OFFICER))
    return person


@pytest.fixture
def laid(source, meeting, clerk, author, clearer):
    """Both reports laid, and a third that is about one child and is kept from the public."""
    papers = []
    for file in (source.decimal, source.continuous):
        version = clear(bring_in(file, meeting.body, author), author, clearer)
        item = agenda.add_item(meeting, title=version.title, purpose="note", by=clerk)
        papers.append(agenda.lay(version, before=item, by=clerk))
    papers.append(_private(meeting, author, clearer, clerk))
    return papers


def _private(meeting, author, clearer, clerk):
    report = drafting.start(
        title=f"About {CANARY}", format=Report.objects.first().format, by=author, remit=meeting.body.remit
    )
    draft = report.versions.drafts().get()
    for section in list(draft.sections.all()):
        drafting.add_block(section, text=RESTRICTED_ONLY, by=author)
    drafting.add_recommendation(draft, verb=Recommendation.Verb.NOTE, text=f"Note {CANARY}.", by=author)
    drafting.save_details(draft, header=[[label, "As said"] for label, _ in draft.header], reasons="So.", by=author)
    version = clear(report, author, clearer)
    private = {"kind": "exempt", "paragraphs": [1, 2], "reason": f"It is about {CANARY}."}
    item = agenda.add_item(meeting, title="Learning from practice", private=private, by=clerk)
    return agenda.lay(version, before=item, by=clerk)


@pytest.fixture
def editions(meeting, laid, tmp_path):
    """Both editions as files, built by the shell with no worker."""
    files = {edition: tmp_path / f"{edition}.pdf" for edition in ("public", "restricted")}
    for edition, file in files.items():
        call_command("build_pack", meeting.pk, edition=edition, output=file)
    return files


def first_words(version):
    block = version.sections.exclude(blocks=None).first().blocks.first()
    return re.sub(r"[*_`|\\]", "", block.text).split()[:6]


def test_both_editions_are_made_and_only_one_tells_what_is_private(meeting, laid, editions):
    """One test, because making the packs takes much longer than looking at them."""
    only_one_holds_the_private_paper(laid, editions)
    contents_give_the_pages_where_the_papers_stand(laid, editions)
    both_print_the_same_number_on_the_same_paper(laid, editions)
    tags_are_kept(laid, editions)
    says_what_was_searched(meeting)
    if os.environ.get("PDFUA_CHECK"):
        the_outside_checker_finds_them_accessible(editions)


def only_one_holds_the_private_paper(laid, editions):
    public, restricted = text(editions["public"]), text(editions["restricted"])
    for paper in laid[:2]:
        words = " ".join(first_words(paper.version))
        assert words in public
        assert words in restricted
    assert CANARY in restricted
    assert CANARY not in public
    for data in (editions["public"].read_bytes(), plain(editions["public"])):
        assert CANARY.encode() not in data
        assert CANARY.encode("utf-16-be") not in data


def contents_give_the_pages_where_the_papers_stand(laid, editions):
    with pikepdf.open(editions["public"]) as pdf:
        labels = page_labels(pdf)
    front = text(editions["public"], 1, 3)
    found = re.findall(r"Pages? (\d+)", front)
    assert found, front
    for paper in laid[:2]:
        title = " ".join(paper.version.title.split()[:4])
        starts = [
            labels[index]
            for index in range(2, len(labels))
            if title.lower() in text(editions["public"], index + 1).lower() and labels[index] in found
        ]
        assert starts, (title, labels, found)


def page_labels(pdf):
    return [page.label for page in pdf.pages]


def both_print_the_same_number_on_the_same_paper(laid, editions):
    where = {}
    for edition, file in editions.items():
        with pikepdf.open(file) as pdf:
            labels = page_labels(pdf)
        for paper in laid[:2]:
            words = " ".join(first_words(paper.version))
            where.setdefault(paper.pk, {})[edition] = [
                label for index, label in enumerate(labels) if words in text(file, index + 1)
            ]
    for found in where.values():
        assert found["public"] == found["restricted"] != []


def tags_are_kept(laid, editions):
    for file in editions.values():
        with pikepdf.open(file) as pdf:
            root = pdf.Root
            assert bool(root.MarkInfo.Marked)
            document = root.StructTreeRoot.K
            document = document[0] if isinstance(document, pikepdf.Array) else document
            parts = [str(kid.S) for kid in document.K]
            assert parts.count("/Part") == len(parts) >= len(laid) + 1


def says_what_was_searched(meeting):
    public = Pack.objects.filter(build__meeting=meeting, edition="public").latest("pk")
    assert any("no restricted words" in check["words"] for check in public.checks)


def the_outside_checker_finds_them_accessible(editions):
    done = subprocess.run(
        [os.environ["PDFUA_CHECK"], *map(str, editions.values())], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_body_came_in_once_however_often_it_is_imported(source, meeting):
    call_command("import_moderngov", str(source.meeting))
    assert (Body.objects.count(), Meeting.objects.count()) == (1, 1)
