"""Alerts from customers' answers: raised, listed, taken, escalated, closed, and turned into corrective actions."""
