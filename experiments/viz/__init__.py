"""The Mesa model in a browser, stepped by hand: needs the extra `viz`, and nothing else does."""
