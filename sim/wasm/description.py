"""What a host must know to call the packaged kernel: `kernel.json`, written from the layouts.

No host types an offset or a name in: whatever it hands over or reads stands here. A *word* is 64
bits, little-endian; places are counted in words, from the start of what they lie in.
"""

from __future__ import annotations

from inspect import signature
from typing import Any, Final

import numpy as np

from sim import draw, ensemble, luck
from sim.actions import RUNG_LABELS, Action
from sim.conditions import COMPARISONS, CONDITIONS
from sim.day.effects.record import LOG_ROWS
from sim.levers import FIELDS, LEVERS, TABLES
from sim.outcomes import HEADLINE, OUTCOMES, SERIES, series_words
from sim.parameters import HYPOTHESES, LAYOUT, PARAMETERS
from sim.prior import Prior
from sim.state.actors import ACTORS, ID_AREA, ID_FORCE, ID_MILITIA, ID_SITE, OTHERS, actor_of
from sim.state.bookkeeping import RUNNING, LogRow
from sim.state.fields import layout_of, width
from sim.state.layout import BEFORE, FIXED, LIVE, live_words, tally_layout, word_of, world_layout
from sim.wasm.entry import EXPORTS, VERSION

Page = dict[str, Any]
CODES: Final = {"i": "int64", "f": "float64", "u": "uint64"}
"""Kind of a numpy field -> how a word is read."""


def describe() -> Page:
    """All of it but the hashes, as plain data."""
    return {
        "version": VERSION,
        "exports": {f.__name__: _arguments(f) for f in EXPORTS},
        "statuses": {"done": ensemble.DONE, "no_room": ensemble.NO_ROOM, "failed": -1},
        "sizes": _sizes(),
        "luck": {"golden": str(luck.GOLDEN), "mix": [str(luck.MIX_1), str(luck.MIX_2)]},
        "world": {name: _part(name) for name in LIVE | FIXED},
        "clock": {name: word_of("clock", name) for name in ("n_moves", "free_from", "n_forced")},
        "moves": _fields(layout_of(FIXED["moves"].record)),
        "legs": list(ensemble.Leg._fields),
        "plan": {**_fields(draw.PLAN), "set": draw.SET, "sampled": draw.SAMPLED},
        "parameters": _parameters(),
        "hypotheses": _hypotheses(),
        "levers": [_lever(k) for k in range(len(LEVERS))],
        "conditions": list(CONDITIONS),
        "comparisons": list(COMPARISONS),
        "counters": {**_fields(tally_layout()), "before": BEFORE, "running": sorted(RUNNING)},
        "outcomes": [o._asdict() for o in OUTCOMES.values()],
        "headline": list(HEADLINE),
        "series": _series(),
        "log": _fields(layout_of(LogRow)),
        "actions": {str(a.value): _action(a) for a in Action},
        "rungs": [RUNG_LABELS[rung] for rung in sorted(RUNG_LABELS)],
        "actors": _actors(),
    }


def _arguments(function: Any) -> list[list[str]]:
    found = signature(function).parameters.values()
    return [[p.name, p.annotation] for p in found]


def _sizes() -> dict[str, int]:
    """Words of each thing that a host makes room for; a row of events is one of the log."""
    return {
        "world": world_layout().itemsize // 8,
        "live": live_words(),
        "parameters": len(LAYOUT.names or ()),
        "plan": len(draw.PLAN.names or ()),
        "leg": len(ensemble.Leg._fields),
        "counters": len(tally_layout().names or ()),
        "log": width(LogRow),
        "log_rows": LOG_ROWS,
        "series": len(SERIES),
    }


def _fields(layout: np.dtype[Any]) -> Page:
    """Fields of a record in their order, a word each, and how each word is read."""
    names = layout.names or ()
    return {"names": list(names), "kinds": [CODES[layout[name].kind] for name in names]}


def _part(name: str) -> Page:
    """Where a part of the world begins, how many there is room for, and its fields."""
    part = (LIVE | FIXED)[name]
    place: Any = world_layout().fields
    return {"at": int(place[name][1]) // 8, "room": part.room, **_fields(layout_of(part.record))}


def _parameters() -> list[Page]:
    """Every parameter of the table, in the order of a plan; `law` is what that takes first."""
    found = []
    for p in PARAMETERS.values():
        found.append(
            {
                "name": p.name,
                "meaning": p.meaning,
                "unit": p.unit,
                "default": p.default,
                "low": p.low,
                "high": p.high,
                "law": _law(p.prior),
                "prior": str(p.prior),
                "key": str(draw.key_of(p.name)),
                "place": (LAYOUT.names or ()).index(p.field),
                "halves": int(p.is_halflife),
                "sources": list(p.sources),
            }
        )
    return found


def _law(prior: Prior) -> list[float] | None:
    """As a plan takes it, null for none. JSON knows no infinity: an end that cuts nothing off is
    the greatest double."""
    if prior.kind == "fixed":
        return None
    return [min(x, float(np.finfo(float).max)) for x in prior.law]


def _hypotheses() -> Page:
    return {
        name: {
            "question": h.question,
            "default": h.default,
            "variants": {
                letter: {
                    "statement": v.statement,
                    "values": dict(v.values),
                    "laws": {k: _law(prior) for k, prior in v.priors.items()},
                }
                for letter, v in h.variants.items()
            },
        }
        for name, h in HYPOTHESES.items()
    }


def _lever(k: int) -> Page:
    """A lever; `columns` are those of its table's moves, factor and shift for an overlay."""
    lever = LEVERS[k]
    return {
        "name": lever.name,
        "meaning": lever.meaning,
        "unit": lever.unit,
        "kind": lever.kind,
        "table": TABLES.index(lever.table),
        "columns": [FIELDS[lever.table].index(field) for field in lever.fields],
        "neutral": list(lever.neutral_values),
        "low": lever.low,
        "high": lever.high,
        "whole": lever.whole,
        "choices": dict(lever.choices),
        "momentary": lever.momentary,
        "sources": list(lever.sources),
    }


def _series() -> list[Page]:
    return [
        {"name": s.name, "unit": s.unit, "meaning": s.meaning, "word": int(w), "level": int(level)}
        for s, (w, level) in zip(SERIES, series_words(), strict=True)
    ]


def _action(action: Action) -> Page:
    spec = action.spec
    return {
        "name": action.name.lower(),
        "label": spec.label,
        "short": spec.short or spec.label,
        "actor": spec.actor,
        "rung": int(spec.rung),
        "marker": spec.marker.value,
        "target": spec.target,
        "munitions": spec.munitions,
        "troops": spec.troops,
        "size": spec.size,
    }


def _actors() -> Page:
    """Identifiers in the log: of single actors, and the first of each kind of which many are."""
    single = {
        str(actor_of(r).id): actor_of(r).label for r in ACTORS.values() if not actor_of(r).one
    }
    blocks = {"militias": ID_MILITIA, "sites": ID_SITE, "areas": ID_AREA, "forces": ID_FORCE}
    return {"single": {**single, **{str(k): v for k, v in OTHERS.items()}}, "blocks": blocks}
