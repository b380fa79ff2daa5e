// Small helpers of the tag field.

export function make(name, className, properties = {}) {
  return Object.assign(document.createElement(name), { className }, properties);
}

export function button(className, label, act, properties = {}) {
  const made = make("button", className, { type: "button", textContent: label, ...properties });
  made.addEventListener("click", act);
  return made;
}
