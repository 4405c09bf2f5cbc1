"""What anyone may read of an executive's notices: the forward plan, what is over, and each notice at its address."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from committees.executive import forward

A_PAGE = 50


@login_not_required
@require_safe
def forward_plan(request):
    """Key decisions and private meetings to come, in the order of their days (SI 2012/2089 regulations 5 and 9)."""
    page = Paginator(forward.coming(), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": forward.rows(page.object_list), "months": forward.months()}
    return render(request, "committees/public/forward_plan.html", context)


@login_not_required
@require_safe
def forward_plan_month(request, year, month):
    """The notices of the meetings of one month."""
    try:
        first = date(year, month, 1)
    except (ValueError, OverflowError):
        raise Http404 from None
    page = Paginator(forward.of_month(first), A_PAGE).get_page(request.GET.get("page"))
    context = {"first": first, "page": page, "rows": forward.rows(page.object_list)}
    return render(request, "committees/public/forward_plan_month.html", context)


@login_not_required
@require_safe
def forward_plan_notice(request, pk):
    """One notice, with the exact time at which it became public, at an address that stays."""
    found = get_object_or_404(forward.visible(), pk=pk)
    context = {
        "row": forward.rows([found])[0],
        "others": forward.rows(forward.visible().filter(item=found.item_id).exclude(pk=found.pk)),
    }
    return render(request, "committees/public/forward_plan_notice.html", context)
