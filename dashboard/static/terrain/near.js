/* Distances in metres between longitudes and latitudes (degrees, WGS84), and what follows from them. */

const EARTH_M = 6371008.8;

/** Metres along the great circle; within 0.5 % of the ellipsoid, which is less than a phone knows of its place. */
export function distance(one, other) {
  const rad = Math.PI / 180;
  const south = Math.sin(((other.latitude - one.latitude) * rad) / 2) ** 2;
  const east = Math.sin(((other.longitude - one.longitude) * rad) / 2) ** 2;
  const h = south + Math.cos(one.latitude * rad) * Math.cos(other.latitude * rad) * east;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** `[{place, metres}]` of places, nearest first. */
export function byDistance(places, here) {
  return places
    .map((place) => ({ place, metres: distance(place, here) }))
    .sort((one, other) => one.metres - other.metres);
}

/** Places of this kind within the radius: "is it this one?" */
export function sameOnes(sites, kind, here, radius) {
  return byDistance(sites.filter((site) => site.kind === kind), here).filter(({ metres }) => metres <= radius);
}

/** Places that should have been seen again by this day (`YYYY-MM-DD`). */
export function dueBy(sites, day) {
  return sites.filter((site) => site.due_on !== null && site.due_on <= day);
}

// So many places are put in order to walk, which takes the square of their number; nobody walks to more in a day.
const WALKED = 200;

/** An order to walk: each time on to the nearest that is left. `here` null: begin with the first. */
export function path(places, here) {
  if (!places.length) return [];
  let from = here ?? places[0];
  const nearest = byDistance(places, from).map(({ place }) => place);
  const left = nearest.slice(0, WALKED);
  const order = [];
  while (left.length) {
    let next = 0;
    for (let at = 1; at < left.length; at += 1) {
      if (distance(left[at], from) < distance(left[next], from)) next = at;
    }
    [from] = left.splice(next, 1);
    order.push(from);
  }
  return [...order, ...nearest.slice(WALKED)];
}

/** A text without accents and case, to find it as it is typed. */
export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const foldedOnce = new WeakMap(); // addresses -> the words of each: folding 60,000 at each key would be felt

function wordsOf(addresses) {
  if (!foldedOnce.has(addresses)) foldedOnce.set(addresses, addresses.map(([text]) => folded(text).split(/[\s,/]+/)));
  return foldedOnce.get(addresses);
}

/** Addresses `[text, longitude, latitude]` that hold every typed word at the beginning of one of theirs; at most so many. */
export function foundAddresses(addresses, typed, most = 8) {
  const wanted = folded(typed).split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const words = wordsOf(addresses);
  const found = [];
  for (let at = 0; at < addresses.length && found.length < most; at += 1) {
    if (wanted.every((word) => words[at].some((own) => own.startsWith(word)))) found.push(addresses[at]);
  }
  return found;
}
