/* Under which patrol records are logged: the one that is under way, until somebody says otherwise. Pure. */

const CLOCK_MAY_DIFFER_MS = 10 * 60 * 1000; // as the server forgives it

/** The patrols that are still under way by the phone's clock; without a signal it knows nothing of their end. */
export function patrolsNow(account, now = Date.now()) {
  return (account?.patrols ?? []).filter((patrol) => now < Date.parse(patrol.until));
}

/** What is kept when somebody chooses a patrol, or none (null), among these. */
export function chosenAmong(patrols, id) {
  return { among: patrols.map((patrol) => patrol.id), id };
}

/** The patrol that counts, or null: the chosen one as long as the same ones are under way, else the first. */
export function patrolOf(patrols, choice) {
  const isSame = choice && choice.among.length === patrols.length && patrols.every((patrol) => choice.among.includes(patrol.id));
  if (!isSame) return patrols[0] ?? null;
  return patrols.find((patrol) => patrol.id === choice.id) ?? null;
}

/** Its number for a new record. */
export async function patrolIdFor(app, now = Date.now()) {
  return patrolOf(patrolsNow(app.account, now), await app.database.setting("patrol"))?.id ?? null;
}

/** Its number for a draft: what somebody chose for it, or under what it was begun; else the patrol that was under way when
    the place was seen, although the phone heard of it later. Null for none. */
export async function patrolIdOf(app, draft) {
  if (draft.chose_patrol || draft.patrol_id) return draft.patrol_id ?? null;
  const seen = Date.parse(draft.began_at);
  const id = await patrolIdFor(app, seen);
  const patrol = patrolsNow(app.account, seen).find((one) => one.id === id);
  return patrol && hadBegun(patrol, seen) ? id : null;
}

/** An account kept by an older app does not say since when; the server judges. */
function hadBegun({ since = null }, seen) {
  return since === null || Date.parse(since) <= seen + CLOCK_MAY_DIFFER_MS;
}
