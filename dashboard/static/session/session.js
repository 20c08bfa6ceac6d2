/* An open page asks every few seconds whether its session still stands. When it ended, the sign-in page takes its
   place, so that nobody reads on what they may no longer see; when rights changed, the page is drawn anew. Asking
   keeps no session alive. */
"use strict";

(function () {
  const EVERY_MS = 2500;
  const LEAVES_WITHIN_MS = 15000;
  let stamp = null;
  let leavingUntil = 0;

  // Who signs out is on the way already, perhaps on to the city's own provider: do not call them back.
  document.addEventListener("click", function (event) {
    const link = event.target instanceof Element ? event.target.closest('a[href^="/auth/"]') : null;
    if (link) leavingUntil = performance.now() + LEAVES_WITHIN_MS;
  }, true);

  async function ask() {
    if (document.visibilityState === "hidden" || performance.now() < leavingUntil) return;
    let answer;
    try {
      answer = await fetch("/auth/state", { cache: "no-store" });
    } catch (offline) {
      return; // no signal is no sign-out
    }
    if (answer.status === 401) {
      if (performance.now() < leavingUntil) return;
      const here = location.pathname + location.search;
      location.replace("/auth/signed-out?ended=1&next=" + encodeURIComponent(here));
    } else if (answer.ok) {
      const now = (await answer.json()).stamp;
      if (stamp !== null && stamp !== now) location.reload();
      stamp = now;
    }
  }

  setInterval(ask, EVERY_MS);
  document.addEventListener("visibilitychange", ask);
  ask();
})();
