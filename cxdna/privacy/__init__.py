"""Minimum group size and complementary suppression: one function, used by every output."""
