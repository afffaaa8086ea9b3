"""Questions are answered: by a person at a terminal, or from an answers file."""
