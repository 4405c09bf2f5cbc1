"""Which responsibilities a report may serve: those whose rarer words it shares most. A suggestion, nothing more."""

import math
import re
from collections import Counter

from reports.models import Block, Section

MOST = 6
FEWEST_SHARED = 2
WORD = re.compile(r"[a-z]{4,}")
TITLE, HEADING, TEXT = 3, 2, 1
# Words that say nothing about what a report is about.
COMMON = frozenset(
    """
    about after also been before being both could does done each every from have having here into know made make
    more most much must need only other over same shall should some such than that their them then there these they
    this those through under until upon very well were what when where which while will with within would your
    child children care council councillor councillors member members report reports committee corporate parent
    parents parenting young people person service services
    """.split()  # noqa: SIM905 -- reads as a list of words
)


def suggest(version, wordings):
    """
    The handful of Wordings whose words the title, headings and text of a version share most, the closest first.

    Two queries for any number of them; the comparing is done here.
    """
    heard = _heard(version)
    about = {wording.pk: _words(f"{wording.text} {wording.practice}") for wording in wordings}
    known_by = Counter(word for words in about.values() for word in words)
    rare = {word: math.log(1 + len(about) / number) for word, number in known_by.items()}

    def closeness(wording):
        words = about[wording.pk]
        shared = [word for word in words if word in heard]
        if len(shared) < FEWEST_SHARED:
            return 0
        return sum(rare[word] * heard[word] for word in shared) / math.sqrt(len(words))

    scored = [(closeness(wording), wording) for wording in wordings]
    best = sorted(((score, one) for score, one in scored if score), key=lambda pair: (-pair[0], pair[1].pk))
    return [wording for _, wording in best[:MOST]]


def _heard(version):
    """{word: how much it counts} of a version; a word counts once, where it stands highest."""
    headings = Section.objects.filter(version=version).values_list("heading", flat=True)
    texts = Block.objects.filter(section__version=version).values_list("text", "caption")
    heard = dict.fromkeys(_words(" ".join(word for pair in texts for word in pair)), TEXT)
    heard |= dict.fromkeys(_words(" ".join(headings)), HEADING)
    return heard | dict.fromkeys(_words(version.title), TITLE)


def _words(text):
    """The words that tell something, "dentists" as "dentist"."""
    return {word.removesuffix("s") for word in WORD.findall(text.lower()) if word not in COMMON}
