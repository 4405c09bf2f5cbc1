"""The short rows of a version, fetched with one query: for pages that the public opens many times a second."""

from django.db.models import F, IntegerField, TextField, Value
from django.db.models.functions import Cast

from reports.models import Contact, Implication, PrincipleServed, Recommendation, SourceDocument

# What of each kind is text, and the one thing that is a number.
ROWS = {
    "contacts": (Contact, ("side", "name", "post", "email", "telephone"), None),
    "recommendations": (Recommendation, ("verb", "text", "given_number"), "level"),
    "implications": (Implication, ("name", "text", "given_number"), None),
    "sources": (SourceDocument, ("title", "location"), "is_published_work"),
}
WIDTH = 5
# What the report of a version serves: rows with a title, their key and their order. Apps above add kinds of theirs.
SERVED = {"principles": (PrincipleServed.objects.all(), "principle")}


def fetch(version):
    """
    Put contacts, recommendations, implications and sources at hand, as if each had been prefetched; and `served`, the
    (key, title) of the principles, and of what else, its report serves. One query.

    Whoever holds the version goes on seeing these rows: only for one that is set out once and then dropped.
    """
    first, *others = (_columns(number, version) for number in range(len(ROWS)))
    others += [_served(len(ROWS) + number, version, *kind) for number, kind in enumerate(SERVED.values())]
    found = [[] for _ in [*ROWS, *SERVED]]
    for kind, *row in first.union(*others, all=True):
        found[kind].append(row)
    named = (sorted(rows, key=lambda row: (row[1], row[0])) for rows in found[len(ROWS) :])
    version.served = {name: [(row[0], row[3]) for row in rows] for name, rows in zip(SERVED, named, strict=True)}
    at_hand = version.__dict__.setdefault("_prefetched_objects_cache", {})
    for (name, (model, texts, number)), rows in zip(ROWS.items(), found[: len(ROWS)], strict=True):
        rows.sort(key=lambda row: (row[1], row[0]))
        at_hand[name] = model._default_manager.filter(version=version)
        at_hand[name]._result_cache = [_made(model, version, texts, number, row) for row in rows]


def _columns(kind, version):
    model, texts, number = list(ROWS.values())[kind]
    named = [Cast(F(name), TextField()) for name in texts] + [Value("", TextField())] * (WIDTH - len(texts))
    columns = {f"text_{place}": column for place, column in enumerate(named)}
    counted = Cast(F(number), IntegerField()) if number else Value(0, IntegerField())
    rows = model._default_manager.filter(version=version).order_by()
    return rows.annotate(kind=Value(kind, IntegerField()), counted=counted, **columns).values_list(
        "kind", "pk", "order", "counted", *columns
    )


def _served(kind, version, rows, name):
    titles = [Cast(F(f"{name}__title"), TextField())] + [Value("", TextField())] * (WIDTH - 1)
    columns = {f"text_{place}": column for place, column in enumerate(titles)}
    told = {"kind": Value(kind, IntegerField()), "place": F(f"{name}__order"), "counted": Value(0, IntegerField())}
    found = rows.filter(report=version.report_id).order_by().annotate(**told, **columns)
    return found.values_list("kind", f"{name}_id", "place", "counted", *columns)


def _made(model, version, texts, number, row):
    pk, order, counted, *said = row
    words = dict(zip(texts, said, strict=False))
    numbered = {number: model._meta.get_field(number).to_python(counted)} if number else {}
    made = model(pk=pk, version=version, order=order, **words, **numbered)
    made._state.adding, made._state.db = False, version._state.db
    return made
