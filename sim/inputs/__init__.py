"""Files that people write, read strictly: YAML, world, scenario, history, posterior."""
