"""The state of a run: records of actors and books, their layout, the first morning."""
