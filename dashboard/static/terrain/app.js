/* What all screens share: who is signed in, what the phone keeps, and the one who empties the outbox. */

import { isTooOld, leave, MINE, remember, remembered, UNKNOWN, unsent, whose, wipe, wipeForeign, wordOf } from "./account.js";
import { letGo } from "./correcting.js";
import { openDatabase } from "./database.js";
import { howManyWait } from "./outbox.js";
import { delay, Patience } from "./patience.js";
import { Sender } from "./sender.js";
import { SitePictures, strangePictures } from "./site_pictures.js";
import { unsentPlaces } from "./unsent_places.js";
import { FAILED, OK, SIGNED_OUT, UNCHANGED, UNREACHABLE } from "./server.js";
import { visitedPlaces } from "./visits.js";
import { localDay } from "./words.js";

const GONE = new Set([403, 404]);
const PATIENT_MS = 4000; // how long the opening waits for the server on a bad line, where the phone could do without
const LOOK_AGAIN_MS = 10000; // another tab sends, or the server contradicts itself

export class App {
  /** `redraw()` is called when something changed that every screen shows, `pictureKept(photo_id)` for each new picture. */
  constructor({ server, storage, redraw, pictureKept }) {
    Object.assign(this, { server, storage, redraw, pictureKept });
    this.database = null;
    this.account = null; // as the server last told, or null: nobody has signed in on this phone yet
    this.form = null;
    this.ground = null; // `{area_id, etag, said, fetched_at}` of the chosen area
    this.isSignedOut = false;
    this.asks = null; // `{name}`: whose data is kept, while nobody knows who opens it
    this.isAnothers = false; // what is kept is somebody else's than who has signed in
    this.waiting = 0;
    this.unsentPlaces = []; // logged here, and not in the ground yet
    this.failures = 0;
    this.pictures = null; // of the places of the ground
    this.patience = new Patience(() => this.send());
    this.writing = Promise.resolve();
  }

  /** Ask the server whose phone this is; its word counts. Where it is silent, what is kept opens to whoever signed in last
      in this browser; where that is not known, its owner is asked for, and to anybody else it does not open. */
  async open() {
    const kept = remembered(this.storage);
    const answer = navigator.onLine ? await this.server.account(kept ? PATIENT_MS : undefined) : { kind: UNREACHABLE };
    if (answer.kind === OK) await this.arrive(answer.said, kept);
    else if (kept) await this.openWithoutWord(kept);
    this.isSignedOut = answer.kind === SIGNED_OUT;
  }

  /** Whether this phone's owner may log places and needs no word of the server: known before any database is open. */
  get beginsAtOnce() {
    const kept = remembered(this.storage);
    if (navigator.onLine || !kept?.may_log || isTooOld(kept, Date.now())) return false;
    return whose(kept, document.cookie) === MINE;
  }

  async openWithoutWord(kept) {
    const owner = whose(kept, document.cookie);
    this.isAnothers = owner !== MINE && owner !== UNKNOWN;
    if (owner === MINE) await this.openKept(kept);
    else if (owner === UNKNOWN) this.asks = await this.ownerOf(kept);
  }

  async ownerOf(kept) {
    const database = await openDatabase(kept.account_id);
    const account = await database.setting("account");
    database.close();
    return account && !isTooOld(kept, Date.now()) ? { name: account.name } : null;
  }

  /** Somebody has said that what is kept is theirs. */
  async openAsOwner() {
    const kept = remembered(this.storage);
    document.cookie = wordOf(kept);
    this.asks = null;
    await this.openKept(kept);
  }

  async openKept(kept) {
    await this.use(kept.account_id);
    if (isTooOld(kept, Date.now())) await wipeForeign(this.database);
    const { settings, ground, records } = await this.database.allOf(["settings", "ground", "records"]);
    const setting = (key) => settings.find((row) => row.key === key)?.value ?? null;
    this.account = setting("account");
    this.form = setting("form");
    this.ground = ground.find((row) => row.area_id === setting("area")) ?? null;
    this.countIn(records);
  }

  async use(account_id) {
    this.database = await openDatabase(account_id);
    this.server.account_id = account_id;
    this.pictures = new SitePictures({ database: this.database, server: this.server, kept: this.pictureKept });
  }

  async arrive(account, kept) {
    if (kept && kept.account_id !== account.account_id) await leave(kept.account_id);
    remember(this.storage, account, Date.now());
    await this.use(account.account_id);
    await this.database.keepSetting("account", account);
    this.account = account;
    this.form = await this.database.setting("form");
    const fetching = this.fetchForm(); // on a bad line the kept one serves until the new one is there
    if (!this.form) await fetching;
    await this.dropForeignGround();
    await this.readGround();
    await this.count();
  }

  async fetchForm() {
    const answer = await this.server.form();
    if (answer.kind !== OK) return;
    await this.database.keepSetting("form", answer.said);
    this.form = answer.said;
  }

  /** Look again who is signed in; another account than before, or data that grew too old, begins anew. */
  async refresh({ sends = true } = {}) {
    const answer = await this.server.account();
    const kept = remembered(this.storage);
    if (answer.kind !== OK && this.account && (!kept || isTooOld(kept, Date.now()))) {
      location.reload();
      return;
    }
    if (answer.kind === SIGNED_OUT) this.isSignedOut = true;
    if (answer.kind === OK) {
      if (this.account?.account_id !== answer.said.account_id) {
        location.reload();
        return;
      }
      this.isSignedOut = false;
      remember(this.storage, answer.said, Date.now());
      this.account = answer.said;
      await this.database.keepSetting("account", answer.said);
      if (this.ground) await this.loadGround(this.ground.area_id);
      if (sends) this.send();
    }
    this.redraw();
  }

