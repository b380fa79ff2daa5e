// Dialogs: the browser's own, outside the form, so that nothing typed in them is sent with the story.

import { make, t } from "desk/editor/desk";
import { icon } from "desk/editor/icons";

let count = 0;

/** A button with words. */
export function action(label, perform, properties = {}) {
  const made = make("button", { type: "button", className: "be-button", textContent: label, ...properties });
  if (perform) made.addEventListener("click", perform);
  return made;
}

/** A button with a sign, and its name for everybody who cannot read signs. */
export function signed(name, label, perform, properties = {}) {
  const named = { type: "button", className: "be-tool", title: label, "aria-label": label, ...properties };
  const made = make("button", named, icon(name));
  made.addEventListener("click", perform);
  return made;
}

/** A field with its label above it. */
export function field(label, input) {
  input.id ||= `be-field-${++count}`;
  return make("div", { className: "be-field" }, make("label", { htmlFor: input.id, textContent: label }), input);
}

/**
 * Open a dialog over the page and return a function that closes it. Escape closes it too, and the text gets the
 * focus back. `submit` is called for Enter and for the main button, whose words are `confirm`.
 */
export function openDialog(editor, { title, content, confirm, submit, others = [], isWide = false }) {
  const heading = make("h2", { id: `be-dialog-${++count}`, textContent: title });
  const dialog = make("dialog", { className: isWide ? "be-dialog be-dialog--wide" : "be-dialog" });
  dialog.setAttribute("aria-labelledby", heading.id);
  const close = () => dialog.close();
  const shut = signed("close", t("Close"), close);
  const buttons = [...others];
  if (confirm) buttons.push(make("button", { type: "submit", className: "be-button be-button--main", textContent: confirm }));
  const form = make(
    "form",
    { className: "be-dialog__form", noValidate: true },
    make("header", { className: "be-dialog__head" }, heading, shut),
    make("div", { className: "be-dialog__content" }, ...content),
    buttons.length ? make("footer", { className: "be-dialog__foot" }, ...buttons) : null,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit?.();
  });
  dialog.append(form);
  dialog.addEventListener("close", () => {
    dialog.remove();
    editor.view.focus();
  });
  // A click on what lies behind it closes it.
  dialog.addEventListener("mousedown", (event) => event.target === dialog && close());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("[autofocus], input:not([type=file]), textarea")?.focus();
  return close;
}
