/* The camera at the back of the phone, live. Every way in which there is none is one of two words. */

export const REFUSED = "refused"; // by the person, or by the phone for this page
export const NO_CAMERA = "no_camera"; // none there, taken by another app, or one that gives no picture

const SHARP = 2048; // pixels of the longer side, as photos are kept
const FIRST_PICTURE_MS = 10000; // a camera that has shown nothing by then is broken

/** The live picture, if possible as wide to its height as `ratio`. Raises an Error whose message is REFUSED or NO_CAMERA. */
export async function openCamera(ratio, media = globalThis.navigator?.mediaDevices) {
  if (!media?.getUserMedia) throw new Error(NO_CAMERA); // an old browser, or a page that is not served safely
  const video = { facingMode: { ideal: "environment" }, width: { ideal: SHARP }, aspectRatio: { ideal: ratio } };
  try {
    return await media.getUserMedia({ audio: false, video });
  } catch (fault) {
    throw new Error(["NotAllowedError", "SecurityError"].includes(fault?.name) ? REFUSED : NO_CAMERA);
  }
}

/** Show a live picture in a video element; over when its first image is there. Raises NO_CAMERA where none comes. */
export async function show(stream, video, { within = FIRST_PICTURE_MS } = {}) {
  video.srcObject = stream;
  const first = new Promise((resolve, reject) => {
    video.addEventListener("loadeddata", resolve, { once: true });
    setTimeout(reject, within, new Error(NO_CAMERA));
  });
  video.play().catch(() => {}); // told by the first image, or by its absence
  await first;
}

/** Let go of the camera: its light goes out. */
export function closeCamera(stream) {
  for (const track of stream.getTracks()) track.stop();
}
