"""What goes into and comes out of the PDF tools, and how they say no."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

MIB = 1024 * 1024
FOLDER = "council-pdf-"  # how the temporary folders of this package begin


@dataclass(frozen=True)
class Limits:
    """How much one document may cost. Seconds of wall clock and of processor, bytes of memory, pages."""

    seconds: float
    memory: int
    pages: int
    file_size: int = 50 * MIB


LIMITS = Limits(seconds=300, memory=1536 * MIB, pages=1000)
UPLOAD_LIMITS = Limits(seconds=30, memory=1024 * MIB, pages=500)


class RenderFailed(Exception):
    """A document could not be made into a PDF. The message is fit for the officer who wrote it."""


class RenderTimeout(RenderFailed):
    """A document took longer than it is allowed to."""


class Refused(Exception):
    """An uploaded file cannot be used. The message says why and what to do."""


class NotReady(ValueError):
    """A part of a pack, number `at` from 0, is damaged or was never made ready, so that it cannot be joined."""

    def __init__(self, at, title):
        super().__init__(f"“{title}” has not been made ready by render or examine, or is damaged")
        self.at = at


class FontsMissing(RenderFailed):
    """The fonts that everything is printed in are not where they should be."""


@dataclass(frozen=True)
class Rendered:
    """A document made from HTML, ready to merge. Nothing in `warnings` means that it may claim PDF/UA."""

    data: bytes
    pages: int
    warnings: list[str] = field(default_factory=list)
    claims_ua: bool = False


@dataclass(frozen=True)
class Examined:
    """An uploaded document: made safe, brought to A4, ready to merge; and everything found in it.

    `hidden` are those findings that say words are still in the file which a reader does not see: somebody must
    decide before it is published. `places` says the same as [{"what", "page", "count"}, …]; `removed` are the findings
    about what was in the file and has been taken out. `scanned` and `fonts_missing` are counts, of pages and fonts.
    """

    data: bytes
    pages: int
    title: str
    tagged: bool
    has_text: bool
    claims_ua: bool
    findings: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    places: list[dict] = field(default_factory=list)
    language: str = ""
    scanned: int = 0
    fonts_missing: int = 0


@dataclass(frozen=True)
class Flattened:
    """A document whose pages are pictures of what they showed: nothing else of it is left."""

    data: bytes
    pages: int


def page_n(number):
    """The foot of a page unless the caller words it otherwise."""
    return f"Page {number}"


@dataclass(frozen=True)
class Part:
    """One document of a pack.

    `data` is what `render` or `examine` returned, or a file holding it. Page i (from 0) is printed as
    `number_label(first_number + i)`; no `first_number`, no number. `header` is the running head; `marking` a
    second line of it ("Not for publication …"). Links to `pack:TARGET` in any part lead to the part of that target.
    `roman` counts i, ii, iii: `number_label` is given the numeral. `called` ("Item 4, appendix 2") begins what is read
    out in the place of each page of an upload without tags, which only its place in a pack can tell. `elsewhere` has
    a line for each page, under the running head: where the page stands in another print. `size` is that of heads and
    feet, in points.
    """

    data: Path | bytes
    title: str
    first_number: int | None = None
    header: str = ""
    marking: str = ""
    number_label: Callable[[int], str] | None = page_n
    bookmark: str = ""
    target: str = ""
    claims_ua: bool = False
    lang: str = ""
    roman: bool = False
    called: str = ""
    elsewhere: tuple = ()
    size: float = 9


@dataclass(frozen=True)
class Merged:
    """A pack that was written. `lost_links` are the pack: targets that no part answered to."""

    pages: int
    sha256: str
    claims_ua: bool
    structure_elements: int
    lost_links: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Checked:
    """
    What a look at a finished pack found.

    `sha256` names the bytes that were looked at; `pages` are [digest of what is drawn, its words, words stamped on
    it], one for each page; `strings` the words in titles, bookmarks, descriptions and metadata. `labels` are the
    printed numbers of the pages, `asides` what is in the bytes of each and perhaps not shown; `places` are
    [place, words] for all that stands elsewhere in the file. Those three are for the search of a finished pack.
    """

    faults: list[str]
    sha256: str = ""
    pages: list[list[str]] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    places: list[list[str]] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)

    @property
    def known(self):
        """What need not be parsed again: words by the digest of what is drawn. For `inspect` of the next pack."""
        return {digest: words for digest, words, _ in self.pages}

    @property
    def words(self):
        """Every word in the file, pages first."""
        return "\n".join([*(own + stamped for _, own, stamped in self.pages), *self.strings])
