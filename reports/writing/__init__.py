"""Writing: a section is one text in one box; saved as it is typed, by several people, without losing a word."""
