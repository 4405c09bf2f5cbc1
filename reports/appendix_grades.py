"""How well an appendix can be read by everybody, and what is hidden in it: in words, each with what to do."""

from dataclasses import dataclass

from reports.models import Appendix

Kind = Appendix.Kind
READS = {
    "yes": "A screen reader can read this.",
    "partly": "A screen reader can read this in part.",
    "no": "A screen reader cannot read this.",
}
TONES = {"yes": "done", "partly": "waiting", "no": "late"}
DESCRIBED = "What can be read out is the description that you gave. Say all in it that the picture is meant to tell."
AS_TABLE = "It is a table with a heading for every column, on the page and in print."

# What hides words, and how a place of it is called.
HIDDEN = {
    "under_box": ("Words under a filled box", "covering words does not take them out: they can be copied"),
    "under_picture": ("Words under a picture", "they are covered, but can be copied"),
    "white": ("Words in the colour of what they stand on", "nobody sees them, but they can be copied"),
    "off_page": ("Words outside the visible page", "they are off its edge, cropped away or cut off by a frame"),
    "invisible": ("Words drawn without ink", "no picture is there that they could belong to"),
    "tiny": ("Words too small to read", "they can be copied, and made large"),
    "unread": ("A page that could not be looked through", "hidden words cannot be ruled out on it"),
    "redactions": ("Places marked for redaction", "the redaction was never carried out: the words are there"),
}


@dataclass(frozen=True)
class Mark:
    """One thing looked at: whether it is as it should be, what was found, and what to do where it is not."""

    what: str
    is_good: bool
    found: str
    advice: str = ""


@dataclass(frozen=True)
class Hides:
    """One way in which words are hidden in a file: where, and how many stretches of words."""

    what: str
    why: str
    where: str
    pages: tuple


def sentence(appendix):
    """Yes, partly or no, as a sentence."""
    return READS[appendix.reads]


def marks(appendix):
    """What was looked at in an appendix, one thing after the other."""
    if appendix.kind == Kind.CSV:
        return [Mark("Table", True, AS_TABLE)]
    if appendix.kind != Kind.PDF:
        return [Mark("Description", True, f"“{appendix.alt}”", DESCRIBED)]
    if appendix.answer == Appendix.Answer.FLATTENED:
        advice = "Only the description is read out. Offer the same facts in the report, or add a file made anew."
        return [Mark("Pages", False, "Every page is a picture; all that was hidden is gone.", advice)]
    return [
        _structure(appendix),
        _language(appendix),
        _title(appendix),
        _text(appendix),
        _fonts(appendix),
        _ua(appendix),
    ]


# How the sentences of the intake begin that a mark says too, with what to do.
TOLD = ("It has no tags", "It is pictures of pages", "It does not say which language", "It has no title of its own")


def others(appendix):
    """What the intake saw beside what `marks` says of it."""
    return [words for words in appendix.findings if not words.startswith(TOLD)]


def _structure(one):
    advice = (
        "Ask whoever made it for a PDF with tags. From Word: Save as, PDF, Options, “Document structure tags for "
        "accessibility”. Printing to PDF loses them."
    )
    return (
        Mark("Structure", True, "It has tags for headings, lists and tables.")
        if one.tagged
        else Mark("Structure", False, "It has no tags, so nothing in it can be read out.", advice)
    )


def _language(one):
    if one.language:
        return Mark("Language", True, f"It says that it is in {_language_name(one.language)}.")
    advice = "Set the language of the text in the program it was written in, and save it as PDF again."
    return Mark("Language", False, "It does not say which language it is in.", advice)


def _language_name(code):
    names = {"en": "English", "cy": "Welsh"}
    return names.get(code[:2].lower(), f"“{code}”")


def _title(one):
    if one.titled:
        return Mark("Title", True, "It has a title of its own.")
    advice = "In Word: File, Info, Title. The title you give here is used in the pack."
    return Mark("Title", False, "It has no title of its own.", advice)


def _text(one):
    if not one.scanned:
        return Mark("Text", True, "Its pages hold text.")
    count = "1 page is" if one.scanned == 1 else f"{one.scanned} pages are"
    advice = "Ask for the document it was scanned from. What a machine recognised in a picture may be wrong."
    return Mark("Text", False, f"{count} only a picture, as from a scanner.", advice)


def _fonts(one):
    if not one.fonts_missing:
        return Mark("Fonts", True, "All its fonts are in the file.")
    count = "1 font is" if one.fonts_missing == 1 else f"{one.fonts_missing} fonts are"
    advice = "Save it again with fonts embedded, or letters may look different on other machines."
    return Mark("Fonts", False, f"{count} not in the file.", advice)


def _ua(one):
    if one.claims_ua:
        return Mark("PDF/UA", True, "It says that it keeps to the standard for accessible PDF.")
    return Mark("PDF/UA", False, "It does not say that it keeps to the standard for accessible PDF.")


def hides(appendix):
    """What is hidden in an appendix, by what hides it, never the words."""
    found = []
    for kind, (what, why) in HIDDEN.items():
        places = [place for place in appendix.hidden if place["what"] == kind]
        if places:
            found.append(Hides(what, why, "; ".join(map(_place, places[:12])), tuple(p["page"] for p in places)))
    return found


def _place(place):
    count = place["count"]
    return f"page {place['page']}" if count == 1 else f"page {place['page']} ({count} stretches of words)"


def can_be_flattened(appendix):
    """Whether pictures of the pages would be without the words; not where a redaction is only marked."""
    return appendix.kind == Kind.PDF and all(place["what"] != "redactions" for place in appendix.hidden)
