"""The ground: sites, areas, the forces that hold them, and the campaign against ISIS."""

from __future__ import annotations

from typing import Annotated

from sim.state.fields import NONE, Event, Flag, Key, says
from sim.state.identity import ID_AREA, ID_FORCE, ID_FORCES, ID_ISIS, ID_NOBODY, ID_SITE, Actor


class Site:
    """An embassy, base or outpost."""

    actor = Actor(ID_NOBODY, "sites", room=40, block=ID_SITE, one="site")

    key: Key
    area: Annotated[int, says("area it lies in", "area", 0, 2)]
    in_syria: Flag
    embassy: Flag
    small: Flag
    troops_start: Annotated[
        float, says("American troops on day 0", "troops", 0, 6000, start=None, given="troops")
    ]
    troops: Annotated[float, says("American troops", "troops", 0, 6000, start=None, given="troops")]
    hardening: Annotated[
        float,
        says(
            "share of rocket hits that shelter stops", "share", 0, 1, start=None, given="hardening"
        ),
    ]
    host: Annotated[
        float, says("reliability of the host force", "share", 0, 1, start=None, given="host")
    ]
    appeal: Annotated[
        float,
        says("pull on rocket crews beyond troops", "weight", 0, 10, start=None, given="appeal"),
    ]
    reach: Annotated[
        float, says("how far rocket crews can reach it", "share", 0, 1, start=1.0, given="reach")
    ]
    open: Annotated[int, says("yes or no", "0/1", 0, 1, start=1)]
    weight: Annotated[float, says("pull on rocket crews today", "weight", 0, 50)]


class Area:
    """An Iraqi governorate or a Syrian border area."""

    actor = Actor(
        ID_ISIS, "isis", "IsisCell", "ISIS, others", lane=4, room=40, block=ID_AREA, one="area"
    )

    key: Key
    in_syria: Flag
    start: Annotated[
        float,
        says("ISIS strength on day 0", "index, sum 1 at start", 0, 1, start=None, given="isis"),
    ]
    strength: Annotated[
        float, says("ISIS strength", "index, sum 1 at start", 0, 1, start=None, given="isis")
    ]
    refuge: Annotated[
        float,
        says("ungoverned ground that shelters ISIS", "share", 0, 1, start=None, given="refuge"),
    ]
    ways: Annotated[int, says("refuges next to it", "areas", 0, 10)]
    arriving: Annotated[float, says("net strength coming from next door today", "index", -1, 1)]
    broke_out: Flag
    holder: Annotated[int, says("force that holds it, -1 for ISIS", "force", -1, 9, start=NONE)]
    held_event: Event
    prize: Annotated[
        float, says("oil, roads and a name worth taking it for", "share", 0, 1, given="prize")
    ]
    frontier: Flag
    """1 when an area across the border lies next to it."""
    end: Annotated[int, says("end of the land route: 1 to Tehran, 2 to Damascus", "code", 0, 2)]
    base: Annotated[
        float, says("lasting base of its holder, 1 when it stands", "share", 0, 1, given="base")
    ]
    base_event: Event
    on_route: Flag


class Force:
    """A force on the border of Iraq and Syria: an army, militias, rebels."""

    actor = Actor(
        ID_FORCES,
        "forces",
        "GroundForce",
        "Forces on the ground",
        lane=5,
        room=10,
        block=ID_FORCE,
        one="force",
        decisions=2,
    )

    key: Key
    iraqi: Flag
    """1 when it comes from Iraq."""
    army: Flag
    """1 for the army of its state: Baghdad's or Damascus's."""
    partner: Flag
    """1 when the US backs it, and shoots to protect it."""
    turkish: Flag
    """1 when Turkey backs it."""
    link: Annotated[float, says("closeness to Iran", "share", 0, 1, start=None, given="link")]
    might: Annotated[
        float, says("men and arms to take ground", "index", 0, 3, start=None, given="might")
    ]
    might_start: Annotated[
        float, says("the same on day 0", "index", 0, 3, start=None, given="might")
    ]
    pace: Annotated[
        float, says("readiness to advance, 0 for a front that stands", "share", 0, 1, given="pace")
    ]
    crosses: Annotated[
        float, says("readiness to fight across the border", "share", 0, 1, given="crosses")
    ]
    shy: Annotated[float, says("advance held back by US fire, decaying", "share", 0, 1)]
    shy_event: Event
    lean: Annotated[
        float, says("leaning of a partner to Damascus, 0 to the US", "share", 0, 1, given="lean")
    ]
    areas: Annotated[int, says("areas that it holds", "areas", 0, 40)]
    abroad: Annotated[int, says("of these, areas across the border", "areas", 0, 40)]


class Campaign:
    """The campaign against ISIS."""

    us: Annotated[float, says("US troops in Iraq against the start", "share", 0, 1, start=1.0)]
    syria: Annotated[float, says("US troops in Syria against the start", "share", 0, 1, start=1.0)]
    partners: Annotated[float, says("coalition partners still there", "share", 0, 1, start=1.0)]
    small_sites: Annotated[float, says("small sites still open", "share", 0, 1, start=1.0)]
    exposure: Annotated[
        float, says("sum of site weights against the start", "share", 0, 3, start=1.0)
    ]
    exposure_start: Annotated[float, says("sum of site weights on day 0", "weight", 0.1, 100)]
    troops_start: Annotated[float, says("US troops in Iraq on day 0", "troops", 0, 10000)]
    syria_start: Annotated[float, says("US troops in Syria on day 0", "troops", 0, 10000)]
    leader_loss: Annotated[float, says("militia skill lost with the organiser", "share", 0, 1)]
    leader_event: Event
    diversion: Annotated[float, says("past invasion that still diverts partners", "size", 0, 3)]
    invasion_event: Event
    moved: Annotated[int, says("troops or sites changed since sites were weighed", "0/1", 0, 1)]
    hunt: Annotated[
        float, says("pressure on ISIS in Iraq today", "share of start", 0, 2, start=1.0)
    ]
    hunt_syria: Annotated[
        float, says("pressure on ISIS in Syria today", "share of start", 0, 2, start=1.0)
    ]
    strength: Annotated[float, says("ISIS strength, all areas", "index, 1 at start", 0, 20)]
    race: Annotated[int, says("1 where a force may still advance", "0/1", 0, 1)]
    ground_moved: Annotated[int, says("holders or bases changed since counted", "0/1", 0, 1)]
    territory: Annotated[float, says("share of the areas that ISIS holds", "share", 0, 1)]
    territory_start: Annotated[float, says("the same on day 0", "share", 0, 1)]
    baghdad_start: Annotated[int, says("areas of Baghdad's army on day 0", "areas", 0, 40)]
    state_gains: Annotated[float, says("share of the areas its army took back", "share", 0, 1)]
    route_open: Flag
    route_event: Event
