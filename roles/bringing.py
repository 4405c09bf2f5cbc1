"""A file of responsibilities comes in: first a Plan to be looked at; then all of it, or nothing."""

import hashlib
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from corporate_parenting.lib import limited
from corporate_parenting.lib.reading import ReadError
from roles import catalogue, catalogue_csv, catalogue_rows, keeping, tiers
from roles.audit import record
from roles.models import Responsibility, Wording

LIMITS = limited.Limits(seconds=20, memory=512 * limited.MIB, answer=32 * limited.MIB)
MOST_BYTES = catalogue_rows.MOST_BYTES
WHY = "Brought in from a file"


@dataclass(frozen=True)
class Change:
    """One row that says something new: what stands (nothing for a new code) and what comes, with its links by code."""

    line: int
    code: str
    before: dict | None
    after: dict
    linked: list
    links: list


@dataclass
class Plan:
    """What a file would do to the catalogue. `missing` stand today and not in the file; retired only when asked."""

    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unchanged: int = 0
    order: list[str] = field(default_factory=list)
    reordered: bool = False

    def __str__(self):
        counts = f"{len(self.added)} added, {len(self.changed)} changed, {len(self.retired)} retired"
        moved = ", in another order" if self.reordered else ""
        return f"{counts}, {self.unchanged} as they were{moved}"

    @property
    def does_something(self):
        return bool(self.added or self.changed or self.retired or self.reordered)

    @property
    def fingerprint(self):
        """The same for two plans that do the same: whoever agreed to one has not agreed to another."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def read(data, name):
    """The entries of somebody's file, read in a child process that can do no harm. Raises ReadError."""
    try:
        return catalogue_csv.entries(limited.run(catalogue_rows.read, data, name, limits=LIMITS), name)
    except limited.LimitReached as error:
        raise ReadError(name, None, "", f"the file could not be read. {error}") from None


def plan(entries, *, name, from_day, retire_missing=False):
    """
    What these entries would change from a day on: a Plan. Four queries; nothing is changed.

    Raises ReadError, with `name` as the file, for what cannot be when it is seen beside the catalogue: a code of one
    that is retired, a new code in a file of seven columns, a link to a code that does not stand or goes one way.
    """
    if from_day < timezone.localdate():
        raise ReadError(name, None, "", keeping.PAST)
    desk = _Desk(entries, name, from_day, retire_missing)
    made = Plan()
    for entry in entries:
        desk.place(entry, made)
    named = {entry.code for entry in entries}
    gone = [code for code in desk.standing if code not in named]
    made.missing, made.retired = ([], gone) if retire_missing else (gone, [])
    made.order = _order(list(desk.known), [entry.code for entry in entries])
    made.reordered = [code for code in made.order if code in desk.known] != list(desk.known)
    return made


@transaction.atomic
def bring_in(entries, *, name, from_day, by, reason=WHY, retire_missing=False, agreed=""):
    """
    Do what `plan` says, all of it or nothing; returns the Plan. A second time changes nothing.

    `agreed` is the fingerprint of the plan that somebody looked at. Raises ReadError, and AnotherPlan when the
    catalogue has moved since.
    """
    list(Responsibility.objects.select_for_update().values_list("pk"))  # nobody else words anything meanwhile
    todo = plan(entries, name=name, from_day=from_day, retire_missing=retire_missing)
    if agreed and agreed != todo.fingerprint:
        raise AnotherPlan("The catalogue was changed since the file was read.")
    _Hands(name, from_day, reason, by).do(todo)
    return todo


class AnotherPlan(Exception):
    """What would be done is not what was agreed to."""


