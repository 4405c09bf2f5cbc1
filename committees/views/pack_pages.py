"""The web edition of a pack: read as a page, or kept as the one file that it is."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from committees import reading
from committees.models import Meeting, Pack
from committees.models.packs import Edition, Form
from committees.packs import copies, web
from committees.public.files import kept_briefly
from corporate_parenting.lib import files
from roles.access import restricted
from roles.permissions import PUBLIC

KIND = "text/html; charset=utf-8"


@login_not_required
@require_safe
def meeting_page(request, pk):
    """The newest public edition of a published meeting as a web page. It never looks at who is asking."""
    return _for_everybody(request, pk, Edition.PUBLIC)


@login_not_required
@require_safe
def young_meeting_page(request, pk):
    """The newest young people's edition of a published meeting as a web page."""
    return _for_everybody(request, pk, Edition.YOUNG)


@require_safe
def open_public(request, pk):
    """A public edition as a web page, for those who may open it before or after everyone may."""
    found = _edition(request, pk, Edition.PUBLIC)
    return _page(request, found, _bytes(found))


@require_safe
def open_young(request, pk):
    """A young people's edition as a web page, for those who may open it before or after everyone may."""
    found = _edition(request, pk, Edition.YOUNG)
    return _page(request, found, _bytes(found))


@restricted
@require_safe
def open_restricted(request, pk):
    """
    A restricted edition as the reader's own copy, with their name first and last; with ?save to keep as a file. That
    it was read, and by whom, is written down; a mere question whether it is there (HEAD) is no reading.
    """
    found = _edition(request, pk, Edition.RESTRICTED)
    if request.method == "HEAD":
        return _kept_out(HttpResponse(content_type=KIND))
    how = copies.How.SAVED if "save" in request.GET else copies.How.OPENED
    try:
        data = copies.opened(found, by=request.user.person, how=how)
    except files.Missing:
        raise Http404 from None
    except copies.CannotMark as why:
        return _kept_out(render(request, "committees/pack_not_marked.html", {"why": why}, status=503))
    return _kept_out(_page(request, found, data))


def _kept_out(response):
    response["Cache-Control"] = "no-store, private"
    return response


def _for_everybody(request, pk, edition):
    """Of the build of the newest public pack alone: the page of an older one has other papers."""
    meeting = get_object_or_404(Meeting.objects.visible_to(PUBLIC), pk=pk)
    newest = reading.newest_pack(meeting, Edition.PUBLIC, PUBLIC)
    seen = Pack.objects.visible_to(PUBLIC).done().filter(edition=edition, form=Form.WEB).exclude(file="")
    seen = seen.select_related("build__meeting__body")
    found = get_object_or_404(seen, build=newest.build_id if newest else None)
    response = _page(request, found, _bytes(found))
    response.digest = found.file
    return kept_briefly(request, response)


def _edition(request, pk, edition):
    seen = Pack.objects.visible_to(request.user).done().filter(edition=edition, form=Form.WEB)
    return get_object_or_404(seen.select_related("build__meeting__body"), pk=pk)


def _bytes(found):
    try:
        return files.read(found.file)
    except FileNotFoundError:
        raise Http404 from None


def _page(request, found, data):
    """The page under a policy that allows its own style and pictures, and nothing else."""
    response = HttpResponse(data, content_type=KIND)
    response._csp_replace = web.policy(data)
    meeting = found.build.meeting
    name = slugify(f"{meeting.body} {timezone.localdate(meeting.starts_at)} {found.edition} pack")
    shown = "attachment" if "save" in request.GET else "inline"
    response["Content-Disposition"] = f'{shown}; filename="{name}.html"'
    return response
