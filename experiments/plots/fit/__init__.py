"""Figures of the fit, its checks and the backtest."""
