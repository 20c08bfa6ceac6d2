/* The live picture of the camera with the old picture over it, so that both are taken from the same spot. */

import { button, element, labelled } from "./elements.js";
import { closeCamera, NO_CAMERA, openCamera, show } from "../camera.js";
import { _ } from "../words.js";

const HALF = 50; // percent of the old picture that is seen at first

/** Take a photo over the old picture, an image element that has loaded. Gives the shot (an ImageBitmap), or null where
    one gave up. Raises an Error whose message is REFUSED or NO_CAMERA. */
export async function lineUp(old) {
  const stream = await openCamera(old.naturalWidth / old.naturalHeight);
  const ended = promised();
  const made = finder(old, ended);
  const leave = () => ended.resolve(null);
  addEventListener("hashchange", leave);
  stream.getVideoTracks()[0].addEventListener("ended", () => ended.reject(new Error(NO_CAMERA)));
  document.body.append(made.dialog);
  made.dialog.showModal();
  try {
    show(stream, made.video).then(made.ready, ended.reject);
    return await ended.promise;
  } finally {
    removeEventListener("hashchange", leave);
    closeCamera(stream);
    made.dialog.close();
    made.dialog.remove();
  }
}

/** A promise with its two ends: older phones have no Promise.withResolvers. */
function promised() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

function finder(old, ended) {
  const video = element("video", { playsinline: "" });
  video.muted = true; // a phone plays by itself only what is silent
  old.className = "old";
  old.style.opacity = HALF / 100;
  const frame = element("div", { className: "frame" }, video, old);
  const seen = element("input", { type: "range", min: 0, max: 100, value: HALF });
  seen.addEventListener("input", () => (old.style.opacity = seen.value / 100));
  const shutter = button(_("Take the photo"), () => createImageBitmap(video).then(ended.resolve, () => ended.reject(new Error(NO_CAMERA))), { className: "primary big" });
  shutter.disabled = true;
  const shape = () => frame.style.setProperty("--ratio", video.videoWidth / video.videoHeight);
  video.addEventListener("resize", shape); // the phone was turned
  const ready = () => {
    shape();
    shutter.disabled = false;
    shutter.focus();
  };
  const dialog = element(
    "dialog", { className: "viewfinder", "aria-label": _("Photo over the old one"), on: { cancel: () => ended.resolve(null) } },
    frame, labelled(_("How much of the old photo shows"), seen), shutter, button(_("Close without a photo"), () => ended.resolve(null)),
  );
  return { dialog, video, ready };
}
