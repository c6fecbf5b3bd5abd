/**
 * What the map and the paired futures of a page show, without a browser.
 *
 *     node map.mjs PAGE.html LINK RUNS RUN
 *
 * Prints JSON: means over the first RUNS futures as set, the pair RUN, pairs that end differently.
 */
import { readFile } from "node:fs/promises";

const WEB = new URL("../../../experiments/page/web/", import.meta.url);
const [file, link, wanted, chosen] = process.argv.slice(2);
const { unpacked } = await import(new URL("bytes.js", WEB));
const { eventLine, eventSpots } = await import(new URL("event_line.js", WEB));
const { answerOf } = await import(new URL("futures.js", WEB));
const { Kernel } = await import(new URL("kernel.js", WEB));
const { MapDays, gather } = await import(new URL("map_days.js", WEB));
const { planOf, worldOf } = await import(new URL("moves.js", WEB));
const { nextDifferent, pairOf } = await import(new URL("pair.js", WEB));
const { AREA, MAP_WIDTH, mapLabels, projection } = await import(new URL("projection.js", WEB));
const { nothingSet, settingOf } = await import(new URL("setting.js", WEB));
const { scenarioFile } = await import(new URL("take_away.js", WEB));

const html = await readFile(file, "utf8");
const held = (id) => html.match(new RegExp(`<script type="[^"]*" id="${id}">([^<]*)</script>`))[1];
const page = JSON.parse(held("told"));
const parts = await unpacked(held("block"), page.parts);
const kernel = new Kernel(new WebAssembly.Module(parts.kernel), page, parts);
const look = async (task) => answerOf(kernel, { id: 1, ...task });
const setting = settingOf(link, page);
const worlds = [setting, nothingSet()].map((one) => {
  return { world: worldOf(parts.world, one, page), plan: planOf(parts.plan, one, page) };
});
const runs = Number(wanted);
const days = Array.from({ length: page.days }, (_, day) => day);

/** Every number that a map reads, by day. */
function numbers(side) {
  const { areas, sites } = page.map;
  return {
    strength: areas.map((_, a) => days.map((day) => side.strength(a, day))),
    shares: areas.map((_, a) => days.map((day) => side.shares(a, day))),
    troops: sites.map((_, s) => days.map((day) => side.troops(s, day))),
    attacks: sites.map((_, s) => days.map((day) => side.attacks(s, day))),
    recent: sites.map((_, s) => days.map((day) => side.attacks(s, day, 7))),
  };
}

const found = new MapDays(page);
await gather(page, look, worlds[0], found, 30, () => false);
const unwanted = found.runs;
await gather(page, look, worlds[0], found, runs, () => true);
const pair = await pairOf(page, look, worlds, Number(chosen));
const columns = worlds.map(({ world, plan }) => {
  return answerOf(kernel, { id: 1, first: 0, last: runs, world, plan, daily: false }).columns;
});
const different = [];
for (let r = nextDifferent(page, ...columns, runs - 1, runs); r >= 0 && !different.includes(r);) {
  different.push(r);
  r = nextDifferent(page, ...columns, r, runs);
}
console.log(
  JSON.stringify({
    unwanted,
    means: numbers(found),
    parting: pair.parting,
    sides: pair.sides.map((side) => ({
      ...numbers(side.days),
      rungs: days.map((day) => side.days.rung(day)),
      alone: side.alone,
      lines: side.alone.map((_, row) => eventLine(page, side.log, row)),
      spots: side.alone.map((_, row) => eventSpots(page, side.log, row)),
    })),
    different,
    ends: page.map.ends,
    labels: mapLabels(page.map),
    rings: page.map.areas.map((one) => [...projection(page.map).place(one.spot), AREA]),
    size: [MAP_WIDTH, projection(page.map).height],
    scenario: scenarioFile(setting, page, runs),
  }),
);
