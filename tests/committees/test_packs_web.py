"""An edition as a web page in one file: what it holds, what it must not hold, and how it is put together."""

import base64
import re
from html.parser import HTMLParser

import pytest

from committees import exempt, packs
from committees.models.packs import Edition, Form
from committees.packs import numbering, searching, web, web_html
from corporate_parenting.lib import files, words
from reports.printing import Document
from roles.audit import SYSTEM
from tests.committees import packing
from tests.committees import private_parts as partly
from tests.factories.reports import AppendixFactory, SectionFactory, TableFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]
CANARY = re.compile(rb"CANARY", re.IGNORECASE)
PICTURE = b"\x89PNG and so on"


class Outline(HTMLParser):
    """The headings, ids, inner links and tables of a page, as a browser would find them."""

    def __init__(self, data):
        super().__init__()
        self.levels, self.ids, self.links, self.tags, self.sources = [], [], [], [], []
        self.feed(data.decode())

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.tags.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.ids += [told["id"]] if "id" in told else []
        self.links += [told["href"]] if "href" in told else []
        self.sources += [told["src"]] if "src" in told else []


def built(meeting):
    build = packs.order(meeting, by=SYSTEM)
    packs.work_until_done(build)
    return build


def made(build, edition=Edition.PUBLIC):
    parts = build.parts.select_related("item", "paper__document", "appendix")
    form = Form.LARGE if edition == Edition.YOUNG else Form.STANDARD
    leaves = numbering.leaves(list(parts.filter(form=form)), edition=edition, start=1)
    return web.page(build, edition=edition, leaves=leaves)


@pytest.fixture
def everything(body):
    return packing.meeting_with_everything(body)


def test_the_page_holds_each_paper_and_says_its_printed_pages(everything):
    table = SectionFactory(version=everything.papers.programme.version)
    TableFactory(section=table)
    data = made(built(everything.meeting))
    said = words.of_html(data.decode())
    for text in [
        packing.OPEN_TEXT.strip(),
        "The inspectors wrote to us.",
        "What we shall look at next year.",
        "dentists",
    ]:
        assert text in said
    assert re.search(r"Pages \d+ to \d+ of the printed pack", said)
    assert "Item 2: Health of children in care" in said
    assert "Public document pack" in said
    assert "The paper will follow" in said
    assert "paragraph 1:" in said


def test_the_outline_has_one_first_heading_and_leaves_no_level_out(everything):
    build = built(everything.meeting)
    for edition in (Edition.PUBLIC, Edition.RESTRICTED):
        page = Outline(made(build, edition))
        assert page.levels.count(1) == 1
        assert page.levels[0] == 1
        assert all(after <= before + 1 for before, after in zip(page.levels, page.levels[1:], strict=False))
        assert len(page.levels) > 8


def test_every_link_leads_to_a_place_on_the_page_and_every_id_is_there_once(everything):
    page = Outline(made(built(everything.meeting)))
    inner = [link[1:] for link in page.links if link.startswith("#")]
    assert len(page.ids) == len(set(page.ids))
    assert set(inner) <= set(page.ids)
    assert {"contents", "papers", "part-1"} <= set(inner) | {"part-1"}
    assert sum(link.startswith("part-") for link in inner) >= 6


def test_it_is_one_file_without_a_script_or_anything_from_elsewhere(everything):
    data = made(built(everything.meeting))
    page = Outline(data)
    assert not {"script", "link", "iframe", "object", "form"} & set(page.tags)
    assert all(source.startswith("data:") for source in page.sources)
    assert not re.search(rb"url\(|@import|asset:|pack:", data)


def test_the_same_leaves_give_the_same_bytes(everything):
    build = built(everything.meeting)
    assert made(build) == made(build)


def test_nothing_of_what_is_private_is_in_the_public_bytes(everything):
    build = built(everything.meeting)
    public, restricted = made(build), made(build, Edition.RESTRICTED)
    assert not CANARY.search(public)
    for secret in (packing.SECRET_TEXT, packing.SECRET_ITEM, packing.SECRET_APPENDIX):
        assert secret in words.of_html(restricted.decode())
    assert packing.SECRET_REASON.encode() not in restricted  # the print does not say it either
    assert searching.look_in_html(build, Edition.PUBLIC, public).hits == []
    assert searching.look_in_html(build, Edition.PUBLIC, restricted).hits


