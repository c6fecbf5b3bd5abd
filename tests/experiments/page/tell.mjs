/**
 * Stories of some runs of a page, where they part from their unchanged twins, and the file as set.
 *
 *     node tell.mjs PAGE.html LINK RUNS     RUNS as JSON: [0, 5, ...]
 */
import { readFile } from "node:fs/promises";

const WEB = new URL("../../../experiments/page/web/", import.meta.url);
const [file, link, runs] = process.argv.slice(2);
const { unpacked } = await import(new URL("bytes.js", WEB));
const { replayOf } = await import(new URL("futures.js", WEB));
const { Kernel } = await import(new URL("kernel.js", WEB));
const { planOf, worldOf } = await import(new URL("moves.js", WEB));
const { nothingSet, settingOf } = await import(new URL("setting.js", WEB));
const { rungOf, wayToWorst } = await import(new URL("causes.js", WEB));
const { aloneWords, firstWords, leaningWords, partingHead, partingOf } = await import(
  new URL("parting.js", WEB)
);
const { storyOf } = await import(new URL("story.js", WEB));
const { scenarioFile } = await import(new URL("take_away.js", WEB));
const { storyText } = await import(new URL("story_text.js", WEB));

const html = await readFile(file, "utf8");
const held = (id) => html.match(new RegExp(`<script type="[^"]*" id="${id}">([^<]*)</script>`))[1];
const page = JSON.parse(held("told"));
const parts = await unpacked(held("block"), page.parts);
const kernel = new Kernel(new WebAssembly.Module(parts.kernel), page, parts);

function story(run, setting) {
  const [world, plan] = [worldOf(parts.world, setting, page), planOf(parts.plan, setting, page)];
  return storyOf(run, replayOf(kernel, { run, world, plan }), page);
}

function parted(stories) {
  const { why } = page;
  const parting = partingOf(...stories, why);
  return {
    ...parting,
    head: partingHead(parting, stories[0].run, why),
    first: [0, 1].map((at) => firstWords(stories, parting.sides, at, why)),
    leans: leaningWords(parting, stories, why),
    alone: parting.sides.map((side) => aloneWords(side, why)),
  };
}

function told(run) {
  const stories = [settingOf(link, page), nothingSet()].map((setting) => story(run, setting));
  const [mine] = stories;
  const { links, luckiest, head } = wayToWorst(mine, page);
  return {
    texts: [false, true].map((everything) => storyText(mine, page, everything)),
    rungs: mine.events.map((event) => rungOf(event, page)),
    way: { links, luckiest, head },
    parting: parted(stories),
  };
}

const scenario = scenarioFile(settingOf(link, page), page, 1);
console.log(JSON.stringify({ scenario, runs: JSON.parse(runs).map(told) }));
