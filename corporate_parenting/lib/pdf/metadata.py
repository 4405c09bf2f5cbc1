"""What a pack says about itself."""

from datetime import UTC
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, String

PRODUCER = "Corporate parenting committee packs"
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<dc:format>application/pdf</dc:format>
<pdf:Producer>{producer}</pdf:Producer>{moment}{claim}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
MOMENT = (
    "<xmp:CreateDate>{0:%Y-%m-%dT%H:%M:%SZ}</xmp:CreateDate><xmp:ModifyDate>{0:%Y-%m-%dT%H:%M:%SZ}</xmp:ModifyDate>"
)
CLAIM = "<pdfuaid:part>1</pdfuaid:part>"


def describe(pdf, *, title, lang, claims_ua, at=None):
    """Say title, language, the moment if there is one and, when it is true, that the document is PDF/UA-1."""
    moment = at.astimezone(UTC) if at else None
    xmp = XMP.format(
        title=escape(title),
        lang=escape(lang),
        producer=PRODUCER,
        moment=MOMENT.format(moment) if moment else "",
        claim=CLAIM if claims_ua else "",
    )
    root = pdf.Root
    root.Metadata = pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    root.Lang = String(lang)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    info = Dictionary(Title=String(title), Producer=String(PRODUCER))
    if moment:
        info.CreationDate = info.ModDate = String(moment.strftime("D:%Y%m%d%H%M%SZ"))
    pdf.trailer.Info = pdf.make_indirect(info)
