"""One file for each errand of a user: the only place where stages and documents meet."""
