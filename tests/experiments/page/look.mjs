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

const html = await readFile(file, "utf8");
const held = (id) => html.match(new RegExp(`<script type="[^"]*" id="${id}">([^<]*)</script>`))[1];
const page = JSON.parse(held("told"));
const parts = await unpacked(held("block"), page.parts);
const kernel = new Kernel(new WebAssembly.Module(parts.kernel), page, parts);
const setting = settingOf(link, page);
const world = worldOf(parts.world, setting, page);
const plan = planOf(parts.plan, setting, page);
const first = Number(run);
const { outcomes, log } = replayOf(kernel, { run: first, world, plan });
const { values } = eveningsOf(kernel, { first, last: first + 1, world, plan, words: JSON.parse(words) });
const columns = Object.entries(log).map(([name, column]) => [name, Array.from(column)]);
console.log(JSON.stringify({ outcomes, log: Object.fromEntries(columns), values: Array.from(values) }));
