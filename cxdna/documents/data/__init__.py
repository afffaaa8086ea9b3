"""Everything that documents are made of, as data for other programs."""
