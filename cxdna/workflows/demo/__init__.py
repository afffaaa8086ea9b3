"""The invented organisation: its files, its workspace and its documents in a folder of the user's."""
