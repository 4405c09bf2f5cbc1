"""What every page's frame needs to know: whose council this is, who is here, and where they may go."""

from django.conf import settings
from django.contrib.messages import get_messages
from django.urls import NoReverseMatch, reverse

from corporate_parenting import looks

PRODUCT_NAME = "Corporate Parenting"
MOST_ENTRIES = 6

# (label, name of the page, offices it is for, powers it is for); the first six that apply make the menu.
# No offices and no powers: for everybody who is signed in. An office that ends with _seat stands for "seat".
MEMBERS = ("councillor", "leader", "lead_member", "executive_member", "seat")
NAVIGATION = [
    ("Home", "home", (), ()),
    ("Desk", "committees:desk", (), ("run_meetings",)),
    ("My role", "roles:my_role", (), ()),
    ("Meetings", "committees:my_meetings", (*MEMBERS, "director", "monitoring_officer"), ()),
    ("Reports", "reports:list", (), ("write_reports", "clear_reports", "run_meetings")),
    ("Bodies", "committees:bodies", (), ("manage_bodies", "run_meetings")),
    ("People", "roles:people", (), ("manage_people", "read_security")),
    ("Year", "committees:year", (), ("manage_bodies", "run_meetings")),
    ("Coverage", "roles:coverage", (), ("manage_people", "run_meetings")),
    ("Council facts", "roles:council_facts", (), ("set_council_facts",)),
    ("Audit", "roles:audit", (), ("read_audit", "read_security")),
    ("Actions", "committees:actions", MEMBERS, ("write_reports", "run_meetings")),
    ("Members", "committees:engagement", (), ("see_engagement",)),
    ("Promises", "pledges:index", (), ()),
    # What most people open now and then: it stands on the home page, beside what found no room above.
    ("Training", "roles:training", (), ()),
    ("Visits to homes", "roles:visits", ("rota_visitor",), ("keep_visits", "see_engagement")),
    ("Responsibilities", "roles:catalogue", (), ()),
    ("The law", "roles:law", (), ()),
    ("Deadlines", "committees:deadlines", (), ("run_meetings",)),
    ("Where is my report", "reports:board", (), ("write_reports", "clear_reports", "run_meetings")),
    ("Work programmes", "committees:programmes", (), ()),
    ("How the council’s bodies stand", "committees:arrangements", (), ()),
    ("Organisations", "roles:organisations", (), ()),
    ("Places on bodies", "committees:places", (), ("manage_bodies", "run_meetings")),
    ("Political balance", "committees:balance", (), ()),
    ("Outside bodies", "committees:outside_bodies", (), ()),
    ("Model check", "pledges:checks", (), ()),
    ("Leave to read private papers", "committees:leave", (), ("grant_access", "run_meetings")),
    ("Kept from the public", "committees:kept", (), ("run_meetings", "manage_bodies", "grant_access")),
]
PUBLIC_NAVIGATION = [
    ("Meetings", "committees:public_meetings"),
    ("Promises", "pledges:public_pledges"),
    ("Who answers for what", "roles:who_answers"),
]
FOOTER = [("Accessibility", "accessibility"), ("Privacy", "privacy"), ("Help", "help"), ("Contact", "contact")]


def shell(request):
    """
    Context of every template: `shell`, and `user` on closed pages alone.

    A public page gets no user and no messages at all, so no template can touch the session by accident.
    """
    council = {
        "council_name": settings.COUNCIL_NAME,
        "product_name": PRODUCT_NAME,
        "logo": looks.logo(),
        "colour": looks.colour("COUNCIL_COLOUR"),
        "theme_version": looks.theme_version(),
        "contact_email": settings.CONTACT_EMAIL,
        "contact_phone": settings.CONTACT_PHONE,
        "demo": settings.DEMO,
        "demo_url": _address("demo") if settings.DEMO else "",
        "footer": _links(FOOTER, request.path),
    }
    if is_public(request):
        return {"shell": council | _public(request)}
    return {"shell": council | _closed(request), "user": request.user}


def is_public(request):
    """Is this one of the pages that anybody may read? An address that leads nowhere counts as one."""
    match = getattr(request, "resolver_match", None)
    return match is None or (not getattr(match.func, "login_required", True) and not _is_door(match))


def _is_door(match):
    """Sign-in pages are open, but they are about one visitor: they keep a session and show what went wrong."""
    return match.func.__module__.startswith("allauth.")


def _public(request):
    return {
        "public": True,
        "home_url": _address("front"),
        "navigation": _links(PUBLIC_NAVIGATION, request.path),
        "search_url": _address("public_search"),
        "sign_in_url": _address("account_login"),
    }


def _closed(request):
    user = request.user
    if not user.is_authenticated:
        return _public(request) | {"public": False, "messages": get_messages(request)}
    return {
        "public": False,
        "home_url": _address("home"),
        "navigation": navigation(user, request.path),
        "search_url": _address("search"),
        "person_name": str(user.person or user.email),
        "account_url": _address("account"),
        "sign_out_url": _address("account_logout"),
        "messages": get_messages(request),
    }


def navigation(user, path):
    """At most six links for this person: [{label, url, current}]. Costs one query a request, for the offices held."""
    return _links(_meant_for(user), path, slice(MOST_ENTRIES))


def more(user, path):
    """The links that found no room in the menu, for the home page: the same shape."""
    return _links(_meant_for(user), path, slice(MOST_ENTRIES, None))


def _meant_for(user):
    """(label, name) of every page that is meant for this person."""
    held = {"seat" if kind.endswith("_seat") else kind for kind, _ in user.offices_today}
    powers = {power for power, _ in user.powers}
    return [
        (label, name)
        for label, name, offices, needed in NAVIGATION
        if not (offices or needed) or held.intersection(offices) or powers.intersection(needed)
    ]


def _links(entries, path, which=slice(None)):
    """The nearest of the links that are shown is the current one."""
    found = [{"label": label, "url": _address(name)} for label, name in entries]
    found = [link for link in found if link["url"]][which]
    current = max((link["url"] for link in found if path.startswith(link["url"])), key=len, default=None)
    return [link | {"current": link["url"] == current} for link in found]


def _address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
