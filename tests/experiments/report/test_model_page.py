"""The model document holds every row of every table, in words that come from the tables."""

from __future__ import annotations

import inspect
import re
from functools import cache

import pytest
from markdown_it import MarkdownIt

from experiments.report import model_page, model_source
from experiments.report.model_source import step_of
from experiments.report.reference_pages import NOTICE
from sim import luck, maths
from sim.actions import Action
from sim.conditions import CONDITIONS
from sim.day import end_of_day, schedule
from sim.day.decide import states
from sim.levers import LEVERS
from sim.outcomes import OUTCOMES, SERIES
from sim.parameters import HYPOTHESES, PARAMETERS
from sim.rules import RULES, fire
from sim.solved import SOLVED
from sim.state.actors import ACTORS, Us
from sim.state.fields import fields_of


@cache
def text() -> str:
    return model_page.page(NOTICE)


def cells() -> dict[str, list[str]]:
    """What a table holds -> how each of its rows stands in the document."""
    return {
        "rules": [f'<a id="{name}"></a>**`{name}`**' for name in RULES],
        "parameters": [f"[`{name}`](parameters.md#{name})" for name in PARAMETERS],
        "actions": [f"| {act.spec.label} (`{act.name.lower()}`) |" for act in Action],
        "levers": [f"| `{lever.name}` |" for lever in LEVERS],
        "outcomes": [f"`{name}`" for name in OUTCOMES],
        "series": [f"| `{series.name}` | {series.unit} |" for series in SERIES],
        "conditions": [f"`{name}`" for name in CONDITIONS],
        "actors": [f"| `{part}`" for part in ACTORS],
        "state": [f"| `{name}` | " for r in ACTORS.values() for name in model_names(r)],
        "draws": [f"| `{name.lower()}` | `{key}` |" for name, key in purposes().items()],
        "hypotheses": [v.statement for h in HYPOTHESES.values() for v in h.variants.values()],
        "solved": [f"**`p.{name}`**" for name in SOLVED],
    }


def model_names(record: type) -> list[str]:
    """State variables of a record that are no books."""
    return [n for n in fields_of(record) if n != "key" and not n.endswith("_event")]


def purposes() -> dict[str, str]:
    """Purposes of luck by another way than the document's: the constants of the module."""
    source = inspect.getsource(luck)
    return dict(re.findall(r'^([A-Z_]+): Final = key_of\("(\w+)"\)', source, re.MULTILINE))


@pytest.mark.parametrize("table", list(cells()))
def test_every_row_of_a_table_appears(table: str) -> None:
    """What is missing here a reader takes for absent from the model."""
    missing = [cell for cell in cells()[table] if cell not in text()]
    assert not missing


def test_a_row_that_is_not_in_a_table_does_not_appear() -> None:
    """Negative control: the search above would notice a rule that is left out."""
    name = "fire.p_fire"
    cut = "\n".join(line for line in text().splitlines() if f'<a id="{name}">' not in line)
    assert f'<a id="{name}"></a>**`{name}`**' in text()
    assert f'<a id="{name}"></a>**`{name}`**' not in cut


