// Arranging a front: stories and slots by dragging, or by buttons, which also work from the keyboard. The rows of the
// form hold where everything stands; without script their numbers are typed.

class FrontBoard extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("#front-form");
    if (!this.form || this.listens) return;
    this.listens = true;
    this.classList.add("has-script");
    this.said = Object.assign(document.createElement("output"), { className: "visually-hidden" });
    this.append(this.said);
    this.list = this.querySelector(".board__slots");
    for (const slot of this.slots()) this.equipSlot(slot);
    const add = this.querySelector("[data-add-slot]");
    add.hidden = false;
    add.addEventListener("click", () => this.addSlot());
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("dragend", () => this.end());
    this.form.addEventListener("input", (event) => this.input(event));
    this.form.addEventListener("submit", () => this.leave());
    addEventListener("beforeunload", (event) => this.isChanged && event.preventDefault());
    this.number();
  }

  slots() {
    return [...this.list.children].filter((slot) => !slot.hidden);
  }

  rows(slot) {
    return [...slot.querySelectorAll(".pinned")].filter((row) => !row.hidden);
  }

  equipSlot(slot) {
    const head = slot.querySelector(".board-slot__head");
    const tools = Object.assign(document.createElement("span"), { className: "board-slot__tools" });
    tools.append(...this.tools(slot, (step, button) => this.moveSlot(slot, step, button), () => this.remove(slot)));
    head.append(tools);
    for (const row of slot.querySelectorAll(".pinned")) this.equipRow(row);
    for (const ruled of slot.querySelectorAll(".ruled")) {
      const pin = ruled.querySelector(".ruled__pin");
      pin.hidden = false;
      pin.addEventListener("click", () => this.pin(slot, ruled));
    }
    this.paint(slot);
  }

  equipRow(row) {
    row.querySelector(".pinned__tools").append(
      ...this.tools(row, (step, button) => this.moveRow(row, step, button), () => this.remove(row)),
    );
  }

  tools(thing, move, remove) {
    const drag = this.button("drag", "⠿");
    drag.tabIndex = -1;
    drag.setAttribute("aria-hidden", "true");
    drag.addEventListener("pointerdown", () => (thing.draggable = true));
    drag.addEventListener("pointerup", () => (thing.draggable = false));
    thing.addEventListener("dragstart", (event) => this.start(event, thing));
    const [up, down, away] = [this.button("up", "↑"), this.button("down", "↓"), this.button("remove", "✕")];
    up.addEventListener("click", () => move(-1, up));
    down.addEventListener("click", () => move(1, down));
    away.addEventListener("click", remove);
    return [drag, up, down, away];
  }

  button(name, sign) {
    const label = this.getAttribute(name);
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign, title: label });
    button.setAttribute("aria-label", label);
    button.className = `rows__move rows__move--${name}`;
    return button;
  }

  // Moving by buttons: a story goes on into the next slot.
  moveRow(row, step, button) {
    const slot = row.closest(".board-slot");
    const rows = this.rows(slot);
    const other = rows[rows.indexOf(row) + step];
    const next = this.slots()[this.slots().indexOf(slot) + step];
    if (other && step < 0) other.before(row);
    else if (other) other.after(row);
    else if (next && step < 0) next.querySelector(".board-slot__stories").append(row);
    else if (next) next.querySelector(".board-slot__stories").prepend(row);
    else return;
    this.changed();
    button.focus();
    const home = row.closest(".board-slot");
    this.say("moved", `${this.rows(home).indexOf(row) + 1}, ${home.dataset.name}`);
  }

  moveSlot(slot, step, button) {
    const other = this.slots()[this.slots().indexOf(slot) + step];
    if (!other) return;
    if (step < 0) other.before(slot);
    else other.after(slot);
    this.changed();
    button.focus();
    this.say("moved", this.slots().indexOf(slot) + 1);
  }

  remove(thing) {
    const box = thing.querySelector("input[type=checkbox][name$='-DELETE']");
    const list = thing.matches(".board-slot") ? this.slots() : this.rows(thing.closest(".board-slot"));
    const place = list.indexOf(thing);
    const heir = list[place + 1] ?? list[place - 1];
    box.checked = true;
    thing.hidden = true;
    for (const row of thing.querySelectorAll(".pinned")) row.querySelector("[name$='-DELETE']").checked = true;
    this.changed();
    (heir?.querySelector(".rows__move--remove") ?? this.querySelector("[data-add-slot]")).focus();
    this.say("removed", "");
  }

  // Dragging
  start(event, thing) {
    if (!thing.draggable || event.target !== thing) return;
    event.stopPropagation();
    this.dragged = thing;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    requestAnimationFrame(() => thing.classList.add("is-dragged"));
  }

  over(event) {
    if (!this.dragged) return;
    event.preventDefault();
    const slot = event.target.closest(".board-slot");
    if (!slot) return;
    for (const one of this.slots()) one.classList.toggle("is-over", one === slot && !this.dragged.matches(".board-slot"));
    if (this.dragged.matches(".board-slot")) return this.insert(slot, this.dragged, event);
    const row = event.target.closest(".pinned");
    if (row && row !== this.dragged) this.insert(row, this.dragged, event);
    else if (!row && this.dragged.closest(".board-slot") !== slot) slot.querySelector(".board-slot__stories").append(this.dragged);
  }

  insert(beside, thing, event) {
    if (beside === thing) return;
    const box = beside.getBoundingClientRect();
    if (event.clientY > box.top + box.height / 2) beside.after(thing);
    else beside.before(thing);
  }

  drop(event) {
    if (this.dragged) event.preventDefault();
  }

  end() {
    const thing = this.dragged;
    if (!thing) return;
    this.dragged = null;
    thing.draggable = false;
    thing.classList.remove("is-dragged");
    for (const one of this.slots()) one.classList.remove("is-over");
    // What came from the shelf and was let go outside of every slot stays there.
    if (thing.isConnected && thing.closest(".board-slot, .board__slots")) this.changed();
  }

  // A story of the shelf is carried as the row that it will be.
  carry(story) {
    this.dragged = this.newRow(story);
    this.dragged.draggable = true;
    this.dragged.classList.add("is-dragged");
  }

  // Adding
  place(story, slot = this.slots()[0]) {
    if (!slot) return;
    const row = this.newRow(story);
    slot.querySelector(".board-slot__stories").append(row);
    this.changed();
    row.scrollIntoView({ block: "nearest" });
    this.say("placed", `${slot.dataset.name}: ${story.headline}`);
  }

  pin(slot, ruled) {
    this.place(ruled.dataset && { ...ruled.dataset, number: ruled.dataset.story }, slot);
    const next = slot.querySelector(".ruled:not([hidden]) .ruled__pin");
    (next ?? slot.querySelector(".rows__move--down")).focus();
  }

  newRow(story) {
    const row = this.cloned("#new-story", "stories").querySelector(".pinned");
    row.querySelector("[name$='-story']").value = story.number;
    row.dataset.state = story.state;
    const headline = row.querySelector(".pinned__headline");
    Object.assign(headline, { textContent: story.headline, lang: story.language, dir: story.direction });
    row.querySelector(".pinned__facts").textContent = story.facts;
    if (story.thumbnail) row.querySelector(".pinned__picture").append(Object.assign(new Image(96, 54), { src: story.thumbnail, alt: "" }));
    this.equipRow(row);
    return row;
  }

  addSlot() {
    const slot = this.cloned("#new-slot", "slots").querySelector(".board-slot");
    const size = slot.querySelector("[name$='-size']");
    slot.querySelector("[name$='-layout']").value = "list";
    size.value ||= 5;
    this.list.append(slot);
    this.equipSlot(slot);
    this.changed();
    slot.querySelector("[name$='-heading']").focus();
  }

  cloned(template, prefix) {
    const total = this.form.querySelector(`[name='${prefix}-TOTAL_FORMS']`);
    const made = document.createElement("div");
    made.innerHTML = document.querySelector(template).innerHTML.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    return made;
  }

  // Keeping the form true
  input(event) {
    const slot = event.target.closest(".board-slot");
    if (slot) this.paint(slot);
    this.changed();
  }

  paint(slot) {
    const value = (name) => slot.querySelector(`[name$='-${name}']`).value;
    const layout = slot.querySelector("[name$='-layout']");
    slot.dataset.layout = value("layout");
    slot.dataset.width = value("width");
    slot.dataset.rule = value("backfill");
    slot.dataset.name = value("heading") || layout.selectedOptions[0]?.textContent || "";
    slot.querySelector(".board-slot__name").textContent = slot.dataset.name;
    slot.setAttribute("aria-label", slot.dataset.name);
    for (const field of slot.querySelectorAll(".of-rule")) field.hidden = !field.classList.contains(`of-${value("backfill")}`);
  }

  number() {
    for (const [place, slot] of this.slots().entries()) {
      slot.querySelector("[name$='-position']").value = place;
      for (const [row, pinned] of this.rows(slot).entries()) {
        pinned.querySelector("[name$='-slot']").value = slot.dataset.slot;
        pinned.querySelector("[name$='-position']").value = row;
      }
    }
    // What is pinned is no longer what the rule would add.
    const placed = new Set(this.slots().flatMap((slot) => this.rows(slot).map((row) => row.querySelector("[name$='-story']").value)));
    for (const story of this.querySelectorAll(".ruled")) story.hidden = placed.has(story.dataset.story);
    for (const story of this.querySelectorAll(".shelf__story")) story.classList.toggle("is-placed", placed.has(story.dataset.story));
    this.dispatchEvent(new CustomEvent("front:arranged"));
  }

  changed() {
    this.number();
    this.isChanged = true;
    this.querySelector(".bar__state").textContent = this.getAttribute("unsaved");
  }

  leave() {
    this.number();
    this.isChanged = false;
  }

  say(what, more) {
    this.said.textContent = `${this.getAttribute(what)} ${more}`;
  }
}

customElements.define("front-board", FrontBoard);
