"""The assessment beside its surveys, and the effect of actions with customers."""
