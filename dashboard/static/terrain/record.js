/* A draft while it is written, and the record it becomes. */

import { DRAFT, WAITING } from "./outbox.js";
import { idOf, makesPlace, visitsOf } from "./unsent_places.js";
import { localMoment } from "./words.js";

/** The key under which the draft of a new place, or of a visit to a known one (`idOf`), is kept. */
export function draftKey(id = null) {
  return id === null ? "place" : `visit-${id}`;
}

/** An empty draft; with a site it is a visit, prefilled with the last state of the place. */
export function newDraft(form, { site = null, patrol_id = null, now = new Date(), id = () => crypto.randomUUID() } = {}) {
  return {
    key: draftKey(site && idOf(site)),
    client_id: id(),
    began_at: localMoment(now),
    touched: false,
    site_id: site?.id ?? null,
    site_client_id: site && site.id === null ? site.client_id : null,
    based_on: site?.last?.id ?? null,
    kind: site?.kind ?? null,
    longitude: site?.longitude ?? null,
    latitude: site?.latitude ?? null,
    accuracy_m: null,
    position_from: null,
    name: site?.name ?? "",
    address: site?.address ?? "",
    sensitivity: site?.sensitivity ?? form.default_sensitivity,
    condition: site?.last?.condition ?? null,
    details: { ...(site?.last?.details ?? {}) },
    note: "",
    keep_personal_data: "",
    issue: null,
    patrol_id,
  };
}

/** What the server is sent of a draft, but for `sent_at`, which is known when it is sent. */
export function bodyOf(draft) {
  return {
    client_id: draft.client_id,
    site_id: draft.site_id,
    site_client_id: draft.site_client_id ?? null,
    based_on: draft.based_on,
    kind: draft.kind,
    longitude: draft.longitude,
    latitude: draft.latitude,
    accuracy_m: draft.position_from === "gps" ? draft.accuracy_m : null,
    position_from: draft.position_from,
    name: draft.name.trim(),
    address: draft.address.trim(),
    sensitivity: draft.sensitivity,
    seen_at: draft.began_at,
    condition: draft.condition,
    details: answered(draft.details),
    note: draft.note.trim(),
    keep_personal_data: draft.keep_personal_data.trim(),
    issue: draft.issue?.title?.trim() ? { body_id: draft.issue.body_id, title: draft.issue.title.trim() } : null,
    patrol_id: draft.patrol_id ?? null,
  };
}

function answered(details) {
  const given = (value) => value !== null && value !== "" && !(Array.isArray(value) && !value.length);
  return Object.fromEntries(Object.entries(details).filter(([, value]) => given(value)));
}

/** Whether a draft can be saved: it says what, and where. */
export function lacks(draft) {
  if (!draft.kind) return "kind";
  return makesPlace(draft) && draft.longitude === null ? "position" : null;
}

/** Move a draft and its photos into the outbox, in one step: it is in one place or in the other. */
export async function save(database, draft) {
  const records = await database.all("records");
  const photos = (await database.all("photos")).filter((photo) => photo.record === draft.client_id);
  // A mended record goes where it went before: visits of its place were written after it.
  const mended = records.find((record) => record.client_id === draft.client_id);
  const number = mended?.number ?? records.reduce((most, record) => Math.max(most, record.number), 0) + 1;
  const { key, ...writing } = draft;
  const record = { client_id: draft.client_id, number, state: WAITING, body: bodyOf(draft), draft: writing };
  await database.write({
    put: { records: [record], photos: photos.map((photo) => ({ ...photo, state: WAITING })) },
    remove: { drafts: [key] },
  });
  return record;
}

/** Keep a photo of a draft: what is known of it, and its bytes. */
export function keepPhoto(database, draft, photo, bytes) {
  const row = { ...photo, record: draft.client_id, state: DRAFT };
  return database.write({ put: { photos: [row], pictures: [{ client_id: photo.client_id, bytes }], drafts: [draft] } });
}

/** Throw a draft or a record away with its photos, and with the visits of a place that then never is; only ever on a
    person's word. */
export async function discard(database, { client_id, key = null }) {
  const visits = visitsOf(await database.all("records"), client_id).map((visit) => visit.client_id);
  const begun = (await database.all("drafts")).filter((draft) => [draft.site_client_id, draft.client_id].includes(client_id));
  const records = [client_id, ...visits];
  const gone = new Set([...records, ...begun.map((draft) => draft.client_id)]);
  const photos = (await database.all("photos")).filter((photo) => gone.has(photo.record)).map((photo) => photo.client_id);
  const drafts = [...(key === null ? [] : [key]), ...begun.map((draft) => draft.key)];
  await database.write({ remove: { records, photos, pictures: photos, drafts } });
}
