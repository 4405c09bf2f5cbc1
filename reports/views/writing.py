"""What the page for writing sends and shows: a text is saved, who is here, what was pasted, and the preview beside."""

import base64
import hashlib
import json
import re

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from corporate_parenting.lib import dates, pasting
from corporate_parenting.lib.reading import ReadError
from reports import drafting, layout, rules
from reports.forms.writing import FlowForm
from reports.models import Section
from reports.views import write
from reports.views.common import BEING_CLEARED, FROZEN, keeps_words, part_to_write, quick, report_for, version_for
from reports.writing import applying, flow, presence, sheets
from roles.access import restricted
from roles.permissions import require

STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
PICTURES = re.compile(r'src="asset:([0-9a-f]{64})"')
WHY = {drafting.BeingCleared: BEING_CLEARED, drafting.Frozen: FROZEN}
NOT_SENT = "Not saved: the page was not sent whole. Your text is still here: try again."


@require_POST
@restricted
@write.framing
@keeps_words
def save(request, pk):
    """Save the text of a section. Where another was first, both texts are shown and nothing is written over."""
    section, report = part_to_write(request, "section", pk)
    form = FlowForm(request.POST, section=section)
    if "text" not in request.POST or not form.is_valid():
        return _refused(request, section, NOT_SENT)
    got, person = form.cleaned_data, request.user.person
    if request.POST.get("do") == "together":
        return _both(request, section, got["text"])
    try:
        how = applying.AUTOSAVED if got["auto"] else applying.SAVED
        done = applying.save(section, got["text"], seen=got["seen"], removing=got["removing"], how=how, by=person)
    except drafting.Conflict:
        return _both(request, section, got["text"])
    except ObjectDoesNotExist:
        raise Http404 from None
    except (drafting.BeingCleared, drafting.Frozen, applying.TooLong) as why:
        return _refused(request, section, WHY.get(type(why), f"Not saved: {why}"))
    presence.here(report, section, by=person)
    return _done(request, section, done, got["whole"])


def _done(request, section, done, whole):
    page = _page(section, whole)
    notes = [*done.notes, *(f"“{part}” is now a heading of the report." for part in done.sections)]
    if quick(request):
        out = [{"pk": block.pk, "line": flow.line_of(block), "what": _called(block)} for block in done.left_out]
        said = {"saved": f"Saved at {dates.clock(done.at)}", "seen": done.edition, "notes": notes, "out": out}
        return JsonResponse(said | {"others": done.others, "again": page if done.sections else ""})
    notes += [f"{_called(block)} stays: remove it by its link below the text." for block in done.left_out]
    messages.success(request, " ".join([f"Saved at {dates.clock(done.at)}.", *notes]))
    return redirect(page)


def _called(block):
    return f"The {block.get_kind_display().lower()} “{block.caption or block.alt[:60] or block.pk}”"


def _page(section, whole):
    if whole:
        return f"{reverse('reports:write_whole', args=[section.version.report_id])}#section-{section.pk}"
    return f"{reverse('reports:write', args=[section.version.report_id])}?section={section.pk}"


def _refused(request, section, why):
    if quick(request):
        return JsonResponse({"why": why}, status=422)
    return _again(request, section, error=why, text=request.POST.get("text", ""))


def _both(request, section, mine):
    """Their text beside one's own; what is saved next has seen theirs."""
    now = list(section.blocks.all())
    theirs, seen = flow.written(now), flow.edition(now)
    who, at = applying.last_saved(section, theirs, request.user.person)
    whose = "another tab or device of yours" if who == request.user.person else str(who or "somebody else")
    about = {"theirs": theirs, "whose": f"{whose}, {dates.clock(at)}" if at else whose, "edition": seen}
    if request.POST.get("do") == "together":
        about["text"] = applying.both(theirs, mine)
    else:
        about["text"] = mine
    if quick(request):
        made = {"theirs": theirs, "together": applying.both(theirs, mine), "seen": seen, "whose": about["whose"]}
        return JsonResponse(made, status=409)
    error = "Not saved: this section was changed while you were writing. Both texts are here and nothing is lost."
    return _again(request, section, error=error, **about)


def _again(request, section, **about):
    """The page once more with every word typed."""
    found = sheets.of(section.version, request.user.person)
    chosen = next(sheet for sheet in found if sheet.section == section)
    for name, value in about.items():
        setattr(chosen, name, value)
    return write.shown(request, section.version, found, chosen, status=409 if about.get("theirs") is not None else 422)


@require_POST
@restricted
def here(request, pk):
    """A page says that it is open in a section, or was closed; hears who else is, and whether it was changed."""
    report = report_for(request, pk)
    require(rules.writes(request.user, report))
    if request.POST.get("gone"):
        presence.gone(report, by=request.user.person)
        return HttpResponse(status=204)
    wanted = request.POST.get("section", "")
    section = get_object_or_404(Section, pk=wanted if wanted.isdecimal() else 0, version__report=report)
    presence.here(report, section, by=request.user.person)
    others = presence.others(report, request.user.person)
    said = {name: presence.said(names) for name, names in others.items()}
    return JsonResponse({"others": said, "seen": flow.edition(section.blocks.all())})


@require_POST
@restricted
def paste(request, pk):
    """Markdown of what was pasted from Word, a spreadsheet or a page: headings, lists and tables stay."""
    require(rules.writes(request.user, report_for(request, pk)))
    if int(request.headers.get("Content-Length") or 0) > 2 * pasting.MAX_BYTES:
        return JsonResponse({"why": "it is too large to be read at once. Paste it in parts."}, status=413)
    try:
        html = json.loads(request.body)["html"]
        found = pasting.read(html if isinstance(html, str) else "")
    except ReadError as why:
        return JsonResponse({"why": why.message}, status=422)
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"why": "what was pasted could not be read."}, status=422)
    return JsonResponse({"markdown": found.markdown, "hidden": found.hidden_words})


@require_safe
@restricted
@xframe_options_sameorigin
def preview_page(request, pk):
    """A version as it will be printed, as a page: the same words, order and styles, without the breaks of pages."""
    version = version_for(request, pk)
    laid = layout.lay_out(version)
    keys = {piece.image: piece.pk for chapter in laid.chapters for piece in chapter.pieces if piece.image}
    about = {"laid": laid, "version": version, "alone": "beside" not in request.GET}
    about["writes"] = rules.writes(request.user, version.report)
    html = render_to_string("reports/write_preview.html", about, request)
    html = PICTURES.sub(lambda found: _pictured(keys, found), html)
    return _framed(HttpResponse(html), STYLES.findall(html))


def _pictured(keys, found):
    """The address of a picture of this version; what its writers typed that only looks like one stays as it is."""
    known = found[1] in keys
    return f'src="{reverse("reports:figure", args=[keys[found[1]]])}"' if known else found[0]


def _framed(response, styles):
    """Only the print's own style sheets, known by what they say, and only within a page of ours."""
    known = [f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in styles]
    policy = {"style-src": [SELF, *known], "frame-ancestors": [SELF], "script-src": [NONE]}
    return csp_replace(policy)(lambda: response)()