def test_a_new_rule_appears_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its words, what it reads and its formula, and nothing written for it here."""

    def p_test(us: Us, p: object) -> float:
        """Chance in [0, 1] of nothing at all.

        Source: wsj:3 (M001). Status: made up.
        """
        return min(1.0, us.threat * p.fire_base)  # type: ignore[attr-defined]

    monkeypatch.setitem(RULES, "fire.p_test", p_test)
    shown = model_page.file_view(fire)
    row = next(r for r in shown["rules"] if r["name"] == "fire.p_test")
    assert row["text"] == "Chance in [0, 1] of nothing at all."
    assert (row["citations"], row["claims"]) == (["wsj:3"], ("M001",))
    assert row["status"] == "made up"
    assert row["state"] == ("us.threat",)
    assert "us.threat * p.fire_base" in shown["formulas"]


def test_the_steps_of_a_day_are_those_of_the_schedule() -> None:
    """In the order in which the source calls them."""
    phases = [f.__name__ for f in model_source.callees(schedule.advance)]
    assert phases == ["dawn", "morning", "decide", "act", "evening"]
    evening = [f.__name__ for f in model_source.callees(end_of_day.evening)]
    assert evening[0] == "fade_states"
    assert evening[-1] == "count_day"
    shown = text().partition("### Evening")[2].partition("## 4")[0]
    docs = [step_of(f).doc for f in model_source.callees(end_of_day.evening)]
    places = [shown.index(doc) for doc in docs]
    assert places == sorted(places)


def test_every_decision_of_the_schedule_has_its_row_rules_and_acts() -> None:
    """Checked by hand for one of each kind."""
    rows = {row["step"].name: row for row in model_page.decisions()}
    assert {f.__name__ for f in model_source.callees(schedule.decide)} <= set(rows)
    reply = rows["decide_reply"]
    assert reply["step"].rules == ("reprisal.p_reply",)
    assert [act.name for act in reply["acts"]] == ["REPRISAL", "STRIKE_ON_IRAN"]
    assert reply["step"].draws == ("REPLY",)
    line = rows["decide_line"]
    assert [act.name for act in line["acts"]] == ["LINE_RESTRAIN", "LINE_SILENT", "LINE_ENCOURAGE"]
    assert [act.name for act in rows["decide_sanctions"]["acts"]] == ["SANCTION"]


def test_every_act_that_is_decided_is_carried_out_by_an_effect() -> None:
    """The document must not show an act that leads nowhere."""
    found = model_source.effects()
    decided = {act for row in model_page.decisions() for act in row["acts"]}
    assert decided <= set(found)
    assert found[Action.LINE_SILENT].__name__ == "set_line"
    assert found[Action.BARRAGE].__name__ == "attack"


def test_what_a_rule_reads_is_what_its_source_reads() -> None:
    """By hand for one rule with two records, a lever and a solved coefficient."""
    state, levers = model_source.reads_of("fire.hostility")
    assert state == ("us.sanctions", "us.talking", "iran.commander_alive", "iran.burden")
    assert levers == ("us.liability",)
    assert model_source.solved_in("fire.hostility") == ("hostility_per_sanction",)


def test_a_formula_computes_what_the_rule_computes() -> None:
    """The box is no picture of the rule but the rule itself."""
    scope = {"maths": maths}
    exec(model_source.formula_of(fire.p_fire), scope)
    for rate in (0.0, 0.01, 0.3, 4.0):
        assert scope["p_fire"](rate) == fire.p_fire(rate)
    assert '"""' not in model_source.formula_of(fire.p_fire)


def test_a_lookup_of_a_decision_is_no_act() -> None:
    """`is_taken(world, STRIKE_ON_IRAN)` does not make sanctions a strike."""
    assert Action.STRIKE_ON_IRAN not in step_of(states.decide_sanctions).actions


def test_every_kind_of_draw_says_whose_luck_it_is() -> None:
    """A purpose that nobody draws for would be a table row without a use."""
    for purpose in model_source.purposes():
        assert model_source.drawn_by(purpose), purpose
        assert model_source.drawn_for(purpose), purpose


def test_the_document_has_the_parts_of_the_protocol() -> None:
    """In their order: Grimm et al. 2020, Müller et al. 2013."""
    heads = re.findall(r"^#{2,3} (?:\d )?(.+)$", text(), re.MULTILINE)
    wanted = [
        "Purpose and patterns",
        "Entities, state variables and scales",
        "Process overview and scheduling",
        "Design concepts",
        "Theoretical and empirical background",
        "Individual decision-making",
        "Learning",
        "Individual sensing",
        "Individual prediction",
        "Interaction",
        "Collectives",
        "Heterogeneity",
        "Stochasticity",
        "Observation",
        "Implementation details",
        "Initialisation",
        "Input data",
        "Submodels",
    ]
    assert [head for head in heads if head in wanted] == wanted


def test_tables_and_boxes_are_whole() -> None:
    """Every row has the cells of its head, and every fold is closed."""
    shown = text()
    assert shown.count("<details>") == shown.count("</details>")
    assert shown.count("```") % 2 == 0
    tokens = MarkdownIt("commonmark").enable("table").parse(shown)
    rows = [t for t in tokens if t.type == "tr_open"]
    assert len(rows) > 400
    for block in re.findall(r"(?:^\|.*\n)+", shown, re.MULTILINE):
        lines = block.splitlines()
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in lines}
        assert len(widths) == 1, lines[0]


def test_inner_links_lead_to_an_anchor() -> None:
    """A modeller follows a rule from the day to its formula."""
    anchors = set(re.findall(r'<a id="([^"]+)">', text()))
    inner = set(re.findall(r"\]\(#([^)]+)\)", text()))
    assert len(inner) > 100
    assert inner <= anchors
