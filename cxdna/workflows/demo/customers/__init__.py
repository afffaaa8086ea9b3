"""What the customers and the staff of the example answered: survey files that are made, not kept."""
