"""Is the fit any good: predictive checks, recovery, one article left out."""
