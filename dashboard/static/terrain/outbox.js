/* What is sent when, and what follows from an answer: rules alone, no storage and no line.

   A record goes first, then its photos. It stands on the phone until the last photo is acknowledged, so that a server
   which lost it (a restored backup) can be sent it again. */

import { BUSY, FAILED, OK, REFUSED } from "./server.js";
import { delay } from "./patience.js";

// States of records and photos.
export const DRAFT = "draft"; // a photo whose record is still being written
export const WAITING = "waiting";
export const HELD = "held"; // a record that somebody corrects; it waits until that is saved or thrown away
export const SENDING = "sending"; // or was, when the app died: the server knows its id, so it is sent again
export const REFUSED_BY_SERVER = "refused";
export const KNOWN = "known"; // a record that the server has, while its photos are still on the way
export const SENT = "sent"; // over; a record keeps a line about itself for a while

const GOING = new Set([WAITING, SENDING]);
// The code the server answers to a photo whose record it does not have.
const RECORD_UNKNOWN = "record_unknown";
const DAMAGED = "damaged";

/** What is to be sent now: `{record}` or `{photo}`, or null. `now`: milliseconds of the phone's clock. */
export function nextToSend(records, photos, now) {
  return goingInOrder(records, photos).find(({ record, photo }) => isTime(record ?? photo, now)) ?? null;
}

/** When the next attempt is due (milliseconds), or null when nothing is to be sent by itself. */
export function nextAttempt(records, photos) {
  const times = goingInOrder(records, photos).map(({ record, photo }) => (record ?? photo).not_before ?? 0);
  return times.length ? Math.min(...times) : null;
}

/** Everything that may go, in the order in which it goes: what waits for something else of ours is not in it. */
function goingInOrder(records, photos) {
  const known = new Map(records.map((record) => [record.client_id, record]));
  return inOrder(records).flatMap((record) => {
    if (GOING.has(record.state)) return waitsForItsPlace(record, known) ? [] : [{ record }];
    if (record.state !== KNOWN) return [];
    return photosOf(photos, record.client_id).filter((photo) => GOING.has(photo.state)).map((photo) => ({ photo }));
  });
}

/** How many records are not wholly with the server: waiting, refused, or with photos that wait. */
export function howManyWait(records) {
  return records.filter((record) => record.state !== SENT).length;
}

/** Records in the order in which they were written. */
export function inOrder(records) {
  return [...records].sort((one, other) => one.number - other.number);
}

/** The photos of a record, in the order in which they were taken. */
export function photosOf(photos, record) {
  return photos.filter((photo) => photo.record === record).sort((one, other) => one.number - other.number);
}

function isTime(item, now) {
  // A clock that was set back must not hold anything up for days.
  const wait = (item.not_before ?? 0) - now;
  return wait <= 0 || wait > delay(99);
}

function waitsForItsPlace(record, known) {
  const place = known.get(record.body.site_client_id);
  return place !== undefined && place.state !== KNOWN && place.state !== SENT;
}

/** The record as it is kept after this answer. */
export function recordAfter(record, answer, now) {
  if (answer.kind === OK) return { ...settled(record, KNOWN), said: answer.said };
  if (answer.kind === REFUSED) return refused(record, answer);
  return triedInVain(record, answer, now);
}

/** The photo after this answer, or null: it is with the server and the phone needs it no longer. */
export function photoAfter(photo, answer, now) {
  if (answer.kind === OK) {
    // What arrived is not what was sent: it is not acknowledged.
    return answer.said.checksum === photo.checksum ? null : triedInVain(photo, { kind: FAILED }, now);
  }
  if (answer.kind === REFUSED && ![RECORD_UNKNOWN, DAMAGED].includes(answer.code)) return refused(photo, answer);
  return triedInVain(photo, answer, now);
}

/** Whether the answer to a photo says that its record has to be sent once more. */
export function recordWasLost(answer) {
  return answer.kind === REFUSED && answer.code === RECORD_UNKNOWN;
}

/** What stays of a record that the server has with all its photos: no text, only what the list of sent ones shows. */
export function lineAbout(record, now) {
  const { kind, name, address, patrol_id = null, seen_at, site_client_id = null } = record.body;
  const site_id = record.body.site_id ?? (site_client_id === null ? null : record.said.site_id); // of a visit
  return {
    client_id: record.client_id, number: record.number, state: SENT, sent_at: now, said: record.said,
    body: { kind, name, address, patrol_id, seen_at, site_id },
  };
}

/** A refused record or photo, mended or not, on its way again. */
export function again(item) {
  return settled(item, WAITING);
}

function settled(item, state) {
  const { tries, not_before, reason, code, found, was_tried, ...rest } = item;
  return { ...rest, state };
}

function refused(item, answer) {
  return { ...settled(item, REFUSED_BY_SERVER), reason: answer.reason, code: answer.code, found: answer.found ?? [] };
}

function triedInVain(item, answer, now) {
  const tries = (item.tries ?? 0) + 1;
  const asked = answer.kind === BUSY ? answer.after_s : 0;
  return { ...item, state: WAITING, tries, not_before: now + delay(tries, asked) };
}
