/* Under which patrol records are logged: the one that is under way, until somebody says otherwise. Pure. */

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
export async function patrolIdFor(app) {
  return patrolOf(patrolsNow(app.account), await app.database.setting("patrol"))?.id ?? null;
}
