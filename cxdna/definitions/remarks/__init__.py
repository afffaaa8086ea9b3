"""Remarks on definitions: what fits and works, and an expert would still write another way."""
