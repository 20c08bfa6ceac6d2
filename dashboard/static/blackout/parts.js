/* The rectangles that will be black: [left, top, width, height] as fractions of the picture, and every earlier state. */
"use strict";

(function (Blackout) {
  const SMALLEST = 0.01; // of the picture: less would be lost under a finger

  const within = (value, least, most) => Math.min(Math.max(value, least), most);

  /** A rectangle that lies within the picture and can be seen. */
  const fitted = ([left, top, width, height]) => {
    const [w, h] = [within(width, SMALLEST, 1), within(height, SMALLEST, 1)];
    return [within(left, 0, 1 - w), within(top, 0, 1 - h), w, h];
  };

  Blackout.Parts = class {
    constructor(drawn, most) {
      this.all = drawn.map(fitted);
      this.most = most;
      this.earlier = [];
    }

    get isFull() {
      return this.all.length >= this.most;
    }

    /** Add a rectangle; false when there are as many as there may be. */
    add(part) {
      if (this.isFull) return false;
      this.remember();
      this.all.push(fitted(part));
      return true;
    }

    /** Change one; `fresh` is false for a further step of the same change, so that undoing takes it back whole. */
    put(index, part, fresh = true) {
      if (fresh) this.remember();
      this.all[index] = fitted(part);
    }

    remove(index) {
      this.remember();
      this.all.splice(index, 1);
    }

    undo() {
      if (this.earlier.length) this.all = this.earlier.pop();
    }

    remember() {
      this.earlier.push(this.all.map((part) => [...part]));
    }
  };
})((window.Blackout = window.Blackout || {}));
