/* Opens the app: words, what is kept, the screen the address names; then the worker that makes it open offline. */

import { remembered } from "./account.js";
import { App } from "./app.js";
import { button, element, link } from "./parts/elements.js";
import { showPicture } from "./parts/site_picture.js";
import { beginning, home } from "./screens/home.js";
import { nearby } from "./screens/nearby.js";
import { mending, place, visit } from "./screens/place.js";
import { reports } from "./screens/reports.js";
import { settings } from "./screens/settings.js";
import { waiting } from "./screens/waiting.js";
import { Server } from "./server.js";
import { _, speak } from "./words.js";

const LANGUAGE = "lokality-terrain-language"; // in localStorage: the language is known before anybody is
const LANGUAGES = ["cs", "en"];
const SCREENS = { "": home, place, visit, mending, nearby, waiting, reports, settings };

const pictureKept = (photo_id) => showPicture(app, photo_id);
const app = new App({ server: new Server(), storage: localStorage, redraw, pictureKept });
let shown = null; // the screen: `{title, nodes, update}`
let drawing = 0;
let newer = null; // a worker of a newer version that waits for a person's word

const banner = element("div", { id: "banner", role: "status" });
const main = element("main", { tabindex: "-1" });
const told = element("div", { id: "told", role: "status", "aria-live": "polite" });
const menu = element("nav", {});

async function begin() {
  const chosen = localStorage.getItem(LANGUAGE) ?? document.documentElement.lang;
  const speaking = use(LANGUAGES.includes(chosen) ? chosen : "cs");
  const opening = app.open();
  opening.catch(() => {}); // told below, in words
  await speaking;
  document.body.replaceChildren(banner, main, told, menu);
  if (app.beginsAtOnce && !location.hash) show(beginning(), "home"); // a press changes the address; it is drawn once all is open
  try {
    await opening;
  } catch (fault) {
    console.error(fault);
    tell(_("This browser keeps nothing for this page. Allow it to store data, or leave the private window, and open it again."));
  }
  addEventListener("hashchange", draw);
  addEventListener("online", () => app.refresh());
  addEventListener("storage", () => isAnothers() && location.reload()); // another tab has signed out, or somebody else in
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && app.refresh());
  await draw();
  if (app.account) app.refresh(); // what changed in the area, and what waits to be sent
  await register();
}

function isAnothers() {
  return (remembered(localStorage)?.account_id ?? null) !== (app.account?.account_id ?? null);
}

async function use(language) {
  // In one file with the program where the server links it; module by module they are asked for.
  const words = globalThis.lokalityWords?.[language] ?? (await app.server.words(language)).said;
  speak(language, words);
  document.documentElement.lang = language;
}

/** Choose a language; the server's own sentences follow it too. */
async function chooseLanguage(language) {
  localStorage.setItem(LANGUAGE, language);
  await use(language);
  await app.server.ask(`/language/${language}`);
  await draw();
}

async function draw() {
  drawing += 1;
  const mine = drawing;
  const [name, parameter] = location.hash.replace(/^#\/?/, "").split("/");
  await app.letGo(name === "mending" ? parameter : null);
  const screen = (app.account && SCREENS[name]) || home;
  const made = await screen({ app, tell, go, chooseLanguage, parameter });
  if (mine !== drawing) return; // somebody has gone on meanwhile
  show(made, name || "home");
  scrollTo(0, 0);
}

function show(made, name) {
  shown = made;
  document.title = `${made.title} · Lokality`;
  const heading = element("h1", { text: made.title, tabindex: "-1" });
  main.replaceChildren(heading, ...made.nodes);
  main.dataset.screen = name;
  told.replaceChildren();
  redraw();
  heading.focus({ preventScroll: true });
}

/** What stands on every screen: the banner, the menu with the count; and what a screen keeps fresh by itself. */
function redraw() {
  menu.setAttribute("aria-label", _("Field app"));
  const entries = { "": _("Today"), nearby: _("Near me"), waiting: _("To send"), reports: _("Reports"), settings: _("Settings") };
  const here = main.dataset.screen === "home" ? "" : main.dataset.screen;
  menu.replaceChildren(...(app.account ? Object.entries(entries).map(([name, text]) => entry(name, text, name === here)) : []));
  banner.replaceChildren(...banners());
  shown?.update?.();
}

function entry(name, text, isHere) {
  const made = link(text, `#/${name}`);
  if (isHere) made.setAttribute("aria-current", "page");
  if (name === "waiting" && app.waiting) made.append(element("b", { className: "count", text: String(app.waiting) }));
  return made;
}

function banners() {
  const made = [];
  if (app.isSignedOut && app.account) {
    const text = _("Your sign-in has ended. What you wrote stays on the phone; sign in and it goes on.");
    made.push(element("p", { className: "warning" }, text, " ", link(_("Sign in"), "/auth/sign-in?next=/terrain", "button")));
  } else if (!navigator.onLine) {
    made.push(element("p", { text: _("No signal. What you write stays on the phone and goes out by itself.") }));
  }
  if (newer) {
    const use = button(_("Use it"), () => newer.postMessage("take over"));
    made.push(element("p", {}, _("There is a new version of the app."), " ", use));
  }
  return made;
}

/** One sentence to the person; it stays until the next screen or the next sentence. */
function tell(text, { urgent = false } = {}) {
  told.setAttribute("role", urgent ? "alert" : "status");
  told.replaceChildren(element("p", { text, className: urgent ? "warning" : "" }));
}

async function go(address) {
  if (location.hash !== address) history.pushState(null, "", address);
  await draw();
}

async function register() {
  if (!navigator.serviceWorker) return;
  const controlled = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (controlled) location.reload(); // a newer version has taken over: drafts are kept, the page is not
  });
  let registration;
  try {
    registration = await navigator.serviceWorker.register("/terrain/worker.js", { scope: "/terrain" });
  } catch (fault) {
    console.warn(fault); // signed out or no line: the next opening tries again
    return;
  }
  const look = () => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    newer = registration.waiting;
    redraw();
  };
  look();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  await navigator.serviceWorker.ready;
  document.documentElement.dataset.offline = "ready";
}

addEventListener("offline", redraw);
begin();
