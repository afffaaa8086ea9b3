"""What people answered: the answers file, read and checked against its questionnaire."""
