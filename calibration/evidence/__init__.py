"""Coded evidence: strict tables, the codebook, sources, and importers of other data."""
