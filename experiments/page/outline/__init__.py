"""The outline under the map of a page, and the script that made it from a public-domain file."""
