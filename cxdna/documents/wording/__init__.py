"""Drafted sentences: each clause tied to the scores and findings it states."""
