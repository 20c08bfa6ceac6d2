/* When to try again: after 2 seconds, then twice as long each time, at most 5 minutes; at once when the line comes back. */

export const SHORTEST_MS = 2000;
export const LONGEST_MS = 5 * 60 * 1000;

/** How long to wait after so many attempts in a row that failed; `asked_s`: what the server asked for, if it did. */
export function delay(failures, asked_s = 0) {
  const ours = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.max(0, Math.min(failures, 20) - 1));
  return Math.max(ours, Math.min(LONGEST_MS, asked_s * 1000));
}

/** One sleeper: calls `wake` when the time has come, or as soon as something else wakes it. */
export class Patience {
  constructor(wake, timers = globalThis) {
    this.wake = wake;
    this.timers = timers;
    this.timer = null;
  }

  /** Sleep so long; the earlier of two alarms counts. */
  sleep(ms) {
    const at = this.timers.performance.now() + ms;
    if (this.timer !== null && this.at <= at) return;
    this.rouse();
    this.at = at;
    this.timer = this.timers.setTimeout(() => {
      this.timer = null;
      this.wake();
    }, ms);
  }

  /** Forget the alarm. */
  rouse() {
    if (this.timer !== null) this.timers.clearTimeout(this.timer);
    this.timer = null;
  }
}
