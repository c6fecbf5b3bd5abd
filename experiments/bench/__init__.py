"""Measurements: `make bench` (bench, floor, sweep) and `make million` (million, memory)."""
