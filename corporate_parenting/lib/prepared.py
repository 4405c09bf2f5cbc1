"""
Queries that are written once and asked often.

On a page that anybody may open, writing the SQL of a rule about who reads what takes ten times as long as the
database needs to answer it. The rule is the same for all of the public, so the SQL is too, but for a few values.
"""

import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.exceptions import EmptyResultSet
from django.db import connections

NUMBER = 7_300_000_000_000_000_000  # no row has it: stands for a number until the query is asked
MOMENT = datetime(1907, 3, 9, 5, 7, 11, 130_709, tzinfo=UTC)  # and this for a moment


@dataclass(frozen=True)
class _Written:
    """A queryset with its compiler and SQL; `slots` says which of the parameters are which of the values."""

    queryset: object
    compiler: object
    sql: str
    params: tuple
    slots: dict


class Prepared:
    """
    A query of which only some numbers and moments differ from one time to the next.

    `build` makes the queryset from these values, by name. Anything else it asks for is written down the first time:
    it must hold as long as the program runs, so no day or moment but those given. `under` says on what else the query
    depends, as something that can be compared; where that is another thing, the query is written anew.
    """

    def __init__(self, build, *, under=tuple):
        self._build, self._under, self._written = build, under, {}

    def rows(self, **values):
        """The rows as a list, read now."""
        using = "default"
        key = (connections[using].vendor, self._under())
        if key not in self._written:
            self._written[key] = self._write(using, values)
        written = self._written[key]
        if written is None or any(_is_no_number(value) for value in values.values()):
            return list(self._build(**values))
        return list(_filled(written, using, values))

    def _write(self, using, values):
        """None for what is known to have no rows before anybody is asked."""
        stand_ins = {name: _stand_in(number, value) for number, (name, value) in enumerate(values.items())}
        queryset = self._build(**stand_ins)
        compiler = queryset.query.get_compiler(using=using)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        known = {name: _as_parameter(value, using) for name, value in stand_ins.items()}
        slots = {place: name for place, one in enumerate(params) for name in known if known[name] == one}
        if set(slots.values()) != set(values):
            raise ValueError(f"Not asked for in this query: {set(values) - set(slots.values())}")
        return _Written(queryset, compiler, sql, tuple(params), slots)


def _is_no_number(value):
    """Longer than any number of a row: Django knows that no row has it, a database may refuse to be asked."""
    return isinstance(value, int) and abs(value) >= NUMBER


def _filled(written, using, values):
    """A queryset that asks what was written, with these values. To be read as it is: nothing is added to it."""
    given = {name: _as_parameter(value, using) for name, value in values.items()}
    params = list(written.params)
    for place, name in written.slots.items():
        params[place] = type(params[place])(given[name]) if isinstance(params[place], int) else given[name]
    compiler = copy.copy(written.compiler)
    compiler.connection = connections[using]  # each thread has its own
    compiler.as_sql = lambda *_, **__: (written.sql, tuple(params))
    queryset = written.queryset.all()
    queryset.query.get_compiler = lambda *_, **__: compiler
    return queryset


def _stand_in(number, value):
    return MOMENT + timedelta(seconds=number) if isinstance(value, datetime) else NUMBER + number


def _as_parameter(value, using):
    return connections[using].ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
