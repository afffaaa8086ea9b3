"""Everything of an assessment as one file, private or to be shared."""
