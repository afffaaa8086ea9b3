"""Where an assessment stands, and what comes next."""
