// Desk mode by keyboard: every key presses something that is on the page. Keeps the claim while somebody works.
import { askToSignIn, renewToken } from "./sign-in.js";
import { followChips } from "./desk-news.js";
import { offersOf } from "./desk-offers.js";

const RENEW_EVERY = 60_000;
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
const CHIPS = ".tag-list__chip, .link-list__chip";

class DeskMode extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("#desk_form");
    this.words = JSON.parse(this.getAttribute("words"));
    this.dialog = this.querySelector("#dm-keys");
    this.querySelector(".dm__help").hidden = false;
    this.querySelector(".dm__help").addEventListener("click", () => this.help());
    this.offers = offersOf(this);
    followChips(this, () => this.offers.renew());
    this.rememberLetters();
    document.addEventListener("keydown", (event) => this.press(event));
    this.form.addEventListener("submit", (event) => this.send(event));
    for (const name of ["change", "input"]) this.form.addEventListener(name, () => { this.isChanged = true; });
    addEventListener("beforeunload", (event) => { if (this.isChanged && !this.isSaving) event.preventDefault(); });
    addEventListener("pagehide", () => this.letGo());
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
    for (const name of ["keydown", "pointerdown", "scroll"]) addEventListener(name, () => this.renewSoon(), { passive: true });
    this.renewed = Date.now();
    (this.querySelector("#mistakes") ?? this.querySelector(".dm__text")).focus({ preventScroll: true });
    this.isChanged = this.querySelector("#mistakes") !== null;
    this.dataset.ready = "";
  }

  // Keys

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || this.dialog.open) return;
    if (event.key === "Escape") return document.activeElement.matches(TYPING) && this.querySelector(".dm__text").focus();
    if (event.target.closest(TYPING) || (!this.letters.checked && event.key !== "?")) return;
    const key = letterOf(event);
    const act = this.actOn(key, event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  actOn(key, event) {
    const chip = event.target.closest(CHIPS);
    if (chip && this.onChip(key, chip)) return this.onChip(key, chip);
    const acts = {
      "?": () => this.help(),
      t: () => this.querySelector(".tag-list__field")?.focus(),
      l: () => this.querySelector(".link-list__field")?.focus(),
      c: () => this.nextChip(chip),
      j: () => this.offers.go(1),
      k: () => this.offers.go(-1),
      a: () => this.offers.answer("yes"),
      r: () => this.offers.answer("no"),
      p: () => this.offers.answer("pin"),
      v: () => this.offers.answer("never"),
    };
    const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    return acts[key] ?? (button && (() => button.click()));
  }

  onChip(key, chip) {
    const press = (name) => chip.querySelector(`[class*="__button--${name}"]`)?.click();
    const stay = (act) => () => {
      act();
      (chip.isConnected ? chip.querySelector("[class*=__button--remove]") : null)?.focus();
    };
    const acts = {
      "[": stay(() => press("up")),
      "]": stay(() => press("down")),
      m: stay(() => { while (chip.previousElementSibling) press("up"); }),
      e: chip.querySelector("details") && (() => {
        chip.querySelector("details").open = true;
        chip.querySelector("select").focus();
      }),
      Delete: () => press("remove"),
      Backspace: () => press("remove"),
    };
    return acts[key];
  }

  nextChip(chip) {
    const chips = [...this.querySelectorAll(CHIPS)];
    const next = chips[(chips.indexOf(chip) + 1) % chips.length];
    next?.querySelector("[class*=__button--remove]")?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  help() {
    this.dialog.showModal();
  }

  // One-letter keys disturb people who speak to their computer: they can be switched off, for this device.
  rememberLetters() {
    this.letters = this.querySelector("#dm-letters");
    this.letters.checked = localStorage.getItem("newsroom:letters") !== "off";
    this.letters.addEventListener("change", () => {
      localStorage.setItem("newsroom:letters", this.letters.checked ? "on" : "off");
    });
  }

  // Saving and the claim

  async send(event) {
    if (event.submitter?.hasAttribute("formaction") || event.submitter?.name === "_back" || this.isSaving) return;
    event.preventDefault();
    await this.renew();
    this.isSaving = true;
    this.form.requestSubmit(event.submitter);
  }

  renewSoon() {
    if (Date.now() - this.renewed > RENEW_EVERY) this.renew();
  }

  async renew() {
    this.renewed = Date.now();
    const token = () => this.form.elements.csrfmiddlewaretoken.value;
    const post = () => fetch(this.getAttribute("renew"), { method: "POST", headers: { "X-CSRFToken": token() } });
    const session = this.getAttribute("session");
    let response = await post().catch(() => null);
    // Signing in in another tab makes this one's token old.
    if (response?.status === 403) {
      await renewToken(session).catch(() => null);
      response = await post().catch(() => null);
    }
    if (response?.status === 401) {
      await askToSignIn(session, this.words);
      response = await post().catch(() => null);
    }
    const answer = response?.ok ? await response.json() : null;
    if (answer && !answer.mine) this.say(answer.sentence);
  }

  say(sentence) {
    this.notice ||= this.querySelector(".dm__bar").appendChild(document.createElement("p"));
    this.notice.className = "dm__notice";
    this.notice.setAttribute("role", "status");
    this.notice.textContent = sentence;
  }

  letGo() {
    if (this.isSaving) return;
    const body = new URLSearchParams({ from: this.getAttribute("story"), csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value });
    navigator.sendBeacon(this.getAttribute("leave"), body);
  }
}

// The letter on the key where the keyboard writes another script.
function letterOf(event) {
  if (/^[\x20-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  return /^Key[A-Z]$/.test(event.code) && event.key.length === 1 ? event.code.slice(3).toLowerCase() : event.key;
}

customElements.define("desk-mode", DeskMode);
