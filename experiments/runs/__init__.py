"""A batch of runs of one scenario.

runner                  runs a scenario many times
result                  tables of a batch: runs, daily quantiles, events
store                   the result folder, written whole and read back
csv_tables              the same tables as CSV
statistics              means with their 95 % intervals, Wilson's interval
paired                  two scenarios run by run
parameter_uncertainty   how far means move over the parameters, luck taken out
structural_uncertainty  how far means move over the variants of hypotheses
provenance              the commit that made a result
"""
