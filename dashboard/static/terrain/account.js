/* Whose data the phone holds, for how long, and how it is wiped. */

import { accountsWithData, deleteDatabase, openDatabase } from "./database.js";
import { SENT } from "./outbox.js";

const KEY = "lokality-terrain-account"; // in localStorage: the one thing to be known before a database is opened
const TOLD = /(?:^|; )lokality_account=(\d+)(?:;|$)/; // the cookie that the server sets on signing in, and takes on signing out
const TOLD_LASTS_S = 30 * 24 * 60 * 60;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Whose data is on the phone: `{account_id, keep_days, may_log, answered_at}`, or null. */
export function remembered(storage) {
  try {
    const kept = JSON.parse(storage.getItem(KEY));
    return Number.isInteger(kept?.account_id) ? kept : null;
  } catch (fault) {
    return null; // spoiled by a hand or a half-written disk: ask the server again
  }
}

/** The server has answered for this account just now. */
export function remember(storage, account, now) {
  const { account_id, keep_days, may_log } = account;
  storage.setItem(KEY, JSON.stringify({ account_id, keep_days, may_log, answered_at: now }));
}

/** Nobody's data is on the phone any more. */
export function forget(storage) {
  storage.removeItem(KEY);
}

// Whose what is kept is, as far as this browser knows without asking the server.
export const MINE = "mine";
export const ANOTHERS = "anothers";
export const UNKNOWN = "unknown";

/** Whose what is kept is; `cookies` as the page reads them. */
export function whose(kept, cookies) {
  const told = TOLD.exec(cookies);
  if (!told) return UNKNOWN;
  return Number(told[1]) === kept.account_id ? MINE : ANOTHERS;
}

/** The cookie by which somebody's own word is remembered until the server says who is signed in. */
export function wordOf(kept) {
  return `lokality_account=${kept.account_id}; path=/terrain; max-age=${TOLD_LASTS_S}; samesite=lax`;
}

/** Whether the data is kept for longer than it may be without a word of the server. */
export function isTooOld(kept, now) {
  return now - kept.answered_at > kept.keep_days * DAY_MS;
}

/** What was typed on this phone and is not with the server yet: records and drafts. */
export async function unsent(database) {
  const records = (await database.all("records")).filter((record) => record.state !== SENT);
  const drafts = (await database.all("drafts")).filter((draft) => draft.touched);
  return { records, drafts, count: records.length + drafts.length };
}

/** Wipe what came from the server; what was typed here and has not left the phone stays. */
export async function wipeForeign(database) {
  const lines = (await database.all("records")).filter((record) => record.state === SENT);
  await database.write({
    remove: {
      ground: await database.keys("ground"),
      site_pictures: await database.keys("site_pictures"),
      settings: await database.keys("settings"),
      records: lines.map((line) => line.client_id),
    },
  });
}

/** Another account has signed in, or this one out: its data goes; only what was typed and not sent waits for it: how
    much, is answered. */
export async function leave(account_id, factory = globalThis.indexedDB) {
  const database = await openDatabase(account_id, factory);
  const { count } = await unsent(database);
  if (count) await wipeForeign(database);
  database.close();
  if (!count) await deleteDatabase(account_id, factory);
  return count;
}

/** Somebody has signed out elsewhere in this browser: nobody's data stays. Answers how much waits, of all accounts. */
export async function wipeAll(storage, factory = globalThis.indexedDB) {
  const kept = remembered(storage);
  forget(storage);
  const accounts = new Set(await accountsWithData(factory));
  if (kept) accounts.add(kept.account_id);
  let waits = 0;
  for (const account_id of accounts) waits += await leave(account_id, factory);
  return waits;
}

/** Sign-out: all of it goes. Whoever calls this has warned before. */
export async function wipe(database, account_id, storage, factory = globalThis.indexedDB) {
  forget(storage);
  database.close();
  await deleteDatabase(account_id, factory);
}
