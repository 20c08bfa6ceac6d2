/* One known place in a list: what it is, how far, since when it is due, and what to do with it. */

import { button, element, link } from "./elements.js";
import { sitePicture } from "./site_picture.js";
import { sign } from "./signs.js";
import { dueness, lateSince, OVERDUE, SOON, TODAY } from "../due.js";
import { REFUSED_BY_SERVER } from "../outbox.js";
import { patrolIdFor } from "../patrol.js";
import { newDraft, save } from "../record.js";
import { idOf } from "../unsent_places.js";
import { _, day, labelled, localDay, metres } from "../words.js";

/** `visited`: a visit of it waits to be sent; `seen`: somebody was there with this phone today; `done()` is told of one now. */
export function siteRow(app, site, { tell, far = null, visited = false, seen = false, done = () => {} }) {
  const kind = app.kind(site.kind);
  const name = site.name || site.address || (kind ? labelled(kind) : site.kind);
  const facts = [far === null ? null : metres(far), kind ? labelled(kind) : null, lastSeen(kind, site), dueLater(site, seen)];
  const actions = element("div", { className: "actions" });
  const due = seen ? null : mark(site);
  const written = () => {
    due?.remove();
    done();
  };
  const isRefused = site.made_by === REFUSED_BY_SERVER;
  if (isRefused) actions.append(mending(site, name));
  else if (visited) actions.append(element("p", { className: "done", text: _("Written down, waits to be sent.") }));
  else if (app.account.may_log && app.form) actions.append(...ways(app, site, name, { tell, actions, written }));
  return element(
    "li", { className: "row", "data-site": idOf(site) },
    sign(site.kind),
    element("div", {}, sitePicture(app, site), element("h3", { text: name }), due, element("p", { className: "quiet", text: facts.filter(Boolean).join(" · ") }), onlyHere(site)),
    actions,
  );
}

/** Of a place that the ground does not hold yet: where it stands now. */
function onlyHere(site) {
  if (site.id !== null) return null;
  return element("p", { text: site.made_by === REFUSED_BY_SERVER
    ? _("The server refused this place. Mend it first; its visits wait for that.")
    : _("Logged on this phone; it waits to be sent.") });
}

function mending(site, name) {
  const mend = link(_("Mend"), `#/mending/${site.client_id}`, "button primary");
  mend.setAttribute("aria-label", _("{name}: mend", { name }));
  return mend;
}

function lastSeen(kind, site) {
  if (!site.last) return _("not seen yet");
  const condition = kind?.conditions.find((one) => one.value === site.last.condition);
  if (site.last.observed_on === null) return condition ? _("{condition}, nobody has seen it yet", { condition: labelled(condition) }) : _("not seen yet");
  const seen = day(site.last.observed_on);
  return condition ? _("{condition}, seen on {day}", { condition: labelled(condition), day: seen }) : _("seen on {day}", { day: seen });
}

/** What is due by now or soon stands in words of its own, the rest among the facts. */
function mark(site) {
  const due = dueness(site, localDay(new Date()));
  if (due === null) return null;
  const told = {
    [OVERDUE]: () => _("Overdue since {day}", { day: day(lateSince(site)) }),
    [TODAY]: () => _("Issue due today"),
    [SOON]: () => _("Issue due soon, on {day}", { day: day(site.due_on) }),
  };
  return element("p", { className: `mark ${due}`, text: told[due]() });
}

function dueLater(site, seen) {
  const isLater = site.due_on !== null && (seen || dueness(site, localDay(new Date())) === null);
  return isLater ? _("issue due on {day}", { day: day(site.due_on) }) : null;
}

function ways(app, site, name, { tell, actions, written }) {
  const made = [];
  if (site.last?.condition) {
    const unchanged = button(_("Unchanged"), async () => {
      unchanged.disabled = true;
      try {
        await save(app.database, newDraft(app.form, { site, patrol_id: await patrolIdFor(app) }));
      } catch (fault) {
        unchanged.disabled = false;
        tell(_("The phone has no room left. Nothing was saved; free some space and save again."), { urgent: true });
        return;
      }
      actions.replaceChildren(element("p", { className: "done", text: _("Written down, waits to be sent.") }));
      written();
      tell(_("{name}: unchanged. Saved on the phone.", { name }));
      app.send();
    });
    unchanged.setAttribute("aria-label", _("{name}: unchanged", { name }));
    made.push(unchanged);
  }
  const isFirst = !site.last?.condition;
  const visit = link(isFirst ? _("Record a visit") : _("It changed"), `#/visit/${idOf(site)}`, "button");
  visit.setAttribute("aria-label", isFirst ? _("{name}: record a visit", { name }) : _("{name}: it changed", { name }));
  return [...made, visit];
}
