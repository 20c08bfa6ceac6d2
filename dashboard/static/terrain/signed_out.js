/* The page after signing out of the dashboard: what the field app took along goes from this browser, then one goes on.

   What was typed and is not sent stays in its account's own database; how much, the sign-in page says. */

import { wipeAll } from "./account.js";

const LONGEST_MS = 3000; // another tab that sleeps may hold a database; nobody waits for it

async function leave() {
  const link = document.getElementById("on");
  const on = new URL(link.href);
  const late = new Promise((resolve) => setTimeout(resolve, LONGEST_MS, 0));
  const waits = await Promise.race([wipeAll(localStorage), late]).catch((fault) => console.error(fault));
  if (waits) on.searchParams.set("waits", waits);
  location.replace(on);
}

leave();
