/** What a map shows by day: strength and holders of areas, troops and attacks at sites, as means. */

const CHUNK = 25;
const FIELDS = [
  ["areas", "strength"],
  ["areas", "holder"],
  ["sites", "troops"],
];

/**
 * Words of the world that a map reads every evening: strength and holder of all areas, troops of all
 * sites, the rung of the day.
 * @param {any} page
 * @returns {number[][]} [word, 1 for a fraction or 0]
 */
export function mapWords(page) {
  const found = FIELDS.flatMap(([part, name]) => {
    const { at, names, kinds } = page.known.parts[part];
    const k = names.indexOf(name);
    const level = kinds[k] === "float64" ? 1 : 0;
    return page.map[part].map((/** @type {any} */ _, /** @type {number} */ row) => {
      return [at + row * names.length + k, level];
    });
  });
  const rung = page.known.series.find((/** @type {any} */ one) => one.name === page.ladder);
  return [...found, [rung.word, rung.level]];
}

/** Sums over runs, and the means that a map draws. One run alone is its own mean. */
export class MapDays {
  /** @param {any} page */
  constructor(page) {
    const { areas, sites, holders } = page.map;
    this.days = page.days;
    this.areas = areas.length;
    this.sites = sites.length;
    this.holders = holders.length;
    this.runs = 0;
    this.strengths = new Float64Array(this.areas * this.days);
    this.held = new Float64Array(this.areas * this.holders * this.days);
    this.troopers = new Float64Array(this.sites * this.days);
    this.rungs = new Float64Array(this.days);
    this.struck = new Float64Array(this.sites * this.days);
  }

  /**
   * More runs: their words by day, as `mapWords` orders them, and attacks on each site in all of them.
   * @param {Float32Array} values [words, runs, days]
   * @param {Float32Array} counts [sites, days]
   * @param {number} runs
   */
  add(values, counts, runs) {
    const { days, areas, sites } = this;
    const each = runs * days;
    const sum = (/** @type {number} */ word, /** @type {Float64Array} */ sums, /** @type {number} */ row) => {
      for (let n = 0; n < each; n++) sums[row * days + (n % days)] += values[word * each + n];
    };
    for (let a = 0; a < areas; a++) {
      sum(a, this.strengths, a);
      for (let n = 0; n < each; n++)
        this.held[this.holding(a, values[(areas + a) * each + n], n % days)] += 1;
    }
    for (let s = 0; s < sites; s++) sum(2 * areas + s, this.troopers, s);
    sum(2 * areas + sites, this.rungs, 0);
    counts.forEach((many, k) => {
      this.struck[k] += many;
    });
    this.runs += runs;
  }

  /**
   * @param {number} area
   * @param {number} force -1 for ISIS or nobody
   * @param {number} day
   */
  holding(area, force, day) {
    return (area * this.holders + force + 1) * this.days + day;
  }

  /**
   * Mean ISIS strength.
   * @param {number} area
   * @param {number} day
   */
  strength(area, day) {
    return this.strengths[area * this.days + day] / this.runs;
  }

  /**
   * Share of runs in which each holds the area: ISIS or nobody first, then the forces.
   * @param {number} area
   * @param {number} day
   * @returns {number[]}
   */
  shares(area, day) {
    return Array.from(
      { length: this.holders },
      (_, k) => this.held[this.holding(area, k - 1, day)] / this.runs,
    );
  }

  /**
   * Who holds it in most runs: a row of the holders, and in which share.
   * @param {number} area
   * @param {number} day
   * @returns {[number, number]}
   */
  holder(area, day) {
    const shares = this.shares(area, day);
    const most = Math.max(...shares);
    return [shares.indexOf(most), most];
  }

  /**
   * Mean troops.
   * @param {number} site
   * @param {number} day
   */
  troops(site, day) {
    return this.troopers[site * this.days + day] / this.runs;
  }

  /**
   * Highest rung of the day, of one run.
   * @param {number} day
   */
  rung(day) {
    return this.rungs[day] / this.runs;
  }

  /**
   * Mean rocket attacks on a site in the days up to a day, that one included.
   * @param {number} site
   * @param {number} day
   * @param {number} back how many days; all of them unless said
   */
  attacks(site, day, back = Infinity) {
    let found = 0;
    for (let d = Math.max(0, day - back + 1); d <= day; d++) found += this.struck[site * this.days + d];
    return found / this.runs;
  }
}

/**
 * Gather runs of one world until there are `runs` of them, a few at a time, so that whoever drags a
 * lever waits for no more than those few.
 * @param {any} page
 * @param {(task: any) => Promise<any>} look as `Futures.look`
 * @param {{world: ArrayBuffer, plan: ArrayBuffer, days?: number}} side
 * @param {MapDays} found what is there already; more is added
 * @param {number} runs
 * @param {() => boolean} wanted is it still?
 */
export async function gather(page, look, { world, plan, days }, found, runs, wanted) {
  const words = mapWords(page);
  while (found.runs < runs && wanted()) {
    const first = found.runs;
    const last = Math.min(first + CHUNK, runs);
    const { values } = await look({ kind: "evenings", first, last, world, plan, days, words });
    if (!wanted()) return;
    const { counts } = await look({ kind: "attacks", first, last, world, plan, days });
    found.add(values, counts, last - first);
  }
}
