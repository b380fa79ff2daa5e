// One stop of the Tab key for many buttons, arrow keys among them:
// https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex

const ROW = 8; // pixels that two buttons of one row may differ by

function isReversed(container) {
  return getComputedStyle(container).direction === "rtl";
}

function beside(buttons, current, step) {
  return buttons[(buttons.indexOf(current) + step + buttons.length) % buttons.length];
}

/** The button above or below: the nearest of the next row. */
function across(buttons, current, isDown) {
  const from = current.getBoundingClientRect();
  const boxes = buttons.map((button) => ({ button, box: button.getBoundingClientRect() }));
  const others = boxes.filter(({ box }) => (isDown ? box.top > from.top + ROW : box.top < from.top - ROW));
  const far = ({ box }) => Math.abs(box.top - from.top) * 10 + Math.abs(box.left - from.left);
  return others.sort((one, other) => far(one) - far(other))[0]?.button;
}

function next(container, buttons, current, key) {
  const forward = isReversed(container) ? "ArrowLeft" : "ArrowRight";
  if (key === "Home") return buttons[0];
  if (key === "End") return buttons.at(-1);
  if (key === "ArrowLeft" || key === "ArrowRight") return beside(buttons, current, key === forward ? 1 : -1);
  if (key === "ArrowDown" || key === "ArrowUp") return across(buttons, current, key === "ArrowDown");
  return null;
}

/** Let arrow keys, Home and End move among the buttons of a container; it may be filled again later. */
export function rove(container, selector = "button") {
  const buttons = () => [...container.querySelectorAll(selector)].filter((button) => !button.disabled);
  const settle = (chosen) => {
    for (const button of buttons()) button.tabIndex = button === chosen ? 0 : -1;
  };
  container.addEventListener("keydown", (event) => {
    const current = event.target.closest(selector);
    const chosen = current && next(container, buttons(), current, event.key);
    if (!chosen || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    settle(chosen);
    chosen.focus();
  });
  container.addEventListener("focusin", (event) => {
    const current = event.target.closest(selector);
    if (current) settle(current);
  });
  settle(buttons()[0]);
  return () => settle(buttons()[0]);
}
