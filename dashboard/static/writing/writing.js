/* What is written leaves the field at once, and stays here until the server says that it heard it.

   The page is told everything that is not heard yet, each with a name of its own: however fast somebody writes and
   however slow the server is, no telling can push another aside, and none is taken twice. What is typed and not yet heard
   is kept beside the frame, in the page itself: a frame that is made anew goes on with it. */
"use strict";

(function (Lokality) {
  const byId = (id) => document.getElementById(id);
  const [field, save, next, status] = ["text", "save", "next", "state"].map(byId);
  const kept = (window.parent.lokalityWriting = window.parent.lokalityWriting || new Map());
  let args;
  let state;

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
    if (state.unheard.length) Lokality.frame.tell(state.unheard);
  }

  function send(goesOn) {
    if (!args || (!field.value.trim() && !goesOn)) return;
    state.unheard.push({ id: name(), text: field.value, next: goesOn, about: args.about });
    field.value = state.typed = "";
    Lokality.frame.tell([...state.unheard]);
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
