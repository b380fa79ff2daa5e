// Sets the focal point on the picture itself: by click, or by arrow keys on the marker.
// The two number fields stay the truth; without script they are filled in by hand.

const STEP = 0.01;
const LARGE_STEP = 0.1;
const KEYS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

class FocalPoint extends HTMLElement {
  connectedCallback() {
    this.across = document.getElementById(this.getAttribute("across"));
    this.down = document.getElementById(this.getAttribute("down"));
    this.image = this.querySelector("img");
    // Somebody who may only look has no fields to set.
    if (!this.across || !this.down || !this.image || this.marker) return;
    this.frame = document.createElement("span");
    this.frame.className = "focal-point__frame";
    this.image.replaceWith(this.frame);
    this.marker = document.createElement("button");
    this.marker.type = "button";
    this.marker.className = "focal-point__marker";
    this.marker.setAttribute("aria-label", this.getAttribute("label"));
    this.marker.title = this.getAttribute("label");
    this.frame.append(this.image, this.marker);
    this.image.addEventListener("click", (event) => this.click(event));
    this.marker.addEventListener("keydown", (event) => this.press(event));
    for (const field of [this.across, this.down]) field.addEventListener("input", () => this.show());
    this.show();
  }

  click(event) {
    const box = this.image.getBoundingClientRect();
    this.set((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    this.marker.focus();
  }

  press(event) {
    const direction = KEYS[event.key];
    if (!direction) return;
    event.preventDefault();
    const step = event.shiftKey ? LARGE_STEP : STEP;
    this.set(value(this.across) + direction[0] * step, value(this.down) + direction[1] * step);
  }

  set(across, down) {
    this.across.value = inside(across).toFixed(2);
    this.down.value = inside(down).toFixed(2);
    for (const field of [this.across, this.down]) field.dispatchEvent(new Event("change", { bubbles: true }));
    this.show();
  }

  show() {
    // A picture has a left edge in every language, so these are physical sides.
    this.marker.style.left = `${inside(value(this.across)) * 100}%`;
    this.marker.style.top = `${inside(value(this.down)) * 100}%`;
  }
}

/** What a field says; an empty one says what it starts from, such as the library's point. */
function value(field) {
  return field.value === "" ? Number(field.dataset.start ?? 0.5) : Number(field.value);
}

function inside(value) {
  const number = Number(value);
  return Number.isFinite(number) ? Math.min(1, Math.max(0, number)) : 0.5;
}

customElements.define("focal-point", FocalPoint);
