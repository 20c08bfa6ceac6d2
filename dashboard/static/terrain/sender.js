/* Empties the outbox: one thing after another, one tab at a time, each kept until the server has acknowledged it. */

import {
  SENDING, WAITING, KNOWN,
  again, lineAbout, nextAttempt, nextToSend, photoAfter, photosOf, recordAfter, recordWasLost,
} from "./outbox.js";
import { OK, SIGNED_OUT, UNREACHABLE } from "./server.js";
import { localMoment } from "./words.js";

export const LOCK = "lokality-terrain-sending";
const LINES_KEPT = 50; // of what was sent; enough for a day in the street

export class Sender {
  /** `changed()` is called after each step; `hasLine()`: false where nothing can have left the phone; `locks` is the browser's `navigator.locks`. */
  constructor({ database, server, changed = () => {}, now = () => Date.now(), locks = globalThis.navigator?.locks, hasLine = () => globalThis.navigator?.onLine !== false }) {
    Object.assign(this, { database, server, changed, now, locks, hasLine });
  }

  /** Send what is due. Returns why it ended: `signed_out`, `unreachable`, `elsewhere` (another tab sends), or null,
      `next`: when to come again (milliseconds), or null when nothing waits, and `arrived`: how many records the server
      took: what the phone knows of their places is older than that. */
  run() {
    if (!this.locks) return this.pass(); // an old browser: the server tells doubles apart all the same
    return this.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? this.pass() : { ended: "elsewhere", next: null, arrived: 0 }));
  }

  async pass() {
    let arrived = 0;
    for (;;) {
      const [records, photos] = await Promise.all([this.database.all("records"), this.database.all("photos")]);
      await this.tidy(records, photos);
      const item = nextToSend(records, photos, this.now());
      if (!item) return { ended: null, next: nextAttempt(records, photos), arrived };
      const answer = item.record ? await this.sendRecord(item.record) : await this.sendPhoto(item.photo);
      if (item.record && answer.kind === OK) arrived += 1;
      this.changed();
      if (this.isOnlyTheLine(answer)) return { ended: answer.kind, next: null, arrived };
    }
  }

  async sendRecord(record) {
    const { client_id, was_tried = false } = record;
    const mark = (change) => this.database.change("records", client_id, (kept) => ({ ...kept, ...change }));
    // From the first attempt over a line on the server may have it, whatever it answers.
    await mark({ state: SENDING, was_tried: was_tried || this.hasLine() });
    const answer = await this.server.sendRecord({ ...record.body, sent_at: this.sentAt() });
    if (answer.kind === SIGNED_OUT) await mark({ state: WAITING, was_tried }); // it was not let in
    else if (this.isOnlyTheLine(answer)) await mark({ state: WAITING });
    else await this.database.change("records", client_id, (kept) => recordAfter(kept, answer, this.now()));
    return answer;
  }

  async sendPhoto(photo) {
    const picture = await this.database.get("pictures", photo.client_id);
    await this.mark("photos", photo.client_id, SENDING);
    const answer = await this.server.sendPhoto({ ...photo, bytes: picture.bytes, sent_at: this.sentAt() });
    if (this.isOnlyTheLine(answer)) {
      await this.mark("photos", photo.client_id, WAITING);
      return answer;
    }
    const after = photoAfter(photo, answer, this.now());
    if (after) await this.database.change("photos", photo.client_id, () => after);
    else await this.database.write({ remove: { photos: [photo.client_id], pictures: [photo.client_id] } });
    if (recordWasLost(answer)) await this.database.change("records", photo.record, again);
    return answer;
  }

  /** Now by the phone's clock: by it the server sees how wrong that is. */
  sentAt() {
    return localMoment(new Date(this.now()));
  }

  isOnlyTheLine(answer) {
    return answer.kind === SIGNED_OUT || answer.kind === UNREACHABLE;
  }

  mark(store, key, state) {
    return this.database.change(store, key, (kept) => ({ ...kept, state }));
  }

  /** Of records that are with the server, photos and all, a line stays; of the oldest nothing. */
  async tidy(records, photos) {
    const over = records.filter((record) => record.state === KNOWN && !photosOf(photos, record.client_id).length);
    for (const record of over) await this.database.change("records", record.client_id, (kept) => lineAbout(kept, this.now()));
    const lines = records.filter((record) => record.sent_at).sort((one, other) => other.sent_at - one.sent_at);
    const old = lines.slice(LINES_KEPT).map((line) => line.client_id);
    if (old.length) await this.database.write({ remove: { records: old } });
    if (over.length) this.changed();
  }
}
