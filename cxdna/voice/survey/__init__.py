"""A survey: its questions and scales, and which column of its files says what."""
