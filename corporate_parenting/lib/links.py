"""What is wrong with a link, told from its words and the shape of its address alone: nothing is fetched."""

import re
from urllib.parse import urlsplit

EMPTY_WORDS = re.compile(
    r"^(?:click(?: here)?|(?:see |read |find out )?(?:here|more)|this|this (?:link|page|site|website|document|report)"
    r"|link|page|read on|find out more|more information|further information|website|web ?page|see link|details"
    r"|available here)\W*$",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
HOST = re.compile(r"^(?=.{1,253}$)(?:[\w](?:[\w-]{0,61}[\w])?\.)+[\w-]{2,}$")
PLACEHOLDER = re.compile(r"^(?:https?://)?(?:x{2,}|tbc|todo|link|url|insert\b.*)$", re.IGNORECASE)
NOT_READ = re.compile(r"\[([^\[\]\n]{1,200})\]\(([^()\s]{0,500})\)")


def about_words(words):
    """What is wrong with the words of a link, as a sentence; empty when they say where it leads."""
    words = words.strip()
    if not words:
        return "A link has no words, so nobody can follow it."
    if EMPTY_WORDS.match(words):
        return "The words of a link do not say where it leads. Somebody who hears them alone is lost."
    if ADDRESS.match(words):
        return "A link is read out letter by letter. Say in words where it leads."
    return ""


def about_address(address):
    """What is wrong with the shape of an address, as a sentence; empty when it can be right."""
    address = address.strip()
    if re.match(r"(?:mailto|tel):\S", address, re.IGNORECASE):
        return "" if _is_reachable(address) else "An address for mail or telephone is not whole."
    if PLACEHOLDER.match(address):
        return "A link has no address yet."
    if not re.match(r"https?://", address, re.IGNORECASE):
        return "A link leads to no web address: those begin with https://."
    return _about_host(address)


def _about_host(address):
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return "The address of a link is broken."
    if "://" in address[8:] and not re.search(r"[?&=/]https?://", address[8:]):
        return "The address of a link is broken: it holds two addresses in one."
    if host in ("localhost", "127.0.0.1") or host.endswith((".local", ".internal", ".lan")):
        return "A link leads to a place inside the council, which nobody outside can open."
    return "" if HOST.match(host) else "The address of a link is broken: check the name of the site."


def _is_reachable(address):
    scheme, _, rest = address.partition(":")
    if scheme.lower() == "tel":
        return len(re.sub(r"\D", "", rest)) >= 3
    return re.match(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}", rest) is not None


def unread(text):
    """[(words, address)] written as links in Markdown that are none, because of their address."""
    return [match.groups() for match in NOT_READ.finditer(text)]


def ambiguous(links):
    """Words that lead to two addresses or more: {words in small letters: [address, …]}. `links`: [(words, address)]."""
    known = {}
    for words, address in links:
        addresses = known.setdefault(" ".join(words.lower().split()), [])
        if address.rstrip("/") not in addresses:
            addresses.append(address.rstrip("/"))
    return {words: addresses for words, addresses in known.items() if words and len(addresses) > 1}
