"""
What a passage was made from, as one expression on each kind of thing: a digest that the database works out.

A passage counts only while its digest is that of the thing as it stands now. So text that was changed, or marked as
private, is found no more from that moment, whether or not the passage has been made anew yet.
"""

from django.db.models import CharField, Count, F, Func, Max, OuterRef, Subquery, TextField, Value
from django.db.models.functions import MD5, Cast, Coalesce, Concat

from committees.models import Action, AgendaItem, Body, Exemption, Meeting, Minutes, MinutesVersion, Paper, Passage

Kind = Passage.Kind

# By kind: the model, and the fields of it that a passage is made from.
MADE_FROM = {
    Kind.BODY: (Body, ["name", "succeeds__name", "legal_basis"]),
    Kind.MEETING: (Meeting, ["body__name", "starts_at", "place", "note", "how_to_attend"]),
    Kind.ITEM: (
        AgendaItem,
        ["meeting", "title", "text", "likely_private", "private_title", "withdrawn_at", "meeting__starts_at"],
    ),
    Kind.PAPER: (
        Paper,
        [
            "item",
            "item__meeting",
            "version",
            "document",
            "minutes",
            "action_log",
            "is_part_2",
            "item__meeting__starts_at",
        ],
    ),
    Kind.MINUTES: (Minutes, ["meeting__starts_at"]),
    Kind.ACTION: (Action, ["text", "private_text", "agreed_on", "body", "item__meeting__starts_at"]),
}


class Joined(Func):
    """Texts one after the other, in one flat expression: however many fields a thing is made from."""

    template = "(%(expressions)s)"
    arg_joiner = " || '\x1f' || "
    output_field = TextField()


class Digest(MD5):
    """
    MD5 where the database has it. SQLite would call back into Python for every row, and threads that search at the
    same time would wait for each other thousands of times: there the text stands for itself.
    """

    output_field = CharField()

    def as_sqlite(self, compiler, connection, **context):
        """The text that it is made of."""
        return compiler.compile(self.source_expressions[0])


def digest(kind, at=""):
    """Of what a thing says now: from the thing itself, or from a passage with `at`, such as "item"."""
    prefix = f"{at}__" if at else ""
    parts = [F(f"{prefix}{field}") for field in MADE_FROM[kind][1]]
    if kind == Kind.MINUTES:
        parts.append(_newest_version(at or "pk"))
    if kind == Kind.PAPER:
        parts.append(_private_parts(at or "pk"))
    texts = [Coalesce(Cast(part, TextField()), Value("")) for part in parts]
    return Digest(Joined(*texts))


def _newest_version(at):
    versions = MinutesVersion.objects.filter(minutes=OuterRef(at)).order_by("-number")
    return Subquery(versions.values("sha256")[:1], output_field=TextField())


def _private_parts(at):
    """How often a part of a paper became private or was opened: each time its passages are others."""
    kept = Exemption.objects.of_parts().filter(paper=OuterRef(at)).order_by().values("paper")
    counted = [Cast(one, TextField()) for one in (Count("pk"), Max("pk"), Count("ended_at"))]
    told = Concat(counted[0], Value("/"), counted[1], Value("/"), counted[2], output_field=TextField())
    return Subquery(kept.annotate(told=told).values("told")[:1], output_field=TextField())
