"""Does the model show what the articles claim? One row of `calibration/patterns.yaml` a pattern.

Every row compares ensembles of runs, and compares them again with the rule behind the claim
switched off: the pattern has to be there the first time and gone the second.
"""
