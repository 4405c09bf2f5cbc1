"""Political balance: how the seats on the council's bodies are shared between its political groups."""
