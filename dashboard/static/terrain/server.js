/* What the phone asks the server, and what an answer means. Nothing here throws: no signal is an answer too. */

// What an answer means to whoever asked.
export const OK = "ok";
export const UNCHANGED = "unchanged";
export const SIGNED_OUT = "signed_out"; // sign in again; what waits goes on waiting
export const REFUSED = "refused"; // sending the same again would not help
export const BUSY = "busy"; // again after `after_s`
export const UNREACHABLE = "unreachable"; // no line
export const FAILED = "failed"; // something of ours broke, or an answer that is not ours

const READ_WITHIN_MS = 30000;
const WRITE_WITHIN_MS = 120000; // a photo over a bad line

export class Server {
  constructor(fetcher = (...asked) => globalThis.fetch(...asked)) {
    this.fetcher = fetcher;
    this.account_id = null; // whose records are sent: under another account's session the server takes none of them
  }

  /** Who is signed in; `within` milliseconds, after which it counts as no line. */
  account(within = READ_WITHIN_MS) {
    return this.ask("/terrain/account", {}, within);
  }

  form() {
    return this.ask("/terrain/form");
  }

  words(language) {
    return this.ask(`/terrain/words/${language}.json`);
  }

  reports() {
    return this.ask("/terrain/reports");
  }

  /** What the phone keeps of an area; `etag` of what it has already. */
  ground(area_id, etag = null) {
    return this.ask(`/terrain/ground/${area_id}`, etag ? { headers: { "if-none-match": etag } } : {});
  }

  /** The small picture of a place: `{kind: OK, bytes}`. */
  picture(photo_id) {
    return this.ask(`/photos/${photo_id}/small`, {}, READ_WITHIN_MS, pictureIn);
  }

  /** One record in. An answer that does not name it acknowledges nothing. */
  async sendRecord(body) {
    const headers = { "content-type": "application/json", ...this.sender };
    const answer = await this.ask("/terrain/records", { method: "POST", headers, body: JSON.stringify(body) }, WRITE_WITHIN_MS);
    return acknowledging(answer, body.client_id);
  }

  /** One photo in: `{client_id, record, checksum, taken_at, sent_at, longitude, latitude, accuracy_m, type, bytes}`. */
  async sendPhoto(photo) {
    const query = new URLSearchParams({ record: photo.record, checksum: photo.checksum });
    for (const name of ["taken_at", "sent_at", "longitude", "latitude", "accuracy_m"]) {
      if (photo[name] !== null && photo[name] !== undefined) query.set(name, String(photo[name]));
    }
    const asked = { method: "PUT", headers: { "content-type": photo.type, ...this.sender }, body: photo.bytes };
    const answer = await this.ask(`/terrain/photos/${photo.client_id}?${query}`, asked, WRITE_WITHIN_MS);
    return acknowledging(answer, photo.client_id);
  }

  get sender() {
    return this.account_id === null ? {} : { "lokality-account": String(this.account_id) };
  }

  async ask(address, options = {}, within = READ_WITHIN_MS, read = meaning) {
    let answer;
    try {
      const signal = AbortSignal.timeout(within);
      const own = { cache: "no-store", credentials: "same-origin", redirect: "manual", signal };
      answer = await this.fetcher(address, { ...own, ...options });
      return await read(answer);
    } catch (fault) {
      return { kind: UNREACHABLE };
    }
  }
}

async function meaning(answer) {
  if (answer.status === 401 || answer.type === "opaqueredirect") return { kind: SIGNED_OUT };
  if (answer.status === 304) return { kind: UNCHANGED };
  if (answer.status === 503) return { kind: BUSY, after_s: Number(answer.headers.get("retry-after")) || 0 };
  const said = await json(answer);
  // A hotel's or a train's own page answers 200 as well, but never in our form.
  if (answer.ok) return said ? { kind: OK, said, etag: answer.headers.get("etag") } : { kind: FAILED, status: answer.status };
  if (answer.status === 413) return { kind: REFUSED, status: 413, code: "too_large", reason: said?.reason ?? null };
  if (said?.code) return { kind: REFUSED, status: answer.status, code: said.code, reason: said.reason ?? null, found: said.found ?? [] };
  return { kind: FAILED, status: answer.status, reason: said?.reason ?? null };
}

/** A picture is one only where it says so: a hotel's own page is none. */
async function pictureIn(answer) {
  if (!answer.ok) return meaning(answer);
  if (answer.headers.get("content-type") !== "image/jpeg") return { kind: FAILED, status: answer.status };
  return { kind: OK, bytes: await answer.arrayBuffer() };
}

async function json(answer) {
  const text = await answer.text(); // a line that breaks here is a line that broke: it throws on purpose
  try {
    const said = JSON.parse(text);
    return said !== null && typeof said === "object" ? said : null;
  } catch (fault) {
    return null;
  }
}

function acknowledging(answer, client_id) {
  return answer.kind === OK && answer.said.client_id !== client_id ? { kind: FAILED, status: 200 } : answer;
}
