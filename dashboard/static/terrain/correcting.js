/* A record that waits is held back while somebody corrects it, and only one that surely never reached the server: of one
   that did, the server keeps what came first, and what is corrected would be lost without a word. */

import { HELD, REFUSED_BY_SERVER, WAITING } from "./outbox.js";
import { LOCK } from "./sender.js";

/** Whether the record can be opened and corrected now. */
export function mayBeCorrected({ state, draft, was_tried = false }) {
  if (!draft) return false;
  return [HELD, REFUSED_BY_SERVER].includes(state) || (state === WAITING && !was_tried);
}

/** Hold it back; answers whether it may be corrected. Not while something is being sent, by this tab or another. */
export async function hold(database, client_id, locks = globalThis.navigator?.locks) {
  if (!locks) return (await database.get("records", client_id))?.state === REFUSED_BY_SERVER;
  return locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    const record = await database.get("records", client_id);
    if (!record || !mayBeCorrected(record)) return false;
    if (record.state !== WAITING) return true;
    if (!lock) return false;
    await database.change("records", client_id, (kept) => ({ ...kept, state: HELD }));
    return true;
  });
}

/** Let those go that nobody corrects: nothing was changed in them, and they are not open (`open`: a client_id). Answers
    whether there were some. */
export async function letGo(database, open = null) {
  const { records, drafts } = await database.allOf(["records", "drafts"]);
  const begun = new Set(drafts.filter((draft) => draft.touched).map((draft) => draft.client_id));
  const over = records.filter(({ state, client_id }) => state === HELD && client_id !== open && !begun.has(client_id));
  for (const { client_id } of over) {
    await database.change("records", client_id, (kept) => (kept.state === HELD ? { ...kept, state: WAITING } : null));
  }
  return over.length > 0;
}
