"""Makes small .docx files for tests, part by part, so that each test can plant what it is about."""

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in ("Title", "heading 1", "heading 2", "List Paragraph")
)


def run(text, properties=""):
    """A run of text; `properties` is the XML of its w:rPr."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r><w:rPr>{properties}</w:rPr>{lines}</w:r>"


def paragraph(text="", *, style="", number="", level=0, bold=False, inner=""):
    """A paragraph. `number` is the id of its list in numbering.xml, `inner` is XML put after its text."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    words = run(text, "<w:b/>" if bold else "") if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{words}{inner}</w:p>"


def table(*rows):
    """A table of rows of texts."""
    body = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{body}</w:tbl>"


def levels(*formats):
    """Levels of a list, each a pair of number format and level text: ("decimal", "%1.%2")."""
    return "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate(formats)
    )


def numbering(**lists):
    """numbering.xml of lists by id (as l1=levels(…)); each id is its list's number without the letter."""
    ids = {name.lstrip("l"): body for name, body in lists.items()}
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{n}">{body}</w:abstractNum>' for n, body in ids.items())
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in ids)
    return f'<w:numbering xmlns:w="{W}">{abstract}{numbers}</w:numbering>'


def relationships(*links):
    """A .rels part of (kind, target) or (kind, target, "External")."""
    items = "".join(
        f'<Relationship Id="r{n}" Type="{R}/{kind}" Target="{escape(target)}"'
        + (f' TargetMode="{mode[0]}"' if mode else "")
        + "/>"
        for n, (kind, target, *mode) in enumerate(links)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def docx(*body, parts=(), links=(), main=MAIN, styles=STYLES):
    """The bytes of a document. `parts` replaces or adds parts by name, `links` adds relationships."""
    held = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{"".join(body)}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/_rels/document.xml.rels": relationships(
            ("styles", "styles.xml"), ("numbering", "numbering.xml"), ("footnotes", "footnotes.xml"), *links
        ),
    } | dict(parts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content if isinstance(content, bytes) else DECLARED + content)
    return packed.getvalue()
