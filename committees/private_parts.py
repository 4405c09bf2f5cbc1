"""
What of a report is private when it is laid: what its writers said, and what was private where it lay before.

Two people open what was private. Laying the report once more, in this version or a later one, is no way round them:
a part that was private stays so, and where nobody can tell where it went, the whole paper is private.
"""

from django.db.models import Q

from committees import exempt
from committees.models import Exemption
from committees.withheld import where
from corporate_parenting.lib.words import squeezed
from reports import leaving_out, private
from reports.grounds import together
from reports.models import PrivatePart, Secrecy, Version

SHORTEST = 20  # letters of a text by which a private paragraph is known again elsewhere
LOST = (
    "A part of this report was private where it was laid before, and it cannot be told where it stands in this "
    "version. So all of it stays private: what is exempt until two people open it, what is confidential for good. "
    "The reason given for that part: {}"
)
STARTED = (
    "This report was started from one that is private, whole or in part, and still says some of its words where it "
    "cannot be told which part they are. So all of it stays private until two people open it. The reason given for "
    "that report: {}"
)


def of_whole(version):
    """The grounds on which a version's writers hold all of it to be private, as `keep_private` takes them; or None."""
    found = PrivatePart.objects.filter(version=version, section=None, appendix=None).first()
    return _as_said(found) if found else None


def stricter(said, asked):
    """Of the grounds that writers gave and those that a clerk gives (None, or False: everybody), those that hold."""
    if not (said and asked):
        return said or asked
    if said["kind"] != asked["kind"]:
        return said if said["kind"] == Secrecy.CONFIDENTIAL else asked
    terms = said.get("holds_terms", True) or asked.get("holds_terms", True)
    return said | {"paragraphs": sorted({*said["paragraphs"], *asked["paragraphs"]}), "holds_terms": terms}


def keep(paper, *, by):
    """
    Keep the private parts of a report that was just laid from the public: those its writers say, and those that are
    private where it was laid before. Returns whether there are any.
    """
    for part in PrivatePart.objects.filter(version=paper.version_id).exclude(section=None, appendix=None):
        thing = part.section or part.appendix
        exempt.keep_private(paper, **_as_said(part), part=thing, by=by)
    follow(paper, by=by)
    follow_source(paper)
    return paper.exemptions.current().exists()


def _as_said(part):
    return {
        "kind": part.kind,
        "paragraphs": part.paragraphs,
        "reason": part.reason,
        "holds_terms": part.holds_terms,
        "decided_by": part.decided_by,
        "at": part.decided_at,
        "review_on": part.review_on,
    }


def follow(paper, *, by):
    """Keep private what was private in any laying of the same report; all of it where a part is not found again."""
    known = Exemption.objects.current().of_parts().of_same(paper).exclude(paper=paper)
    for one in known.select_related("section__version", "appendix").order_by("-decided_at", "-pk"):
        part = again(one, paper.version)
        if part is None:
            _keep_all(paper, one)
        elif not paper.exemptions.current().filter(**where(part)).exists():
            Exemption.objects.create(paper=paper, **where(part), **_grounds(one))
        elif one.kind == Secrecy.CONFIDENTIAL:
            paper.exemptions.current().filter(**where(part)).update(**_grounds(one))


def _grounds(one):
    names = ("kind", "paragraphs", "reason", "holds_terms", "decided_at", "decided_by", "review_on")
    return {name: getattr(one, name) for name in names}


def follow_source(paper):
    """
    A report may begin as a copy of another: what is private of that stays private here while its words still stand.
    What was written anew instead is its writers' to mark.
    """
    for one in _of_sources(paper.version):
        if not _still_says(paper.version, one):
            continue
        part = again(one, paper.version) if one.section_id or one.appendix_id else None
        if part is None:
            _keep_all(paper, one, STARTED)
        elif not paper.exemptions.current().filter(**where(part)).exists():
            Exemption.objects.create(paper=paper, **where(part), **_grounds(one))


def _of_sources(version):
    """What is private of the reports that a version's report was started from, and of those that they were."""
    found, new = set(), {version.report_id}
    while new:
        found |= new
        begun = Version.objects.filter(report__in=new).exclude(started_from=None)
        new = set(begun.values_list("started_from__report", flat=True)) - found
    sources = found - {version.report_id}
    if not sources:
        return []
    known = Exemption.objects.current().filter(Q(version__report__in=sources) | Q(paper__version__report__in=sources))
    about = ("section__version", "appendix", "version", "paper__version")
    return list(known.select_related(*about).order_by("-decided_at", "-pk"))


