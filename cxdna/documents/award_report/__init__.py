"""The award readiness report: the lines of the self-check, what each rests on, and who signs for it."""
