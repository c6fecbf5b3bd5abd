/** Where places and their labels lie in the picture of a map. */
import { labelSpots } from "./labels.js";

export const MAP_WIDTH = 460;
export const AREA = 11;
export const SITE = 10;
const LEAST_SITE = 2.5;
const GAP = 2;

/**
 * Where a place stands in the picture.
 * @param {any} map
 * @returns {{height: number, place: (spot: number[]) => [number, number]}}
 */
export function projection(map) {
  const [west, south, east, north] = map.frame;
  const across = MAP_WIDTH / (east - west);
  const up = across / Math.cos((((south + north) / 2) * Math.PI) / 180);
  return {
    height: Math.round((north - south) * up),
    place: ([x, y]) => [(x - west) * across, (north - y) * up],
  };
}

/**
 * Radius of the dot of a site.
 * @param {number} troops
 * @param {number} most
 */
export function dotOf(troops, most) {
  return Math.max(LEAST_SITE, SITE * Math.sqrt(troops / (most || 1)));
}

/**
 * Names of areas and numbers of sites, where they cover least.
 * @param {any} map
 */
export function mapLabels({ areas, sites, frame }) {
  const { height, place } = projection({ frame });
  const most = Math.max(...sites.map((/** @type {any} */ one) => one.troops));
  const numbered = sites.map((/** @type {any} */ one, /** @type {number} */ k) => {
    return { text: String(k + 1), kind: "number", at: place(one.spot), off: dotOf(one.troops, most) + GAP };
  });
  const named = areas.map((/** @type {any} */ one) => {
    return { text: one.title, kind: "name", at: place(one.spot), off: AREA + 2 * GAP };
  });
  return labelSpots([...numbered, ...named], MAP_WIDTH, height);
}
