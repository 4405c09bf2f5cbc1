"""XML from strangers: lines are kept, tricks are refused."""

import pytest

from corporate_parenting.lib import xmlread
from corporate_parenting.lib.reading import ReadError, decode


def refused(data, **kwargs):
    with pytest.raises(ReadError) as raised:
        xmlread.read(data, "x.xml", **kwargs)
    return raised.value.line, raised.value.field, raised.value.message


def test_nodes_know_their_line():
    root = xmlread.read(b'\n\n<?xml version="1.0"?>\n<A x="1">\n <b>two</b>\n <b>three</b>\n</A>', "x.xml")
    assert [(node.tag, node.line, node.text.strip()) for node in root.walk()] == [
        ("a", 4, ""),
        ("b", 5, "two"),
        ("b", 6, "three"),
    ]
    assert root.attributes == {"x": "1"}
    assert root.child("c") is None


def test_document_types_and_entities_are_refused():
    bomb = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>\n<a>&y;</a>'
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    bare = b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>'
    for data in (bomb, outside, bare):
        assert refused(data)[2] == "document types and entities are not accepted."


def test_too_deep_too_many_too_large(monkeypatch):
    message = "the document is nested too deep or has too many elements."
    assert refused(b"<a>" * 100 + b"</a>" * 100) == (1, "a", message)
    monkeypatch.setattr(xmlread, "MAX_NODES", 3)
    assert refused(b"<a>\n<b/><c/>\n<d/></a>") == (3, "d", message)
    monkeypatch.setattr(xmlread, "MAX_BYTES", 3_000_000)
    assert refused(b" " * 3_000_001)[2] == "the file is larger than 3 MB."


def test_encodings():
    text = '<?xml version="1.0" encoding="windows-1252"?><a>caf\u00e9 \u2019</a>'
    assert xmlread.read(text.encode("cp1252"), "x").text == "caf\u00e9 \u2019"
    assert xmlread.read("<a>\u2019</a>".encode("utf-8-sig"), "x").text == "\u2019"
    assert xmlread.read("<a>\u2019</a>".encode("utf-16"), "x").text == "\u2019"
    assert refused(b"<a>\n\x92</a>")[0] == 2
    assert refused(b'<?xml version="1.0" encoding="klingon"?><a>\xff</a>')[2] == "the encoding “klingon” is not known."


def test_html_fields_keep_what_stands_in_them():
    data = b"<a><t><p>one<br>two & ]]> &nbsp;</p></t>\n<t>&lt;b&gt;</t><t><![CDATA[<i>]]></t><u/></a>"
    root = xmlread.read(data, "x", html_fields=("t",))
    assert [node.text for node in root.named("t")] == ["<p>one<br>two & ]]&gt; &nbsp;</p>", "<b>", "<i>"]
    assert root.child("u").line == 2


def test_decode_names_the_line():
    assert decode(b"a\r\nb\rc \x93d\x94", "x") == "a\nb\nc \u201cd\u201d"
    with pytest.raises(ReadError) as raised:
        decode(b"a\nb\x00", "x")
    assert raised.value.line == 2
    with pytest.raises(ReadError) as raised:
        decode(b"a\nb\n\x81", "x")
    assert raised.value.line == 3
