"""The council's own look: name, logo and colours from settings, checked for contrast before the product starts."""

import hashlib
import re

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static

WHITE = "#ffffff"
READABLE = 4.5  # WCAG 2.2, 1.4.3: ordinary text
HEX = re.compile(r"#[0-9a-f]{6}")

COLOURS = ("COUNCIL_COLOUR", "COUNCIL_LINK_COLOUR")


def colour(name):
    """The colour a setting names, as "#1f4a5f"."""
    return getattr(settings, name).strip().lower()


def logo():
    """The address of the council's logo, or nothing: then its name stands in words."""
    name = settings.COUNCIL_LOGO
    return name if not name or name.startswith("/") else static(name)


def contrast(one, other):
    """The contrast of two colours by WCAG's formula: 1.0 (none) to 21.0 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(one, other, share):
    """A colour that is `share` of the first (0 to 1) and the rest of the second."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def readable_on(background, wanted):
    """The wanted colour, darkened in small steps until text in it can be read on the background."""
    while contrast(wanted, background) < READABLE:
        wanted = mix(wanted, "#000000", 0.95)
    return wanted


def theme_css():
    """The style sheet of the council's colours, as custom properties: the only CSS that depends on settings."""
    main, link = (colour(name) for name in COLOURS)
    properties = {
        "--govuk-brand-colour": main,
        "--govuk-link-colour": link,
        "--govuk-link-hover-colour": mix(link, "#000000", 0.6),
        "--govuk-surface-background-colour": surface(),
        "--govuk-surface-border-colour": mix(main, WHITE, 0.35),
        "--govuk-template-background-colour": surface(),
        "--app-colour": main,
    }
    return ":root{" + "".join(f"{name}:{value};" for name, value in properties.items()) + "}\n"


def theme_version():
    """Changes whenever the style sheet does, so that browsers may keep it for a year."""
    return hashlib.sha256(theme_css().encode()).hexdigest()[:8]


def surface():
    """The faint tint behind navigation and footer."""
    return mix(colour("COUNCIL_COLOUR"), WHITE, 0.05)


@register()
def check_colours(app_configs, **kwargs):
    """Refuse to start with colours that people could not read; the hint names the nearest that they can."""
    broken = [name for name in COLOURS if not HEX.fullmatch(colour(name))]
    if broken:
        return [_not_a_colour(name) for name in broken]
    pairs = [("COUNCIL_COLOUR", WHITE, "white words on it"), ("COUNCIL_LINK_COLOUR", surface(), "links on the page")]
    return [_too_faint(*pair) for pair in pairs if contrast(colour(pair[0]), pair[1]) < READABLE]


@register()
def check_logo(app_configs, **kwargs):
    """Refuse to start with a logo that is not there: every page would fail."""
    name = settings.COUNCIL_LOGO
    if not name or name.startswith("/") or finders.find(name):
        return []
    message = f"COUNCIL_LOGO is {name!r}, and there is no such file below static/."
    return [Error(message, hint="Put the file there and run collectstatic, or leave it unset.", id="looks.E003")]


def must_be_in_order():
    """For programs that start without Django's checks, as a web server does. Raises ImproperlyConfigured."""
    faults = [f"{error.msg} {error.hint}" for error in check_colours(None) + check_logo(None)]
    if faults:
        raise ImproperlyConfigured(" ".join(faults))


def _not_a_colour(name):
    message = f"{name} is {colour(name)!r}, which is not a colour."
    return Error(message, hint="Write six hexadecimal digits, such as #1f4a5f.", id="looks.E001")


def _too_faint(name, background, purpose):
    found = contrast(colour(name), background)
    message = f"{name} {colour(name)} is too faint: {purpose} would have a contrast of {found:.2f}, below {READABLE}."
    return Error(
        message, hint=f"The nearest that can be read is {readable_on(background, colour(name))}.", id="looks.E002"
    )


def _channels(value):
    return tuple(int(value[start : start + 2], 16) for start in (1, 3, 5))


def _luminance(value):
    shares = (channel / 255 for channel in _channels(value))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
