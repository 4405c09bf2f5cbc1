"""Reads the XML of ModernGov's web service about councillors: the answer of GetCouncillorsByWard.

From bytes to plain values and nothing else. Of each councillor it looks for the elements named here; home
addresses, photographs and key posts are not among them, so they reach nothing.
"""

import re
from datetime import datetime
from html import unescape

from corporate_parenting.lib import xmlread
from corporate_parenting.lib.reading import ReadError
from roles.councillor_list import LONGEST, Councillor, Term, fault, given, once

ROOT = "councillorsbyward"
HTML_FIELDS = ("additionalcontactinfo", "keyposts", "representing")
FIELDS = {
    "id": "councillorid",
    "name": "fullusername",
    "party": "politicalpartytitle",
    "group": "politicalgrouptitle",
    "email": "email",
    "telephone": "phone",
}
NOT_SAID = {"", "unspecified", "tbc", "to be confirmed", "n/a"}
REQUIRED = ("councillorid", "fullusername", "politicalpartytitle")


def read(data: bytes, name: str) -> list[Councillor]:
    """The councillors of every ward, in the order of the file.

    `name` is the file's name, for errors. Raises ReadError with line and field when the file is not such an
    answer, is broken or cut off, counts more councillors than it lists, or a value cannot be right.
    """
    root = _root(xmlread.read(data, name, html_fields=HTML_FIELDS), name)
    found = [one for wards in root.named("wards") for ward in wards.named("ward") for one in _of_ward(ward, name)]
    return once(found, name)


def _root(document, name):
    """The answer itself, also where it stands in a SOAP envelope."""
    for node in document.walk():
        if node.tag == ROOT:
            return node
    raise ReadError(name, document.line, document.tag, "this is not an answer of GetCouncillorsByWard.")


def _of_ward(ward, name):
    title = _words(ward, "wardtitle")
    for group in ward.named("councillors"):
        listed = list(group.named("councillor"))
        _must_be_whole(group, len(listed), name)
        yield from (_councillor(node, title, name) for node in listed)


def _must_be_whole(group, listed, name):
    """The source says how many there are, where it does: a file with fewer was cut."""
    said = group.child("councillorcount")
    if said is None or not said.text.strip():
        return
    if not re.fullmatch(r"\d{1,6}", said.text.strip(), re.ASCII):
        raise ReadError(name, said.line, said.tag, f"“{said.text.strip()}” is not a whole number.")
    if int(said.text) != listed:
        words = f"the file says that there are {int(said.text)} here, and lists {listed}. A part of it is missing."
        raise ReadError(name, said.line, said.tag, words)


def _councillor(node, ward, name):
    for tag in REQUIRED:
        if node.child(tag) is None:
            raise ReadError(name, node.line, tag, "is missing.")
    work = node.child("workaddress")
    cells = {column: _words(node, FIELDS[column]) for column in ("id", "name", "party", "group")}
    cells |= {"ward": ward or _words(node, "representing"), "page": "", "email": _words(work, "email")}
    cells["telephone"] = _numbers(work)
    if wrong := fault(cells):
        tag = FIELDS.get(wrong[0], wrong[0])
        raise ReadError(name, _line(work if tag in ("email", "phone") else node, tag), tag, wrong[1])
    found = Councillor(**cells, line=node.line, terms=_terms(node, name))
    if not (found.id or found.is_vacant):
        raise ReadError(name, _line(node, "councillorid"), "councillorid", "is missing.")
    return found


def _numbers(work):
    """The numbers at work; the second is left out where there is no room for it."""
    numbers = list(dict.fromkeys(filter(None, (_words(work, tag) for tag in ("phone", "mobile")))))
    both = ", ".join(numbers)
    return both if len(both) <= LONGEST["telephone"] else numbers[0]


def _terms(node, name):
    terms = [term for group in node.named("termsofoffice") for term in group.named("termofoffice")]
    return tuple(_term(term, name) for term in terms)


def _term(node, name):
    term = Term(_day(node, "startdate", name), _day(node, "enddate", name))
    if term.starts_on and term.ends_on and term.ends_on < term.starts_on:
        raise ReadError(name, _line(node, "enddate"), "enddate", "the term ends before it starts.")
    return term


def _day(node, tag, name):
    text = _words(node, tag)
    if text.lower() in NOT_SAID:
        return None
    try:
        return datetime.strptime(text.split()[0], "%d/%m/%Y").date()  # noqa: DTZ007 - a day
    except ValueError as error:
        raise ReadError(name, _line(node, tag), tag, f"“{text}” is not a date such as 31/01/2026.") from error


def _words(node, tag):
    """The text of a child in one line, however often the source escaped it; empty when there is none."""
    child = node.child(tag) if node else None
    text = child.text if child else ""
    for _ in range(3):
        text = unescape(text)
    return given(" ".join(text.split()))


def _line(node, tag):
    child = node.child(tag)
    return child.line if child else node.line
