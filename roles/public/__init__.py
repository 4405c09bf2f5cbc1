"""What anyone may open: an invitation, and who answers for what."""

from .invitations import accept_invitation, welcome

__all__ = ["accept_invitation", "welcome"]
