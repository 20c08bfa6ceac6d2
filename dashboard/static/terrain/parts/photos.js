/* Photos of a draft: taken or chosen, shrunk, kept on the phone at once. */

import { button, element, paragraph } from "./elements.js";
import { lineUpPart } from "./line_up.js";
import { NoRoom } from "../database.js";
import { checksum, NotAPicture, shrunk, TooLarge } from "../pictures.js";
import { position } from "../position.js";
import { keepPhoto } from "../record.js";
import { cameraSays, positionOf, takenAt } from "../taken.js";
import { _, localMoment } from "../words.js";

// A file this young was taken just now, here: only then does the phone's position say anything about it.
const JUST_NOW_MS = 2 * 60 * 1000;

export function photosPart({ app, tell }, draft) {
  const list = element("ul", { className: "photos" });
  const state = paragraph("", "quiet");
  const pairs = element("div", {});
  const draw = async () => {
    list.replaceChildren(...(await thumbnails(app, draft, draw)));
    pairs.replaceChildren(...(await over.compared(await photosOf(app, draft))));
  };
  const take = async (input) => {
    for (const file of [...input.files]) {
      state.textContent = _("The photo is being made smaller.");
      await add(app, draft, file, tell, await whenAndWhere(file, { isShot: input.hasAttribute("capture") }));
      await draw();
    }
    state.textContent = "";
    input.value = "";
  };
  const keep = async (shot, lined_up_with) => {
    await add(app, draft, shot, tell, { ...(await hereAndNow()), lined_up_with });
    await draw();
  };
  const over = lineUpPart({ app, tell }, draft, { hasRoom: () => hasRoom(app, draft, tell), keep, otherwise: () => ways.querySelector("input").focus() });
  draw();
  const ways = element(
    "div", { className: "actions" },
    picker(_("Take a photo"), { capture: "environment" }, take),
    picker(_("Choose photos"), { multiple: "" }, take),
  );
  return element("div", { className: "field" }, over.way, ways, state, list, pairs);
}

function picker(text, attributes, take) {
  const input = element("input", { type: "file", accept: "image/*", className: "unseen", ...attributes });
  input.addEventListener("change", () => take(input));
  return element("label", { className: "button" }, input, element("span", { text }));
}

async function hasRoom(app, draft, tell) {
  const count = app.form.limits.photos_per_record;
  if ((await photosOf(app, draft)).length < count) return true;
  tell(_("A record takes at most {count} photos. Save this one and add the rest to another visit.", { count }), { urgent: true });
  return false;
}

/** Keep a photo: a file or a shot of the camera. `told`: when and where it was taken, and over which old one. */
async function add(app, draft, file, tell, told) {
  if (!(await hasRoom(app, draft, tell))) return;
  const photos = await photosOf(app, draft);
  try {
    const { bytes, type, isAsItWas } = await shrunk(file, app.form.limits.photo_bytes);
    const number = photos.reduce((most, photo) => Math.max(most, photo.number), 0) + 1;
    const photo = { client_id: crypto.randomUUID(), number, type, checksum: await checksum(bytes), ...told };
    draft.touched = true;
    await app.writing.catch(() => {});
    await keepPhoto(app.database, draft, photo, bytes);
    if (isAsItWas) tell(_("{name} is kept and goes as it is: this browser cannot show it, the server can.", { name: file.name }));
  } catch (fault) {
    tell(whyNotKept(fault, file.name ?? _("The photo")), { urgent: true });
  }
}

function whyNotKept(fault, name) {
  if (fault instanceof NotAPicture) return _("{name} is not a picture that can be kept. The rest of what you wrote is unchanged.", { name });
  if (fault instanceof TooLarge) return _("{name} is too large to be kept. Take it with a lower resolution; the rest of what you wrote is unchanged.", { name });
  if (fault instanceof NoRoom) return _("The phone has no room for this photo. What you wrote before is kept; free some space and add it again.");
  console.error(fault);
  return _("{name} could not be kept. The rest of what you wrote is unchanged; add it once more.", { name });
}

/** When and where a photo was taken, as far as it was measured. `isShot`: the camera was opened for it just now; of one
    from the gallery the phone's own position says nothing. */
async function whenAndWhere(file, { isShot }) {
  const said = await cameraSays(file);
  const at = takenAt(said, file.lastModified, Date.now());
  const where = positionOf(said);
  if (where) return { taken_at: at && localMoment(at), ...where };
  return isShot && at && Date.now() - at <= JUST_NOW_MS ? here(at) : nowhere(at);
}

/** When and where a shot of our own is taken. */
function hereAndNow() {
  return here(new Date());
}

async function here(at) {
  if (!(await mayAsk())) return nowhere(at);
  return position().then((where) => ({ taken_at: localMoment(at), ...where }), () => nowhere(at));
}

function nowhere(at) {
  return { taken_at: at && localMoment(at), longitude: null, latitude: null, accuracy_m: null };
}

/** A photo alone is no reason to ask for leave to know where one is. */
async function mayAsk() {
  try {
    return (await navigator.permissions.query({ name: "geolocation" })).state === "granted";
  } catch (fault) {
    return false;
  }
}

async function photosOf(app, draft) {
  const photos = (await app.database.all("photos")).filter((photo) => photo.record === draft.client_id);
  return photos.sort((one, other) => one.number - other.number);
}

async function thumbnails(app, draft, draw) {
  const photos = await photosOf(app, draft);
  return Promise.all(photos.map(async (photo, at) => {
    const { bytes } = await app.database.get("pictures", photo.client_id);
    const address = URL.createObjectURL(new Blob([bytes], { type: photo.type }));
    const name = _("Photo {number}", { number: at + 1 });
    const picture = element("img", { src: address, alt: name, on: { load: () => URL.revokeObjectURL(address) } });
    picture.addEventListener("error", () => {
      URL.revokeObjectURL(address);
      picture.replaceWith(element("p", { className: "unshown", text: _("{photo}: kept, cannot be shown here", { photo: name }) }));
    });
    const away = button(_("Remove"), async () => {
      await app.database.write({ remove: { photos: [photo.client_id], pictures: [photo.client_id] } });
      await draw();
    });
    away.setAttribute("aria-label", _("Remove photo {number}", { number: at + 1 }));
    return element("li", {}, picture, away);
  }));
}
