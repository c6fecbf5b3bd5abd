"""Sweeps: all runs of a study, crash-safe, on this machine or a cluster.

plan                  what is to be run, what of it a folder lacks, and what it would take
run                   runs what is missing, round by round, until it is precise enough
blocks                one block: a point times a range of runs, and the key of what it depends on
home                  where the sweep of a study lies
block_store           the folder of a sweep: parts, archive, failures, manifest
lock                  one process at a time in a folder
executors             blocks over threads
cluster, worker       blocks on a Dask cluster
precision             half-widths reached, and how many more runs they need
results               points and runs of a sweep as tables, by SQL, and their content hash
uncertainty_ensemble  futures: every point across parameter samples and variants of hypotheses
"""
