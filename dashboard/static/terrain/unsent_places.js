/* Places that were logged on this phone and that its ground does not hold yet: only this phone knows them, and whoever
   walks past an hour later visits them all the same. */

import { inOrder, SENT } from "./outbox.js";

/** By what a place is known here: its number in the city, or that of the record that makes it. */
export function idOf(site) {
  return site.id ?? site.client_id;
}

/** Whether a record or a draft makes the place it is about. */
export function makesPlace({ site_id, site_client_id = null }) {
  return site_id === null && site_client_id === null;
}

/** Records of visits that wait for the place which this record makes. */
export function visitsOf(records, client_id) {
  return inOrder(records.filter((record) => record.state !== SENT && record.body.site_client_id === client_id));
}

/** The places of the outbox, as the ground tells places; `made_by`: the state of the record. Those of `sites` are left out. */
export function unsentPlaces(records, sites) {
  const known = new Set(sites.map((site) => site.id));
  const makers = records.filter(({ state, body, said }) => state !== SENT && makesPlace(body) && !known.has(said?.site_id));
  return inOrder(makers).map((record) => placeOf(record, visitsOf(records, record.client_id)));
}

function placeOf({ client_id, state, body }, visits) {
  const { kind, name, address, longitude, latitude, sensitivity } = body;
  const last = [body, ...visits.map((visit) => visit.body)].sort(bySeenAt).reduce(seenAfter, { condition: null, details: {} });
  return {
    id: null, client_id, made_by: state, kind, name, address, longitude, latitude, sensitivity, last,
    due_on: null, photo_id: null, photo_taken_on: null, open_issues: 0,
  };
}

function bySeenAt(one, other) {
  return Date.parse(one.seen_at) - Date.parse(other.seen_at); // of one moment the one written later comes later
}

/** The state after one more visit; what that does not mention stays, as the server reckons it too. */
function seenAfter(last, { seen_at, condition, details, note }) {
  const known = { condition: condition ?? last.condition, details: { ...last.details, ...details } };
  return { id: null, observed_on: seen_at.slice(0, 10), ...known, note };
}
