"""The command line; a command reads its options, calls the rooms below, and prints.

app, app_evidence     every command with its options; app_evidence has some, see there
run                   run, plot, explain
compare               compare
scenarios             check, diff, list
sweep                 sweep, report
params                params, levers, outcomes
implied               params --implied, params --figure
evidence              evidence
calibrate, check_fit  calibrate, calibrate --check
backtest              backtest
import_events         import-events
odd                   odd
answers_page          runs the shipped studies and writes docs/answers.md (no command)
summary               what run prints of a result, as text and as JSON
small_bars            how the runs spread, in letters
completion            what the shell offers after TAB
output                console, labelled lines and tables that the commands print
"""
