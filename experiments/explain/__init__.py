"""Why a run went as it did.

replay          one run again, alone, with its events
story           the run as a dated story: what `flashpoint explain` prints
story_words     its words as tables, which a page reads as well
causal_chain    the chain of causes behind a yes, and what the other world made of it
divergence      where two scenarios part in one run: `flashpoint compare --run`
scenario_names  names for two scenarios side by side, and what each says alone
"""
