"""Evidence of an assessment: noted, listed, checked, corrected, carried over from an earlier one."""
