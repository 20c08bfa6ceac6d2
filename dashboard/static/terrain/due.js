/* What is due at a place, told by days alone (`YYYY-MM-DD`, by the phone's clock). */

export const OVERDUE = "overdue"; // the day by which it was due is over
export const TODAY = "today";
export const SOON = "soon";
export const SOON_DAYS = 7; // a walk a week is what most areas get

const DAY_MS = 24 * 60 * 60 * 1000;

/** The day so many days later. */
export function daysLater(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** OVERDUE, TODAY, SOON, or null where nothing is due within these days. */
export function dueness({ due_on }, today) {
  if (due_on === null) return null;
  if (due_on < today) return OVERDUE;
  if (due_on === today) return TODAY;
  return due_on <= daysLater(today, SOON_DAYS) ? SOON : null;
}

/** The first day on which the place was late. */
export function lateSince({ due_on }) {
  return daysLater(due_on, 1);
}

/** Places that are late; with `isSoon` also those that are due today or soon. */
export function pressing(sites, today, { isSoon = false } = {}) {
  return sites.filter((site) => {
    const due = dueness(site, today);
    return isSoon ? due !== null : due === OVERDUE;
  });
}
