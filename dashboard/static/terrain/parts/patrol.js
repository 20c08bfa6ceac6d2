/* The patrol that is under way: records go under it; one can choose another, or none. */

import { element, labelled as field, paragraph, selection } from "./elements.js";
import { chosenAmong, patrolIdOf, patrolOf, patrolsNow } from "../patrol.js";
import { _ } from "../words.js";

/** What the home screen says of it; nothing where no patrol is under way. */
export async function patrolPart(app) {
  const patrols = patrolsNow(app.account);
  if (!patrols.length || !app.account.may_log) return [];
  const current = patrolOf(patrols, await app.database.setting("patrol"));
  const said = paragraph("");
  const say = (patrol) => {
    said.textContent = patrol ? _("Patrol: {name}", { name: patrol.name }) : _("What you log now is not put under the patrol.");
  };
  const choose = async (id) => {
    await app.database.keepSetting("patrol", chosenAmong(patrols, id === null ? null : Number(id)));
    say(patrols.find((patrol) => String(patrol.id) === id) ?? null);
  };
  say(current);
  return [element("section", { "data-patrol": current?.id ?? "" }, said, change(patrols, current?.id ?? null, choose))];
}

function change(patrols, id, choose) {
  const options = [...patrols.map((patrol) => ({ value: String(patrol.id), text: patrol.name })), { value: null, text: _("outside of any patrol") }];
  const chosen = selection(options, id === null ? null : String(id), choose);
  return element("details", {}, element("summary", { text: _("Log under another") }), field(_("Where the records go"), chosen));
}

/** `{node, update}`: what the form says of it, of this draft alone; `update` looks again, the phone may have heard of one. */
export async function draftPatrolPart(app, draft, keep) {
  const node = element("section", {});
  let shown = null;
  const update = async () => {
    const id = await patrolIdOf(app, draft);
    const patrols = offered(app, id);
    const state = JSON.stringify([id, patrols]);
    if (state === shown) return; // somebody may have the choice open
    shown = state;
    node.replaceChildren(...(patrols.length ? [said(patrols.find((patrol) => patrol.id === id)), change(patrols, id, choose)] : []));
  };
  const choose = async (chosen) => {
    Object.assign(draft, { patrol_id: chosen === null ? null : Number(chosen), chose_patrol: true });
    await keep();
    await update();
  };
  await update();
  return { node, update };
}

function said(patrol) {
  return paragraph(patrol ? _("It will be logged under the patrol: {name}", { name: patrol.name }) : _("It will be logged outside of any patrol."));
}

/** What can be chosen for a draft: what is under way, and the patrol it was begun under, also when that is over. */
function offered(app, id) {
  const patrols = patrolsNow(app.account);
  if (id === null || patrols.some((patrol) => patrol.id === id)) return patrols;
  return [{ id, name: _("the one under way when you began to write") }, ...patrols];
}
