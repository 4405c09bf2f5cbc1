"""Pages for people who are signed in."""
