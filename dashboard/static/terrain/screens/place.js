/* Log a place, describe a visit of a known one, or mend what the server refused or does not have yet: one page, kept at each input. */

import { foundPart } from "../parts/found_data.js";
import { knownOnes } from "../parts/known_ones.js";
import { button, choices, element, labelled as field, paragraph, section, selection } from "../parts/elements.js";
import { draftPatrolPart } from "../parts/patrol.js";
import { photosPart } from "../parts/photos.js";
import { questionsPart } from "../parts/questions.js";
import { sitePicture } from "../parts/site_picture.js";
import { sign } from "../parts/signs.js";
import { wherePart } from "../parts/where.js";
import { hold } from "../correcting.js";
import { NoRoom } from "../database.js";
import { patrolIdFor, patrolIdOf } from "../patrol.js";
import { discard, draftKey, lacks, newDraft, save } from "../record.js";
import { idOf, makesPlace } from "../unsent_places.js";
import { _, labelled } from "../words.js";

const RESTRICTED = "restricted";

export async function place(tools) {
  const { app } = tools;
  const draft = (await app.database.get("drafts", draftKey())) ?? newDraft(app.form, { patrol_id: await patrolIdFor(app) });
  return { title: _("Log a place"), ...(await written(tools, draft)) };
}

export async function visit(tools) {
  const { app, parameter } = tools;
  const site = app.places.find((one) => String(idOf(one)) === parameter) ?? null;
  const kept = await app.database.get("drafts", draftKey(parameter));
  if (!kept && !site) return { title: _("Record a visit"), nodes: [paragraph(_("This place is not kept on the phone. Fetch its area in the settings."))] };
  const draft = kept ?? newDraft(app.form, { site, patrol_id: await patrolIdFor(app) });
  const title = draft.name || draft.address || _("Record a visit");
  const note = site?.last?.note ? paragraph(_("Last note: {note}", { note: site.last.note }), "quiet") : null;
  const picture = site ? sitePicture(app, site, { isLarge: true }) : null;
  const { nodes, update } = await written(tools, draft);
  return { title, nodes: [picture, note, ...nodes].filter(Boolean), update };
}

export async function mending(tools) {
  const { app, parameter } = tools;
  const key = `mend-${parameter}`;
  const record = await app.database.get("records", parameter);
  if (!record?.draft) return { title: _("Mend"), nodes: [paragraph(_("This record is no longer on the phone."))] };
  if (!(await hold(app.database, parameter))) return { title: _("Mend"), nodes: [paragraph(_("It is being sent, or the server may have it already. Write what changed as a visit of the place."))] };
  const draft = (await app.database.get("drafts", key)) ?? { ...record.draft, key, mends: true, touched: false };
  const why = [record.reason, record.found?.length ? _("Found: {texts}", { texts: record.found.join(", ") }) : null];
  const told = why.filter(Boolean).map((text) => paragraph(text, "warning"));
  const keeps = record.code === "personal_data" ? [keepingPart(app, draft)] : [];
  const { nodes, update } = await written(tools, draft);
  return { title: _("Mend"), nodes: [...told, ...keeps, ...nodes], update };
}

/** The whole form of a draft: `{nodes, update}`. */
async function written(tools, draft) {
  const { app, tell } = tools;
  const keep = () => app.keepDraft(draft).catch((fault) => tell(unkept(fault), { urgent: true }));
  const isNew = makesPlace(draft);
  const known = isNew ? knownOnes(tools, draft) : null;
  const questions = questionsPart(app, draft, keep);
  const changed = () => {
    keep();
    known?.update();
    questions.update();
  };
  const first = isNew ? [kindPart(app, draft, changed), wherePart(tools, draft, changed), known.node] : [];
  const saved = () => submit(tools, draft, found);
  const found = foundPart(app, (reason) => {
    draft.keep_personal_data = reason;
    return saved().finally(() => (draft.keep_personal_data = "")); // not saved after all: it was said of this text alone
  });
  const patrol = await draftPatrolPart(app, draft, keep);
  const last = [
    questions.node,
    section(_("Photos and a note"), photosPart(tools, draft), notePart(app, draft, keep), ...(isNew ? [namePart(app, draft, keep)] : []), sensitivityPart(app, draft, keep)),
    ...(app.account.may_raise ? [issuePart(app, draft, keep)] : []),
    found.node,
    patrol.node,
    element("button", { type: "submit", className: "primary big", text: _("Save") }),
    button(_("Throw this away"), () => away(tools, draft), { className: "quiet" }),
  ];
  const form = element("form", { on: { submit: (event) => event.preventDefault() || saved() } }, ...first, ...last);
  return { nodes: [form], update: patrol.update };
}

