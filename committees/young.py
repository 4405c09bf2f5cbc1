"""Plain words for young people: how a text reads to somebody of twelve. Only advice: nothing of it stops a text."""

from corporate_parenting.lib import plainness

AIM = 12  # years
MOST = 3  # long sentences, short forms or hard words that are named one by one
TOO_SHORT = "Too short to tell a reading age."


def advice(text):
    """What would make a text plainer: [sentence], the reading age first. Nothing for an empty one."""
    if not text.strip():
        return []
    told = plainness.tell(text)
    return [*_of_age(told), *_of_length(told), *_of_short_forms(text), *_of_words(text)]


def _of_age(told):
    if told.age is None:
        return [TOO_SHORT]
    if told.age > AIM:
        return [f"A reader of about {told.age} can follow it. Aim for {AIM}: shorter sentences, and shorter words."]
    return [f"A reader of about {told.age} can follow it. That is plain."]


def _of_length(told):
    return [f"A long sentence: “{_start(sentence)}” Say it in two." for sentence in told.long[:MOST]]


def _start(sentence):
    words = sentence.split()
    return " ".join(words[:6]) + "…"


def _of_short_forms(text):
    found, _ = plainness.unexplained(text)
    return [f"“{one.short}”: say it in words{f', {one.words}' if one.words else ''}." for one in found[:MOST]]


def _of_words(text):
    return [f"“{one.word}” is hard to read. Plainer: {one.plainer}." for one in plainness.jargon(text)[:MOST]]


def is_hard(text):
    """Is there something to make plainer?"""
    found = advice(text)
    return bool(found) and (len(found) > 1 or (plainness.tell(text).age or 0) > AIM)
