// Signs a person in again without leaving the page: their text stays where it is.

let asking = null;

// Resolves once the person is signed in again, with the page's tokens renewed. One dialog at a time.
export function askToSignIn(sessionUrl, words) {
  asking ||= ask(sessionUrl, words).finally(() => { asking = null; });
  return asking;
}

// Asks the server for this session's token and puts it into every form of the page.
export async function renewToken(sessionUrl) {
  const { token } = await (await fetch(sessionUrl)).json();
  use(token);
  return token;
}

function use(token) {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
}

function ask(sessionUrl, words) {
  return new Promise((resolve) => {
    const dialog = Object.assign(document.createElement("dialog"), { className: "sign-in-again" });
    dialog.setAttribute("aria-labelledby", "sign-in-again-title");
    const title = Object.assign(document.createElement("h2"), { id: "sign-in-again-title", textContent: words.ended });
    const inside = Object.assign(document.createElement("form"), { method: "dialog" });
    const user = field(words.username, "text", "username");
    const password = field(words.password, "password", "current-password");
    const problem = Object.assign(document.createElement("p"), { className: "errornote", hidden: true });
    problem.setAttribute("role", "alert");
    const go = Object.assign(document.createElement("button"), { type: "submit", className: "button default" });
    go.textContent = words.signIn;
    inside.append(title, problem, user, password, go);
    dialog.append(inside);
    document.body.append(dialog);
    // Escape would leave the page half signed in: the text is safe, but nothing could be saved.
    let isDone = false;
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", () => { if (!isDone) dialog.showModal(); });
    inside.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await signIn(sessionUrl, user.control.value, password.control.value);
      if (!answer.token) {
        problem.textContent = answer.error || words.wrong;
        problem.hidden = false;
        password.control.select();
        return;
      }
      use(answer.token);
      isDone = true;
      dialog.close();
      dialog.remove();
      resolve();
    });
    dialog.showModal();
    user.control.focus();
  });
}

function field(label, type, autocomplete) {
  const wrapper = document.createElement("label");
  const control = Object.assign(document.createElement("input"), { type, autocomplete, required: true });
  wrapper.append(label, control);
  return wrapper; // whose own property `control` is the field
}

async function signIn(url, username, password) {
  try {
    const token = await renewToken(url);
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ username, password }),
    });
    return await response.json();
  } catch {
    return {};
  }
}
