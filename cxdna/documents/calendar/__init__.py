"""The calendar of a plan: what is due when, for everybody and for each person."""
