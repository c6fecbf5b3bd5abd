"""Figures of the fit to the record, of its checks, and of the backtest."""
