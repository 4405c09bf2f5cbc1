"""
Two clerks changed one item: what each wrote, field by field, so that nothing of either is lost.

The form says what it looked like before (`was`); so it is known who changed a field, or whether both did.
"""

from dataclasses import dataclass

from corporate_parenting.lib import dates
from corporate_parenting.lib.forms import GovukDateField

CHOOSE, ASKED, WAS = "choose", "asked", "was"
MINE, THEIRS = "mine", "theirs"
NOTHING = "Nothing"


@dataclass(frozen=True)
class Row:
    """One field in which two versions differ. `by` alone changed it, empty for both; `chosen` is ticked already."""

    name: str
    label: str
    mine: str
    theirs: str
    bound: object
    by: str
    chosen: str
    missing: bool

    @property
    def who(self):
        """In words, who changed it."""
        return {MINE: "Only you changed this", THEIRS: "Only the other changed this"}.get(
            self.by, "You both changed this"
        )


def rows(form, theirs, posted):
    """The fields of a bound form in which it differs from `theirs` (values as a form's `initial`), as [Row]."""
    found, before = [], dict(pair.split("=", 1) for pair in posted.getlist(WAS) if "=" in pair)
    asked = posted.getlist(ASKED)
    for bound in form:
        if bound.is_hidden or bound.name == "checked":
            continue
        mine, others = words(bound.field, bound.value()), words(bound.field, theirs.get(bound.name))
        if mine != others:
            by, said = _who(before.get(bound.name), mine, others), posted.get(f"{CHOOSE}-{bound.name}", "")
            missing = bound.name in asked and not said
            found.append(Row(bound.name, bound.label, mine, others, bound, by, said or by, missing))
    return found


def _who(before, mine, theirs):
    """Which side alone has changed a field; nothing where both did, or it is not known."""
    if before == mine:
        return THEIRS
    return MINE if before == theirs else ""


def chosen(posted, theirs, fields):
    """What was posted, with the other's value in each field for which it was chosen."""
    data = posted.copy()
    for name, field in fields.items():
        if posted.get(f"{CHOOSE}-{name}") == THEIRS:
            _put(data, name, field, theirs.get(name))
    return data


def _put(data, name, field, value):
    if isinstance(field, GovukDateField):
        for part, typed in zip(("day", "month", "year"), field.widget.decompress(value), strict=True):
            data[f"{name}-{part}"] = str(typed or "")
        return
    value = field.prepare_value(value)
    several = [str(one) for one in value] if isinstance(value, list | tuple) else [_typed(value)]
    data.setlist(name, [one for one in several if one])


def _typed(value):
    """A value as a browser would send it."""
    if value is True:
        return "on"
    return "" if value in (None, False) else str(value)


def undecided(posted):
    """The fields about which was asked, and nobody chose."""
    return [name for name in posted.getlist(ASKED) if not posted.get(f"{CHOOSE}-{name}")]


def before(form):
    """The values of an unbound form as `name=words`, for the next press to compare with."""
    shown = [bound for bound in form if not bound.is_hidden]
    return [f"{bound.name}={words(bound.field, bound.value())}" for bound in shown]


def words(field, value):
    """A field's value as somebody reads it: labels for choices, "Nothing" for what is empty."""
    if isinstance(field, GovukDateField):
        return _date(field, value)
    value = field.prepare_value(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    known = {str(key): label for key, label in getattr(field, "choices", ())} if hasattr(field, "choices") else {}
    if isinstance(value, list | tuple):
        return "; ".join(str(known.get(str(one), one)) for one in value) or NOTHING
    value = "" if value is None else str(value).replace("\r\n", "\n").strip()
    return str(known.get(value, value)) if value else NOTHING


def _date(field, value):
    if isinstance(value, list | tuple):
        typed = [str(part or "").strip() for part in value]
        try:
            value = field.clean(typed)
        except Exception:  # noqa: BLE001 -- what is no date is shown as it was typed
            return " ".join(typed)
    return dates.day(value) or NOTHING
