"""Assess the maturity of a customer experience practice, and say what to do about it."""

__version__ = "0.1.0"
