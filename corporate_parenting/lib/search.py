"""
Search for words in two columns of a table, `title` and `text`: one interface, two engines.

SQLite keeps an FTS5 table beside the searched one, in step by triggers; PostgreSQL a generated column with an index.
Both know English word forms, take no notice of accents, capitals and punctuation, and find the same rows for the same
words, but for a few word forms that their stemmers see differently. Both answer to a condition inside the query
(`Matches`), so that whoever asks adds who may see what, and nothing is counted or quoted from beyond that.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from django.db.models import BooleanField, F, Func, Q

MOST_LETTERS = 200
MOST_TERMS = 12
SHORT = 3
TERM = re.compile(r'(-?)"([^"]*)"|(-?)(\S+)')
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = "'’‘`´"
# Words so common that PostgreSQL leaves them out of its index: asked for alone, they find nothing.
_COMMON = (
    "a about above after again against all am an and any are as at be because been before being below between both "
    "but by can did do does doing don down during each few for from further had has have having he her here hers "
    "herself him himself his how i if in into is it its itself just me more most my myself no nor not now of off on "
    "once only or other our ours ourselves out over own s same she should so some such t than that the their theirs "
    "them themselves then there these they this those through to too under until up very was we were what when where "
    "which while who whom why will with you your yours yourself yourselves "
)
COMMON = frozenset(_COMMON.split())


@dataclass(frozen=True)
class Words:
    """What somebody looks for: terms of one or more words that stand side by side, and terms that must not be there."""

    wanted: tuple = ()
    unwanted: tuple = ()
    left_out: tuple = ()
    was_cut: bool = False

    def __bool__(self):
        return bool(self.wanted)

    @property
    def single(self):
        """Each wanted word by itself, for marking it in a text."""
        return tuple(dict.fromkeys(word for term in self.wanted for word in term if word not in COMMON))

    def plainly_in(self, *fields):
        """
        Condition on rows of a short list that has no index: every wanted word is in one of the fields, in any form
        that begins alike, and no term that must not be there.
        """
        condition = Q()
        for word in (word for term in self.wanted for word in term):
            condition &= _in_any(fields, word)
        for term in self.unwanted:
            condition &= ~_in_any(fields, " ".join(term))
        return condition


def _in_any(fields, word):
    condition = Q()
    for name in fields:
        condition |= Q(**{f"{name}__icontains": word.removesuffix("s") if len(word) > SHORT else word})
    return condition


@dataclass
class Found:
    """One thing that was found: what a page says of it, and where it leads. `pieces` is the quoted text, marked."""

    kind: str
    title: str
    url: str
    text: str = ""
    day: object = None
    body: tuple = ()  # (number, name) of the body it belongs to
    place: str = ""  # where in it, in words: "page 3"
    place_url: str = ""
    more: str = ""  # where else in it
    note: str = ""
    is_private: bool = False
    in_title: bool = False
    key: object = None  # of what is read only when it is shown
    passages: int = 1  # how many rows of the index it stands for
    pieces: list = field(default_factory=list)


def understood(typed):
    """
    What was typed, as terms: words, "words side by side", -without. Anything else is read as the words in it.

    Never raises; what is too long is cut, and says so.
    """
    wanted, unwanted, left_out = [], [], []
    terms = TERM.findall(typed[:MOST_LETTERS].replace("“", '"').replace("”", '"'))
    for minus, quoted, other_minus, plain in terms[:MOST_TERMS]:
        words = words_of(quoted) if not plain else _plain(plain)
        if all(word in COMMON or (len(word) == 1 and not word.isdigit()) for word in words):
            left_out += words
        else:
            (unwanted if minus or other_minus else wanted).append(words)
    was_cut = len(typed) > MOST_LETTERS or len(terms) > MOST_TERMS
    return Words(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)), tuple(left_out), was_cut)


def words_of(text):
    """The words of a text in small letters without accents."""
    return tuple(WORD.findall(folded(text)))


def folded(text):
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFD", text)
    return "".join(one for one in parts if not unicodedata.combining(one)).lower()


def _plain(typed):
    """The words of one term without quotation marks; what follows an apostrophe at its end tells nothing."""
    words = words_of(typed)
    short_end = len(words) > 1 and len(words[-1]) <= 2 and any(one in typed for one in APOSTROPHES)
    return words[:-1] if short_end else words


class Matches(Func):
    """
    Condition on a row of an indexed table: it has these words, in its title, its text, or both together.

    `table` is the table's name, as given to `create_index`; `column` is "title", "text" or empty for either.
    """

    output_field = BooleanField()

    def __init__(self, words, table, column=""):
        super().__init__(F("pk"))
        self.words, self.table, self.column = words, table, column

    def as_sqlite(self, compiler, connection, **context):
        """As FTS5 puts it."""
        row, _ = compiler.compile(self.source_expressions[0])
        index = f'"{self.table}_words"'
        sql = f"{row} IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)"  # noqa: S608 -- our own names
        return sql, [_for_fts5(self.words, self.column)]

    def as_postgresql(self, compiler, connection, **context):
        """As PostgreSQL puts it."""
        alias = compiler.quote_name_unless_alias(self.source_expressions[0].alias)
        weight = {"title": "{a}", "text": "{b}"}.get(self.column)
        column = f"ts_filter({alias}.words, '{weight}')" if weight else f"{alias}.words"
        return f"{column} @@ websearch_to_tsquery('english', %s)", [_for_postgresql(self.words)]


def _for_fts5(words, column):
    """Every word is quoted, so that nothing somebody types is read as a sign of the query language."""
    wanted = " AND ".join(f'"{" ".join(term)}"' for term in words.wanted)
    unwanted = " OR ".join(f'"{" ".join(term)}"' for term in words.unwanted)
    if column:
        return f"{column} : ({wanted})"
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _for_postgresql(words):
    wanted = [f'"{" ".join(term)}"' for term in words.wanted]
    return " ".join([*wanted, *(f'-"{" ".join(term)}"' for term in words.unwanted)])


def create_index(connection, table):
    """
    Make the index of a table with the columns id, title and text. For a migration, and for every later one that
    remakes the table on SQLite, which drops its triggers.
    """
    drop_index(connection, table)
    _run(connection, _CREATE[connection.vendor](table))


def drop_index(connection, table):
    """Take the index away; the rows stay."""
    _run(connection, _DROP[connection.vendor](table))


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _create_sqlite(table):
    index = f"{table}_words"
    add = f"INSERT INTO {index}(rowid, title, text) VALUES (new.id, new.title, new.text);"  # noqa: S608
    take = (
        f"INSERT INTO {index}({index}, rowid, title, text) "  # noqa: S608
        "VALUES ('delete', old.id, old.title, old.text);"
    )
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5(title, text, content='{table}', content_rowid='id', "
        "tokenize='porter unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {index}_added AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {index}_gone AFTER DELETE ON {table} BEGIN {take} END",
        f"CREATE TRIGGER {index}_changed AFTER UPDATE OF id, title, text ON {table} BEGIN {take} {add} END",
        f"INSERT INTO {index}({index}) VALUES ('rebuild')",  # noqa: S608
    ]


def _drop_sqlite(table):
    triggers = [f"DROP TRIGGER IF EXISTS {table}_words_{when}" for when in ("added", "gone", "changed")]
    return [*triggers, f"DROP TABLE IF EXISTS {table}_words"]


def _create_postgresql(table):
    title, text = (f"to_tsvector('english'::regconfig, {_plainly(column)})" for column in ("title", "text"))
    return [
        f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS "
        f"(setweight({title}, 'A') || setweight({text}, 'B')) STORED",
        f"CREATE INDEX {table}_words ON {table} USING gin (words)",
    ]


def _drop_postgresql(table):
    return [f"DROP INDEX IF EXISTS {table}_words", f"ALTER TABLE {table} DROP COLUMN IF EXISTS words"]


def _plainly(column):
    """A column without accents, and with a space for each sign: PostgreSQL would see addresses and paths in them."""
    letters = {one: folded(one) for one in map(chr, range(0xC0, 0x250)) if len(folded(one)) == 1}
    letters = {one: plain for one, plain in letters.items() if plain.isascii()}
    signs = [one for one in map(chr, range(0x21, 0x2070)) if _is_sign(one)]
    before = "".join(letters) + "".join(signs)
    after = "".join(letters.values()) + " " * len(signs)
    return "translate({}, '{}', '{}')".format(column, before.replace("'", "''"), after)


def _is_sign(letter):
    return unicodedata.category(letter)[0] in "PSZ" and (letter < "\u0300" or letter > "\u2000")


_CREATE = {"sqlite": _create_sqlite, "postgresql": _create_postgresql}
_DROP = {"sqlite": _drop_sqlite, "postgresql": _drop_postgresql}
