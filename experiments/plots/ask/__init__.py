"""Figures of an answer."""
