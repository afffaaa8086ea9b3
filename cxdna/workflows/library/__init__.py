"""The libraries that assessments and plans are made from, as consultants read them: questions, KPIs and actions."""
