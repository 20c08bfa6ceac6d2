/* A photo as it is kept: small, upright, and without anything the camera wrote into it. */

const LONGEST_SIDE = 2048; // pixels; a house number across the street can still be read
const QUALITY = 0.82;

/** What was chosen is no picture this phone or the server can read. */
export class NotAPicture extends Error {}

/** `{bytes, type}` of a file as it is sent. Raises NotAPicture. */
export async function shrunk(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch (fault) {
    return asItIs(file);
  }
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff"; // under what is transparent
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob) throw new NotAPicture();
  return { bytes: await blob.arrayBuffer(), type: "image/jpeg" };
}

/** A HEIC that this browser cannot open goes as it is: the server can, and takes out what the camera wrote. */
async function asItIs(file) {
  const bytes = await file.arrayBuffer();
  const head = new TextDecoder("latin1").decode(bytes.slice(4, 12));
  if (!/^ftyp(heic|heix|mif1|msf1|hevc)/.test(head)) throw new NotAPicture();
  return { bytes, type: "image/heic" };
}

/** SHA-256 of bytes, in hexadecimal. */
export async function checksum(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
