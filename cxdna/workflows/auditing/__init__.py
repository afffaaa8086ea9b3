"""The audit of a survey: what its files show, what people answer about the rest, and how both read."""
