"""What in an export, an archive or a workspace agrees, what differs, and what could not be verified."""
