"""The folder in which an organisation's assessments live: settings, database, evidence, branding and what was made."""
