"""A plan as a file that people change and hand back: one text, or one workbook."""
