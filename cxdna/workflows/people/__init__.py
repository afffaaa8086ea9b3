"""The people of a workspace: listed, added, forgotten."""
