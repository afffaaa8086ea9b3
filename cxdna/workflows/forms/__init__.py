"""Forms go out to people who never open a terminal, and come back."""