  async readGround() {
    const area_id = await this.database.setting("area");
    this.ground = area_id === null ? null : (await this.database.get("ground", area_id)) ?? null;
  }

  /** Areas that are no longer this account's go from the phone. */
  async dropForeignGround() {
    const own = new Set(this.account.areas.map((area) => area.id));
    const foreign = (await this.database.all("ground")).map((ground) => ground.area_id).filter((id) => !own.has(id));
    if (!foreign.length) return;
    const site_pictures = await strangePictures(this.database);
    await this.database.write({ remove: { ground: foreign, site_pictures } });
  }

  /** Fetch an area, or what changed of it; the phone keeps one. Returns the answer. */
  async loadGround(area_id) {
    const before = await this.database.get("ground", area_id);
    const answer = await this.server.ground(area_id, before?.etag ?? null);
    if (answer.kind === OK) {
      this.pictures.stop();
      const site_pictures = await strangePictures(this.database, answer.said);
      const others = (await this.database.all("ground")).map((ground) => ground.area_id).filter((id) => id !== area_id);
      const row = { area_id, etag: answer.etag, said: answer.said, fetched_at: Date.now() };
      const settings = [{ key: "area", value: area_id }];
      await this.database.write({ put: { ground: [row], settings }, remove: { ground: others, site_pictures } });
    } else if (answer.kind === FAILED && GONE.has(answer.status)) {
      this.pictures.stop();
      const site_pictures = await strangePictures(this.database);
      await this.database.write({ remove: { ground: [area_id], settings: ["area"], site_pictures } });
    } else if (answer.kind === SIGNED_OUT) {
      this.isSignedOut = true;
    }
    await this.readGround();
    await this.count(); // what was logged here may have become a place of the ground
    if ([OK, UNCHANGED].includes(answer.kind) && this.ground) this.fetchPictures();
    return answer;
  }

  /** Afterwards and by themselves: nobody waits for pictures of others. */
  fetchPictures() {
    this.pictures.fetch(this.ground).catch((fault) => console.warn(fault)); // no room: the list does without
  }

  /** Places of the area as the server last told them. */
  get sites() {
    return this.ground?.said.sites ?? [];
  }

  /** All places one can walk to: those of the area, and those that this phone has logged and not sent. */
  get places() {
    return [...this.sites, ...this.unsentPlaces];
  }

  kind(name) {
    return this.form?.kinds.find((kind) => kind.kind === name) ?? null;
  }

  async records() {
    return this.database.all("records");
  }

  async count() {
    this.countIn(await this.records());
  }

  /** What waits, and which places nobody but this phone knows of: after the ground was read. */
  countIn(records) {
    this.waiting = howManyWait(records);
    this.unsentPlaces = unsentPlaces(records, this.sites);
  }

  /** Keep a draft as it is now. Drafts are written one after another, so that the last word stays. */
  keepDraft(draft) {
    draft.touched = true;
    const now = structuredClone(draft);
    this.writing = this.writing.catch(() => {}).then(() => this.database.write({ put: { drafts: [now] } }));
    return this.writing;
  }

  /** Empty the outbox as far as it goes now, and come again when it is time. */
  async send() {
    if (!this.database || !this.account) return;
    this.patience.rouse();
    const changed = () => this.count().then(() => this.redraw());
    const { ended, next, arrived } = await new Sender({ database: this.database, server: this.server, changed }).run();
    const wasSignedOut = this.isSignedOut;
    this.isSignedOut = ended === SIGNED_OUT || (wasSignedOut && ended !== null);
    if (ended === SIGNED_OUT) {
      await this.refresh({ sends: false }); // perhaps it is another account that is signed in
      if (!this.isSignedOut) this.patience.sleep(LOOK_AGAIN_MS);
    }
    this.failures = ended === UNREACHABLE ? this.failures + 1 : 0;
    if (ended === UNREACHABLE) this.patience.sleep(delay(this.failures));
    else if (ended === "elsewhere") this.patience.sleep(LOOK_AGAIN_MS);
    else if (next !== null) this.patience.sleep(Math.max(500, next - Date.now()));
    // The next visit of a place is based on the one that has just arrived, not on what stood there before it.
    if (arrived && this.ground) await this.loadGround(this.ground.area_id);
    await this.count();
    this.redraw();
  }

  /** Send what was opened to be corrected and left as it was; `open`: what is open now. */
  async letGo(open) {
    if (!this.account) return;
    await this.writing.catch(() => {});
    if (await letGo(this.database, open)) this.send();
  }

  unsent() {
    return unsent(this.database);
  }

  /** Sign-out: nothing stays on the phone; the server asks for the last word. */
  async signOut() {
    this.patience.rouse();
    this.pictures.stop();
    await wipe(this.database, this.account.account_id, this.storage);
    location.assign("/auth/sign-out");
  }

  /** Where somebody has been with this phone: `{waiting, today}`. */
  async visited() {
    return visitedPlaces(await this.records(), localDay(new Date()));
  }
}
