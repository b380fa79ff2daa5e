// New entries of a live story, without reloading. Everybody asks for the same small page, which is answered from
// memory, and in a few bytes when nothing has changed (ETag). Without this the page is whole: reloading it helps.

const EVERY = 12_000;
const LONGEST = 180_000;

class LiveStory extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector(".live__entries");
    this.button = this.querySelector(".live__waiting button");
    this.told = this.querySelector("[role=status]");
    this.waiting = [];
    this.pause = EVERY;
    this.querySelector("[data-live-refresh]")?.setAttribute("hidden", "");
    this.button.addEventListener("click", () => this.release());
    this.addEventListener("click", (event) => this.jump(event));
    document.addEventListener("visibilitychange", () => !document.hidden && this.isLive && this.ask());
    if (this.isLive) this.wait();
  }

  // A key moment that stands on this page already is a jump away.
  jump(event) {
    const link = event.target.closest("[data-live-moments] a");
    if (!link || !document.getElementById(link.hash.slice(1))) return;
    event.preventDefault();
    location.hash = link.hash;
  }

  get isLive() {
    return this.querySelector("[data-live-state]")?.dataset.liveState === "live";
  }

  wait() {
    clearTimeout(this.timer);
    // Not all at the same moment.
    this.timer = setTimeout(() => this.ask(), this.pause * (0.85 + Math.random() * 0.3));
  }

  async ask() {
    clearTimeout(this.timer);
    if (document.hidden) return; // asked again when the reader is back
    try {
      const answer = await fetch(this.dataset.address, { cache: "no-cache" });
      if (!answer.ok) throw new Error(answer.status);
      this.take(new DOMParser().parseFromString(await answer.text(), "text/html"));
      this.pause = EVERY;
    } catch {
      this.pause = Math.min(this.pause * 2, LONGEST);
    }
    if (this.isLive) this.wait();
  }

  take(page) {
    for (const part of ["[data-live-state]", "[data-live-moments]"]) {
      const [old, fresh] = [this.querySelector(part), page.querySelector(part)];
      if (fresh && old.innerHTML !== fresh.innerHTML) old.replaceWith(document.importNode(fresh, true));
    }
    const fresh = [...page.querySelectorAll("[data-entry]")];
    this.drop(fresh);
    const known = new Set([...this.list.children, ...this.waiting].map((entry) => entry.id));
    const added = [];
    for (const entry of fresh) {
      if (!known.has(entry.id)) added.push(document.importNode(entry, true));
      else this.change(entry);
    }
    const newest = this.list.children.length ? this.newest() : "";
    this.waiting.unshift(...added.filter((entry) => !newest || later(entry.dataset.at, newest)));
    if (this.waiting.length) this.offer();
  }

  newest() {
    const places = [...this.list.children].map((entry) => entry.dataset.at);
    return places.reduce((one, other) => (later(one, other) ? one : other));
  }

  change(entry) {
    const old = document.getElementById(entry.id);
    if (old && old.dataset.mark !== entry.dataset.mark) old.replaceWith(document.importNode(entry, true));
    this.waiting = this.waiting.map((one) => (one.id === entry.id ? document.importNode(entry, true) : one));
  }

  // What was taken away is missing among the entries of its time.
  drop(fresh) {
    if (!fresh.length) return;
    const ids = new Set(fresh.map((entry) => entry.id));
    const oldest = fresh[fresh.length - 1].dataset.at;
    const isGone = (entry) => !ids.has(entry.id) && later(entry.dataset.at, oldest);
    for (const entry of [...this.list.children]) if (isGone(entry)) entry.remove();
    this.waiting = this.waiting.filter((entry) => !isGone(entry));
  }

  // Nothing may move under the eyes of somebody who reads further down.
  offer() {
    const number = this.waiting.length;
    const words = number === 1 ? this.dataset.one : this.dataset.many.replace("%s", number.toLocaleString());
    this.told.textContent = words;
    const isAtTop = this.list.getBoundingClientRect().top > 0;
    if ("hasEnd" in this.dataset && (isAtTop || !("newestFirst" in this.dataset))) return this.release();
    this.button.textContent = words;
    this.button.hidden = false;
  }

  release() {
    this.button.hidden = true;
    if (!("hasEnd" in this.dataset)) return location.assign(this.querySelector("[data-live-refresh]").href);
    this.querySelector("[data-live-none]")?.remove();
    const entries = this.waiting.splice(0);
    for (const entry of entries) entry.classList.add("live-update--new");
    if ("newestFirst" in this.dataset) this.list.prepend(...entries);
    else this.list.append(...entries.reverse());
    if (document.activeElement === this.button) this.list.firstElementChild?.querySelector("a")?.focus();
  }
}

// Places are a moment in microseconds and a number: “1795644000000000-17”.
function later(one, other) {
  const [a, b] = [one, other].map((place) => /^(-?\d+)-(\d+)$/.exec(place).slice(1).map(BigInt));
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
}

customElements.define("live-story", LiveStory);
