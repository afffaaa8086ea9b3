"""Award readiness: the check of a year, its checklist, and the register of award years."""
