"""The assessment report: what stands on each page, made from scores and findings."""
