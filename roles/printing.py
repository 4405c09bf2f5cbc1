"""A role profile as a PDF: tagged, with its own title, for whoever it belongs to."""

import tempfile
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from corporate_parenting.lib import pdf
from roles import profile as profiles

# Somebody waits for it before the page, and it is never longer than a few dozen pages.
LIMITS = replace(pdf.LIMITS, seconds=25)
MOST_DEEDS, MOST_MOVES = 200, 20


def document(profile):
    """The whole profile as an HTML document, ready to become a PDF."""
    return render_to_string("pdf/role_profile.html", _context(profile))


def role_profile(profile):
    """The bytes of the PDF. Raises lib.pdf.RenderFailed with words fit for whoever asked."""
    made = pdf.render(document(profile), limits=LIMITS)
    title = _title(profile)
    part = pdf.Part(made.data, title, first_number=1, header=title, claims_ua=made.claims_ua)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "role-profile.pdf"
        pdf.merge([part], title=title, at=timezone.now(), out=out)
        return out.read_bytes()


def _title(profile):
    return f"Role profile of {profile.person}"


def _context(profile):
    return {
        "profile": profile,
        "title": _title(profile),
        "council_name": settings.COUNCIL_NAME,
        "groups": profiles.by_tier(profile.items, profile.held),
        "ladder": profiles.ladder(profile),
        "lately": profile.lately[:MOST_DEEDS],
        "moves": profile.moves[:MOST_MOVES],
    }
