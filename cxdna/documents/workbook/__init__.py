"""The workbook of an assessment: scores, answers, evidence, findings and plan, to sort, filter and calculate with."""
