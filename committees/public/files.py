"""How long caches may keep what is public: somebody may take it out of sight, and a minute later it must be gone."""

from django.utils.cache import get_conditional_response

from corporate_parenting.middleware import BRIEFLY


def kept_briefly(request, response):
    """A file of ours with its digest as its mark: who has it already, and asks again, is told so."""
    response["Cache-Control"] = BRIEFLY
    if digest := getattr(response, "digest", ""):
        response["ETag"] = f'"{digest}"'
        return get_conditional_response(request, etag=response["ETag"], response=response) or response
    return response
