/** The story of a run as plain text, as `flashpoint explain` prints it. */
import { wayToWorst } from "./causes.js";
import { storyHead, storyLines, warInStory } from "./story.js";
import { filledIn } from "./wording.js";

const NUMBER = 5;
const BELOW = " ".repeat(19);

/**
 * @param {import("./story.js").Story} story
 * @param {any} page
 * @param {boolean} everything
 */
export function storyText(story, page, everything) {
  const { why } = page;
  const lines = storyLines(story, why, everything);
  const left = story.events.length - lines.length;
  const told = lines.flatMap((line) => {
    const number = `#${line.event}`.padStart(NUMBER);
    return [`${number}  ${line.date}  ${"  ".repeat(line.depth)}${line.what}`, `${BELOW}${line.why}`];
  });
  const foot = [left > 0 ? filledIn(why.story.left_out, { n: left }) : "", warInStory(story, page)];
  const text = [
    ...wayText(story, page),
    storyHead(story, page),
    ...told,
    ...foot.filter((line) => line !== ""),
  ];
  return `${text.join("\n")}\n`;
}

/**
 * The way to war, where the run got there.
 * @param {import("./story.js").Story} story
 * @param {any} page
 */
function wayText(story, page) {
  const [outcome] = page.why.war;
  if (!story.outcomes[outcome]) return [];
  const way = wayToWorst(story, page);
  const rows = way.rows.flatMap(({ event, between, date, what, why }) => {
    const mark = event === way.luckiest ? page.why.way.luckiest : "";
    const row = [`${`#${event}`.padStart(NUMBER)}  ${date}  ${what}`, `${BELOW}${why}${mark}`];
    return between === "" ? row : [between, ...row];
  });
  return [way.head, ...rows, way.luck];
}
