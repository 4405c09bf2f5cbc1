"""Texts as they were: of a report and of one part, one of them, any two compared; two versions compared."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports import comparing, drafting, private, putting_back, rules, texts
from reports.models import KeptText, Report
from reports.texts import drawing
from reports.views.common import latest, report_for
from roles.access import restricted
from roles.permissions import require

PAGE = 25
NOW, DRAFT = "now", "draft"
NOT_NOW = "Nothing was put back: the report is with a clearer, or this version is cleared."
PUT_BACK = "The earlier text is put back. What it replaced is among the earlier texts too."
PRIVATE_AGAIN = f"{PUT_BACK} It was private, so its part is private again, on the same grounds."
NO_PLACE = "Nothing was put back: this part was removed. Copy the text from below into the place where it belongs."


@restricted
def history(request, pk):
    """The earlier texts of a version, newest first: of all parts, or of one, of which any two can be compared."""
    report = report_for(request, pk)
    version = _version(request, report)
    names = _names(version)
    part = request.GET.get("part", "")
    rows = _kept(version).select_related("by")
    if part in names:
        rows = rows.filter(part=part)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.part_name, row.is_gone, row.said = names[row.part], row.part not in version.names_now, _said(row)
    now = putting_back.now_of(version, part) if part in names else None
    if now:
        different = [row for row in page if texts.read(row) != now.text]
        for row in (different or list(page))[:1]:
            row.is_chosen = True
    shown = {
        "report": report, "version": version, "page": page, "part": part if part in names else "",
        "part_label": names.get(part, ""), "names": sorted(names.items(), key=lambda pair: pair[1].lower()),
        "now": now,
        "others": report.versions.exclude(pk=version.pk).order_by("-number"),
        "writes": rules.writes(request.user, report),
    }  # fmt: skip
    return render(request, "reports/texts.html", shown)


def _kept(version):
    """What was kept, but for what somebody confirmed."""
    return version.kept_texts.exclude(part__startswith="confirmed:")


def _history(version, part):
    """The address of the earlier texts of one part."""
    asked = {"version": version.number, "part": part} if version.number else {"part": part}
    return f"{reverse('reports:texts', args=[version.report_id])}?{urlencode(asked)}"


def _names(version):
    """{name of each part with an earlier text: what it is called, by the newest}, in two queries."""
    newest = _kept(version).order_by().values("part").annotate(last=Max("pk")).values("last")
    return dict(KeptText.objects.filter(pk__in=newest).values_list("part", "label"))


def _said(row):
    """How it came to be kept; what nobody here wrote stood there before."""
    return row.get_how_display() if row.by_id else "Stood there before the first change"


def _version(request, report):
    """The version asked for by its number, or the one at hand; of a cleared one, only for those who write."""
    wanted = request.GET.get("version", "")
    version = latest(report)
    if wanted.isdecimal() and len(wanted) < 6:
        version = get_object_or_404(report.versions, number=int(wanted))
        version.report = report
    require(version.number is None or rules.writes(request.user, report))
    version.names_now = _names_now(version)
    return version


def _names_now(version):
    """The names of all parts that are there, whatever they say."""
    sections = list(version.sections.values_list("pk", flat=True))
    names = {f"{kind}:{version.pk}" for kind in texts.OWN}
    names |= {f"{kind}:{key}" for key in sections for kind in ("section", "heading")}
    for kind, model in putting_back.KINDS.items():
        if kind not in ("section", "heading"):
            path = "section__in" if kind == "block" else "version"
            rows = model._default_manager.filter(**{path: sections if kind == "block" else version})
            names |= {f"{kind}:{key}" for key in rows.values_list("pk", flat=True)}
    return names


@restricted
def kept(request, pk):
    """One earlier text, as it reads; it can be put back, or compared with what stands there now."""
    row = _row(request, pk)
    version = row.version
    now = putting_back.now_of(version, row.part)
    part = comparing.part_of(row.part, row.label, texts.read(row))
    around = _kept(version).filter(part=row.part)
    shown = {
        "report": version.report, "version": version, "kept": row, "now": now, "said": _said(row),
        "back": _history(version, row.part),
        "pieces": [drawing.draw(piece) for piece in part.pieces],
        "is_now": now is not None and now.text == texts.read(row), "raw": texts.read(row),
        "was_private": private.marking_then(row), "will_be_private": putting_back.will_be_private(row),
        "can_put_back": rules.can_write(request.user, version.report) and version.number is None
        and putting_back.comes_back(row, now),
        "before": around.filter(Q(at__lt=row.at) | Q(at=row.at, pk__lt=row.pk)).order_by("-at", "-pk").first(),
        "after": around.filter(Q(at__gt=row.at) | Q(at=row.at, pk__gt=row.pk)).order_by("at", "pk").first(),
    }  # fmt: skip
    return render(request, "reports/texts_kept.html", shown)


@require_POST
@restricted
def put_back(request, pk):
    """Let a part read as it did then."""
    row = _row(request, pk)
    report = row.version.report
    require(rules.writes(request.user, report))
    was_private = putting_back.will_be_private(row)
    try:
        putting_back.put_back(row, by=request.user.person)
    except (drafting.BeingCleared, drafting.Frozen):
        messages.error(request, NOT_NOW)
    except putting_back.Gone:
        messages.error(request, NO_PLACE)
    except (putting_back.WasPrivate, putting_back.NotTaken) as why:
        messages.error(request, str(why))
    else:
        messages.success(request, PRIVATE_AGAIN if was_private else PUT_BACK)
        return redirect(_history(row.version, row.part))
    return redirect("reports:kept_text", pk)


@restricted
def compare(request, pk):
    """Two texts of one part in place: what is gone and what is new, word by word."""
    report = report_for(request, pk)
    old = _row(request, _key(request.GET.get("old", "")))
    if old.version.report_id != report.pk:
        raise Http404
    new = request.GET.get("new", NOW)
    later = wording = None
    if new == NOW:
        wording = putting_back.now_of(old.version, old.part)
    else:
        later = get_object_or_404(_kept(old.version).filter(part=old.part), pk=_key(new))
    if later is not None and (later.at, later.pk) < (old.at, old.pk):
        old, later = later, old
    count = comparing.Count()
    compared = comparing.compare(*_sides(old, later, wording), count)
    shown = {"report": report, "version": old.version, "old": old, "new": later, "parts": [compared]}
    shown["back"] = _history(old.version, old.part)
    return render(request, "reports/texts_compare.html", shown | {"count": count.last, "label": old.label})


def _sides(old, later, wording):
    """The parts to compare: a kept text, and a later one or what stands there now (None where nothing does)."""
    was = texts.read(old)
    reads = texts.read(later) if later else wording.text if wording else ""
    tables = comparing.tables_of(old.part, was, reads)
    before = comparing.part_of(old.part, old.label, was, tables)
    now = later or wording
    return before, now and comparing.part_of(old.part, now.label, reads, tables)


def _key(typed):
    if not typed.isdecimal() or len(typed) > 18:
        raise Http404
    return int(typed)


def _row(request, pk):
    """A kept text that this person may see: of a draft as the draft, of a cleared version if they write the report."""
    seen = Report.objects.visible_to(request.user).values("pk")
    rows = KeptText.objects.filter(version__report__in=seen).exclude(part__startswith="confirmed:")
    row = get_object_or_404(rows.select_related("version__report__format", "by"), pk=pk)
    if row.version.number is not None and not rules.writes(request.user, row.version.report):
        raise Http404
    return row


class VersionsForm(forms.Form):
    """Which two versions?"""

    old = forms.ChoiceField(label="Compare")
    new = forms.ChoiceField(label="with")


@restricted
def versions(request, pk):
    """Two versions of a report compared, part by part."""
    report = report_for(request, pk)
    known = {DRAFT if one.number is None else str(one.number): one for one in report.versions.order_by("number")}
    order = sorted(known, key=lambda name: known[name].number or 10**6)
    old, new = (request.GET.get(side, "") for side in ("old", "new"))
    if old not in known or new not in known:
        old, new = (order[-2], order[-1]) if len(order) > 1 else (order[0], order[0])
    if order.index(old) > order.index(new):
        old, new = new, old
    for name in (old, new):
        known[name].report = report
    parts, count = comparing.compare_versions(known[old], known[new])
    form = VersionsForm(initial={"old": old, "new": new})
    for field in form.fields.values():
        field.choices = [(name, _called(name)) for name in order]
    shown = {"report": report, "parts": parts, "count": count, "form": form, "many": len(order) > 1}
    shown |= {"old": _called(old), "new": _called(new)}
    return render(request, "reports/compare_versions.html", shown)


def _called(name):
    return "The draft" if name == DRAFT else f"Version {name}"
