/* A list of choices that was opened stays open while the page moves by itself.

   Streamlit's lists close whenever something around them scrolls, though nobody scrolls it: a glide that brought the
   field into sight goes on after the press, or fields that come and go while a run ends let the browser shift a box. So
   a list closed right after it was opened, the more often the slower the machine. Here only a hand closes it: a wheel,
   a finger, or a press beside it since then. */
"use strict";

(function () {
  const OPEN = "[role=combobox][aria-expanded=true]";
  let byHand = false;

  function pressed(event) {
    const target = event.target instanceof Element ? event.target : null;
    byHand = !(target && target.closest("[data-testid=stSelectbox], [data-testid=stMultiSelect]"));
  }

  function scrolled(event) {
    const field = byHand ? null : document.querySelector(OPEN);
    if (!field || !(event.target instanceof Node) || !event.target.contains(field)) return;
    event.stopImmediatePropagation();
    // The list goes along with its field: both who place it listen to this too.
    window.dispatchEvent(new Event("resize"));
  }

  // On the window, before Streamlit's own code is there: what is stopped here no list hears of.
  for (const kind of ["pointerdown", "keydown"]) window.addEventListener(kind, pressed, true);
  for (const kind of ["wheel", "touchmove"]) {
    window.addEventListener(kind, () => { byHand = true; }, { capture: true, passive: true });
  }
  window.addEventListener("scroll", scrolled, true);
})();
