"""What comes back with customers again and again, and what is done about it for good."""
