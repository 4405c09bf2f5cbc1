"""
The last look at what the public is going to read: does it hold words of what is kept back, or anything protected?

Every place of a file is looked at: its pages as they read on from one to the next, what is drawn and not seen,
bookmarks, links and their targets, page labels, descriptions, metadata, attachments, and streams that nothing shows.
"""

from dataclasses import dataclass, field

from corporate_parenting.lib import matching, words

from . import html_places, kept_words, protecting, saying_where
from .saying_where import Hit

SENTENCE, PROTECTED = "sentence", "protected"


@dataclass(frozen=True)
class Search:
    """How many sentences were looked for; the items of those found; how many of them open papers say as well."""

    searched: int
    leaked: list
    shared: int

    @property
    def said(self):
        return f"no restricted words: {_sentences(self.searched)} searched{_also(self.shared)}"


@dataclass(frozen=True)
class Found:
    """
    What a look at an edition found. `hits` are {"item", "where", "kind"}: never the words themselves.

    The item of a sentence is the one whose paper is kept back; of something protected, the one where it stands.
    """

    sentences: int
    protected: int
    shared: int
    hits: list = field(default_factory=list)

    @property
    def said(self):
        """For the list of checks that an edition passed."""
        also = f" and {_protected(self.protected)}" if self.protected else ""
        return f"no restricted words: {_sentences(self.sentences)}{also} searched{_also(self.shared)}"

    @property
    def message(self):
        """For the clerk, naming places; nothing where nothing was found."""
        return saying_where.message(self.hits)


def search(build, text):
    """Look in one text for every sentence of every paper of a build that is kept back now."""
    kept = kept_words.of(build)
    found = _sentences_in(kept, matching.Text([text]))
    shared = kept.in_open_papers(found)
    leaked = dict.fromkeys(kept.sentences[one].item.printed_number for one in found if one not in shared)
    return Search(len(kept.sentences) - len(shared), list(leaked), len(shared))


def look(build, edition, checked):
    """
    Look for every withheld sentence and everything protected in a finished file, which was read as `checked`
    (lib.pdf.Checked): Found. The file must be of an edition that everybody reads.
    """
    kept = kept_words.of(build)
    return _look(kept, saying_where.of_pdf(kept.of_forms, edition, checked))


def look_in_html(build, edition, data):
    """The same in the bytes of a web page: what it shows, what its tags say, comments, and pictures that are text."""
    kept = kept_words.of(build)
    return _look(kept, html_places.of(kept.of_forms, edition, data))


def _look(kept, places):
    """`places` are two runs of places: those that read on, as pages do, and those that stand each by itself."""
    reading_on, by_itself = places
    runs = [
        (reading_on, matching.Text(place.words for place in reading_on)),
        (by_itself, matching.Text((place.words for place in by_itself), apart=True)),
    ]
    leaked = [_sentences_in(kept, text) for _, text in runs]
    shared = kept.in_open_papers({one for found in leaked for one in found})
    looked_for = protecting.wanted()
    found = {}
    for (run, text), sentences in zip(runs, leaked, strict=True):
        found |= dict.fromkeys(_of_kept(kept, run, sentences, shared))
        found |= dict.fromkeys(_protected_in(run, text, looked_for))
    return Found(len(kept.sentences) - len(shared), len(looked_for), len(shared), [hit.told for hit in found])


def _of_kept(kept, run, sentences, shared):
    for one, pieces in sentences.items():
        if one not in shared:
            number = kept.sentences[one].item.printed_number
            yield from (Hit(number, run[at].where, SENTENCE) for at in pieces)


def _sentences_in(kept, text):
    """{sentence: the pieces it begins in} of those that a text holds."""
    found = {one: text.find(one, whole=not _is_long(one)) for one in kept.sentences}
    return {one: pieces for one, pieces in found.items() if pieces}


def _is_long(sentence):
    """Is it so long that it stands nowhere by chance, however the words around it run together?"""
    return len(sentence) >= words.FEWEST_LETTERS


def _protected_in(run, text, looked_for):
    for one in looked_for:
        for way in one.ways:
            for at in text.find(way, whole=True):
                yield Hit(run[at].item, run[at].where, PROTECTED)


def _sentences(number):
    return f"{number:,} sentence{'s' * (number != 1)}"


def _protected(number):
    return f"{number:,} protected name{'s' * (number != 1)} or number{'s' * (number != 1)}"


def _also(shared):
    return f" ({shared:,} more stand{'s' * (shared == 1)} in open papers too)" if shared else ""