class _Desk:
    """The catalogue beside the file."""

    def __init__(self, entries, name, from_day, retire_missing):
        self.name = name
        self.known = {made.code: made for made in Responsibility.objects.prefetch_related("overlaps")}
        self.standing = {wording.code: wording for wording in tiers.wordings_on(from_day)}
        later = Wording.objects.filter(starts_on__gt=from_day)
        self.waiting = set(later.values_list("responsibility__code", flat=True))
        self.named = {entry.code: entry for entry in entries}
        self.there = set(self.named) | (set() if retire_missing else set(self.standing))

    def place(self, entry, made):
        """Say where an entry belongs. Raises ReadError."""
        change = self._known(entry) if entry.code in self.standing else self._new(entry)
        if change.before is None:
            made.added.append(change)
        elif change.before != change.after or change.linked != change.links:
            self._refuse(entry.code in self.waiting, entry, "id", "other words for it are to begin later already.")
            made.changed.append(change)
        else:
            made.unchanged += 1

    def _known(self, entry):
        before = catalogue.columns_of(self.standing[entry.code])
        linked = sorted(other.code for other in self.known[entry.code].overlaps.all())
        after = self._checked(before | entry.columns, entry)
        return Change(entry.line, entry.code, before, after, linked, self._links(entry, linked))

    def _new(self, entry):
        words = "this code was another responsibility’s, and a code is never used again. Choose a new one."
        self._refuse(entry.code in self.known, entry, "id", words)
        words = f"a new code needs all the columns: {', '.join(catalogue_rows.HEAD)}."
        self._refuse("theme" not in entry.columns, entry, "id", words)
        return Change(entry.line, entry.code, None, self._checked(entry.columns, entry), [], self._links(entry, []))

    def _checked(self, columns, entry):
        if wrong := catalogue.fault(columns):
            raise ReadError(self.name, entry.line, *wrong)
        return columns

    def _links(self, entry, linked):
        """The codes it overlaps with: those given, and those with what no longer stands."""
        if entry.overlaps is None:
            return linked
        for code in entry.overlaps:
            self._refuse(code not in self.there, entry, "overlaps", f"there is no responsibility {code}.")
            other = self.named.get(code)
            one_way = other is not None and other.overlaps is not None and entry.code not in other.overlaps
            words = f"{code} does not name {entry.code} in return. Write the link on both rows."
            self._refuse(one_way, entry, "overlaps", words)
        return sorted({*entry.overlaps, *(code for code in linked if code not in self.there)})

    def _refuse(self, wrong, entry, column, why):
        if wrong:
            raise ReadError(self.name, entry.line, column, why)


class _Hands:
    """Does what a plan says."""

    def __init__(self, name, from_day, reason, by):
        self.name, self.from_day, self.reason, self.by = name, from_day, reason, by

    def do(self, todo):
        """Add, change and retire, then tie what overlaps, then put all in order."""
        about = {"from_day": self.from_day, "reason": self.reason, "by": self.by}
        for change in todo.added:
            self._try(change.line, keeping.add, change.code, **about, **change.after)
        known = {made.code: made for made in Responsibility.objects.all()}
        for change in todo.changed:
            if change.before != change.after:
                self._try(change.line, keeping.change, known[change.code], **about, **change.after)
        for code in todo.retired:
            day = self.from_day - keeping.DAY
            self._try(None, keeping.retire, known[code], last_day=day, reason=self.reason, by=self.by)
        for change in [*todo.added, *todo.changed]:
            if change.linked != change.links:
                keeping.link(known[change.code], [known[code] for code in change.links], by=self.by)
        self._put_in_order(todo, known)

    def _try(self, line, step, *args, **kwargs):
        try:
            return step(*args, **kwargs)
        except ValidationError as error:
            raise ReadError(self.name, line, "", " ".join(error.messages)) from error

    def _put_in_order(self, todo, known):
        """Two passes: no two may have the same place at any time."""
        if [made.code for made in sorted(known.values(), key=lambda made: made.order)] == todo.order:
            return
        far = max(made.order for made in known.values()) + len(known) + 1
        Responsibility.objects.update(order=F("order") + far)
        for place, code in enumerate(todo.order, start=1):
            known[code].order = place
        Responsibility.objects.bulk_update(known.values(), ["order"], batch_size=200)
        record(self.by, "put the catalogue in order", known[todo.order[0]], codes=len(known))


def _order(before, named):
    """All codes: those of the file in its order, each of the others behind the one it stood behind."""
    wanted, behind, last = set(named), {"": []}, ""
    for code in before:
        if code in wanted:
            last = code
        else:
            behind.setdefault(last, []).append(code)
    return behind[""] + [found for code in named for found in (code, *behind.get(code, []))]
