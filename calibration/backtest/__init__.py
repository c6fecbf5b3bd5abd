"""Forecasts from what was known at a date, and how they score."""
