"""A batch of runs: runner, result folder, pairs, statistics, the three kinds of uncertainty."""
