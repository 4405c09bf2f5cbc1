"""What stands in the way of a pack, what the clerk should know before building it, and what is well."""

from . import agenda, papers, texts, uploads
from .findings import Finding, Preflight, name, summed_up
from .gathered import Gathered

__all__ = ["Finding", "Gathered", "Preflight", "look", "name", "summed_up"]


def look(meeting):
    """
    Look a meeting over before its pack is built. The same number of queries for any number of papers.

    Sentences name items by number and public title alone, never a paper that is kept back; none repeats a word of a
    report. Nothing is printed and no stored file is read: `dry_running` does both.
    """
    return over(Gathered(meeting))


def over(gathered):
    """The same of a meeting that was read already."""
    found = Preflight()
    for room in (agenda, papers, uploads, texts):
        found.findings += room.findings(gathered)
    found.sort()
    found.fine = _fine(gathered)
    return found


def _fine(gathered):
    """What was looked at, in a few words each."""
    told = []
    if items := len(gathered.items):
        told.append(f"{items} item{'s' if items > 1 else ''} on the agenda")
    if laid := len(gathered.papers):
        told.append(f"{laid} paper{'s' if laid > 1 else ''} laid")
    if kept := sum(paper.is_kept for paper in gathered.papers):
        told.append(f"{kept} of them {'are' if kept > 1 else 'is'} in the restricted edition alone")
    if uploads := len(list(gathered.uploads())):
        told.append(f"{uploads} supplied file{'s' if uploads > 1 else ''} looked at")
    return told
