/* The shell offline. It keeps program and words, never data: data has its place in the database of its account.

   The server writes before this file: self.shell = {"version": "…", "files": ["/assets/terrain/…", …]}. */
"use strict";

const CACHE = `lokality-terrain-${self.shell.version}`;
const PAGE = "/terrain";
const WORDS = ["/terrain/words/cs.json", "/terrain/words/en.json"];
// Without these the app still works: no map, no icon, no times of photos from the gallery.
const EXTRAS = ["/terrain/manifest.webmanifest", "/assets/leaflet/leaflet.js", "/assets/leaflet/leaflet.css",
  "/assets/exifr/lite.esm.js"];

self.addEventListener("install", (event) => {
  // Where the browser can, it takes the shell from the cache without waking this worker.
  const paths = [PAGE, ...WORDS, ...EXTRAS, ...self.shell.files];
  const routes = paths.map((pathname) => ({ condition: { urlPattern: { pathname }, requestMethod: "GET" }, source: { cacheName: CACHE } }));
  event.waitUntil(Promise.all([fetchShell(), event.addRoutes?.(routes).catch((fault) => console.warn(fault))]));
});

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

// A page asks for the newer version when its person said so.
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (address.pathname === PAGE) event.respondWith(kept(PAGE, request));
    return;
  }
  if (self.shell.files.includes(address.pathname) || [...WORDS, ...EXTRAS].includes(address.pathname)) {
    event.respondWith(kept(address.pathname, request));
  }
});

async function fetchShell() {
  const cache = await caches.open(CACHE);
  await Promise.all([PAGE, ...WORDS, ...self.shell.files].map((path) => keep(cache, path)));
  await Promise.all(EXTRAS.map((path) => keep(cache, path).catch(() => null)));
}

/** Keep what answers as itself: the sign-in page in place of the shell would lock the worker out. */
async function keep(cache, path) {
  const answer = await fetch(path, { cache: "no-cache", redirect: "error" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer);
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith("lokality-terrain-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}
