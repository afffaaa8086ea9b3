"""The customer index report: index, groups, waves, response and method of one survey, for whoever it is about."""
