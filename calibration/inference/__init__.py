"""The fit: prior bank, sampler, posterior, and comparison of models."""