function kindPart(app, draft, changed) {
  const options = app.form.kinds.map((kind) => ({ value: kind.kind, text: labelled(kind), sign: sign(kind.kind) }));
  const choose = (kind) => {
    Object.assign(draft, { kind, condition: null, details: {} });
    changed();
  };
  return choices(_("What is it?"), options, draft.kind, { changed: choose });
}

function notePart(app, draft, keep) {
  const note = element("textarea", { name: "note", rows: 4, maxlength: app.form.limits.note, value: draft.note });
  note.addEventListener("input", () => {
    draft.note = note.value;
    keep();
  });
  return field(_("Note"), note, _("No names or contacts of residents, please: a place is never a person."));
}

function namePart(app, draft, keep) {
  const name = element("input", { name: "name", type: "text", maxlength: app.form.limits.name, value: draft.name, autocomplete: "off" });
  name.addEventListener("input", () => {
    draft.name = name.value;
    keep();
  });
  return field(_("Name of the place"), name, _("How people will know it: Behind the garages, Old dairy"));
}

function sensitivityPart(app, draft, keep) {
  // Of whoever has no organisation a place for it alone would be out of sight; a refused draft shows what it says.
  const offered = ({ value }) => value !== RESTRICTED || app.account.may_restrict !== false || draft.sensitivity === RESTRICTED;
  const options = app.form.sensitivities.filter(offered).map((one) => ({ value: one.value, text: labelled(one) }));
  const choose = (sensitivity) => {
    draft.sensitivity = sensitivity;
    keep();
  };
  return field(_("Who may see it"), selection(options, draft.sensitivity, choose));
}

function keepingPart(app, draft) {
  const reason = element("input", { type: "text", value: draft.keep_personal_data, autocomplete: "off" });
  reason.addEventListener("input", () => {
    draft.keep_personal_data = reason.value;
    app.keepDraft(draft);
  });
  return field(_("Why it has to stay in the text"), reason, _("Better take it out of the note below. Only if it has to stay, say why."));
}

function issuePart(app, draft, keep) {
  const title = element("input", { name: "title", type: "text", maxlength: app.form.limits.name, value: draft.issue?.title ?? "", autocomplete: "off" });
  const bodies = [{ value: null, text: _("With the coordinator") }, ...app.account.bodies.map((body) => ({ value: String(body.id), text: body.name }))];
  const write = (change) => {
    draft.issue = { body_id: null, title: "", ...draft.issue, ...change };
    keep();
  };
  title.addEventListener("input", () => write({ title: title.value }));
  const chosen = draft.issue?.body_id ? String(draft.issue.body_id) : null;
  const body = selection(bodies, chosen, (id) => write({ body_id: id === null ? null : Number(id) }));
  const made = element("details", {}, element("summary", { text: _("Raise it as an issue") }), field(_("What should happen"), title), field(_("Where it is raised"), body));
  made.open = Boolean(draft.issue?.title);
  return made;
}

async function submit({ app, tell, go }, draft, found) {
  const lacking = lacks(draft);
  if (lacking) {
    tell(lacking === "kind" ? _("One thing is missing: what it is.") : _("One thing is missing: where it is. Take the position of the phone, tap the map, or find an address."), { urgent: true });
    return;
  }
  if (found.asks(draft)) return;
  try {
    await app.writing.catch(() => {});
    if (draft.mends && !(await hold(app.database, draft.client_id))) {
      tell(_("It was sent meanwhile; what you changed stands here and is not with the server. Write it as a visit of the place."), { urgent: true });
      return;
    }
    await save(app.database, { ...draft, patrol_id: await patrolIdOf(app, draft) });
  } catch (fault) {
    tell(unkept(fault), { urgent: true });
    return;
  }
  navigator.storage?.persist?.(); // a browser short of room asks others first
  await app.count();
  await go(draft.mends ? "#/waiting" : "#/");
  tell(whatFollows(app));
  app.send();
}

/** What becomes of a record that has just been saved, as far as the phone knows. */
function whatFollows(app) {
  if (app.isSignedOut) return _("Saved on the phone. It goes out once you have signed in.");
  if (!navigator.onLine || app.failures) return _("Saved on the phone. It goes out by itself as soon as there is a signal.");
  return _("Saved on the phone. It is being sent.");
}

async function away({ app, go }, draft) {
  if (draft.touched || draft.mends) {
    if (!confirm(_("What you wrote here will be deleted from the phone. Go on?"))) return;
  }
  await app.writing.catch(() => {});
  // Of a mended record the refused one stays as it was.
  if (draft.mends) await app.database.write({ remove: { drafts: [draft.key] } });
  else await discard(app.database, draft);
  await go(draft.mends ? "#/waiting" : "#/");
}

function unkept(fault) {
  if (fault instanceof NoRoom) return _("The phone has no room left. What you typed stands here but is not kept: free some space, then save.");
  console.error(fault);
  return _("The browser did not keep this. Do not close the page; try to save again.");
}
