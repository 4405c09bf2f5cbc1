"""The web editions of a published pack: open to everybody, and the same answer for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from committees import reading
from committees.models import Meeting, Pack
from committees.models.packs import Edition, Form
from committees.packs import web
from corporate_parenting.lib import files
from roles.permissions import PUBLIC

from .files import kept_briefly

KIND = "text/html; charset=utf-8"


@login_not_required
@require_safe
def web_pack(request, pk):
    """The newest public edition of a published meeting as a web page. It never looks at who is asking."""
    return _for_everybody(request, pk, Edition.PUBLIC)


@login_not_required
@require_safe
def young_web_pack(request, pk):
    """The newest young people's edition of a published meeting as a web page."""
    return _for_everybody(request, pk, Edition.YOUNG)


def _for_everybody(request, pk, edition):
    """Of the build of the newest public pack alone: the page of an older one has other papers."""
    meeting = get_object_or_404(Meeting.objects.visible_to(PUBLIC), pk=pk)
    newest = reading.newest_pack(meeting, Edition.PUBLIC, PUBLIC)
    seen = Pack.objects.visible_to(PUBLIC).done().filter(edition=edition, form=Form.WEB).exclude(file="")
    seen = seen.select_related("build__meeting__body")
    found = get_object_or_404(seen, build=newest.build_id if newest else None)
    response = page_of(request, found, bytes_of(found))
    response.digest = found.file
    return kept_briefly(request, response)


def bytes_of(found):
    """The web edition as it is stored. Raises Http404 where the file is gone."""
    try:
        return files.read(found.file)
    except FileNotFoundError:
        raise Http404 from None


def page_of(request, found, data):
    """The page under a policy that allows its own style and pictures, and nothing else."""
    response = HttpResponse(data, content_type=KIND)
    response._csp_replace = web.policy(data)
    meeting = found.build.meeting
    name = slugify(f"{meeting.body} {timezone.localdate(meeting.starts_at)} {found.edition} pack")
    shown = "attachment" if "save" in request.GET else "inline"
    response["Content-Disposition"] = f'{shown}; filename="{name}.html"'
    return response
