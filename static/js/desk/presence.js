// Says who else has the story open, by asking the server, and tells it that this tab has.

const EVERY = 10_000;

export async function watchPresence(place, form, { send, isChanged, words }) {
  const list = document.getElementById("presence");
  const tab = await tabName();

  async function tell() {
    try {
      const response = await send("POST", place.dataset.presenceUrl, { tab, typing: isChanged() });
      if (response.ok) show(await response.json());
    } catch { /* the next round tells */ }
  }

  function show(answer) {
    if (!list) return;
    const lines = answer.others.map((one) => (one.typing ? words.typing : words.present).replace("{name}", one.name));
    if (answer.own_tabs) lines.push(words.tabs);
    // Who only reads has nothing that another's save could overtake.
    if (form.elements.seen && answer.version > Number(form.elements.seen.value || 0) && !answer.saved_by_me) {
      lines.push(words.overtaken.replace("{name}", answer.saved_by).replace("{time}", answer.saved_at));
    }
    // A status that says the same again would be read aloud again.
    if (lines.join("\n") === [...list.children].map((line) => line.textContent).join("\n")) return;
    list.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    list.hidden = !lines.length;
  }

  tell();
  setInterval(tell, Number(place.dataset.presenceEvery) || EVERY);
  addEventListener("pagehide", () => {
    fetch(place.dataset.presenceUrl, {
      method: "DELETE",
      keepalive: true,
      body: JSON.stringify({ tab }),
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    }).catch(() => {});
  });
}

// A tab keeps its name when it loads another page. A duplicated tab brings its twin's name along: whoever holds
// the lock was first. Locks, as random names from crypto.randomUUID, exist only where the connection is secure.
async function tabName() {
  const name = (sessionStorage.newsroomTab ||= randomName());
  if (!navigator.locks || await holds(`newsroom:${name}`)) return name;
  return (sessionStorage.newsroomTab = randomName());
}

function holds(name) {
  return new Promise((resolve) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {}); // held until the page goes
    });
  });
}

function randomName() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
