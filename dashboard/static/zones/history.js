/* The outlines that one drawing went through, for going back and forth. */
"use strict";

(function (Lokality) {
  const KEPT = 200;

  class History {
    /** Begin anew with this outline (null: nothing is drawn yet). */
    constructor(first) {
      this.steps = [{ outline: first, press: null }];
      this.at = 0;
    }

    /** Note an outline. What one press of the hand did is one step, however often the outline changed meanwhile. */
    note(outline, press) {
      const now = this.steps[this.at];
      if (JSON.stringify(now.outline) === JSON.stringify(outline)) return;
      const again = press !== null && now.press === press && this.at > 0;
      this.steps.length = again ? this.at : this.at + 1;
      this.steps.push({ outline, press });
      if (this.steps.length > KEPT) this.steps.shift();
      this.at = this.steps.length - 1;
    }

    get canUndo() {
      return this.at > 0;
    }

    get canRedo() {
      return this.at < this.steps.length - 1;
    }

    /** Go so many steps back (-1) or forth (+1); returns the outline there. */
    go(steps) {
      this.at = Math.max(0, Math.min(this.steps.length - 1, this.at + steps));
      return this.steps[this.at].outline;
    }
  }

  Lokality.History = History;
})((window.Lokality = window.Lokality || {}));
