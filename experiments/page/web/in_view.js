/** Pictures in view are drawn at once; the others when the reader rests, or prints. */

const REST = 250;

/**
 * Can any of it be seen now?
 * @param {Element} node
 */
function inView(node) {
  const { top, bottom } = node.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

export class Pictures {
  constructor() {
    /** @type {Map<Element, () => Element>} pictures that wait -> how the new one is made */
    this.waiting = new Map();
    this.timer = 0;
    addEventListener("beforeprint", () => this.drawAll());
  }

  /**
   * @param {Element} host
   * @param {(() => Element)[]} makers one a picture, in their order
   */
  draw(host, makers) {
    const old = [...host.children];
    if (old.length !== makers.length) {
      for (const node of old) this.waiting.delete(node);
      host.replaceChildren(...makers.map((make) => make()));
      return;
    }
    // All places are read before any picture changes: else each would be laid out anew.
    const seen = old.map(inView);
    makers.forEach((make, k) => {
      if (seen[k]) this.replace(old[k], make);
      else this.waiting.set(old[k], make);
    });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.drawAll(), REST);
  }

  /**
   * @param {Element} node
   * @param {() => Element} make
   */
  replace(node, make) {
    this.waiting.delete(node);
    node.replaceWith(make());
  }

  drawAll() {
    for (const [node, make] of this.waiting) this.replace(node, make);
  }
}
