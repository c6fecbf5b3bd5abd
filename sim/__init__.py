"""The world, its rules and its two engines."""
