"""The executive summary: the answer and the plan, a page each."""
