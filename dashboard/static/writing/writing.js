/* What is written leaves the field at once, and stays here until the server says that it heard it.

   The page is told everything that is not heard yet, each with a name of its own: however fast somebody writes and
   however slow the server is, no telling can push another aside, and none is taken twice. What is typed and not yet heard
   is kept beside the frame, in the page itself: a frame that is made anew goes on with it.

   What words are (a statement, a task, whose) is chosen in the page around, and the frame is told of it by the server. Who
   chooses and writes on at once would be ahead of that: words sent meanwhile wait until the page has come to rest. */
"use strict";

(function (Lokality) {
  const byId = (id) => document.getElementById(id);
  const [field, save, next, status] = ["text", "save", "next", "state"].map(byId);
  const kept = (window.parent.lokalityWriting = window.parent.lokalityWriting || new Map());
  const page = window.parent.document;
  const app = page.querySelector("[data-testid=stApp]");
  const REST_MS = 1000; // after a touch of the page: by then its run has begun
  const LOOK_MS = 100;
  let args;
  let state;
  let looking = 0;
  let seenAtRest = 0;

  if (window.parent.lokalityTouched === undefined) {
    const touch = () => { window.parent.lokalityTouched = performance.timeOrigin + performance.now(); };
    window.parent.lokalityTouched = 0;
    for (const kind of ["pointerdown", "keydown"]) page.addEventListener(kind, touch, true);
  }

  const name = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  function show(given) {
    args = given;
    if (!state) begin();
    const { words } = args;
    document.documentElement.lang = words.language;
    byId("label").textContent = words.label;
    field.placeholder = words.hint;
    field.maxLength = args.most;
    save.textContent = words.save;
    next.textContent = words.next;
    const heard = new Set(args.heard);
    state.unheard = state.unheard.filter((sent) => !heard.has(sent.id));
    tellState();
  }

  function begin() {
    state = kept.get(args.name) || { typed: "", unheard: [] };
    kept.set(args.name, state);
    field.value = state.typed;
    tell();
  }

  function isAtRest() {
    const since = performance.timeOrigin + performance.now() - window.parent.lokalityTouched;
    const running = app && app.dataset.testScriptState;
    return since > REST_MS && (!running || running === "notRunning");
  }

  /* Tell all that is not heard; what was sent ahead of the page waits for its `about`. */
  function tell() {
    const told = state.unheard.filter((sent) => sent.about);
    if (told.length) Lokality.frame.tell(told);
    if (told.length < state.unheard.length && !looking) {
      seenAtRest = 0;
      looking = setInterval(look, LOOK_MS);
    }
  }

  /* Once the page was seen at rest twice, the last word of the server is here. */
  function look() {
    seenAtRest = isAtRest() ? seenAtRest + 1 : 0;
    if (seenAtRest < 2) return;
    clearInterval(looking);
    looking = 0;
    for (const sent of state.unheard) sent.about = sent.about || args.about;
    tell();
  }

  function send(goesOn) {
    if (!args || (!field.value.trim() && !goesOn)) return;
    state.unheard.push({ id: name(), text: field.value, next: goesOn, about: isAtRest() ? args.about : null });
    field.value = state.typed = "";
    tell();
    tellState();
    field.focus();
  }

  function tellState() {
    status.textContent = state.unheard.length ? args.words.saving : "";
  }

  field.addEventListener("input", () => { if (state) state.typed = field.value; });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send(false);
  });
  byId("form").addEventListener("submit", (event) => { event.preventDefault(); send(false); });
  next.addEventListener("click", () => send(true));
  Lokality.frame.begin(show);
})(window.Lokality);