def test_what_is_private_in_a_part_of_an_open_report_is_not_in_the_public_bytes(body, people):
    found = partly.laid(body, people.clerk)
    partly.close(found, people.clerk)
    build = built(found.meeting)
    public, restricted = made(build), made(build, Edition.RESTRICTED)
    assert not CANARY.search(public)
    assert CANARY.search(restricted)


def test_the_restricted_page_is_marked_as_the_law_wants_and_the_public_one_is_not(everything):
    build = built(everything.meeting)
    restricted = words.of_html(made(build, Edition.RESTRICTED).decode())
    marking = exempt.marking_on(everything.papers.secret)
    assert marking
    assert restricted.count(marking) == 2  # on the report and on its appendix
    assert "This copy is not for publication" in restricted
    public = made(build).decode()
    assert 'class="marking"' not in public
    assert "noindex" not in public


def test_the_young_people_s_page_holds_what_is_ticked_in_ordinary_letters(everything):
    item = everything.items[1]
    item.for_young, item.young_words = True, "Are children in care well? The teeth of children."
    item.save()
    data = made(built(everything.meeting), Edition.YOUNG)
    said = words.of_html(data.decode())
    assert "Are children in care well?" in said
    assert packing.OPEN_TEXT.strip() in said
    assert "Letter of the inspectorate" not in said
    assert not CANARY.search(data)
    assert "of the young people’s print" in said
    assert 'id="contents"' in data.decode()
    assert "next page" not in said


def test_a_table_that_was_added_is_a_table_and_what_cannot_be_read_says_so(everything):
    version = everything.papers.health.version
    stored = files.keep(b"%PDF-1.7 a file of pictures alone")
    AppendixFactory(
        version=version, order=2, title="Visits", kind="csv", safe=stored, pages=1,
        table={"head": ["District", "Visits"], "rows": [["North", "12"]]},
    )  # fmt: skip
    AppendixFactory(version=version, order=3, title="A scan", kind="pdf", safe=stored, pages=1, tagged=False)
    build = packs.order(everything.meeting, by=SYSTEM)
    build.parts.update(state="done", pages=1)
    data = made(build).decode()
    assert '<th scope="col">District</th>' in data
    assert '<th scope="row">North</th>' in data
    assert "its text cannot be taken out of it" in data


def test_a_part_that_could_not_be_printed_has_the_sheet_that_says_so(everything):
    build = built(everything.meeting)
    build.parts.filter(paper=everything.papers.programme).update(state="failed")
    said = words.of_html(made(build).decode())
    assert "What we shall look at next year." not in said
    assert "could not be" in said


def test_headings_ids_pictures_and_tables_of_a_print_are_written_out_anew():
    html = (
        '<!doctype html><html><head><title>Gone</title><style>p { color: red }</style></head><body class="x">'
        '<h1 id="top">A &lt;b&gt; title</h1><h3>Deep</h3><p style="color:red" onclick="x()" lang="cy">Dŵr &amp; tân</p>'
        '<a href="#top">Up</a><a href="pack:part-7">On</a><!-- gone --><img src="asset:a" alt="A &quot;chart&quot;">'
        "<table><caption>Visits</caption><tbody><tr><td>1</td></tr></tbody></table>"
        '<table class="fields"><tbody><tr><td>2</td></tr></tbody></table></body></html>'
    )
    made = web_html.piece(Document(html, {"a": PICTURE}), prefix="p-", below=2, outline=web_html.Outline())
    picture = base64.b64encode(PICTURE).decode()
    assert made == (
        '<h1 id="p-top">A &lt;b&gt; title</h1><h2>Deep</h2><p lang="cy">Dŵr &amp; tân</p>'
        f'<a href="#p-top">Up</a><a href="#part-7">On</a><img src="data:image/png;base64,{picture}"'
        ' alt="A &quot;chart&quot;">'
        '<div class="scroll" role="region" aria-label="Table 1" tabindex="0">'
        "<table><caption>Visits</caption><tbody><tr><td>1</td></tr></tbody></table></div>"
        '<table class="fields"><tbody><tr><td>2</td></tr></tbody></table>'
    )


def test_the_policy_of_a_page_allows_its_own_style_and_no_other(everything):
    data = made(built(everything.meeting))
    policy = web.policy(data)
    allowed = policy["style-src"][0].strip("'")
    assert allowed.startswith("sha256-")
    assert f"style-src '{allowed}'" in data.decode()
    assert policy["default-src"] == ["'none'"]
    assert web.policy(b"<p>x</p>")["style-src"] == ["'none'"]
