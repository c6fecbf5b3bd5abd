/** What a reader takes away: the scenario as a file that the command line runs, and a table. */
import { branchLines, viewOf } from "./branch.js";
import { interventionLine } from "./interventions.js";
import { movedLevers } from "./moves.js";
import { element } from "./drawing.js";
import { parameterLines } from "./parameters.js";
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
  lines.push(...branchLines(setting), ...parameterLines(setting));
  const moved = movedLevers(setting);
  if (moved.length > 0) {
    const kept = page.interventions.filter((/** @type {any} */ one) => !moved.includes(one.lever));
    const view = viewOf(setting, page);
    const simple = Object.entries(setting.levers).flatMap(([name, given]) => fromFirstDay(name, given, view));
    const mine = [...simple, ...(setting.interventions ?? [])].map((row) => interventionLine(row, page));
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
 * A lever set from the first free day to the end, as an intervention; none where no site is chosen.
 * @param {string} name
 * @param {import("./setting.js").Dose} given
 * @param {any} view
 * @returns {any[]}
 */
function fromFirstDay(name, { dose, value }, view) {
  const row = { lever: name, dose, value, from: view.first_free };
  if (!Array.isArray(value)) return [row];
  const { moved } = view.levers.find((/** @type {any} */ one) => one.name === name);
  return value.length > 0 ? [{ ...row, value: moved, where: value }] : [];
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

/**
 * Hands the reader a file.
 * @param {string} name
 * @param {string} kind
 * @param {BlobPart} content
 */
export function save(name, kind, content) {
  const href = URL.createObjectURL(new Blob([content], { type: kind }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}
