"""Every place of a file is searched for what is kept back and for what is protected: a leak is planted in each."""

import base64
from types import SimpleNamespace

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from committees.models.packs import Edition
from committees.packs import kept_words, protecting, searching
from corporate_parenting.lib import matching, pdf, words
from tests.lib.pdf.samples import MOMENT, html

SENTENCE = "The child lives at the finest house behind the école."


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A pack of two reports, as it is joined: three pages of small print."""
    out = tmp_path_factory.mktemp("pack") / "pack.pdf"
    long = "".join(f"<p>Number {number} of what is open to all.</p>" for number in range(80))
    link = '<a href="https://www.example.org/open">a link</a>'
    parts = [
        pdf.Part(pdf.render(html(f"<h1>First report</h1><p>Open {link}.</p>{long}")).data, "First", 1, target="part-1"),
        pdf.Part(pdf.render(html("<h1>Second report</h1><p>Open words.</p>")).data, "Second", 9, target="part-2"),
    ]
    pdf.merge(parts, title="Pack", at=MOMENT, out=out)
    return out


@pytest.fixture
def kept(monkeypatch):
    """One sentence that is kept back, of item 5, and nothing open."""
    part = SimpleNamespace(item=SimpleNamespace(printed_number="5"))
    found = kept_words.Kept({matching.squeezed(SENTENCE): part}, [], [])
    monkeypatch.setattr(searching.kept_words, "of", lambda build: found)
    monkeypatch.setattr(searching.protecting, "wanted", list)
    return found


@pytest.fixture
def marked(monkeypatch):
    """Nothing is kept back; what is in the list is protected, a kind and words each."""
    monkeypatch.setattr(searching.kept_words, "of", lambda build: kept_words.Kept({}, [], []))
    listed = []

    def wanted():
        rows = [SimpleNamespace(pk=1, kind=kind, words=said) for kind, said in listed]
        return [protecting.Wanted(row.pk, protecting._ways(row)) for row in rows]

    monkeypatch.setattr(searching.protecting, "wanted", wanted)
    return listed


def looked(path, tmp_path, spoil):
    """What is found in a copy of a pack after something was done to it."""
    copy = tmp_path / "leaks.pdf"
    with pikepdf.open(path) as opened:
        spoil(opened)
        opened.save(copy)
    return searching.look(None, Edition.PUBLIC, pdf.inspect(copy))


def shown(opened, text, **how):
    """A stream that shows words in a plain font."""
    return opened.make_stream(b"BT /F9 9 Tf (" + text.encode("cp1252") + b") Tj ET", **how)


def put_in_info(opened):
    opened.docinfo["/Subject"] = SENTENCE


def put_in_xmp(opened):
    with opened.open_metadata(update_docinfo=False) as meta:  # else it is in the properties as well
        meta["dc:description"] = SENTENCE


def put_in_bookmark(opened):
    opened.Root.Outlines.First.Title = String(f"Item 1: {SENTENCE}")


def put_in_deep_bookmark(opened):
    below = opened.make_indirect(Dictionary(Title=String(SENTENCE), Parent=opened.Root.Outlines.First))
    opened.Root.Outlines.First.First = opened.Root.Outlines.First.Last = below


def put_in_destination(opened):
    place = Array([opened.pages[0].obj, Name.Fit])
    opened.Root.Names = Dictionary(Dests=opened.make_indirect(Dictionary(Names=Array([String(SENTENCE), place]))))


def put_in_old_destination(opened):
    opened.Root.Dests = Dictionary({f"/{SENTENCE.replace(' ', '-')}": Array([opened.pages[0].obj, Name.Fit])})


def put_in_link(opened):
    opened.pages[0].obj.Annots[0].A.URI = String("https://www.example.org/" + SENTENCE.replace(" ", "%20"))


def put_in_link_told(opened):
    opened.pages[0].obj.Annots[0].Contents = String(SENTENCE)


def put_in_attachment(opened):
    opened.attachments["notes.txt"] = f"before\n{SENTENCE}\n".encode()


def put_in_name_of_attachment(opened):
    opened.attachments[f"{SENTENCE}.txt"] = b"nothing"


def put_in_page_label(opened):
    opened.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(f"{SENTENCE} "))]))


def put_in_alternative_text(opened):
    _first_element(opened).Alt = String(SENTENCE)


def put_in_title_of_a_tag(opened):
    _first_element(opened).T = String(SENTENCE)


def _first_element(opened):
    found = opened.Root.StructTreeRoot.K
    return found[0] if isinstance(found, Array) else found


def put_in_form_field(opened):
    field = Dictionary(FT=Name.Tx, T=String("field"), V=String(SENTENCE))
    opened.Root.AcroForm = Dictionary(Fields=Array([opened.make_indirect(field)]))


def put_in_layer(opened):
    opened.Root.OCProperties = Dictionary(OCGs=Array([opened.make_indirect(Dictionary(Type=Name.OCG, Name=SENTENCE))]))


def put_in_note(opened):
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String(SENTENCE))
    opened.pages[0].obj.Annots.append(opened.make_indirect(note))


def put_in_undrawn_form(opened):
    drawing = b"BT /F9 9 Tf <" + SENTENCE.encode("cp1252").hex().encode() + b"> Tj ET"  # to be read as it is shown
    form = opened.make_stream(drawing, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    opened.pages[0].obj.Resources.XObject = Dictionary(Fm9=form)


def put_in_lost_stream(opened):
    opened.Root.Somewhere = opened.make_stream(SENTENCE.encode())


def put_on_page(opened):
    opened.pages[1].contents_add(shown(opened, SENTENCE))


def put_on_page_unseen(opened):
    opened.pages[1].contents_add(b"BT 3 Tr /F9 9 Tf (" + SENTENCE.encode("cp1252") + b") Tj ET")


def put_in_form_on_page(opened):
    form = shown(opened, SENTENCE, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    opened.pages[1].obj.Resources.XObject = Dictionary(Fm9=form)
    opened.pages[1].contents_add(b"/Fm9 Do")


def put_in_comment(opened):
    opened.pages[1].contents_add(b"\n% " + SENTENCE.encode("cp1252") + b"\n")


def put_in_marked_words(opened):
    wide = ("\ufeff" + SENTENCE).encode("utf-16-be").hex().encode()
    opened.pages[1].contents_add(b"/Span <</ActualText <" + wide + b">>> BDC EMC")


def put_in_string_of_marks(opened):
    opened.pages[1].contents_add(b"/Span <</ActualText (" + SENTENCE.encode("cp1252") + b")>> BDC EMC")


PLANTED = {
    put_in_info: "metadata",
    put_in_xmp: "metadata",
    put_in_bookmark: "bookmark",
    put_in_deep_bookmark: "bookmark",
    put_in_destination: "named destination",
    put_in_old_destination: "named destination",
    put_in_link: "link",
    put_in_link_told: "link",
    put_in_attachment: "attachment",
    put_in_name_of_attachment: "attachment",
    put_in_page_label: "page label",
    put_in_alternative_text: "alternative text",
    put_in_title_of_a_tag: "title of a tag",
    put_in_form_field: "form field",
    put_in_layer: "layer",
    put_in_note: "note",
    put_in_undrawn_form: "drawing that no page shows",
    put_in_lost_stream: "inside of the file",
    put_on_page: "page 2",
    put_on_page_unseen: "page 2",
    put_in_form_on_page: "page 2",
    put_in_comment: "unseen text on page 2",
    put_in_marked_words: "unseen text on page 2",
    put_in_string_of_marks: "unseen text on page 2",
}


def test_nothing_is_found_in_a_clean_pack(made, kept, tmp_path):
    found = looked(made, tmp_path, lambda opened: None)
    assert (found.hits, found.message) == ([], "")
    assert found.said == "no restricted words: 1 sentence searched"


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_sentence_is_found_wherever_it_is(made, kept, tmp_path, plant):
    found = looked(made, tmp_path, plant)
    assert {"item": "5", "where": PLANTED[plant], "kind": "sentence"} in found.hits
    assert "finest" not in found.message + str(found.hits)


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_protected_name_is_found_wherever_it_is(made, marked, tmp_path, plant):
    marked.append(("name", "Finest House"))
    found = looked(made, tmp_path, plant)
    assert PLANTED[plant] in [hit["where"] for hit in found.hits]
    assert "finest" not in (found.message + str(found.hits) + found.said).lower()


def test_a_file_read_before_places_were_told_is_searched_all_the_same(kept):
    checked = pdf.Checked([], "x", [["d", "open words", ""]], ["Title", SENTENCE])
    assert searching.look(None, Edition.PUBLIC, checked).hits == [
        {"item": "5", "where": "inside of the file", "kind": "sentence"}
    ]


@pytest.mark.parametrize(
    ("page", "label", "where"),
    [
        (["d", "Open.", f"{SENTENCE} Page 3"], "3", "head or foot of page 3"),
        (["d", "Open.", ""], SENTENCE, "page label"),
    ],
)
def test_what_is_stamped_on_a_page_and_its_number_are_searched(kept, page, label, where):
    found = searching.look(None, Edition.PUBLIC, pdf.Checked([], "x", [page], [], [label], [["metadata", "x"]]))
    assert [hit["where"] for hit in found.hits] == [where]


def test_a_label_that_holds_the_words_is_not_repeated_for_the_page(kept):
    checked = pdf.Checked([], "x", [["d", SENTENCE, ""]], [], [SENTENCE], [["metadata", "x"]])
    found = searching.look(None, Edition.PUBLIC, checked)
    assert [hit["where"] for hit in found.hits] == ["page 1 of the file", "page label"]


def pages(*texts):
    """Pages of a file with what is stamped on each."""
    labels = [str(number) for number in range(1, len(texts) + 1)]
    return pdf.Checked(
        [], "x", [[text, text, f"Running head Page {text[:0]}9"] for text in texts], [], labels, [["metadata", "x"]]
    )


def test_a_sentence_over_the_end_of_a_page_is_found_on_the_page_where_it_begins(kept):
    half = SENTENCE.index("finest")
    found = searching.look(None, Edition.PUBLIC, pages("Open.", f"More. {SENTENCE[:half]}", f"{SENTENCE[half:]} Open."))
    assert found.hits == [{"item": "5", "where": "page 2", "kind": "sentence"}]


@pytest.mark.parametrize(
    "written",
    [
        "THE CHILD LIVES AT THE FINEST HOUSE BEHIND THE ÉCOLE",
        "The child lives at the ﬁnest house behind the école.",
        "The child lives at the fin-\nest house be\u00adhind the e\u0301cole.",
        "The\u00a0child “lives” at the finest  house, behind the ecole",
        "T h e child lives at the fi nest house behind the \u200bécole",
    ],
)
def test_a_sentence_is_the_same_however_it_is_written(kept, written):
    assert searching.look(None, Edition.PUBLIC, pages(f"Open words. {written} More.")).hits


def test_a_run_of_pages_of_the_front_is_told_by_its_own_number(kept):
    checked = pdf.Checked([], "x", [["a", SENTENCE, ""], ["b", SENTENCE, ""]], [], ["iv", "7"], [["metadata", "x"]])
    found = searching.look(None, Edition.PUBLIC, checked)
    assert [hit["where"] for hit in found.hits] == ["page iv", "page 7"]
    assert found.message.startswith("Words of item 5, which are kept from the public, stand on page iv and on page 7.")


def test_a_short_sentence_of_five_words_counts_as_whole_words_only():
    assert words.sentences("He is at no. 9 now\nIt is so\nOn") == ["He is at no. 9 now"]
    text = matching.Text(["Where is atno one"])
    assert text.holds("isat")
    assert not text.holds("isat", whole=True)


@pytest.mark.parametrize(
    ("kind", "mark", "written", "is_hit"),
    [
        ("name", "Jo Smith", "as Smith, Jo said", True),
        ("name", "Jo Smith", "as JO\nSMITH’s mother", True),
        ("name", "Jo Smith", "as Jo Smithson said", False),
        ("name", "Jo Smith", "as J. Smith said", False),
        ("name", "J. Smith", "as J Smith said", True),
        ("name", "José Núñez", "to Nunez, Jose", True),
        ("name", "Ann", "the annual plan", False),
        ("number", "943 476 5919", "no. 9434765919.", True),
        ("number", "9434765919", "no. 943-476-5919", True),
        ("number", "943-476-5919", "no. 943\u00a0476\u00a05919", True),
        ("number", "943 476 5919", "no. 19434765919", False),
        ("number", "CP/2026/004", "case cp2026-004", True),
        ("words", "green door", "the Green-Door", True),
        ("words", "green door", "the door green", False),
    ],
)
def test_what_is_protected_is_known_in_other_forms_and_as_whole_words(marked, kind, mark, written, is_hit):
    marked.append((kind, mark))
    found = searching.look(None, Edition.PUBLIC, pages(f"It went {written} in May."))
    assert bool(found.hits) is is_hit
    assert found.protected == 1


WEB = (
    "<!doctype html><html lang=en><head><title>{title}</title><meta content='{meta}'><style>/*{style}*/</style></head>"
    "<body><p>Open</p><h2 id=part-1>One</h2><p>{text}</p><!-- {comment} --><img alt='{alt}' src='{src}'>"
    "<a href='{href}' aria-label='{label}'>x</a></body></html>"
)
HELD = dict.fromkeys(("title", "meta", "style", "text", "comment", "alt", "src", "href", "label"), "")


def drawn(text):
    packed = base64.b64encode(f"<svg><text>{text}</text></svg>".encode()).decode()
    return f"data:image/svg+xml;base64,{packed}"


@pytest.mark.parametrize("place", HELD)
def test_every_place_of_a_web_page_is_searched(kept, place):
    clean = searching.look_in_html(None, Edition.PUBLIC, WEB.format(**HELD).encode())
    assert clean.hits == []
    said = {"href": SENTENCE.replace(" ", "%20"), "src": drawn(SENTENCE)}.get(place, SENTENCE)
    found = searching.look_in_html(None, Edition.PUBLIC, WEB.format(**HELD | {place: said}).encode())
    assert found.hits


def test_words_in_marks_of_a_web_page_read_on(kept):
    said = SENTENCE.replace("finest", "fin<b>est</b>").replace("house", "</p><p>house")
    found = searching.look_in_html(None, Edition.PUBLIC, WEB.format(**HELD | {"text": said}).encode())
    assert [hit["where"] for hit in found.hits] == ["web page"]


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["\u00ad", "\u200b", "\n", "-\n", " ", "\u0301"]))
def test_whatever_stands_around_or_within_a_sentence_does_not_hide_it(before, after, within):
    broken = SENTENCE[:17] + within + SENTENCE[17:]
    assert matching.Text([f"{before} {broken} {after}"]).holds(matching.squeezed(SENTENCE))


@given(st.lists(st.text(max_size=30), max_size=6), st.integers(0, 5))
def test_a_piece_is_named_where_the_words_begin(texts, at):
    pieces = [*texts[:at], "qqxq zzjz", *texts[at:]]
    here = min(at, len(texts))
    assert here in matching.Text(pieces).find("qqxqzzjz", whole=False)
