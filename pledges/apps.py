from django.apps import AppConfig


class Pledges(AppConfig):
    """WHAT WAS PROMISED: pledges and promises, and the actions that serve them."""

    name = "pledges"
