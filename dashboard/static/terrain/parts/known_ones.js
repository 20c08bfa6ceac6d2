/* "Is it one of these?": known places of the kind near the chosen position, before a new one is made. */

import { button, element, paragraph, section } from "./elements.js";
import { sameOnes } from "../near.js";
import { draftKey, newDraft } from "../record.js";
import { idOf } from "../unsent_places.js";
import { _, labelled, metres } from "../words.js";

/** `{node, update}`: `update` looks again for the draft's kind and position. */
export function knownOnes(tools, draft) {
  const { app } = tools;
  const node = element("div", { role: "status" });
  const update = () => {
    const kind = app.kind(draft.kind);
    const others = app.places.filter((place) => place.client_id !== draft.client_id); // a mended record is not its own
    const near = kind && draft.longitude !== null ? sameOnes(others, draft.kind, draft, kind.duplicate_radius_m) : [];
    node.replaceChildren(...(near.length ? [asked(tools, draft, kind, near)] : []));
  };
  update();
  return { node, update };
}

function asked(tools, draft, kind, near) {
  const rows = near.map(({ place, metres: far }) => {
    const name = place.name || place.address || labelled(kind);
    return element("li", {}, button(_("It is this one: {name}, {distance}", { name, distance: metres(far) }), () => become(tools, draft, place)));
  });
  const made = section(_("Is it one of these?"), element("ul", { className: "found" }, ...rows), paragraph(_("If it is none of them, go on below."), "quiet"));
  made.className = "asked";
  return made;
}

/** The draft goes on as a visit of the known place, with its photos and its note. A visit begun before stays as it is. */
async function become({ app, go }, draft, site) {
  await app.writing.catch(() => {});
  const key = draftKey(idOf(site));
  if (!(await app.database.get("drafts", key))) {
    const { client_id, began_at, note, condition, details, patrol_id, chose_patrol } = draft;
    const made = newDraft(app.form, { site });
    const seen = condition === null ? {} : { condition };
    const visit = { ...made, client_id, began_at, note, patrol_id, chose_patrol, ...seen, details: { ...made.details, ...details }, touched: true };
    await app.database.write({ put: { drafts: [visit] }, remove: { drafts: [draft.key] } });
  }
  await go(`#/visit/${idOf(site)}`);
}
