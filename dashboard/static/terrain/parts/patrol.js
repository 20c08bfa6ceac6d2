/* The patrol that is under way: records go under it; one can choose another, or none. */

import { element, labelled as field, paragraph, selection } from "./elements.js";
import { chosenAmong, patrolOf, patrolsNow } from "../patrol.js";
import { _ } from "../words.js";

/** What the home screen says of it; nothing where no patrol is under way. */
export async function patrolPart(app) {
  const patrols = patrolsNow(app.account);
  if (!patrols.length || !app.account.may_log) return [];
  const current = patrolOf(patrols, await app.database.setting("patrol"));
  const options = [...patrols.map((patrol) => ({ value: String(patrol.id), text: patrol.name })), { value: null, text: _("outside of any patrol") }];
  const said = paragraph("");
  const say = (patrol) => {
    said.textContent = patrol ? _("Patrol: {name}", { name: patrol.name }) : _("What you log now is not put under the patrol.");
  };
  const choose = async (id) => {
    await app.database.keepSetting("patrol", chosenAmong(patrols, id === null ? null : Number(id)));
    say(patrols.find((patrol) => String(patrol.id) === id) ?? null);
  };
  say(current);
  const chosen = selection(options, current ? String(current.id) : null, choose);
  const change = element("details", {}, element("summary", { text: _("Log under another") }), field(_("Where the records go"), chosen));
  return [element("section", { "data-patrol": current?.id ?? "" }, said, change)];
}
