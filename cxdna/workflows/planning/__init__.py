"""The plan that follows from an assessment: drafting, changing, agreeing and following it."""
