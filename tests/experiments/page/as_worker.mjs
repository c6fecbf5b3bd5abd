/** The script of a page as a worker runs it: prints the rocket attacks of each run. */
import { readFile, writeFile } from "node:fs/promises";

const [file, runs] = process.argv.slice(2);
const html = await readFile(file, "utf8");
const held = (id) => html.match(new RegExp(`<script type="[^"]*" id="${id}">([^]*?)</script>`))[1];
const page = JSON.parse(held("told"));
const { unpacked } = await import(new URL("../../../experiments/page/web/bytes.js", import.meta.url));
const parts = await unpacked(held("block"), page.parts);
const answers = [];
globalThis.self = { postMessage: (answer) => answers.push(answer) };
await writeFile(`${file}.mjs`, held("script"));
await import(`file://${file}.mjs`);
const module = new WebAssembly.Module(parts.kernel);
self.onmessage({ data: { module, page, parts } });
const { world, plan } = parts;
self.onmessage({ data: { id: 1, first: 0, last: Number(runs), world, plan, daily: false } });
const k = page.known.outcomes.findIndex((outcome) => outcome.name === "n_rocket_attacks");
if (answers[0].failed) throw new Error(answers[0].failed);
console.log(JSON.stringify([...answers[0].columns[k]]));
