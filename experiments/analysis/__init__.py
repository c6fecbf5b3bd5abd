"""What a study found: paired effects, sensitivity, scenario discovery, robustness."""
