"""What a sweep says, computed from its runs; nothing here is run, drawn or written.

study_results        all analyses that a study calls for, in one object
paired_effects       policies against their baseline, run by run: effects, switches, runs needed
sobol                Sobol indices, with chance kept apart
morris               Morris screening
variance_components  variance between points, between runs, and of both; the jackknife over luck
scenario_discovery   boxes of conditions under which a thing is likely (PRIM, CART)
discovery_cases      the cases in which such boxes are searched and judged
response_curves      an outcome along one factor or over two, with its three uncertainties
payoffs              policies in futures: the table of means behind regret
robustness           regret, satisficing, trade-offs
policy_robustness    the same for the policies of a study, across parameters and variants
"""
