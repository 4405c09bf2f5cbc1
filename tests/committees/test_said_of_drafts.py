"""What was said of a draft, and what stood in it before, stays with its writers: no reader of a paper gets a word."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from committees import finding, packs
from corporate_parenting.lib import files, words
from reports import comments, texts
from reports.models import KeptText
from roles.audit import SYSTEM
from tests.factories.committees import AgendaItemFactory, MeetingFactory, PaperFactory
from tests.factories.reports import BlockFactory, SectionFactory, VersionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]
SAID, BEFORE = "CANARYSAID", "CANARYBEFORE"


@pytest.fixture
def paper(body, people):
    """An open paper on a published meeting; its draft was spoken about and read otherwise before."""
    version = VersionFactory(title="Health of children in care", report__author=people.author)
    section = SectionFactory(version=version)
    BlockFactory(section=section, text="Every child in care sees a dentist.")
    part = texts.name_of(section)
    about = comments.say(version, part, f"Is it so? {SAID}", quote="sees a dentist", by=people.author)
    comments.answer(about, f"It is. {SAID}", by=people.author)
    texts.keep(version, part, "Background", f"It was {BEFORE} before.", how=KeptText.How.SAVED, by=people.author)
    version.number, version.frozen_at = 1, timezone.now()
    version.save()
    on = datetime(2026, 12, 15, 10, tzinfo=UTC)
    meeting = MeetingFactory(body=body, starts_at=on, published_at=timezone.now(), published_by=people.clerk)
    return PaperFactory(item=AgendaItemFactory(meeting=meeting, title="Health"), version=version)


def silent(text):
    return SAID not in text and BEFORE not in text


def test_no_page_for_readers_holds_a_word_of_it(client, sign_in, people, paper):
    meeting = paper.item.meeting
    public = [reverse("committees:public_meeting", args=[meeting.pk])]
    public.append(reverse("committees:public_paper", args=[paper.pk]))
    for address in public:
        page = client.get(address).text
        assert silent(page), address
    assert "sees a dentist" in page
    reading = [reverse("committees:meeting", args=[meeting.pk]), reverse("committees:paper", args=[paper.pk])]
    for who in ("member", "chair", "clerk", "other"):
        signed_in = sign_in(getattr(people, who))
        assert all(silent(signed_in.get(address).text) for address in reading), who


def test_no_search_finds_it(client, sign_in, people, paper):
    finding.catch_up()
    for word in (SAID, BEFORE):
        found = [client.get("/meetings/search/", {"q": word}).text]
        found += [
            sign_in(getattr(people, who)).get("/search/", {"q": word}).text for who in ("member", "clerk", "author")
        ]
        # The word that was asked for stands in the box, and nowhere else.
        assert all("Health of children in care" not in page.partition("<main")[2] for page in found)


def test_no_pack_holds_it(people, paper):
    build = packs.order(paper.item.meeting, by=SYSTEM)
    packs.work_until_done(build)
    for pack in build.packs.all():
        is_page = pack.form == "web"
        text = words.of_html(files.read(pack.file).decode()) if is_page else words.of_pdf(files.path(pack.file))
        assert "sees a dentist" in text
        assert silent(text)
