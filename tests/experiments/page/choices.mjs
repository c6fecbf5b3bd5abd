/**
 * Which futures dots and the search open, and where a tree puts the events of a run.
 *
 *     node choices.mjs PAGE.html RUNS DRAWN     RUNS for the dots, DRAWN (JSON) for the trees
 */
import { readFile } from "node:fs/promises";

const WEB = new URL("../../../experiments/page/web/", import.meta.url);
const [file, runs, drawn] = process.argv.slice(2);
const { unpacked } = await import(new URL("bytes.js", WEB));
const { wayToWorst } = await import(new URL("causes.js", WEB));
const { futureFor } = await import(new URL("choose.js", WEB));
const { answerOf, replayOf } = await import(new URL("futures.js", WEB));
const { Kernel } = await import(new URL("kernel.js", WEB));
const { quantilesOf } = await import(new URL("statistics.js", WEB));
const { storyOf } = await import(new URL("story.js", WEB));
const { drawnCause, drawnEvents, fittingLabels, spreadNodes, treeRows } = await import(
  new URL("tree_layout.js", WEB)
);
const { nextAtGreatest } = await import(new URL("why_form.js", WEB));

const html = await readFile(file, "utf8");
const held = (id) => html.match(new RegExp(`<script type="[^"]*" id="${id}">([^<]*)</script>`))[1];
const page = JSON.parse(held("told"));
const parts = await unpacked(held("block"), page.parts);
const kernel = new Kernel(new WebAssembly.Module(parts.kernel), page, parts);
const { world, plan } = parts;

function dotsOf(values) {
  const dots = quantilesOf(values, 50);
  return dots.map((value, k) => {
    const alike = dots.filter((one) => one === value).length;
    return [value, futureFor(values, value, k - dots.indexOf(value), alike)];
  });
}

function treeOf(run) {
  const { events, ...rest } = storyOf(run, replayOf(kernel, { run, world, plan }), page);
  const { links } = wayToWorst({ events, ...rest }, page);
  const of = (everything) => {
    const shown = drawnEvents(events, links, page, everything);
    const set = new Set(shown);
    const causes = shown.map((k) => drawnCause(events, k, set));
    const rows = treeRows(
      shown.map((k) => events[k]),
      page,
    );
    const places = shown.map((k) => rows.filter(({ actors }) => actors.includes(events[k].actor)).length);
    return { shown, causes, rows, places };
  };
  return { links, parents: events.map(({ parent }) => parent), few: of(false), all: of(true) };
}

const { columns } = answerOf(kernel, { id: 1, first: 0, last: Number(runs), world, plan, daily: false });
const nodes = Array.from({ length: 120 }, (_, k) => ({
  event: k,
  row: k % 5,
  x: 150 + 7 * k,
  y: 46 * (k % 5),
}));
const crowded = nodes.map((node) => ({ ...node, x: 900 }));
spreadNodes(crowded, 926);
const labels = fittingLabels(
  nodes.map((node) => ({ node, text: `event ${node.event}` })),
  nodes,
  { left: 142, right: 940 },
);
console.log(
  JSON.stringify({
    columns: Object.fromEntries(page.known.outcomes.map(({ name }, k) => [name, Array.from(columns[k])])),
    dots: Object.fromEntries(page.known.outcomes.map(({ name }, k) => [name, dotsOf(columns[k])])),
    flags: Object.fromEntries(
      page.known.outcomes.map(({ name }, k) => [name, [0, 1].map((v) => futureFor(columns[k], v, 0, 1))]),
    ),
    next: Object.fromEntries(
      page.known.outcomes.map(({ name }, k) => [
        name,
        [-1, 5, 10 ** 6].map((run) => nextAtGreatest(columns[k], run)),
      ]),
    ),
    trees: JSON.parse(drawn).map(treeOf),
    labels: labels.map(({ x, y, text }) => [x, y, text.length]),
    crowded: crowded.map(({ x }) => x),
  }),
);
