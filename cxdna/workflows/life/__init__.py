"""The life of an assessment: opened, closed, opened again, restated."""
