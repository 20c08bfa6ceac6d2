/* The picture of a place as the phone keeps it. Where none is kept there is no gap; it comes when it has arrived. */

import { element } from "./elements.js";
import { _, day } from "../words.js";

/** A room for the picture of a known place, or null where the place has none. */
export function sitePicture(app, site, { isLarge = false } = {}) {
  if (site.photo_id === null || !site.photo_taken_on) return null; // a ground from before the day was told
  const told = _("The place on {day}", { day: day(site.photo_taken_on) });
  const room = element("figure", { className: isLarge ? "site-picture" : "site-picture small", "data-photo": site.photo_id, "data-told": told });
  fill(app, room);
  return room;
}

/** A picture has arrived: show it wherever there is a room for it on the screen. */
export function showPicture(app, photo_id) {
  for (const room of document.querySelectorAll(`[data-photo="${photo_id}"]`)) fill(app, room);
}

async function fill(app, room) {
  const address = await pictureAddress(app, Number(room.dataset.photo));
  if (address === null) return;
  const isSmall = room.classList.contains("small");
  const picture = element("img", { src: address, alt: isSmall ? room.dataset.told : "", on: { load: () => URL.revokeObjectURL(address) } });
  room.replaceChildren(picture);
  if (!isSmall) room.append(element("figcaption", { className: "quiet", text: room.dataset.told }));
}

/** The address of a kept picture, to be revoked by whoever has shown it; null where none is kept. */
export async function pictureAddress(app, photo_id) {
  const bytes = await app.pictures.bytes(photo_id);
  return bytes === null ? null : URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
}
