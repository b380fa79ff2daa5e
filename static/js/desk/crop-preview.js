// Shows how each frame of the site cuts a picture, while the focal point moves.

class CropPreview extends HTMLElement {
  connectedCallback() {
    this.across = document.getElementById(this.getAttribute("across"));
    this.down = document.getElementById(this.getAttribute("down"));
    if (!this.across || !this.down || this.listens) return;
    this.listens = true;
    for (const image of this.querySelectorAll("img")) {
      if (image.dataset.whole) image.src = image.dataset.whole;
      image.addEventListener("load", () => this.show());
    }
    for (const field of [this.across, this.down]) {
      for (const name of ["input", "change"]) field.addEventListener(name, () => this.show());
    }
    this.show();
  }

  show() {
    const point = [this.across, this.down].map((field) => Number(field.value === "" ? (field.dataset.start ?? 0.5) : field.value));
    for (const image of this.querySelectorAll("img")) {
      const { naturalWidth: width, naturalHeight: height } = image;
      const box = image.getBoundingClientRect();
      if (!width || !box.width) continue;
      const ratio = box.width / box.height;
      const wide = Math.min(1, (height * ratio) / width);
      const high = Math.min(1, width / ratio / height);
      image.style.objectPosition = `${place(point[0], wide)}% ${place(point[1], high)}%`;
    }
  }
}

/** Where to stand a picture in its frame, in percent, for a frame that shows `part` of it around `point`. */
function place(point, part) {
  if (part > 0.999) return 50;
  const start = Math.min(1 - part, Math.max(0, point - part / 2));
  return Math.round((start / (1 - part)) * 10000) / 100;
}

customElements.define("crop-preview", CropPreview);
