"""Customer surveys of a workspace: files taken in, indices, windows, and what became of each file."""
