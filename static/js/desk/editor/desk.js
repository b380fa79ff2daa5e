// What the page tells the editor: its words, addresses and providers. The widget writes them into the text box.

const told = document.querySelector("[data-body-editor]")?.dataset.bodyEditor;

export const desk = JSON.parse(told ?? "{}");
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const numbers = new Intl.NumberFormat(document.documentElement.lang || undefined);

/** Say an English sentence in the person's language; {name} stands for a value. */
export function t(sentence, values = {}) {
  const said = desk.words?.[sentence] ?? sentence;
  return said.replace(/\{(\w+)\}/g, (_whole, name) => values[name] ?? "");
}

export function counted(number) {
  return numbers.format(number);
}

/** Make an element: properties by their names in the DOM, data-, aria- and role as attributes. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (/^(data-|aria-|role|dir$|lang$)/.test(name)) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SIGNS = { Mod: "⌘", Alt: "⌥", Shift: "⇧" };
const NAMES = { Mod: "Ctrl" };

/** Write a shortcut as the person's keyboard has it: "Mod-Alt-2" is Ctrl+Alt+2, or ⌥⌘2. */
export function shortcut(keys) {
  const parts = keys.split("-").map((key) => (key.length === 1 ? key.toUpperCase() : key));
  if (isMac) return parts.map((key) => SIGNS[key] ?? key).join("");
  return parts.map((key) => NAMES[key] ?? key).join("+");
}

/** The same for assistive technology: https://www.w3.org/TR/wai-aria-1.2/#aria-keyshortcuts */
export function ariaShortcut(keys) {
  const parts = keys.split("-").map((key) => (key === "Mod" ? (isMac ? "Meta" : "Control") : key));
  return parts.map((key) => (key.length === 1 ? key.toUpperCase() : key)).join("+");
}

/** Run a function once things have been quiet for a while; the last call wins. */
export function settled(wait, run) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...given), wait);
  };
}

/** Take a change of the text in hand: run it and come back to the text. */
export function change(editor, build) {
  const { tr } = editor.state;
  build(tr);
  editor.view.dispatch(tr.scrollIntoView());
  editor.view.focus();
}
