// Keeps a story's form from being lost: autosave, and an offer of what only this device has.
// Reads its addresses and words from <div id="safekeeping" data-…> inside the form.
import { watchPresence } from "./presence.js";
import { askToSignIn, renewToken } from "./sign-in.js";

const AFTER_TYPING = 3000;
const AT_LEAST_EVERY = 20_000;
const LOOK_EVERY = 5000;
const IGNORED = new Set(["csrfmiddlewaretoken", "seen"]);

const place = document.getElementById("safekeeping");
const form = place?.closest("form");
if (form) start();

function start() {
  const words = JSON.parse(place.dataset.words);
  const state = document.getElementById("save-state");
  const local = `newsroom:${place.dataset.draft ? "new" : location.pathname}`;
  const afterTyping = Number(place.dataset.afterTyping) || AFTER_TYPING;
  const atLeastEvery = Number(place.dataset.atLeastEvery) || AT_LEAST_EVERY;
  // A form that came back with its mistakes is neither saved nor kept.
  const isUnsaved = document.getElementById("mistakes") !== null;
  let opened = null; // the form as it was opened
  let kept = isUnsaved ? "" : null; // and as it was last kept
  let timer = 0;
  let changedSince = 0;
  let isSending = false;
  let isLeaving = false;

  const isWritten = ([name, value]) => typeof value === "string" && !name.startsWith("_") && !IGNORED.has(name);
  const text = () => JSON.stringify([...new FormData(form)].filter(isWritten));
  const isDirty = () => kept !== null && text() !== kept;
  const isChanged = () => isUnsaved || (opened !== null && text() !== opened);
  const say = (sentence, kind = "") => {
    if (!state) return;
    state.textContent = sentence;
    state.dataset.kind = kind;
  };

  // The editors fill their fields while they load, and whatever changes before somebody touches the form is their
  // doing: the first touch finds the form as it was opened.
  const remember = () => {
    if (opened !== null) return;
    opened = text();
    kept ??= opened;
  };
  for (const touch of ["pointerdown", "keydown", "beforeinput", "paste", "drop"]) {
    form.addEventListener(touch, remember, { capture: true, once: true });
  }

  async function send(method, url, body, isFirst = true) {
    const response = await fetch(url, {
      method,
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify(body),
    });
    if (response.status === 401) {
      await askToSignIn(place.dataset.sessionUrl, words);
      return send(method, url, body);
    }
    // Signing in in another tab makes this one's token old.
    if (response.status === 403 && isFirst && response.headers.get("Content-Type")?.includes("html")) {
      await renewToken(place.dataset.sessionUrl);
      return send(method, url, body, false);
    }
    return response;
  }

  async function autosave() {
    clearTimeout(timer);
    timer = 0;
    if (isSending || isLeaving || !isDirty()) return;
    isSending = true;
    changedSince = 0;
    const now = text();
    say(words.saving);
    try {
      await keep(now);
    } catch {
      keepHere(now);
      say(words.offline, "offline");
    } finally {
      isSending = false;
      if (isDirty()) wait();
    }
  }

  async function keep(now) {
    const response = await send("POST", place.dataset.autosaveUrl, {
      data: JSON.parse(now),
      draft: place.dataset.draft,
      started_from: Number(form.elements.seen?.value || 0),
    });
    const answer = await response.json();
    if (response.ok) {
      kept = now;
      localStorage.removeItem(local);
      say(words.saved.replace("{time}", answer.label), "saved");
    } else {
      keepHere(now);
      say(answer.error || words.offline, "offline");
    }
  }

  function keepHere(now) {
    try {
      localStorage.setItem(local, JSON.stringify({ at: Date.now(), seen: form.elements.seen?.value, data: now }));
    } catch { /* the device is full: the page still holds the text */ }
  }

  // A pause in typing is the time to keep; without one, so is the end of the longest wait.
  function wait() {
    if (kept === null) return;
    changedSince ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(autosave, Math.max(0, Math.min(afterTyping, changedSince + atLeastEvery - Date.now())));
  }

  form.addEventListener("input", wait);
  form.addEventListener("change", wait);
  // Editors and pickers change fields without an event.
  setInterval(() => { if (!timer && isDirty()) autosave(); }, LOOK_EVERY);
  addEventListener("online", autosave);
  addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") autosave(); });

  form.addEventListener("submit", () => {
    isLeaving = true;
    if (isChanged()) keepHere(text());
  });
  addEventListener("beforeunload", (event) => { if (!isLeaving && isChanged()) event.preventDefault(); });
  addEventListener("pageshow", (event) => { if (event.persisted) isLeaving = false; });

  // A story that was new a moment ago has arrived: what the form for new ones kept is here now.
  if (place.dataset.savedByMe && Number(place.dataset.version) <= 2) localStorage.removeItem("newsroom:new");
  offerWhatIsHere(local, words);
  if (place.dataset.presenceUrl) watchPresence(place, form, { send, isChanged, words });
}

// Text that only this device has, because the server could not be reached: put it back by a press.
function offerWhatIsHere(local, words) {
  const found = localStorage.getItem(local);
  // A form that came back with its mistakes holds the text itself.
  if (!found || document.getElementById("mistakes")) return;
  const { at, data, seen } = JSON.parse(found);
  const wasSaved = place.dataset.savedByMe && Number(place.dataset.version) > Number(seen || 0);
  if (wasSaved) {
    localStorage.removeItem(local);
    return;
  }
  const banner = Object.assign(document.createElement("div"), { className: "safekeeping-banner" });
  banner.setAttribute("role", "status");
  const said = Object.assign(document.createElement("span"), { className: "safekeeping-banner__words" });
  said.textContent = words.here.replace("{time}", new Date(at).toLocaleTimeString(document.documentElement.lang));
  const use = button(words.use, () => recover(JSON.parse(data), seen));
  const drop = button(words.drop, () => {
    localStorage.removeItem(local);
    banner.remove();
  });
  banner.append(said, use, drop);
  place.append(banner);
}

function button(label, onclick) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button" });
  made.textContent = label;
  made.addEventListener("click", onclick);
  return made;
}

// Sends the kept form as a form, so that the server shows it again with all its rows; it saves nothing.
function recover(pairs, seen) {
  const carrier = Object.assign(document.createElement("form"), { method: "post", hidden: true });
  const token = form.elements.csrfmiddlewaretoken.value;
  for (const [name, value] of [...pairs, ["_recover", "1"], ["seen", seen ?? ""], ["csrfmiddlewaretoken", token]]) {
    carrier.append(Object.assign(document.createElement("textarea"), { name, value }));
  }
  document.body.append(carrier);
  carrier.submit();
}
