"""What a report that was read from a file consists of."""

from dataclasses import dataclass
from datetime import date

from corporate_parenting.lib.word import Found


@dataclass(frozen=True)
class Field:
    """A line of the header or the footer. `said` is False when the label is ours: the source had none."""

    label: str
    value: str
    said: bool = True


@dataclass(frozen=True)
class Person:
    """Somebody the report comes from."""

    name: str
    post: str = ""


@dataclass(frozen=True)
class Contact:
    """Whom to ask; `side` is "officer" or "member"."""

    side: str
    name: str
    post: str = ""
    email: str = ""
    telephone: str = ""


@dataclass(frozen=True)
class Recommendation:
    """One thing the body is asked to do. `verb` is a value of reports.models.Recommendation.Verb."""

    verb: str
    text: str
    number: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph with its bullets as Markdown (kind "text"), or a table of plain texts (kind "table").

    `number` is exactly what the source printed ("1.1", "26"), without a closing full stop.
    """

    kind: str
    text: str = ""
    number: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading (empty when text stands before any) and what is under it. Level 2 stands under the last level 1."""

    heading: str
    level: int
    number: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Source:
    """A document the report rests on."""

    title: str
    location: str = ""


@dataclass(frozen=True)
class ReadReport:
    """A report taken apart. Every word of the file is in exactly one of the parts, or in `unplaced`.

    `template`, `body_name`, `meeting_date` and `authors` repeat what other parts hold. `labels` are
    words that only said what something is ("Email:", a table's heading). `unplaced` holds pairs of
    where the text stood and the text; `found` says what else the file held, and what came of it.
    """

    template: str  # "decimal", "continuous" or "none"
    title: str = ""
    body_name: str = ""
    meeting_date: date | None = None
    header: tuple[Field, ...] = ()
    authors: tuple[Person, ...] = ()
    contacts: tuple[Contact, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    recommendation_heading: str = ""
    recommendation_intro: str = ""
    reasons: str = ""
    reasons_heading: str = ""
    reasons_number: str = ""
    sections: tuple[Section, ...] = ()
    sources: tuple[Source, ...] = ()
    sources_heading: str = ""
    sources_intro: str = ""
    footer: tuple[Field, ...] = ()
    labels: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()
    unplaced: tuple[tuple[str, str], ...] = ()

    @property
    def findings(self) -> tuple[str, ...]:
        """Sentences about what the file held besides, without a word of what was hidden."""
        return tuple(one.sentence for one in self.found)
