"""What customers say: survey files to counts, counts to indices, and what follows from them."""
