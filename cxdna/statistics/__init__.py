"""Exact numbers and their display; pure mathematics, each formula with its source."""
