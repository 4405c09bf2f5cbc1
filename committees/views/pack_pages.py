"""The web edition of a pack: read as a page, or kept as the one file that it is."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from committees.models import Pack
from committees.models.packs import Edition, Form
from committees.packs import copies
from committees.public.web_packs import KIND, bytes_of, page_of
from corporate_parenting.lib import files
from roles.access import restricted


@require_safe
def open_public(request, pk):
    """A public edition as a web page, for those who may open it before or after everyone may."""
    found = _edition(request, pk, Edition.PUBLIC)
    return page_of(request, found, bytes_of(found))


@require_safe
def open_young(request, pk):
    """A young people's edition as a web page, for those who may open it before or after everyone may."""
    found = _edition(request, pk, Edition.YOUNG)
    return page_of(request, found, bytes_of(found))


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
    return _kept_out(page_of(request, found, data))


def _kept_out(response):
    response["Cache-Control"] = "no-store, private"
    return response


def _edition(request, pk, edition):
    seen = Pack.objects.visible_to(request.user).done().filter(edition=edition, form=Form.WEB)
    return get_object_or_404(seen.select_related("build__meeting__body"), pk=pk)
