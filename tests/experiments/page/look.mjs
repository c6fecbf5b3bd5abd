/**
 * A closer look at one run of a page: its log, its outcomes, and words of its world by day.
 *
 *     node look.mjs PAGE.html LINK RUN WORDS     WORDS as JSON: [[word, level], ...]
 */
import { readFile } from "node:fs/promises";

const WEB = new URL("../../../experiments/page/web/", import.meta.url);
const [file, link, run, words] = process.argv.slice(2);
const { unpacked } = await import(new URL("bytes.js", WEB));
const { eveningsOf, replayOf } = await import(new URL("futures.js", WEB));
const { Kernel } = await import(new URL("kernel.js", WEB));
const { planOf, worldOf } = await import(new URL("moves.js", WEB));
const { settingOf } = await import(new URL("setting.js", WEB));
const { withTables } = await import(new URL("tables.js", WEB));
const { viewOf } = await import(new URL("branch.js", WEB));

const html = await readFile(file, "utf8");
const held = (id) => html.match(new RegExp(`<script type="[^"]*" id="${id}">([^<]*)</script>`))[1];
const told = JSON.parse(held("told"));
const parts = await unpacked(held("block"), told.parts);
const page = withTables(told, parts);
const kernel = new Kernel(new WebAssembly.Module(parts.kernel), page, parts);
const setting = settingOf(link, page);
const world = worldOf(parts.world, setting, page);
const plan = planOf(parts.plan, setting, page);
const first = Number(run);
const { days } = viewOf(setting, page);
const { outcomes, log } = replayOf(kernel, { run: first, world, plan, days });
const asked = { first, last: first + 1, world, plan, days, words: JSON.parse(words) };
const { values } = eveningsOf(kernel, asked);
const columns = Object.entries(log).map(([name, column]) => [name, Array.from(column)]);
console.log(JSON.stringify({ outcomes, log: Object.fromEntries(columns), values: Array.from(values) }));
