/* The small pictures of places of the chosen area: newest first, so many and no more, gone with the ground they belong to.

   What a place looked like is a help, never a duty: nothing here may take the room that something written needs. */

import { FAILED, OK } from "./server.js";

const STORE = "site_pictures";
export const PICTURES_AT_MOST = 300; // places with a picture that somebody can walk to before the phone is online again
export const BYTES_AT_MOST = 24 * 1024 * 1024;
const HIDDEN = new Set([403, 404, 410]); // not there, or not for this account
const ROOM_LEFT = 64 * 1024 * 1024; // bytes: the photos of a day in the street go before those of others

/** Places that have a picture, the newest picture first. */
export function pictured(sites) {
  return sites
    .filter((site) => site.photo_id !== null)
    .sort((one, other) => compared(other.photo_taken_on, one.photo_taken_on) || other.photo_id - one.photo_id);
}

function compared(one, other) {
  return one < other ? -1 : Number(one > other);
}

/** Kept pictures that no place of this ground has (all of them without one). */
export async function strangePictures(database, said = null) {
  const own = new Set((said?.sites ?? []).map((site) => site.photo_id));
  return (await database.keys(STORE)).filter((photo_id) => !own.has(photo_id));
}

export class SitePictures {
  /** `kept(photo_id)` hears of each picture that arrived; `room()` says how many bytes the browser still gives. */
  constructor({ database, server, kept = () => {}, room = roomLeft }) {
    Object.assign(this, { database, server, kept, room });
    this.pass = 0;
    this.absent = new Set(); // the server does not show them: not asked for again until the app is opened anew
  }

  /** Nothing more of the present ground is kept; called before another one takes its place. */
  stop() {
    this.pass += 1;
  }

  /** The bytes of a kept picture, or null. */
  async bytes(photo_id) {
    return photo_id === null ? null : ((await this.database.get(STORE, photo_id))?.bytes ?? null);
  }

  /** Fetch what is missing of the ground's pictures, and drop what is too much. Ends early without a line. */
  async fetch({ area_id, said }) {
    this.stop();
    const mine = this.pass;
    const strange = await strangePictures(this.database, said);
    if (strange.length) await this.database.write({ remove: { [STORE]: strange } });
    const wanted = pictured(said.sites);
    const here = new Set(await this.database.keys(STORE));
    if (wanted.slice(0, PICTURES_AT_MOST).every(({ photo_id }) => here.has(photo_id) || this.absent.has(photo_id))) return;
    const kept = new Map((await this.database.all(STORE)).map((row) => [row.photo_id, row.bytes.byteLength]));
    let [count, size] = [0, 0];
    for (const { photo_id } of wanted) {
      if (count === PICTURES_AT_MOST || size >= BYTES_AT_MOST) {
        await this.drop(wanted.map((site) => site.photo_id).filter((id) => kept.has(id)).slice(count));
        return;
      }
      const bytes = kept.get(photo_id) ?? (await this.fetched(area_id, photo_id, mine));
      if (bytes === null) return;
      if (bytes) [count, size] = [count + 1, size + bytes];
      if (bytes) kept.set(photo_id, bytes);
    }
  }

  /** How many bytes of it are kept now: 0 where the server does not show it, null where it is time to end. */
  async fetched(area_id, photo_id, mine) {
    if (this.absent.has(photo_id)) return 0;
    if ((await this.room()) < ROOM_LEFT) return null;
    const answer = await this.server.picture(photo_id);
    if (answer.kind === FAILED) {
      if (HIDDEN.has(answer.status)) this.absent.add(photo_id);
      return 0;
    }
    if (answer.kind !== OK) return null;
    // Another tab may have chosen another area meanwhile.
    const area = await this.database.setting("area");
    if (mine !== this.pass || area !== area_id) return null;
    await this.database.write({ put: { [STORE]: [{ photo_id, bytes: answer.bytes }] } });
    this.kept(photo_id);
    return answer.bytes.byteLength;
  }

  async drop(photo_ids) {
    if (photo_ids.length) await this.database.write({ remove: { [STORE]: photo_ids } });
  }
}

async function roomLeft() {
  const { quota = Infinity, usage = 0 } = (await globalThis.navigator?.storage?.estimate?.()) ?? {};
  return quota - usage;
}
