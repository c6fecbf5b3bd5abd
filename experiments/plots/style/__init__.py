"""The look of all figures: page, axes, bins, error bars, labels."""
