"""One HTML file that simulates: the packaged kernel, a scenario, and levers that a reader moves."""
