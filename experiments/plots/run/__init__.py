"""Figures of a result: its outcomes, days and rungs, one run's story, and two results compared."""
