/** Says `same` where the page's own list of moves gives back the first morning. */
import { readFile } from "node:fs/promises";

const WEB = new URL("../../../experiments/page/web/", import.meta.url);
const { unpacked } = await import(new URL("bytes.js", WEB));
const { worldOf } = await import(new URL("moves.js", WEB));
const { nothingSet } = await import(new URL("setting.js", WEB));

const html = await readFile(process.argv[2], "utf8");
const held = (id) => html.match(new RegExp(`<script type="[^"]*" id="${id}">([^<]*)</script>`))[1];
const page = JSON.parse(held("told"));
const parts = await unpacked(held("block"), page.parts);
const made = Buffer.from(worldOf(parts.world, nothingSet(), page));
console.log(made.equals(Buffer.from(parts.world)) ? "same" : "other");
