"""How plain a version is to hear, section by section and as a whole. Only advice: nothing of it stops a report."""

from dataclasses import dataclass, field

from corporate_parenting.lib import plainness

# What is written to be read out; captions and headings are no sentences.
READ_OUT = {"paragraph", "recommendation", "reasons", "implication", "introduction"}
AIM = 14  # years: what most adults read with ease


@dataclass(frozen=True)
class Stretch:
    """One section, or the recommendations, with how it reads."""

    name: str
    url: str
    told: plainness.Told


@dataclass(frozen=True)
class Spot:
    """Words in one place."""

    words: str
    place: str
    url: str
    length: int = 0
    plainer: str = ""


@dataclass(frozen=True)
class Reading:
    """What is said of a version: the whole, each stretch, and what stands in the way of a listener."""

    whole: plainness.Told
    stretches: list
    long: list = field(default_factory=list)
    shorts: list = field(default_factory=list)
    jargon: list = field(default_factory=list)

    @property
    def is_hard(self):
        """Is the whole harder than most adults read with ease?"""
        return self.whole.age is not None and self.whole.age > AIM


def reading(script):
    """The Reading of a version that is read already (script.Script). No query."""
    passages = [passage for passage in script.passages if passage.kind in READ_OUT and passage.text.strip()]
    stretches = _stretches(script, passages)
    whole = sum((stretch.told for stretch in stretches), plainness.Told())
    return Reading(whole, stretches, _long(passages), _shorts(passages), _jargon(passages))


def _stretches(script, passages):
    """Each section with text, in order; then what stands outside sections."""
    names = {place.url: section.heading for section, place in script.sections}
    by_block = {place.url: where.url for section, where in script.sections for place in _places_in(script, section)}
    found = {}
    for passage in passages:
        url = by_block.get(passage.place.url, passage.place.url.partition("#")[0])
        name = names.get(url) or ("Implications" if passage.kind == "implication" else "Recommendations and reasons")
        told = plainness.tell(passage.prose)
        before = found.get(url)
        found[url] = Stretch(name, url, before.told + told if before else told)
    return list(found.values())


def _places_in(script, section):
    return [place for block, place in script.blocks if block.section_id == section.pk]


def _long(passages):
    """Every sentence of more words than one hears at once, the longest first."""
    found = []
    for passage in passages:
        place = passage.place
        found += [
            Spot(sentence, place.words, place.url, len(plainness.words_of(sentence)))
            for sentence in plainness.tell(passage.prose).long
        ]
    return sorted(found, key=lambda spot: -spot.length)


def _shorts(passages):
    """Short forms at their first use, where their words are not said."""
    met, found = set(), []
    for passage in passages:
        some, met = plainness.unexplained(passage.prose, met)
        found += [Spot(one.short, passage.place.words, passage.place.url, plainer=one.words) for one in some]
    return found


def _jargon(passages):
    """Words of the trade with how often they stand, and the place of the first."""
    counts, firsts = {}, {}
    for passage in passages:
        for one in plainness.jargon(passage.prose):
            counts[one.plainer] = counts.get(one.plainer, 0) + one.times
            firsts.setdefault(one.plainer, Spot(one.word, passage.place.words, passage.place.url, plainer=one.plainer))
    ordered = sorted(firsts.values(), key=lambda spot: -counts[spot.plainer])
    return [Spot(spot.words, spot.place, spot.url, counts[spot.plainer], spot.plainer) for spot in ordered]
