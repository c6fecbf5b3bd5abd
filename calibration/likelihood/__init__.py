"""What the evidence asks of a run: targets, observation model, simulated branches."""
