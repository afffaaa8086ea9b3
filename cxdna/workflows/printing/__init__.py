"""Documents of an assessment: what they are made of, and how they are printed."""
