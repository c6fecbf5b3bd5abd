"""Runs a study: plan, blocks on disk, resume, executors, cluster."""
