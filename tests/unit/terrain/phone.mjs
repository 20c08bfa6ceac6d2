/* A phone for tests: a database of its own, and a server one can tell what to answer. */
import { IDBFactory } from "../../../build/test-assets/fake-indexeddb/index.js";
import { openDatabase } from "../../../dashboard/static/terrain/database.js";
import { newDraft, keepPhoto, save } from "../../../dashboard/static/terrain/record.js";

export const FORM = { default_sensitivity: "partners" };

export async function phone(account_id = 7, factory = new IDBFactory()) {
  return { factory, database: await openDatabase(account_id, factory) };
}

export class Storage {
  constructor() { this.rows = new Map(); }
  getItem(key) { return this.rows.get(key) ?? null; }
  setItem(key, value) { this.rows.set(key, value); }
  removeItem(key) { this.rows.delete(key); }
}

/** One lock for all tabs, as the browser has it. */
export class Locks {
  constructor() { this.held = false; }
  async request(name, options, work) {
    if (this.held) return work(null);
    this.held = true;
    try { return await work({ name }); } finally { this.held = false; }
  }
}

export async function written(database, photos = 0, change = {}) {
  const draft = { ...newDraft(FORM), kind: "illegal_dump", longitude: 18.27, latitude: 49.84, position_from: "map", ...change };
  for (let number = 0; number < photos; number += 1) {
    const client_id = crypto.randomUUID();
    const photo = { client_id, number, type: "image/jpeg", checksum: `sum-of-${client_id}`, taken_at: null };
    await keepPhoto(database, draft, photo, new Uint8Array([number]).buffer);
  }
  return save(database, draft);
}

/** A server that keeps by id, as ours does. `faults`: (what, id, commit) => answer | undefined, before or after the commit. */
export class FakeServer {
  constructor(faults = () => undefined) {
    this.records = new Map();
    this.photos = new Map();
    this.faults = faults;
    this.order = [];
  }

  async sendRecord(body) {
    return this.take("record", body.client_id, () => {
      if (!this.records.has(body.client_id)) this.records.set(body.client_id, body);
      return { client_id: body.client_id, site_id: 1, observation_id: 2 };
    });
  }

  async sendPhoto(photo) {
    return this.take("photo", photo.client_id, () => {
      if (!this.records.has(photo.record)) return { refused: { kind: "refused", code: "record_unknown" } };
      if (!this.photos.has(photo.client_id)) this.photos.set(photo.client_id, photo);
      return { client_id: photo.client_id, photo_id: 3, checksum: photo.checksum };
    });
  }

  take(what, id, commit) {
    this.order.push(what);
    const before = this.faults("before", what, id);
    if (before) return before;
    const said = commit();
    if (said.refused) return said.refused;
    return this.faults("after", what, id) ?? { kind: "ok", said };
  }
}
