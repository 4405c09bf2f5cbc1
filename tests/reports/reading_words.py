"""Counts the words of a file and of what was read from it, to show that none was lost."""

import re
from collections import Counter


def words_in(text):
    """The words of a text as a person sees it: tags and marks are none."""
    text = re.sub(r"</?[a-zA-Z]+\s*/?>", " ", text.translate(dict.fromkeys(map(ord, "\u200b\u00ad\ufeff"), None)))
    return Counter(re.findall(r"[^\W_]+", text))


def words_out(report):
    """The words in all parts of a report that was read, each part once."""
    pieces = [report.title, report.recommendation_heading, report.recommendation_intro, report.reasons_heading]
    pieces += [report.reasons_number, report.reasons, report.sources_heading, report.sources_intro, *report.labels]
    for field in (*report.header, *report.footer):
        pieces += [field.label if field.said else "", field.value]
    for contact in report.contacts:
        pieces += [contact.name, contact.post, contact.email, contact.telephone]
    for asked in report.recommendations:
        pieces += [asked.number, asked.text]
    for section in report.sections:
        pieces += [section.number, section.heading]
        for block in section.blocks:
            pieces += [block.number, block.text, *block.head, *(cell for row in block.rows for cell in row)]
    for source in report.sources:
        pieces += [source.title, source.location]
    pieces += [text for _, text in report.unplaced]
    return words_in("\n".join(pieces))
