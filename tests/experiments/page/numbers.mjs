/** Numbers as the page writes them: node numbers.mjs JSON, a list of [number, digits]. */
const WEB = new URL("../../../experiments/page/web/", import.meta.url);
const { counted, percent, significant } = await import(new URL("wording.js", WEB));
const given = JSON.parse(process.argv[2]);
const said = ([value, digits]) => [significant(value, digits), percent(Math.abs(value)), counted(value)];
console.log(JSON.stringify(given.map(said)));
