"""YAML definitions: playbook, questionnaires, KPIs and action templates, read and checked."""
