// The lead picture follows the search box below it; its caption and alt text in the library stand, greyed, in the
// fields that may replace them. A button opens the library's dialog, and files can be dropped on the picture.

class LeadPicture extends HTMLElement {
  connectedCallback() {
    this.select = this.querySelector("select");
    this.image = this.querySelector("img");
    this.note = this.querySelector(".lead-picture__note");
    if (!this.select || this.listens) return;
    this.listens = true;
    // The admin’s search boxes announce their changes through jQuery alone.
    window.django?.jQuery?.(this.select).on("change", () => this.follow());
    if (document.querySelector("[data-body-editor]")) this.offer();
    this.crop = this.querySelector(".lead-picture__crop");
    this.fields = ["id_lead_focal_x", "id_lead_focal_y"].map((id) => document.getElementById(id));
    // The picture sets them; the numbers are for who has no script.
    for (const field of this.fields) field?.closest(".row")?.setAttribute("hidden", "");
    this.querySelector(".lead-picture__follow")?.addEventListener("click", () => this.setPoint("", ""));
    if (this.select.value) this.follow();
  }

  /** The dialog is the body editor's, and so are its words: without an editor on the page there is no button. */
  async offer() {
    this.button = this.querySelector(".lead-picture__choose");
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.open());
    const { dropZone } = await import(this.getAttribute("files"));
    dropZone(this, (files) => this.open(files));
  }

  async open(files = []) {
    const { openPictures } = await import("desk/editor/picture-dialog");
    openPictures({ view: { focus: () => this.button.focus() } }, (row) => this.choose(row), files);
  }

  choose(row) {
    const jQuery = window.django?.jQuery;
    if (!this.select.querySelector(`option[value="${row.id}"]`)) {
      this.select.append(new Option(row.title, String(row.id), true, true));
    }
    this.select.value = String(row.id);
    this.setPoint("", "");
    if (jQuery) jQuery(this.select).trigger("change");
    else this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async follow() {
    const number = this.select.value;
    const row = number ? await this.ask(number) : null;
    if (number !== this.select.value) return;
    this.image.hidden = !row?.thumbnail;
    if (row?.thumbnail) {
      for (const name of ["width", "height"]) this.image.removeAttribute(name);
      this.image.src = row.thumbnail;
    }
    this.image.alt = row?.alt ?? "";
    this.note.textContent = row?.credit ?? "";
    this.suggest("id_lead_caption", row?.caption);
    this.suggest("id_lead_alt", row?.alt);
    this.showCrop(row);
  }

  /** The focal point of this story alone, unless the picture must not be cropped. */
  showCrop(row) {
    if (!this.crop || this.fields.some((field) => !field)) return;
    this.crop.hidden = !row?.thumbnail || row.noCrop;
    if (this.crop.hidden) return;
    this.fields.forEach((field, place) => (field.dataset.start = row.focal[place]));
    const point = document.createElement("focal-point");
    const image = Object.assign(document.createElement("img"), { src: row.thumbnail, alt: row.alt || row.title });
    const holder = this.querySelector(".lead-picture__point");
    point.setAttribute("across", this.fields[0].id);
    point.setAttribute("down", this.fields[1].id);
    point.setAttribute("label", holder.dataset.label);
    point.append(image);
    holder.replaceChildren(point);
    for (const shown of this.crop.querySelectorAll(".crops__shown")) shown.src = row.thumbnail;
    this.crop.open = this.fields.some((field) => field.value !== "");
  }

  setPoint(across, down) {
    [across, down].forEach((value, place) => {
      const field = this.fields[place];
      if (!field) return;
      field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  async ask(number) {
    const address = new URL(this.getAttribute("picker"), location.href);
    address.searchParams.set("ids", number);
    try {
      const response = await fetch(address, { headers: { accept: "application/json" } });
      return response.ok ? (await response.json()).results[0] ?? null : null;
    } catch {
      return null;
    }
  }

  suggest(id, text) {
    const field = document.getElementById(id);
    if (field) field.placeholder = text ?? "";
  }
}

customElements.define("lead-picture", LeadPicture);
