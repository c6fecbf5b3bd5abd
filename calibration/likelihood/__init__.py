"""What the evidence asks of a run, and how likely runs meet it.

targets            coded rows as targets of the fit, from `calibration/targets.yaml`
target_builder     how each kind of row becomes a target
observation_model  which events of a run the articles would report
simulate           frequencies of what runs do, branch by branch
log_likelihood     the likelihood of the coded rows, given these frequencies
problem            all of it together, for one body of evidence
"""
