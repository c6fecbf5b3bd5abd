"""The morning: everyone decides on the same start-of-day world.

Nothing here changes the world; each decision is written down as an intent, with the probability
that the rule gave, the draw it met and the event that caused it. `sim.day.schedule` asks in the
order in which the acts are carried out later.
"""
