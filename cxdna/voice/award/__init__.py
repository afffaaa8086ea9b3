"""Award readiness: rules, verdicts, and the years before."""