def _still_says(version, one):
    """Does a version say anything that an exemption of another report keeps private?"""
    if one.appendix_id:
        return _appendix_again(one.appendix, version) is not None
    source = one.section.version if one.section_id else (one.version or one.paper.version)
    sections = list(source.sections.prefetch_related("blocks"))
    kept = under(one.section, sections) if one.section_id else sections
    there = {said for section in version.sections.prefetch_related("blocks") for said in _said(section)}
    if any(said in there for section in kept for said in _said(section)):
        return True
    open_there = private.open_words(version, leaving_out.NOTHING)
    return any(text in open_there for text in _secrets(source, {section.pk: "" for section in kept}))


def _secrets(version, sections):
    """The sentences of some sections that neither the rest of their version says nor its template, squeezed."""
    without = leaving_out.Without(sections)
    known = [private.open_words(version, without), *map(squeezed, version.report.format.sections)]
    return {text for text in private.secrets(version, without) if not any(text in one for one in known)}


def _keep_all(paper, one, why=LOST):
    whole = exempt.current(paper)
    if whole is None:
        Exemption.objects.create(paper=paper, **_grounds(one) | {"reason": why.format(one.reason)})
    elif whole.kind != one.kind or set(one.paragraphs) - set(whole.paragraphs):
        whole.kind, whole.paragraphs = together([whole, one])
        whole.save(update_fields=["kind", "paragraphs"])


def again(exemption, version):
    """
    The part of a version that is the same as the one an exemption was about: the very part, or one of the same
    heading or file in a later version, or the one that its writers' mark went over to with the section, whatever its
    heading is now. None where there is none or several, or its words stand elsewhere as well.
    """
    if exemption.appendix_id:
        return _appendix_again(exemption.appendix, version)
    return _section_again(exemption, version)


def _appendix_again(old, version):
    if old.version_id == version.pk:
        return old
    new = list(version.appendices.all())
    same = [one for one in new if one.original == old.original or one.safe == old.safe]
    same = same or [one for one in new if _plain(one.title) == _plain(old.title)]
    return same[0] if len(same) == 1 else None


def _section_again(exemption, version):
    old = exemption.section
    if old.version_id == version.pk:
        return old
    sections = list(version.sections.prefetch_related("blocks"))
    own = [one for one in sections if (_plain(one.heading), one.level) == (_plain(old.heading), old.level)]
    if len(own) != 1:
        own = _carried(exemption, version, sections)
    if len(own) != 1:
        return None
    inside = {section.pk for section in under(own[0], sections)}
    before = under(old, old.version.sections.prefetch_related("blocks"))
    secret = {said for section in before for said in _said(section)}
    elsewhere = {said for section in sections if section.pk not in inside for said in _said(section)}
    if secret & elsewhere:
        return None
    # Also not where a sentence of it went into the recommendations, the implications, the notice.
    now = private.open_words(version, leaving_out.Without({own[0].pk: ""}))
    return None if any(text in now for text in _secrets(old.version, {old.pk: ""})) else own[0]


def _carried(exemption, version, sections):
    """Of these sections, those with the very mark that the exemption was made of: each new version copies it."""
    names = ("kind", "paragraphs", "decided_at", "decided_by")
    grounds = {name: getattr(exemption, name) for name in names}
    marked = set(PrivatePart.objects.filter(version=version, **grounds).values_list("section", flat=True))
    return [section for section in sections if section.pk in marked]


def under(head, sections):
    """A section and those under its sub-headings, of a version's sections in order."""
    found = []
    for section in sections:
        if section.pk == head.pk:
            found = [section]
        elif found and section.level <= head.level:
            break
        elif found:
            found.append(section)
    return found


def _said(section):
    """What a section says, by which it is known again: its longer texts, its tables, its pictures."""
    for block in section.blocks.all():
        if len(text := _plain(block.text)) >= SHORTEST:
            yield text
        if block.image:
            yield block.image
        if block.table.get("rows"):
            yield repr(block.table["rows"])


def _plain(words):
    return " ".join(words.split()).lower()
