/** Time: a day that moves by itself, by a slider or by buttons. */
import { element } from "./drawing.js";

const SPEEDS = [1, 2, 5, 10, 25];
const USUAL = 5;
const CALM = 1;

/** Does the reader want pictures to keep still? */
export function keepsStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

export class Player {
  /**
   * @param {number} days
   * @param {(day: number) => void} moved called with each new day
   * @param {(day: number) => number} next the next day with an event, or the last
   */
  constructor(days, moved, next) {
    this.days = days;
    this.moved = moved;
    this.next = next;
    this.day = 0;
    this.timer = 0;
    this.slider = /** @type {HTMLInputElement} */ (
      element("input", { type: "range", min: 0, max: days - 1, value: 0, "aria-label": "day" })
    );
    this.speed = /** @type {HTMLSelectElement} */ (
      element(
        "select",
        { "aria-label": "speed" },
        ...SPEEDS.map((one) => element("option", { value: one }, `${one} days a second`)),
      )
    );
    this.speed.value = String(keepsStill() ? CALM : USUAL);
    this.play = this.button("Play", () => (this.timer ? this.stop() : this.start()));
    const back = this.button("Day back", () => this.step(this.day - 1));
    const on = this.button("Day on", () => this.step(this.day + 1));
    const event = this.button("Next event", () => this.step(this.next(this.day)));
    this.slider.addEventListener("input", () => this.step(Number(this.slider.value)));
    this.made = element("p", { class: "player" }, this.play, back, on, event, this.speed, this.slider);
  }

  /**
   * From now on that many days.
   * @param {number} days
   */
  within(days) {
    this.days = days;
    this.slider.max = String(days - 1);
  }

  /**
   * @param {string} text
   * @param {() => void} pressed
   */
  button(text, pressed) {
    const made = element("button", { type: "button" }, text);
    made.addEventListener("click", pressed);
    return made;
  }

  /** Days that pass in the blink of an eye, which what happened must outlast. */
  get blink() {
    return this.timer ? Math.ceil(Number(this.speed.value) / 2) : 0;
  }

  start() {
    if (this.day >= this.days - 1) this.go(0);
    this.play.textContent = "Pause";
    const tick = () => {
      this.timer = window.setTimeout(tick, 1000 / Number(this.speed.value));
      this.go(this.day + 1);
      if (this.day >= this.days - 1) this.stop();
    };
    this.timer = window.setTimeout(tick, 0);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.play.textContent = "Play";
  }

  /**
   * To a day, by hand.
   * @param {number} day
   */
  step(day) {
    this.stop();
    this.go(day);
  }

  /** @param {number} day */
  go(day) {
    this.day = Math.max(0, Math.min(this.days - 1, day));
    this.slider.value = String(this.day);
    this.moved(this.day);
  }
}
