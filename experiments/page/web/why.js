/** Why: the story of one future, its causes, its luckiest draw, and where it parts from its twin. */
import { ladderKey } from "./by_day.js";
import { wayToWorst } from "./causes.js";
import { focusPlace } from "./choose.js";
import { element } from "./drawing.js";
import { saveControl } from "./save_picture.js";
import { partingParts } from "./parting_view.js";
import { storyHead, storyLines, storyOf, warInStory } from "./story.js";
import { storyText } from "./story_text.js";
import { causalTree } from "./tree.js";
import { WORLDS, WhyForm } from "./why_form.js";
import { plural, significant } from "./wording.js";

const ABOUT_EVEN = 0.5;
const SHOWN_BEFORE = 0.8;

/** The region of the page in which one future is told. */
export class WhyPanel {
  /**
   * @param {HTMLElement} host
   * @param {any} page
   * @param {(task: any) => Promise<any>} look as `Futures.look`
   * @param {() => import("./store.js").Store[]} stores as set and unchanged, one and the same where
   *   nothing is set
   * @param {(name: string, kind: string, text: string) => void} save
   */
  constructor(host, page, look, stores, save) {
    this.page = page;
    this.look = look;
    this.stores = stores;
    this.save = save;
    this.asked = 0;
    this.everything = false;
    /** @type {?{stories: import("./story.js").Story[], side: number, run: number, stores: any[]}} */
    this.shown = null;
    /** @type {?string} */
    this.back = null;
    this.failure = element("p", { class: "bad", role: "alert" });
    this.stale = element("p", { class: "note", role: "status" });
    this.body = element("div", {
      class: "told card",
      role: "region",
      "aria-labelledby": "why-title",
      hidden: "",
    });
    this.body.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    const note = element(
      "p",
      { class: "note" },
      "Choose a dot above, or a number: the page replays that future and tells what happened, what caused it, and by what luck. One future is an example of how things hang together, not a forecast.",
    );
    this.form = new WhyForm(
      page,
      stores,
      (run, side) => this.open(run, side, null),
      (why) => this.fail(why),
    );
    host.append(element("h2", { id: "why-head" }, "Why: one future told"), note, this.form.made);
    host.append(this.failure, this.stale, this.body);
  }

  /**
   * Replays a future and tells it. Where the kernel fails, that is said and the last one told stays.
   * @param {number} run
   * @param {number} side 0 as set, 1 unchanged
   * @param {?string} place of what gets the focus back; null for the field
   * @param {number} event whose line is unfolded; -1 for none
   */
  async open(run, side, place, event = -1) {
    const asked = ++this.asked;
    const stores = this.stores();
    const different = [...new Set(stores)];
    try {
      const replays = different.map(({ world, plan, days }) =>
        this.look({ kind: "replay", run, world, plan, days }),
      );
      const told = await Promise.all(replays);
      if (asked !== this.asked) return;
      // As it is under what is set: both sides have its days and its past.
      this.page = stores[0].page;
      const stories = told.map((one) => storyOf(run, one, this.page));
      this.shown = { stories, side: Math.min(side, stories.length - 1), run, stores };
      this.back = place;
      this.everything = false;
      this.failure.textContent = "";
      this.form.show(run, side);
      this.draw();
      this.check();
      if (event < 0) this.goTo("why-title");
      else this.unfold(event);
    } catch (error) {
      if (asked !== this.asked) return;
      const why = error instanceof Error ? error.message : String(error);
      this.fail(`Future ${run} cannot be told: ${why}.`);
    }
  }

  /** @param {string} why */
  fail(why) {
    this.failure.textContent = `${why}${this.shown ? " Below stands the last one told." : ""}`;
  }

  /** Says so where what is set has changed since the telling. */
  check() {
    const isStale = this.shown !== null && this.stores().some((store, k) => store !== this.shown?.stores[k]);
    this.stale.textContent = isStale
      ? "What is set has changed since this future was told. “Tell it” tells it anew."
      : "";
    this.body.classList.toggle("outdated", isStale);
  }

  close() {
    this.body.setAttribute("hidden", "");
    this.shown = null;
    this.stale.textContent = "";
    if (this.back === null || !focusPlace(this.back)) this.form.number.focus();
  }

  /** @param {string} id */
  goTo(id) {
    const there = /** @type {HTMLElement} */ (this.body.querySelector(`#${id}`));
    there.scrollIntoView({ block: "start" });
    there.focus({ preventScroll: true });
  }

  draw() {
    if (this.shown === null) return;
    const { stories, side, run } = this.shown;
    const story = stories[side];
    const { page } = this;
    const which = stories.length > 1 ? WORLDS[side] : "nothing set";
    const from = `future ${run}, ${which}`;
    const title = element("h3", { id: "why-title", tabindex: -1 }, `Future ${run}, ${which}`);
    const way = wayToWorst(story, page);
    this.body.replaceChildren(
      element("div", { class: "title" }, title, this.buttons(story)),
      element("p", {}, storyHead(story, page)),
      element("p", { class: "note" }, warInStory(story, page)),
      ...wayParts(way, story),
      this.picture(story, way, from),
      this.lines(story),
      ...partingParts(stories, run, page),
    );
    this.body.removeAttribute("hidden");
    showWay(this.body);
  }

