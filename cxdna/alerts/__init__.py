"""Alerts that single answers of customers raise, and their way to a person who acts on them."""
