"""Indices, intervals and trends as functions of counts."""
