"""Figures of a batch of runs, of one run, and of two scenarios compared."""
