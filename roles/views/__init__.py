"""Pages for people who are signed in: each fetches, checks, calls a step, redirects."""
