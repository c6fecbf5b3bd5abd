/**
 * The lines that a page says of what is set.
 *
 *     node answer.mjs OUTCOMES VALUES TWINS PAGE     all as JSON
 */
const WEB = new URL("../../../experiments/page/web/", import.meta.url);
const { answerLines } = await import(new URL("answer.js", WEB));
const [outcomes, values, twins, page] = process.argv.slice(2).map((text) => JSON.parse(text));
const columns = (rows) => rows.map((row) => Float64Array.from(row));
console.log(JSON.stringify(answerLines(outcomes, columns(values), columns(twins), page)));
