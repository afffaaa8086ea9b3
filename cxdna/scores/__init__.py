"""Answers become scores: exact, in two values side by side, each with its derivation."""
