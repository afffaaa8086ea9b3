"""A workspace looked after: backed up, restored, brought up to date."""
