"""The command line: one module a command, no logic beyond options and printing."""
