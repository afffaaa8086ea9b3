"""Who is assessed: profile, respondents, evidence records and targets."""
