"""Measures the promises of speed and memory."""
