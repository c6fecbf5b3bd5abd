"""How one run came to open war: the chain of causes, and the least likely draw on the way."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.explain.causal_chain import chain_to_yes, shown
from experiments.explain.replay import RunStory
from experiments.explain.story import describe, reason
from experiments.explain.story_words import WAY
from experiments.runs.result import Columns
from experiments.text.war import WAR
from experiments.text.wording import percent, plural
from sim.actions import FREE


def luckiest(events: Columns, links: Sequence[int]) -> int | None:
    """The link that had the smallest chance; None where nothing on the way was drawn."""
    drawn = [k for k in links if int(events["forced"][k]) == FREE and events["p"][k] < 1.0]
    return min(drawn, key=lambda k: float(events["p"][k]), default=None)


def as_text(story: RunStory) -> str:
    """The chain to open war, root first; empty for a run that stays short of it."""
    if not story.outcomes[WAR]:
        return ""
    found = chain_to_yes(story.events, WAR, "")
    if found is None:
        return ""
    events, links = story.events, found.links
    least = luckiest(events, links)
    day = events["date"][links[-1]].astype("datetime64[D]")
    text = [WAY["head"].format(day=day, links=plural(len(links), "link"))]
    before = -1
    for k in sorted({*shown(links, []), *([] if least is None else [least])}):
        place = links.index(k)
        if place > before + 1:
            text.append(WAY["between"].format(links=plural(place - before - 1, "link")))
        before = place
        date = events["date"][k].astype("datetime64[D]")
        text.append(f"{f'#{k}':>5}  {date}  {describe(events, k)}")
        text.append(f"{'':>19}{reason(events, k)}{WAY['luckiest'] if k == least else ''}")
    if least is None:
        text.append(WAY["no_luck"])
    else:
        chance = percent(float(events["p"][least]))
        text.append(WAY["luck"].format(event=least, chance=chance))
    return "\n".join(text) + "\n"
