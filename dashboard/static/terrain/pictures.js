/* A photo as it is kept: small, upright, and without anything the camera wrote into it. */

const LONGEST_SIDE = 2048; // pixels; a house number across the street can still be read
const QUALITY = 0.82;
// Opened, a point takes four bytes: of 100 million points a phone can make a small picture, of many more the page dies.
const PIXELS_AT_MOST = 120e6;

/** What was chosen is no picture this phone or the server can read. */
export class NotAPicture extends Error {}

/** A picture, but larger than can be made small here or sent. */
export class TooLarge extends Error {}

/** `{bytes, type, isAsItWas}` of a file, or of a shot of the camera (ImageBitmap), as it is sent. Raises NotAPicture, TooLarge. */
export async function shrunk(file, bytesAtMost = Infinity) {
  const made = await small(file);
  if (made.bytes.byteLength > bytesAtMost) throw new TooLarge();
  return made;
}

async function small(file) {
  if ((await pixelsOf(file)) > PIXELS_AT_MOST) throw new TooLarge();
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
  if (!blob) throw new TooLarge();
  return { bytes: await blob.arrayBuffer(), type: "image/jpeg", isAsItWas: false };
}

/** How many points it has: a file tells by its head alone, 0 where the browser cannot say; a shot of the camera is open. */
async function pixelsOf(file) {
  if (!(file instanceof Blob)) return file.width * file.height;
  const address = URL.createObjectURL(file);
  const picture = new Image();
  const known = new Promise((resolve) => {
    picture.onload = () => resolve(picture.naturalWidth * picture.naturalHeight);
    picture.onerror = () => resolve(0);
  });
  picture.src = address;
  return known.finally(() => URL.revokeObjectURL(address));
}

/** A HEIC that this browser cannot open goes as it is: the server can, and takes out what the camera wrote. */
async function asItIs(file) {
  const bytes = await file.arrayBuffer().catch(() => new ArrayBuffer(0)); // in a cloud, or gone since it was chosen
  const head = new TextDecoder("latin1").decode(bytes.slice(4, 12));
  if (!/^ftyp(heic|heix|mif1|msf1|hevc)/.test(head)) throw new NotAPicture();
  return { bytes, type: "image/heic", isAsItWas: true };
}

/** SHA-256 of bytes, in hexadecimal. */
export async function checksum(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
