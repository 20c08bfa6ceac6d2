import assert from "node:assert/strict";
import test from "node:test";
import { closeCamera, NO_CAMERA, openCamera, REFUSED, show } from "../../../dashboard/static/terrain/camera.js";

const failing = (name) => ({ getUserMedia: async () => { throw new DOMException("x", name); } });

test("a refusal is told from a camera that is not there", async () => {
  await assert.rejects(openCamera(1, failing("NotAllowedError")), { message: REFUSED });
  await assert.rejects(openCamera(1, failing("SecurityError")), { message: REFUSED });
  for (const name of ["NotFoundError", "NotReadableError", "AbortError"]) {
    await assert.rejects(openCamera(1, failing(name)), { message: NO_CAMERA });
  }
  await assert.rejects(openCamera(1, undefined), { message: NO_CAMERA });
});

test("the camera at the back is asked for, in the shape of the old picture, and never the microphone", async () => {
  let asked;
  await openCamera(1.5, { getUserMedia: async (given) => (asked = given) });
  assert.equal(asked.audio, false);
  assert.deepEqual(asked.video.facingMode, { ideal: "environment" });
  assert.deepEqual(asked.video.aspectRatio, { ideal: 1.5 });
});

test("a camera that shows nothing is none", async () => {
  const video = new EventTarget();
  video.play = async () => {};
  await assert.rejects(show({}, video, { within: 1 }), { message: NO_CAMERA });
  const showing = show({}, video, { within: 1000 });
  video.dispatchEvent(new Event("loadeddata"));
  await showing;
});

test("it is let go of whole", () => {
  const stopped = [];
  closeCamera({ getTracks: () => [1, 2].map((number) => ({ stop: () => stopped.push(number) })) });
  assert.deepEqual(stopped, [1, 2]);
});
