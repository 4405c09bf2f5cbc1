"""A body under every name it had: a committee is re-constituted under another law, and people remember the old name."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """A body that somebody looked for, with the bodies before it (newest first) and what came after it."""

    body: object
    before: list
    after: list


def before(body, known):
    """The bodies that a body came after, newest first, as far as they are known: {id: Body}."""
    found = []
    while (body := known.get(body.succeeds_id)) and body not in found:
        found.append(body)
    return found


def after(body, known):
    """The bodies that came after a body, one after the other, oldest first."""
    found, new = [], [body]
    while new:
        new = [one for one in known.values() if one.succeeds_id in {known.pk for known in new} and one not in found]
        found += new
    return found


def find(typed, bodies):
    """Bodies by words of any name that they ever had, the newest body of each line alone, by name: [Named]."""
    known = {body.pk: body for body in bodies}
    words = _plain(typed).split()
    hit = [body for body in bodies if words and all(word in _plain(body.name) for word in words)]
    newest = {}
    for body in hit:
        lasting = [one for one in after(body, known) or [body] if not after(one, known)]
        newest |= {one.pk: one for one in lasting}
    found = sorted(newest.values(), key=lambda body: (body.name, body.pk))
    return [Named(body, before(body, known), []) for body in found]


def _plain(words):
    """Without capitals, hyphens and other marks, which nobody remembers."""
    return re.sub(r"[^\w]+", " ", words.casefold())
