"""Every form is sent by everybody who must not: nothing is changed, and nobody is told that there was something."""

import pytest

from tests.security import routes
from tests.security.conftest import written

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CLERK, WRITER, KEEPER, HEAD = {"clerk"}, {"author", "other_author"}, {"participation"}, {"head_clerk"}
ANYBODY = None
REFUSED = {302, 403, 404, 405}
# Who may send something to an address that begins so; the longest that fits counts.
RIGHT = {
    "/account/": ANYBODY,
    # Their own alone: whoever holds an office that is asked about reports, and whom somebody named.
    "/account/away/": {"author", "clearer", "chair", "guardian", "participation"},
    "/account/away/<int:pk>/end/": set(),  # of those tried here nobody gave one
    "/home/": ANYBODY,
    "/my-role/": ANYBODY,
    "/responsibilities/": ANYBODY,
    "/search/": set(),
    "/responsibilities/add/": HEAD,
    "/responsibilities/bring-in/": HEAD,
    "/responsibilities/law/<slug:code>/": HEAD,
    "/responsibilities/<slug:code>/change/": HEAD,
    "/responsibilities/<slug:code>/retire/": HEAD,
    "/responsibilities/<slug:code>/keep-on/": HEAD,
    "/responsibilities/<slug:code>/take-back/": HEAD,
    "/audit/": set(),
    "/coverage/": set(),
    "/members/": set(),
    "/organisations/": HEAD,
    "/training/": HEAD,
    "/visits/": HEAD | {"author", "director"},  # the author manages children's services
    "/invitation/": ANYBODY,
    "/people/": HEAD,
    "/people/<int:pk>/account/": HEAD | {"admin"},
    "/appointments/": HEAD,
    "/council/": HEAD,
    "/reports/": WRITER | CLERK,
    "/reports/stages/": HEAD,
    "/reports/templates/": HEAD,
    "/reports/start/": WRITER | KEEPER | {"director"},
    "/reports/appendices/<int:pk>/decide/": WRITER | CLERK | {"clearer"},  # test_appendix_answers says who may not
    "/reports/clearances/<int:pk>/": WRITER | {"clearer"},
    "/reports/clearances/<int:pk>/let-through/": set(),  # of those tried here nobody holds an office that may
    "/committees/": CLERK,
    "/committees/items/<int:pk>/note/": ANYBODY,  # who sees the meeting, and a note of their own alone
    "/committees/bodies/": CLERK | HEAD,
    "/committees/bodies/new/": HEAD,
    "/committees/bodies/<int:pk>/seats/new/": HEAD,
    "/committees/bodies/<int:pk>/seats/from-meetings/": HEAD,
    "/committees/bodies/<int:pk>/presides/": HEAD,
    "/committees/bodies/<int:pk>/clerk/": HEAD,
    "/committees/bodies/<int:pk>/reconstitute/": HEAD,
    "/committees/bodies/<int:pk>/dissolve/": HEAD,
    "/committees/bodies/<int:pk>/links/": HEAD,
    "/committees/bodies/links/": HEAD,
    "/committees/bodies/seats/": HEAD,
    "/committees/bodies/<int:pk>/standing/": CLERK,
    "/committees/bodies/standing/": CLERK,
    "/committees/bodies/<int:pk>/programme/": CLERK,
    "/committees/bring-in/meetings/": HEAD,
    "/committees/bring-in/report/": WRITER | CLERK | KEEPER | {"director", "other_clerk"},
    "/committees/kept/": CLERK,
    "/committees/leave/": {"monitoring"},
    "/committees/leave/<int:pk>/end/": CLERK | {"monitoring"},
    "/committees/protected/new/": CLERK | {"other_clerk", "monitoring"},
    "/committees/protected/<int:pk>/end/": CLERK | {"monitoring"},
    "/committees/papers/<int:pk>/leave/": CLERK | {"monitoring"},
    # Whoever may know of a paper asks for it: test_granting says who may not.
    "/committees/papers/<int:pk>/ask/": ANYBODY,
    "/committees/meetings/<int:pk>/minutes/check/": {"chair"},
    "/committees/meetings/<int:pk>/minutes/send-back/": {"chair"},
    "/committees/items/<int:pk>/minute/remark/": WRITER | {"chair", "clearer"},
    # A member declares their own, of a meeting that they may see; test_deciding_pages says who may not.
    "/committees/items/<int:pk>/interests/new/": CLERK | {"member", "chair", "co_opted"},
    "/committees/actions/": CLERK | {"author", "participation"},
    "/committees/actions/<int:pk>/reopen/": CLERK,
    "/committees/actions/<int:pk>/close/": CLERK,
    "/committees/actions/<int:pk>/day/": CLERK,
    "/committees/actions/<int:pk>/owner/": CLERK,
    "/committees/bodies/<int:pk>/actions/": CLERK,
    "/committees/bodies/<int:pk>/asked/": CLERK,
    "/committees/asked/": CLERK,
    "/committees/retention/": CLERK,
    "/pledges/": KEEPER,
    "/pledges/reports/<int:pk>/": WRITER | CLERK,
    "/pledges/coverage/": set(),
    "/pledges/model-checks/": KEEPER | HEAD | {"chair", "director"},  # the chair is the lead member
    "/pledges/model-checks/<int:pk>/report/": KEEPER | HEAD | WRITER | {"chair", "director"},
}
# Pages that only show: whoever may see one may also send something to it, and nothing comes of that.
SHOWN = {
    "/council/closures/",
    "/reports/",
    "/reports/<int:pk>/",
    "/reports/<int:pk>/compare/",
    "/reports/appendices/<int:pk>/file/",
    "/reports/appendices/<int:pk>/pages/<int:number>/",
    "/reports/figures/<int:pk>/",
    "/reports/versions/<int:pk>/",
    "/reports/versions/<int:pk>/print/",
}
TRIED_AS = ("public", "member", "other", "co_opted", "participation", "author", "clearer", "clerk", "chair", "admin",
            "guardian", "other_clerk", "code_less_member", "left")  # fmt: skip


def right(route):
    """Who may send something to this address."""
    return RIGHT[max((start for start in RIGHT if route.startswith(start)), key=len)]


def closed():
    for route, view in routes.patterns():
        if getattr(view, "login_required", True) and route not in routes.NOT_TRIED and right(route) is not ANYBODY:
            yield route


def test_whoever_must_not_changes_nothing(world, clients):
    wrong = []
    for route in closed():
        address = next(iter(routes.addresses(route)))
        for kind in TRIED_AS:
            if kind not in right(route):
                with written() as changes:
                    status = clients[kind].post(address, {"title": "x", "confirm": "1"}).status_code
                if changes or status not in REFUSED | ({200} if route in SHOWN else set()):
                    wrong.append((kind, address, status, changes))
    assert wrong == [], "\n".join(map(str, wrong))
