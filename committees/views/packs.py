"""Pages for the clerk who builds a pack, and the packs themselves for those who may open them."""

import io
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from committees import packs, rules, tasks
from committees.models import Meeting, Pack
from committees.models.packs import Edition, Form
from committees.packs import copies
from committees.packs.before import before
from committees.packs.wanted import wanted
from corporate_parenting.lib import dates, files
from roles.access import restricted
from roles.permissions import require

EARLIER = 10


def _run(request, pk):
    """A meeting, for its clerk."""
    return get_object_or_404(Meeting.objects.run_by(request.user).select_related("body", "pack_held_by"), pk=pk)


@restricted
@require_safe
def pack(request, pk):
    """The pack of a meeting: what is in its way, how far it is, and both editions when they are made."""
    meeting = _run(request, pk)
    first, *earlier = meeting.builds.prefetch_related("packs")[: EARLIER + 1] or [None]
    context = {
        "meeting": meeting,
        "caption": f"{meeting.body}, {dates.weekday(meeting.starts_at)}",
        "look": packs.look(meeting),
        "before": before(meeting),
        "progress": packs.progress(first) if first else None,
        "earlier": earlier,
        "wanted": wanted(meeting, first),
    }
    return render(request, "committees/pack.html", context)


@restricted
@require_POST
def build(request, pk):
    """Order both editions."""
    meeting = _run(request, pk)
    require(rules.can_run(request.user, meeting))
    try:
        packs.order(meeting, by=request.user.person)
    except packs.CannotBuild as why:
        messages.error(request, str(why))
    transaction.on_commit(partial(tasks.ring))
    return redirect("committees:pack", meeting.pk)


@require_safe
def open_public(request, pk):
    """A public edition, for those who may open it before or after everyone may."""
    return _file(_edition(request, pk, Edition.PUBLIC))


@restricted
@require_safe
def open_restricted(request, pk):
    """
    A restricted edition, as the reader's own copy with their name on every page; with ?save to keep as a file. That it
    was read, and by whom, is written down. A mere question whether it is there (HEAD) is no reading.
    """
    found = _edition(request, pk, Edition.RESTRICTED)
    if request.method == "HEAD":
        return _kept_out_of_stores(HttpResponse(content_type="application/pdf"))
    saves = "save" in request.GET
    try:
        data = copies.opened(found, by=request.user.person, how=copies.How.SAVED if saves else copies.How.OPENED)
    except files.Missing:
        raise Http404 from None
    except copies.CannotMark as why:
        return _kept_out_of_stores(render(request, "committees/pack_not_marked.html", {"why": why}, status=503))
    return _kept_out_of_stores(FileResponse(io.BytesIO(data), filename=_name(found), as_attachment=saves))


def _kept_out_of_stores(response):
    response["Cache-Control"] = "no-store, private"
    response["Accept-Ranges"] = "none"  # a viewer that asks for a pack in pieces would look like many readings
    return response


def _edition(request, pk, edition):
    seen = Pack.objects.visible_to(request.user).done().filter(edition=edition).exclude(form=Form.WEB)
    return get_object_or_404(seen.select_related("build__meeting__body"), pk=pk)


def _file(found):
    """The PDF, shown in the browser under a name made of body, day and edition."""
    try:
        handle = files.path(found.file).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(handle, content_type="application/pdf", filename=_name(found))


def _name(found):
    meeting = found.build.meeting
    form = "" if found.form == Form.STANDARD else f"{found.form} print "
    return f"{slugify(f'{meeting.body} {timezone.localdate(meeting.starts_at)} {found.edition} {form}pack')}.pdf"
