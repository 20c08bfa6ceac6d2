/* Visits of places that this phone has written: which of them wait to be sent, and where one has been today. Pure. */

import { SENT } from "./outbox.js";
import { localDay } from "./words.js";

/** `{waiting, today}`: places by `idOf`. `day`: `YYYY-MM-DD` by the phone's clock. */
export function visitedPlaces(records, day) {
  const numbers = new Map(records.map((record) => [record.client_id, record.said?.site_id ?? null]));
  const [waiting, today] = [new Set(), new Set()];
  for (const { state, body } of records) {
    const { site_id = null, site_client_id = null, seen_at = null } = body;
    // A place logged here is known by its record until it has a number.
    const ids = [site_id, site_client_id, numbers.get(site_client_id) ?? null].filter((id) => id !== null);
    if (state !== SENT) ids.forEach((id) => waiting.add(id));
    if (seen_at !== null && localDay(new Date(seen_at)) === day) ids.forEach((id) => today.add(id));
  }
  return { waiting, today };
}
