"""A look at a draft: what is missing in it, and what its public text must not tell."""

import re
from dataclasses import dataclass, field

from committees import titles
from committees.minutes import composing
from committees.models import Action, Decision, Meeting, Minute, Paper
from committees.models.papers import in_part, kept_back
from corporate_parenting.lib import files, words
from reports import leaving_out, printing
from roles.models import Person

SHORTEST_NAME = 2


@dataclass
class Looked:
    """Sentences: `stops` must be put right before the minutes are frozen, `warnings` the clerk should weigh."""

    stops: list = field(default_factory=list)
    warnings: list = field(default_factory=list)


def look(meeting, content=None):
    """What is missing of the minutes of a meeting. The same number of queries for any number of items."""
    room = composing.read(meeting)
    found = Looked()
    _of_the_meeting(room, found)
    for item in room.items:
        if not item.withdrawn_at:
            _of_an_item(room, item, found)
    if content is None:
        content, _ = composing.compose(meeting)
    found.stops += telling(content)
    return found


def _of_the_meeting(room, found):
    if room.meeting.presiding_id is None:
        found.stops.append("Say who presided: the minutes must be signed by whoever presides when they are approved.")
    if not any(row.how in ("present", "substitute") for row in room.attendances):
        found.warnings.append("Nobody is recorded as present.")
    if room.meeting.status == Meeting.Status.HELD and room.meeting.ended_at is None:
        found.warnings.append("When the meeting ended is not written down.")


def _of_an_item(room, item, found):
    minute, number = composing.minute_of(item), item.printed_number
    if composing.has_part_2(item):
        if not composing.was_private(item, room.exclusions):
            found.warnings.append(f"Item {number} has a part 2 text, but it was not taken in private.")
        elif _no_grounds(room, item):
            found.stops.append(
                f"Nobody has said by what law item {number} was taken in private. Give its grounds on the agenda, or "
                "write down the resolution in the room."
            )
        if not (minute.text.strip() or minute.public_summary.strip()):
            found.warnings.append(
                f"The public record of item {number} would say nothing: write a summary (LGA 1972 section 100C(2))."
            )
    elif not (minute.text.strip() or minute.public_summary.strip() or item.decisions.all()):
        found.warnings.append(f"Nothing is minuted under item {number}, “{item.title}”.")


def _no_grounds(room, item):
    if not room.meeting.body.public_has_a_right:
        return False
    return not any(composing.grounds(item, room.exclusions))


def places(content):
    """[(where, text)] of everything in the public text that somebody wrote, other than names of who was there."""
    found = [("The note on the meeting", content["note"])]
    for item in content["items"]:
        where = f"Minute {item['minute']}" if item["minute"] else f"Item {item['number']}, which was withdrawn"
        told = [item["title"], item["withdrawn"], item["late"], *item["before"], *item["interests"], item["text"]]
        told += [item["summary"]]
        told += [sentence for decision in item["decisions"] for sentence in decision] + item["actions"]
        found.append((where, "\n".join(filter(None, told))))
    found += [("A correction", one["text"]) for one in content["corrections"]]
    return [(where, text) for where, text in found if text]


def telling(content):
    """
    Where the public text may tell who a child is: a sentence for each place, which repeats no name.

    One look at the whole, and at each place only where that found something.
    """
    known = _public_names()
    written = [(where, _without(text, known)) for where, text in places(content)]
    if not _stopping(" | ".join(text for _, text in written)):
        return []
    return [f"{where}: {words}" for where, text in written for words in _stopping(text)]


def _stopping(text):
    """What stops a public text. A date alone does not: minutes name papers and days of years ago."""
    found = [one for one in titles.findings(text) if one.stops]
    return [one.text for one in found if one != titles.BORN or titles.SAYS_BORN.search(text)]


def _public_names():
    """Names that may be printed, longest first, with how minutes shorten them: "Councillor Marsh"."""
    public = Person.objects.filter(name_is_public=True).exclude(category=Person.Category.YOUNG)
    names = set()
    for name in public.filter(user__isnull=False).values_list("name", flat=True):
        parts = name.split()
        names.add(name)
        if len(parts) > SHORTEST_NAME:
            names.add(f"{parts[0]} {parts[-1]}")
    return sorted(names, key=len, reverse=True)


def _without(text, names):
    """A surname that a protected person shares with somebody who is named openly is no finding there."""
    if not names:
        return text
    return re.sub("|".join(rf"\b{re.escape(name)}\b" for name in names), "", text)


def leaking(meeting, content, private):
    """
    Where a sentence of part 2, or of a paper that is kept back, stands in the public text: a sentence for each place.

    A sentence that an open paper of the meeting has as well is public already.
    """
    secret = {words.squeezed(one) for one in words.sentences(_secret(meeting, private))}
    if not secret:
        return []
    allowed = words.squeezed("\n".join(_open(meeting, content)))
    secret = {one for one in secret if one not in allowed}
    found = []
    for where, text in places(content):
        squeezed = words.squeezed(text)
        if any(one in squeezed for one in secret):
            found.append(
                f"{where}: its public text holds a sentence of part 2, or of a private paper. Say it in other words."
            )
    return found


def _secret(meeting, private):
    told = [text for model in (Minute, Decision, Action) for text in _part_2(model, meeting)]
    told += [item["text"] for item in private.get("items", [])]
    told += meeting.items.exclude(private_title="").values_list("private_title", flat=True)
    told += [_text_of(paper) for paper in _papers(meeting).filter(kept_back() | in_part())]
    return "\n".join(told)


def _part_2(model, meeting):
    return model.objects.filter(item__meeting=meeting).exclude(private_text="").values_list("private_text", flat=True)


def _open(meeting, content):
    """What is public whatever the minutes say: titles, the names of who was there, papers that nothing keeps back."""
    titles_of_items = [item["title"] for item in content["items"]]
    # A private report names its contacts, and one of them may have moved the resolution.
    names = [*_public_names(), *(row[0] for group in content["people"] for row in group["rows"])]
    return [
        content["body"],
        *titles_of_items,
        *names,
        *(_text_of(paper, is_public=True) for paper in _papers(meeting).open()),
    ]


def _papers(meeting):
    return Paper.objects.filter(item__meeting=meeting).select_related("version", "document")


def _text_of(paper, *, is_public=False):
    """
    The words of a report or an uploaded document, for the public without its private parts; of a file that is gone,
    none.
    """
    without = leaving_out.of(paper.kept_parts) if is_public else leaving_out.NOTHING
    try:
        if paper.document_id:
            return words.of_pdf(files.path(paper.document.safe))
        return words.of_html(printing.document(paper.version, without=without).html) if paper.version_id else ""
    except FileNotFoundError:
        return ""
