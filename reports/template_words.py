"""What a template says, in sentences: what cannot be so, and how one version differs from another."""

from reports.implications import in_a_row
from reports.models import Format, Implication, Section

Part = Format.Part
MOST_LINES = 40
# field: (how it is called, longest line)
LISTS = {
    "header_fields": ("header field", 100),
    "sections": ("heading", Section._meta.get_field("heading").max_length),
    "implications": ("implication", Implication._meta.get_field("name").max_length),
    "footer_fields": ("line at the end", 100),
}
PLAIN = {
    "name": "Name",
    "implications_heading": "Heading of the implications",
    "sources_heading": "Heading of the sources",
}
CHOSEN = {"opening": "Head of the report", "numbering": "Numbers of paragraphs", "sources_as": "Sources"}
PART_NAMES = {part.value: part.label.split(":")[0].split(",")[0] for part in Part}


def reasons(made, *, taken):
    """Why a template cannot be so: [(field or None, sentence)]; empty where it can. `taken`: another has its name."""
    return [*_about_names(made, taken), *_about_lists(made), *_about_parts(made)]


def _about_names(made, taken):
    if taken:
        yield "name", f"Another template is called “{made.name}”. Choose another name"
    for name, called in PLAIN.items():
        words = getattr(made, name).strip()
        most = Format._meta.get_field(name).max_length
        if not words:
            yield name, f"Enter the {called[:1].lower()}{called[1:]}"
        elif len(words) > most:
            yield name, f"{called} must be {most} characters or fewer. You have {len(words)}"


def _about_lists(made):
    if not made.sections:
        yield "sections", "Enter at least one heading: a report starts with the headings of its template"
    for name, (called, most) in LISTS.items():
        lines = getattr(made, name)
        if len(lines) > MOST_LINES:
            yield name, f"There are {len(lines)} lines. A template has {MOST_LINES} at most in one list"
        for line in lines:
            if len(line) > most:
                yield name, f"“{line[:40]}…” is too long: a {called} has {most} characters or fewer"
        for line in _twice(lines):
            yield name, f"“{line}” stands there twice. Each {called} needs a name of its own"


def _twice(lines):
    seen, told = set(), set()
    for line in lines:
        key = line.casefold()
        if key in seen and key not in told:
            told.add(key)
            yield line
        seen.add(key)


def _about_parts(made):
    for part, why in (
        (Part.SECTIONS, "Give the sections a place: without them a report has no text"),
        (Part.RECOMMENDATIONS, "Give the recommendations a place: a report says what the body is asked to do"),
    ):
        if part not in made.parts:
            yield "parts", why
    for part, lines in ((Part.IMPLICATIONS, made.implications), (Part.CLOSING, made.footer_fields)):
        if lines and part not in made.parts:
            yield "parts", f"Give “{PART_NAMES[part]}” a place, or take its lines away: there is nowhere to print them"


def differences(old, new):
    """How one version of a template differs from an older one: a list of sentences."""
    said = [
        f"{called}: “{getattr(new, name)}” instead of “{getattr(old, name)}”."
        for name, called in PLAIN.items()
        if getattr(old, name) != getattr(new, name)
    ]
    said += [
        f"{called}: {_label(new, name)}." for name, called in CHOSEN.items() if getattr(old, name) != getattr(new, name)
    ]
    for name, (called, _) in LISTS.items():
        said += _of_list(called, getattr(old, name), getattr(new, name))
    return [*said, *_of_parts(old.parts, new.parts)]


def _label(format_, name):
    words = getattr(format_, f"get_{name}_display")()
    return words[:1].lower() + words[1:]


def _of_list(called, old, new):
    come = [line for line in new if line not in old]
    gone = [line for line in old if line not in new]
    if come:
        yield f"New {called}{'s' if len(come) > 1 else ''}: {_quoted(come)}."
    if gone:
        yield f"No longer there: {called}{'s' if len(gone) > 1 else ''} {_quoted(gone)}."
    if not come and not gone and old != new:
        yield f"The {called}s stand in another order: {_quoted(new)}."


def _of_parts(old, new):
    come = [PART_NAMES[part] for part in new if part not in old]
    gone = [PART_NAMES[part] for part in old if part not in new]
    if come:
        yield f"New in the order of print: {in_a_row(come, 'and')}."
    if gone:
        yield f"No longer with a place of their own: {in_a_row(gone, 'and')}."
    if [part for part in old if part in new] != [part for part in new if part in old]:
        yield f"The order of print is now: {in_a_row([PART_NAMES[part] for part in new], 'and')}."


def _quoted(lines):
    return in_a_row([f"“{line}”" for line in lines], "and")
