/* The outbox: what waits, what the server refused and why, what is sent. */

import { button, element, link, paragraph, section } from "../parts/elements.js";
import { sign } from "../parts/signs.js";
import { again, HELD, KNOWN, photosOf, REFUSED_BY_SERVER, SENDING, SENT } from "../outbox.js";
import { mayBeCorrected } from "../correcting.js";
import { discard } from "../record.js";
import { visitsOf } from "../unsent_places.js";
import { _, labelled, moment } from "../words.js";

export async function waiting({ app, tell }) {
  const lists = element("div", {});
  let asked = 0;
  const update = async () => {
    asked += 1;
    const mine = asked;
    const [records, photos] = await Promise.all([app.records(), app.database.all("photos")]);
    if (mine === asked) lists.replaceChildren(...listed(app, records, photos, { tell, update, records }));
  };
  await update();
  return { title: _("To send"), nodes: [button(_("Send now"), () => app.send()), lists], update };
}

function listed(app, records, photos, tools) {
  const newest = [...records].sort((one, other) => other.number - one.number);
  const refused = newest.filter((record) => isRefused(record, photos));
  const waits = newest.filter((record) => record.state !== SENT && !refused.includes(record));
  const sent = newest.filter((record) => record.state === SENT);
  const list = (rows) => element("ul", { className: "rows" }, ...rows.map((record) => row(app, record, photosOf(photos, record.client_id), tools)));
  return [
    refused.length ? section(_("Refused: {count}", { count: refused.length }), list(refused)) : null,
    section(_("Waiting: {count}", { count: waits.length }), waits.length ? list(waits) : paragraph(_("Nothing waits. Everything you wrote is with the server."))),
    sent.length ? section(_("Sent: {count}", { count: sent.length }), list(sent)) : null,
  ].filter(Boolean);
}

function isRefused(record, photos) {
  return record.state === REFUSED_BY_SERVER || photosOf(photos, record.client_id).some((photo) => photo.state === REFUSED_BY_SERVER);
}

function row(app, record, photos, tools) {
  const kind = app.kind(record.body.kind);
  const name = record.body.name || record.body.address || (kind ? labelled(kind) : _("a place"));
  return element(
    "li", { className: "row", "data-state": record.state, "data-record": record.client_id },
    sign(record.body.kind ?? "other"),
    element("div", {}, element("h3", { text: name }), ...told(record, photos, tools.records).map((text) => paragraph(text, "quiet"))),
    element("div", { className: "actions" }, ...actions(app, record, photos, name, tools)),
  );
}

/** What is to be said of a record, one sentence each. */
function told(record, photos, records) {
  if (record.state === SENT) {
    const sentences = [_("Sent on {when}.", { when: moment(new Date(record.sent_at).toISOString()) })];
    if (record.said?.clash) sentences.push(_("Somebody else described the place meanwhile. Both are kept and a person will look at them."));
    if (record.said?.clock_corrected) sentences.push(_("The phone's clock was wrong; the server corrected the time."));
    if (record.body.patrol_id && !record.said?.patrol_id) sentences.push(_("It is kept, but not under the patrol: that was not under way when you saw this, or it is not yours."));
    return sentences;
  }
  const sentences = [_("Written on {when}.", { when: moment(record.body.seen_at) })];
  const place = records.find((one) => one.client_id === record.body.site_client_id);
  if (place?.state === REFUSED_BY_SERVER) sentences.push(_("It waits until its place, which the server refused, is mended."));
  if (record.state === HELD) sentences.push(_("It is being corrected, and goes out once that is saved or thrown away."));
  if (record.state === SENDING) sentences.push(_("It is being sent."));
  if (record.state === KNOWN) sentences.push(_("The record is with the server; its photos follow."));
  if (photos.length) sentences.push(_("Photos that wait: {count}", { count: photos.length }));
  for (const item of [record, ...photos].filter((one) => one.state === REFUSED_BY_SERVER)) {
    sentences.push(item.reason ?? _("The server cannot take this; it is too large."));
    if (item.found?.length) sentences.push(_("Found: {texts}", { texts: item.found.join(", ") }));
  }
  return sentences;
}

function actions(app, record, photos, name, { tell, update, records }) {
  if (record.state === SENT || record.state === SENDING) return [];
  const refusedPhotos = photos.filter((photo) => photo.state === REFUSED_BY_SERVER);
  const made = [];
  if (mayBeCorrected(record)) {
    const mend = link(_("Mend"), `#/mending/${record.client_id}`, record.state === REFUSED_BY_SERVER ? "button primary" : "button");
    mend.setAttribute("aria-label", _("{name}: mend", { name }));
    made.push(mend);
  }
  if (refusedPhotos.length) {
    made.push(button(_("Send the photos again"), async () => {
      await app.database.write({ put: { photos: refusedPhotos.map(again) } });
      await app.send();
    }));
    made.push(button(_("Leave the refused photos out"), async () => {
      if (!confirm(_("The refused photos will be deleted from the phone. The record stays. Go on?"))) return;
      const keys = refusedPhotos.map((photo) => photo.client_id);
      await app.database.write({ remove: { photos: keys, pictures: keys } });
      await app.send();
    }));
  }
  if (record.state !== KNOWN) {
    const away = button(_("Throw away"), async () => {
      if (!confirm(goingWith(name, visitsOf(records, record.client_id).length))) return;
      await discard(app.database, { client_id: record.client_id });
      await app.count();
      tell(_("Thrown away."));
      await update();
    }, { className: "quiet" });
    away.setAttribute("aria-label", _("{name}: throw away", { name }));
    made.push(away);
  }
  return made;
}

function goingWith(name, visits) {
  if (visits) return _("{name}: the record, its photos and the visits of the place ({count}) will be deleted from the phone; the server does not have them. Go on?", { name, count: visits });
  return _("{name}: the record and its photos will be deleted from the phone; the server does not have them. Go on?", { name });
}
