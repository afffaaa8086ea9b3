"""Working days: without weekends and public holidays of a country and region."""
