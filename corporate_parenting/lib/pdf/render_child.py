"""HTML to tagged PDF. Runs in a limited child only; `render.py` is the door to it."""

import ctypes
import io
import logging
import re
from pathlib import Path

import pikepdf
from weasyprint import CSS, HTML
from weasyprint.text.ffi import pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from . import fonts, missing, ready, writing

PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
IN_THE_TEXT = tuple(f"data:{kind};base64," for kind in PICTURES.values())  # no SVG: it can be a bomb
LOST_PICTURE = re.compile(r"Failed to load image at '(?:asset:)?([^']{0,100})")
LOST_PLACE = re.compile(r"No anchor #(\S+)")
MOST_WARNINGS = 50
FIRST_PAGE = """<!doctype html><html lang="en"><head><title>A page</title></head><body><h1>A page</h1>
<p>With <strong>bold</strong>, <em>sloping</em> and <a href="#end">linked</a> words.</p><ul><li>A list</li></ul>
<table><caption>A table</caption><thead><tr><th scope="col">Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody>
</table><h2 id="end">An end</h2></body></html>"""
TOO_DEEP = "The document is nested too deeply: too many boxes, lists or tables inside one another."
TOO_BIG = "The document needs more memory than one document may use. Make its tables or pictures smaller."


class Fetcher(URLFetcher):
    """Gives what was handed in with the document, and pictures written into it. Everything else does not exist."""

    def __init__(self, assets, font_folder):
        super().__init__(allowed_protocols=set(), allow_redirects=False)
        self.assets, self.font_folder = assets, font_folder

    def fetch(self, url, headers=None):
        scheme, _, name = url.partition(":")
        if scheme == "asset" and name in self.assets and content_type(name, self.assets[name]):
            return URLFetcherResponse(url, self.assets[name], {"Content-Type": content_type(name, self.assets[name])})
        if scheme == "font" and (path := fonts.path_of(self.font_folder, name)):
            data, kind = fonts.contents(path)
            return URLFetcherResponse(url, data, {"Content-Type": kind})
        if url.startswith(IN_THE_TEXT):
            return self.picture_in_the_text(url)
        raise ValueError(f"not part of the document: {url[:100]}")

    def picture_in_the_text(self, url):
        self._allowed_protocols = {"data"}
        try:
            return super().fetch(url)
        finally:
            self._allowed_protocols = set()


def content_type(name, data):
    if name.endswith(".css"):
        return "text/css"
    if name.endswith(".svg"):
        return "image/svg+xml"
    return next((kind for start, kind in PICTURES.items() if data.startswith(start)), "")


class Listener(logging.Handler):
    """Keeps what WeasyPrint has to say, in order and once."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.said = {}

    def emit(self, record):
        self.said[record.getMessage()] = record.levelno


def warm_up(font_folder):
    """Print a page in the warm parent, so that each child finds parsed what every document needs."""
    page = FIRST_PAGE.encode()
    work({"parts": [("", len(page))], "fonts": str(font_folder), "pages": 1}, page)


def work(request, blob):
    """One document. The reply is {"pages", "warnings", "accessible"} and the PDF, or {"failed": words}."""
    try:
        return render(request, blob)
    except RecursionError:
        return {"failed": TOO_DEEP}, b""
    except (MemoryError, SystemError):  # a library in C that runs out of memory may say only the second
        return {"failed": TOO_BIG}, b""
    except Exception as fault:  # noqa: BLE001  whatever a library trips over is for the officer to know of
        return {"failed": f"The document could not be laid out ({type(fault).__name__}: {str(fault)[:200]})."}, b""


def render(request, blob):
    """The reply and the PDF of one document; what goes wrong is raised."""
    listener = Listener()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        return render_heard(request, blob, listener)
    finally:
        logger.removeHandler(listener)
        writing.built.clear()


def render_heard(request, blob, listener):
    """The same, while the listener hears what is lost on the way."""
    html, assets = unpack(request, blob)
    writing.install()
    font_folder = Path(request["fonts"])
    fetcher, config = Fetcher(assets, font_folder), FontConfiguration()
    own = CSS(string=fonts.stylesheet(font_folder, printed_text(html, assets)), font_config=config, url_fetcher=fetcher)
    document = HTML(string=html, url_fetcher=fetcher, base_url="asset:").render(
        font_config=config, stylesheets=[own], optimize_images=True, dpi=200, jpeg_quality=85
    )
    if len(document.pages) > request["pages"]:
        return {"failed": f"The document has {len(document.pages)} pages; {request['pages']} is the most."}, b""
    pdf = io.BytesIO(document.write_pdf(pdf_variant="pdf/ua-1", optimize_images=True, dpi=200, jpeg_quality=85))
    faults = faults_of(document, writing.built[-1], listener.said, html)
    told = document.metadata
    with pikepdf.open(pdf) as made:
        data = ready.rendered(made, title=told.title or "", lang=told.lang or "", claims_ua=not faults)
    lost = [plain(words) for words, level in listener.said.items() if level > logging.WARNING]
    warnings = list(dict.fromkeys(faults + writing.built[-1].warnings + lost))[:MOST_WARNINGS]
    return {"pages": len(document.pages), "warnings": warnings, "accessible": not faults}, data


def printed_text(html, assets):
    """All the text that may be printed: the document's, and that in its drawings and styles."""
    others = (data.decode(errors="ignore") for name, data in assets.items() if name.endswith((".svg", ".css")))
    return "".join([html, *others])


def faults_of(document, builder, said, html):
    """What keeps the document from being read by everybody."""
    faults = list(builder.faults)
    if not document.metadata.lang:
        faults.append("The document does not say which language it is in.")
    if not document.metadata.title:
        faults.append("The document has no title.")
    return faults + missing.told(missing.found(said), html)


def plain(words):
    """WeasyPrint's message as an officer would say it."""
    if found := LOST_PICTURE.match(words):
        return f"Picture “{found[1]}” could not be used: missing, damaged, or not PNG, JPEG or SVG."
    if found := LOST_PLACE.match(words):
        return f"A link leads to “#{found[1]}”, which is not in the document."
    return words[:300]


def versions(request, blob):
    """The versions of the system's libraries that lay out text."""
    said = ctypes.CDLL("libharfbuzz.so.0").hb_version_string
    said.restype = ctypes.c_char_p
    return {"pango": pango.pango_version(), "harfbuzz": said().decode()}, b""


def unpack(request, blob):
    """The HTML and the assets lie in one run of bytes, one after the other."""
    view, at, parts = memoryview(blob), 0, {}
    for name, size in request["parts"]:
        parts[name], at = bytes(view[at : at + size]), at + size
    return parts.pop("").decode(), parts
