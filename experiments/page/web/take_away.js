/** What a reader takes away: the scenario as a file that the command line runs, and a table. */
import { decimal } from "./setting.js";
import { differenceOf, lineOf } from "./statistics.js";

/**
 * The scenario as set, as YAML: it extends the one behind the page and says what is set.
 *
 * Interventions are said anew as soon as a lever is set, because what is set here takes the place
 * of what the scenario did with that lever.
 * @param {import("./setting.js").Setting} setting
 * @param {any} page
 * @param {number} runs
 */
export function scenarioFile(setting, page, runs) {
  const lines = [
    "# Set in a Flashpoint page. The same numbers on the command line, bit for bit:",
    `#     flashpoint run THIS_FILE --runs ${runs} --seed ${page.seed}`,
    "# A scenario of your own that this one extends must lie beside it.",
    `extends: ${JSON.stringify(page.file)}`,
    `title: ${JSON.stringify(page.title_as_set)}`,
  ];
  const levers = Object.entries(setting.levers);
  if (levers.length > 0) {
    const kept = page.interventions.filter(
      (/** @type {any} */ one) => !Object.hasOwn(setting.levers, one.lever),
    );
    const mine = levers.flatMap(([name, given]) => intervention(name, given, page));
    const rows = [...kept.map((/** @type {any} */ one) => one.yaml), ...mine];
    lines.push("interventions_replace: true");
    if (rows.length > 0) lines.push("interventions:", ...rows.map((row) => `  - ${row}`));
  }
  const chosen = Object.entries(setting.hypotheses);
  if (chosen.length > 0)
    lines.push(`hypotheses: {${chosen.map(([name, letter]) => `${name}: ${letter}`).join(", ")}}`);
  return `${lines.join("\n")}\n`;
}

/**
 * @param {string} name
 * @param {import("./setting.js").Dose} given
 * @param {any} page
 * @returns {string[]}
 */
function intervention(name, { dose, value }, page) {
  const when = `from: ${page.first_free}`;
  if (Array.isArray(value)) {
    const { moved } = page.levers.find((/** @type {any} */ one) => one.name === name);
    return value.length > 0
      ? [`{lever: ${name}, set: "${moved}", sites: [${value.join(", ")}], ${when}}`]
      : [];
  }
  const said = typeof value === "string" ? `"${value}"` : decimal(value);
  return [`{lever: ${name}, ${dose}: ${said}, ${when}}`];
}

/**
 * All outcomes as CSV: mean and error as set, unchanged, and of the difference of paired runs.
 * @param {Float64Array[]} values
 * @param {Float64Array[]} twins
 * @param {any} page
 */
export function table(values, twins, page) {
  const head =
    "outcome,unit,meaning,runs,mean,error,unchanged_mean,unchanged_error,difference,difference_error";
  const rows = page.known.outcomes.map((/** @type {any} */ outcome, /** @type {number} */ k) => {
    const mine = lineOf(outcome, values[k], page.z95);
    const twin = lineOf(outcome, twins[k], page.z95);
    const apart = differenceOf(values[k], twins[k], page.z95);
    const numbers = [values[k].length, ...[mine, twin, apart].flatMap(({ mean, error }) => [mean, error])];
    return [...[outcome.name, outcome.unit, outcome.meaning].map(quoted), ...numbers].join(",");
  });
  return `${[head, ...rows].join("\r\n")}\r\n`;
}

/** @param {string} text */
function quoted(text) {
  return `"${text.replaceAll('"', '""')}"`;
}
