"""Evidence tables, importers, the fit, its checks and its backtest."""
