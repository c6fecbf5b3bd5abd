"""Why a run went as it did: its replay, its causal chain, where twins diverge."""
