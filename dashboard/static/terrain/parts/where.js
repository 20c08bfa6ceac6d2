/* Where a new place is: the phone's position, a tap on the map, or an address of the area. */

import { button, element, labelled, paragraph, section } from "./elements.js";
import { openMap } from "./map.js";
import { foundAddresses } from "../near.js";
import { DENIED, position } from "../position.js";
import { _, metres } from "../words.js";

const VAGUE_M = 50; // beyond this the next house may be meant

export function wherePart({ app, tell }, draft, changed) {
  const state = element("p", { role: "status" });
  const room = element("div", {});
  let map = null;
  const say = () => (state.textContent = told(draft));
  const set = (place) => {
    Object.assign(draft, { accuracy_m: null, ...place });
    say();
    map?.show(draft);
    changed();
  };
  const find = async () => {
    state.textContent = _("Looking for where you are.");
    try {
      set({ ...(await position()), position_from: "gps" });
    } catch (fault) {
      say();
      tell(fault.message === DENIED
        ? _("The phone does not tell this page where you are. Tap the map or find an address.")
        : _("The phone does not know where it is. Tap the map or find an address."), { urgent: true });
    }
  };
  const open = async () => {
    const tapped = (longitude, latitude) => set({ longitude, latitude, position_from: "map" });
    map = await openMap(room, app, draft, tapped).catch((fault) => console.error(fault));
    if (!map) tell(_("The map could not be opened. Take the position of the phone or find an address."), { urgent: true });
  };
  say();
  if (draft.longitude === null) findByItself(find);
  const ways = element("div", { className: "actions" }, button(_("Where I am now"), find), ...(app.ground ? [button(_("Tap the map"), open)] : []));
  const addresses = app.ground ? addressPart(app, draft, set) : paragraph(_("Addresses and the map are there once an area is kept on the phone."), "quiet");
  return section(_("Where is it?"), state, ways, room, addresses);
}

/** Who has let the page know before need not tap for it. */
async function findByItself(find) {
  try {
    if ((await navigator.permissions.query({ name: "geolocation" })).state === "granted") await find();
  } catch (fault) {
    // an older browser cannot say; the button asks
  }
}

function told(draft) {
  if (draft.longitude === null) return _("Not chosen yet.");
  if (draft.position_from === "map") return _("Chosen on the map.");
  if (draft.position_from === "address") return _("At the address {address}.", { address: draft.address });
  const accuracy = metres(draft.accuracy_m);
  if (draft.accuracy_m > VAGUE_M) return _("From the phone, but only to {accuracy}: better tap the map.", { accuracy });
  return _("From the phone, to {accuracy}.", { accuracy });
}

function addressPart(app, draft, set) {
  const input = element("input", { name: "address", type: "search", autocomplete: "off", maxlength: app.form.limits.address, value: draft.address });
  const found = element("ul", { className: "found" });
  const choose = ([address, longitude, latitude]) => {
    input.value = address;
    found.replaceChildren();
    set({ address, longitude, latitude, position_from: "address" });
  };
  input.addEventListener("input", () => {
    const rows = foundAddresses(app.ground.said.addresses, input.value);
    found.replaceChildren(...rows.map((row) => element("li", {}, button(row[0], () => choose(row)))));
  });
  return element("div", {}, labelled(_("Find an address"), input), found);
}
