"""The memory beside the flow: people, assessments, answers and how they were closed, in SQLite or PostgreSQL."""
