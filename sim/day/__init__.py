"""One day of the world: schedule, decisions, effects, end of day."""
