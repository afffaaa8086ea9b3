"""A file of answers, made ready for an engine: what it is written in, and what is wrong with it."""
