"""Study files and what they ask for; everything is checked before anything runs.

study               a study as plain data: factors, design, runs, baseline, precision, futures
named_study         a study by name: a user's own before the shipped ones
study_file          reads and checks a study file, with `--set` on top
factors             factors, their values and distributions
factor_file         reads and checks the factors of a study
designs             reads a design and makes its points: grid, hypercube, Sobol, Morris, and so on
points              one point: its id, its scenario, the baseline that it is paired with
point_labels        points in words: policy and condition
consistency_checks  factors that clash, values that a lever refuses, the points of a CSV file
decision_criteria   futures, limits, trade-offs, and which way is worse, as a study sets them
outcome_direction   which way of an outcome is worse, where the study is silent
"""
