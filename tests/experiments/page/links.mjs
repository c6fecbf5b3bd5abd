/** Reads links of a page from standard input (a JSON list); prints what each is, or why not. */
import { readFileSync } from "node:fs";

const WEB = new URL("../../../experiments/page/web/", import.meta.url);
const { viewOf } = await import(new URL("branch.js", WEB));
const { unpacked } = await import(new URL("bytes.js", WEB));
const { LinkError, linkOf, settingOf } = await import(new URL("setting.js", WEB));
const { scenarioFile } = await import(new URL("take_away.js", WEB));
const { withTables } = await import(new URL("tables.js", WEB));

const html = readFileSync(process.argv[2], "utf8");
const held = (id) => html.match(new RegExp(`<script type="[^"]*" id="${id}">([^<]*)</script>`))[1];
const told = JSON.parse(held("told"));
const page = withTables(told, await unpacked(held("block"), told.parts));

function read(link) {
  try {
    const setting = settingOf(link, page);
    const { days, runs } = viewOf(setting, page);
    return { setting, link: linkOf(setting), scenario: scenarioFile(setting, page, 10), days, runs };
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return { refused: error.message };
  }
}

const links = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(links.map(read)));