  /** @param {import("./story.js").Story} story */
  buttons(story) {
    const text = element("button", { type: "button" }, "Download as text");
    text.addEventListener("click", () => {
      this.save(`future_${story.run}.txt`, "text/plain", storyText(story, this.page, this.everything));
    });
    const close = element("button", { type: "button" }, "Close");
    close.addEventListener("click", () => this.close());
    return element("span", { class: "buttons" }, text, close);
  }

  /**
   * @param {import("./story.js").Story} story
   * @param {{links: number[], luckiest: number}} way
   * @param {string} from which future it is
   */
  picture(story, way, from) {
    const tree = causalTree(story, way, this.page, this.everything);
    tree.addEventListener("click", (event) => {
      const node = /** @type {Element} */ (event.target).closest("[data-event]");
      if (node) this.unfold(Number(node.getAttribute("data-event")));
    });
    const key = element(
      "p",
      { class: "note tree-key" },
      "Bold: the way to the highest rung; ★ its luckiest draw. Circles were drawn by chance or follow by themselves, squares are coded history or ordered. A broken link leaves out events between. Colours are rungs.",
    );
    const more = element("p", { class: "note" }, "A click on a node unfolds its line below.");
    const held = element("div", { class: "holds" }, tree, saveControl(from, "#why .key, #why .tree-key"));
    const heading = element("h4", {}, "Who caused what");
    return element("section", {}, heading, this.toggle(story), held, ladderKey(this.page.known.rungs), key, more);
  }

  /** @param {import("./story.js").Story} story */
  toggle(story) {
    const box = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", id: "why-all" }));
    box.checked = this.everything;
    box.addEventListener("change", () => {
      this.everything = box.checked;
      this.draw();
      /** @type {HTMLElement} */ (this.body.querySelector("#why-all")).focus({ preventScroll: true });
    });
    const words = `show everything (${plural(story.events.length, "event")})`;
    return element("p", {}, box, element("label", { for: "why-all" }, ` ${words}`));
  }

  /** @param {import("./story.js").Story} story */
  lines(story) {
    const told = storyLines(story, this.page.why, this.everything);
    const rows = told.map(({ event, date, depth, what, why }) => {
      const when = element("time", { datetime: date }, date);
      const head = element("summary", {}, when, ` ${what}`);
      const line = element(
        "details",
        { "data-line": event },
        head,
        element("p", { class: "note" }, `#${event}: ${why}`),
      );
      return element("li", { class: `deep${depth}` }, line);
    });
    const left = story.events.length - told.length;
    const note =
      left > 0 ? `${plural(left, "harmless or idle event")} left out; “show everything” has them.` : "";
    const list = element("ol", { class: "story" }, ...rows);
    const heading = element("h4", {}, "Its story, each line under its cause");
    return element("section", {}, heading, list, element("p", { class: "note" }, note));
  }

  /**
   * Unfolds the line of an event; one that the story leaves out brings all the others with it.
   * @param {number} event
   */
  unfold(event) {
    const find = () => /** @type {HTMLElement} */ (this.body.querySelector(`[data-line="${event}"]`));
    if (!find()) {
      this.everything = true;
      this.draw();
    }
    const line = find();
    line.setAttribute("open", "");
    const head = /** @type {HTMLElement} */ (line.querySelector("summary"));
    head.scrollIntoView({ block: "center" });
    head.focus({ preventScroll: true });
  }
}

/**
 * A tree that is wider than the screen is scrolled to the end of the way.
 * @param {HTMLElement} body
 */
function showWay(body) {
  const tree = /** @type {HTMLElement} */ (body.querySelector(".tree"));
  const end = Array.from(tree.querySelectorAll(".node.way")).at(-1);
  if (!end) return;
  const [seen, node] = [tree, end].map((one) => one.getBoundingClientRect());
  tree.scrollLeft += node.right - (seen.left + seen.width * SHOWN_BEFORE);
}

/**
 * The chain to the worst act in words, and its luckiest draw.
 * @param {ReturnType<typeof wayToWorst>} way
 * @param {import("./story.js").Story} story
 */
function wayParts(way, { events }) {
  const rows = way.rows.flatMap(({ event, between, date, what, why }) => {
    const mark = event === way.luckiest ? [element("b", {}, " ★ luckiest draw")] : [];
    const line = element("li", {}, `${date} ${what}`, ...mark, element("small", {}, `#${event}: ${why}`));
    return between === "" ? [line] : [element("li", { class: "between" }, between.trim()), line];
  });
  const p = way.luckiest < 0 ? 1 : events[way.luckiest].p;
  const odds = p < ABOUT_EVEN ? ` (1 in ${significant(1 / p, 2)})` : "";
  const heading = element("h4", {}, way.links.length > 0 ? "How it came to the worst" : "Quiet");
  const parts = [heading, element("p", {}, way.head)];
  if (rows.length > 0) parts.push(element("ol", { class: "way" }, ...rows));
  if (way.luck !== "")
    parts.push(element("p", { class: "luck" }, way.luck.replace(" that day.", `${odds} that day.`)));
  return parts;
}
