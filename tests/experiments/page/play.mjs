/**
 * The modules of a page without a browser: reads what a page holds, and prints what it would show.
 *
 *     node play.mjs PAGE.html LINK RUNS [BLOCK]
 *
 * Prints JSON: outcomes of runs 0 to RUNS - 1 and daily series as base64, the downloads, the link.
 */
import { readFile } from "node:fs/promises";

const WEB = new URL("../../../experiments/page/web/", import.meta.url);
const [file, link, wanted, size] = process.argv.slice(2);
const { twinOf, viewOf } = await import(new URL("branch.js", WEB));
const { unpacked } = await import(new URL("bytes.js", WEB));
const { answerOf } = await import(new URL("futures.js", WEB));
const { Kernel } = await import(new URL("kernel.js", WEB));
const { planOf, worldOf } = await import(new URL("moves.js", WEB));
const { linkOf, settingOf } = await import(new URL("setting.js", WEB));
const { differenceOf, lineOf, quantilesOf } = await import(new URL("statistics.js", WEB));
const { Cases } = await import(new URL("cases.js", WEB));
const { scenarioFile, table } = await import(new URL("take_away.js", WEB));

const html = await readFile(file, "utf8");
const held = (id) => html.match(new RegExp(`<script type="[^"]*" id="${id}">([^<]*)</script>`))[1];
const told = JSON.parse(held("told"));
const parts = await unpacked(held("block"), told.parts);
const cases = new Cases(told, parts);
const { page, parts: own } = cases.named(link);
const { base } = cases;
const kernel = new Kernel(new WebAssembly.Module(parts.kernel), base.page, parts);
const runs = Number(wanted);
const block = Number(size ?? 100);

function played(setting, { page, parts }) {
  const world = worldOf(parts.world, setting, page);
  const plan = planOf(parts.plan, setting, page);
  const { days } = viewOf(setting, page);
  const columns = page.known.outcomes.map(() => new Float64Array(runs));
  const daily = [...page.fans, page.ladder].map(() => new Float32Array(runs * days));
  for (let first = 0; first < runs; first += block) {
    const last = Math.min(first + block, runs);
    const made = answerOf(kernel, { id: 1, first, last, world, plan, days, daily: true });
    made.columns.forEach((values, k) => columns[k].set(values, first));
    made.daily.forEach((values, k) => daily[k].set(values, first * days));
  }
  return { columns, daily };
}

const said = (array) => Buffer.from(array.buffer).toString("base64");
const setting = settingOf(link, page);
const mine = played(setting, { page, parts: own });
const twin = played(twinOf(setting, base.page), base);
const names = page.known.outcomes.map((outcome) => outcome.name);
const columnsOf = (side) => Object.fromEntries(names.map((name, k) => [name, said(side.columns[k])]));
console.log(
  JSON.stringify({
    columns: columnsOf(mine),
    twin: columnsOf(twin),
    daily: Object.fromEntries([...page.fans, page.ladder].map((name, k) => [name, said(mine.daily[k])])),
    lines: Object.fromEntries(
      names.map((name, k) => [name, lineOf(page.known.outcomes[k], mine.columns[k], page.z95)]),
    ),
    apart: differenceOf(mine.columns[0], twin.columns[0], page.z95),
    dots: quantilesOf(mine.columns[0], 50),
    link: linkOf(setting),
    file: page.file,
    extended: page.file_text,
    scenario: scenarioFile(setting, page, runs),
    table: table(mine.columns, twin.columns, page),
  }),
);
