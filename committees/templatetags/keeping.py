"""How long things are kept, for pages: {% load keeping %}, then {{ meeting|kept }}."""

from django import template

from committees import retention

register = template.Library()
register.filter("kept", retention.of)
