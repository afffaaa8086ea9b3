"""The audit of a survey's instrument, fieldwork and data."""
