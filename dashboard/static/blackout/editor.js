/* The picture with its rectangles: drawn by mouse, finger or pen, moved by arrow keys or by four numbers. */
"use strict";

(function (Blackout) {
  const LEAST_PX = 8; // a tap is no rectangle
  const STEP = 0.01; // of the picture, for one press of an arrow key
  const FIRST = [0.4, 0.4, 0.2, 0.2]; // where a rectangle lies that was added by the button
  const QUIET_MS = 150; // after the last of several key presses
  const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

  const at = (id) => document.getElementById(id);
  const filled = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  Blackout.Editor = class {
    /** `tell` is handed the rectangles whenever they have changed. */
    constructor({ picture, parts, most, words }, tell) {
      this.words = words;
      this.parts = new Blackout.Parts(parts, most);
      this.tell = () => {
        clearTimeout(this.waiting);
        this.waiting = undefined;
        tell(this.parts.all);
      };
      this.chosen = this.parts.all.length - 1;
      this.stage = at("stage");
      at("help").textContent = words.help;
      at("keys").textContent = words.keys;
      at("picture").src = picture;
      at("picture").alt = words.picture;
      at("add").textContent = words.add;
      at("undo").textContent = words.undo;
      at("add").addEventListener("click", () => this.addFirst());
      at("undo").addEventListener("click", () => this.undo());
      this.makeSides();
      this.listen();
      this.draw();
    }

    makeSides() {
      at("sides").querySelector("legend").textContent = this.words.sides;
      this.sides = ["left", "top", "width", "height"].map((name, side) => {
        const input = document.createElement("input");
        Object.assign(input, { type: "number", min: 0, max: 100, step: 1 });
        input.addEventListener("input", () => this.setSide(side, input.valueAsNumber / 100));
        const label = document.createElement("label");
        label.append(this.words[name], input);
        at("sides").append(label);
        return input;
      });
    }

    listen() {
      const { stage } = this;
      stage.addEventListener("pointerdown", (event) => this.press(event));
      stage.addEventListener("pointermove", (event) => this.drag(event));
      stage.addEventListener("pointerup", (event) => this.release(event));
      stage.addEventListener("pointercancel", () => this.giveUp()); // two fingers: the picture is being enlarged
      stage.addEventListener("keydown", (event) => this.key(event));
      window.addEventListener("blur", () => this.waiting && this.tell());
    }

    /* With a pointer */

    press(event) {
      if (!event.isPrimary || event.button !== 0) return;
      const index = [...this.stage.querySelectorAll(".part")].indexOf(event.target);
      this.start = { from: this.position(event), index, part: this.parts.all[index], moved: false };
      this.stage.setPointerCapture(event.pointerId);
      if (index >= 0) this.choose(index);
      else event.preventDefault(); // no marking of text, no dragging of the picture itself
    }

    drag(event) {
      if (!this.start || !event.isPrimary) return;
      const { from, index, part } = this.start;
      const here = this.position(event);
      if (!this.start.moved && this.away(from, here) < LEAST_PX) return;
      if (index >= 0) {
        const [left, top, width, height] = part;
        this.parts.put(index, [left + here[0] - from[0], top + here[1] - from[1], width, height], !this.start.moved);
        this.draw();
      } else {
        this.lay(at("draft"), this.between(from, here));
        at("draft").hidden = false;
      }
      this.start.moved = true;
    }

    release(event) {
      if (!this.start || !event.isPrimary) return;
      const { from, index, moved } = this.start;
      this.giveUp();
      if (!moved) return;
      if (index < 0) this.add(this.between(from, this.position(event)));
      else this.tell();
    }

    giveUp() {
      at("draft").hidden = true;
      const left = this.start;
      this.start = undefined;
      if (left && left.index >= 0 && left.moved) this.tell();
    }

    /** Where a pointer is, as fractions of the picture. */
    position(event) {
      const box = this.stage.getBoundingClientRect();
      const within = (value) => Math.min(Math.max(value, 0), 1);
      return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
    }

    between([x, y], [u, v]) {
      return [Math.min(x, u), Math.min(y, v), Math.abs(x - u), Math.abs(y - v)];
    }

    away([x, y], [u, v]) {
      return Math.max(Math.abs(x - u) * this.stage.offsetWidth, Math.abs(y - v) * this.stage.offsetHeight);
    }

    /* With keys and buttons */

    key(event) {
      const index = [...this.stage.querySelectorAll(".part")].indexOf(event.target);
      if (index < 0) return;
      if (event.key === "Delete" || event.key === "Backspace") {
        event.preventDefault();
        this.parts.remove(index);
        this.settle(this.parts.all.length - 1);
        this.tell();
      } else if (event.key in ARROWS) {
        event.preventDefault();
        const [x, y] = ARROWS[event.key];
        const [left, top, width, height] = this.parts.all[index];
        const moved = event.shiftKey ? [left, top, width + x, height + y] : [left + x, top + y, width, height];
        this.parts.put(index, moved, !event.repeat);
        this.chosen = index;
        this.draw();
        this.tellSoon();
      }
    }

    setSide(side, value) {
      if (!(this.chosen in this.parts.all) || !Number.isFinite(value)) return;
      const part = [...this.parts.all[this.chosen]];
      part[side] = value;
      this.parts.put(this.chosen, part);
      this.draw();
      this.tellSoon();
    }

    addFirst() {
      this.add(FIRST);
      if (this.chosen in this.parts.all) this.stage.querySelectorAll(".part")[this.chosen].focus();
    }

    undo() {
      this.parts.undo();
      this.settle(this.parts.all.length - 1);
      this.tell();
    }

    add(part) {
      if (!this.parts.add(part)) return;
      this.settle(this.parts.all.length - 1);
      this.tell();
    }

    tellSoon() {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(this.tell, QUIET_MS);
    }

    /* On the screen */

    choose(index) {
      this.chosen = index;
      this.draw();
    }

    settle(index) {
      this.choose(index);
      const { all, isFull } = this.parts;
      at("status").textContent = filled(isFull ? this.words.full : this.words.covered, { count: all.length });
    }

    draw() {
      const { all, earlier, isFull } = this.parts;
      const shown = [...this.stage.querySelectorAll(".part")];
      while (shown.length > all.length) shown.pop().remove();
      while (shown.length < all.length) {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", className: "part" });
        button.addEventListener("focus", () => this.choose([...this.stage.querySelectorAll(".part")].indexOf(button)));
        this.stage.append(button);
        shown.push(button);
      }
      all.forEach((part, index) => {
        this.lay(shown[index], part);
        shown[index].classList.toggle("chosen", index === this.chosen);
        shown[index].setAttribute("aria-label", this.spoken(part, index));
      });
      at("add").disabled = isFull;
      at("undo").disabled = !earlier.length;
      const chosen = all[this.chosen];
      at("sides").hidden = !chosen;
      if (chosen) {
        this.sides.forEach((input, side) => {
          if (document.activeElement !== input) input.value = Math.round(chosen[side] * 100);
        });
      }
    }

    lay(element, part) {
      ["left", "top", "width", "height"].forEach((name, side) => {
        element.style[name] = `${part[side] * 100}%`;
      });
    }

    spoken(part, index) {
      const [left, top, width, height] = part.map((value) => Math.round(value * 100));
      return filled(this.words.part, { number: index + 1, left, top, width, height });
    }
  };
})((window.Blackout = window.Blackout || {}));
