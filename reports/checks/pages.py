"""The words on the pages of appendices, for the checks: each file is read once, in a limited child."""

import re
from dataclasses import replace

from django.core.cache import cache

from corporate_parenting.lib import files, pdf
from reports.checks.groups import APPENDICES
from reports.models import Appendix

LIMITS = replace(pdf.UPLOAD_LIMITS, seconds=15)
KEPT = 60 * 60  # seconds: while a report is being mended; private words are not to lie about in a cache
MOST_PAGES = 200
STRETCH = 600  # letters: on a page nobody sees where a paragraph ends
ENDS = re.compile(r"(?<=[a-z0-9)”][.!?])\s+")
NOT_READ = "Its words could not be read, so nothing in it was checked. Read it yourself for names and small numbers."
TOO_MANY = f"It is long: only its first {MOST_PAGES} pages were checked. Read the others yourself."


def of(appendix):
    """[text of each page] of a PDF; nothing of another kind of file. None where it cannot be read."""
    if appendix.kind != Appendix.Kind.PDF or appendix.answer == Appendix.Answer.FLATTENED:
        return []
    key = f"words-of-appendix-{appendix.safe}"
    if (known := cache.get(key)) is None:
        try:
            texts = pdf.page_words(files.read(appendix.safe), limits=LIMITS, everything=True)
        except files.Missing:  # said where the report is put together
            return []
        known = {"texts": texts}
        cache.set(key, known, KEPT)
    return known["texts"]


def stretches(text):
    """A page in pieces of a few sentences, so that what stands far apart is not taken for one story."""
    found, length = [[]], 0
    for sentence in ENDS.split(text):
        if length + len(sentence) > STRETCH and found[-1]:
            found.append([])
            length = 0
        found[-1].append(sentence)
        length += len(sentence)
    return [" ".join(one) for one in found if any(one)]


def about_pages(script):
    """Files, or parts of them, that nobody's check has read."""
    for texts, place in script.files:
        if texts is None:
            yield place.finding(APPENDICES, NOT_READ)
        elif len(texts) > MOST_PAGES:
            yield place.finding(APPENDICES, TOO_MANY)
