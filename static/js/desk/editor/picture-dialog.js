// Choosing from the picture library: one picture, or several in an order.

import { counted, desk, make, t } from "desk/editor/desk";
import { openDialog, signed } from "desk/editor/dialog";
import { lookUp, recall } from "desk/editor/library";
import { searching } from "desk/editor/searching";
import { uploading } from "desk/editor/uploading";

function image(row) {
  return row.thumbnail
    ? make("img", { src: row.thumbnail, alt: "", loading: "lazy" })
    : make("span", { className: "be-figure__missing", textContent: t("No picture to show") });
}

const STORY = /\/article\/(\d+)\//.exec(location.pathname)?.[1];

/** Why the library gives a picture to no new story, or "". */
function whyNot(row) {
  if (row.expired) return t("The rights have expired.");
  if (row.takenBy?.some((story) => String(story) !== STORY)) return t("For one use only; another story has it.");
  return "";
}

function card(row, choose) {
  const title = make("span", { className: "be-card__title", textContent: row.title, dir: "auto" });
  const credit = make("span", { className: "be-card__note", textContent: row.credit });
  const barred = whyNot(row);
  const warned = barred ? make("span", { className: "be-warning", textContent: barred }) : null;
  const button = make("button", { type: "button", className: "be-card" }, image(row), title, credit, warned);
  // Not `disabled`: the arrow keys lead here, and it says why it cannot be chosen.
  if (barred) button.setAttribute("aria-disabled", "true");
  else button.addEventListener("click", () => choose(row, button));
  return button;
}

function library(choose, mark = () => {}, files = []) {
  const upload = uploading((row) => {
    choose(row);
    found.refresh();
  });
  const draw = (row) => {
    const button = card(row, choose);
    mark(row, button);
    return button;
  };
  const offer = upload.offer;
  const found = searching({ kind: "picture", label: t("Search pictures"), className: "be-cards", draw, offer });
  upload.take(files);
  return { ...found, parts: [upload.part, ...found.parts] };
}

/** Let somebody choose one picture, or upload it; `use(row)` gets it. `files` are sent at once. */
export function openPictures(editor, use, files = []) {
  let close = () => {};
  const choose = (row) => {
    close();
    use(row);
  };
  const content = library(choose, () => {}, files).parts;
  close = openDialog(editor, { title: t("Choose a picture"), content, isWide: true });
}

/** Let somebody choose and order several pictures; `use(numbers)` gets them. */
export async function openGallery(editor, numbers, use) {
  await lookUp("picture", numbers).catch(() => []);
  const chosen = [...numbers];
  const strip = make("ol", { className: "be-strip", "aria-label": t("Pictures of the gallery, in order") });
  const note = make("p", { className: "be-note", role: "status" });
  const cards = new Map();

  const move = (number, step) => {
    const place = chosen.indexOf(number);
    chosen.splice(place, 1);
    if (step) chosen.splice(place + step, 0, number);
    show(step ? `[data-number="${number}"] [data-step="${step}"]` : ".be-strip__item button");
  };

  const item = (number, place) => {
    const row = recall("picture", number) ?? { title: String(number) };
    const named = (label) => `${label}: ${row.title}`;
    return make(
      "li",
      { className: "be-strip__item", "data-number": number },
      image(row),
      signed("earlier", named(t("Earlier")), () => move(number, -1), { disabled: place === 0, "data-step": "-1" }),
      signed("close", named(t("Take out")), () => move(number, 0)),
      signed("later", named(t("Later")), () => move(number, 1), { disabled: place === chosen.length - 1, "data-step": "1" }),
    );
  };

  function show(focus) {
    strip.replaceChildren(...chosen.map(item));
    for (const [number, button] of cards) button.setAttribute("aria-pressed", String(chosen.includes(number)));
    note.textContent = chosen.length ? t("Pictures: {count}", { count: counted(chosen.length) }) : t("Choose at least two.");
    if (focus) (strip.querySelector(`${focus}:enabled`) ?? strip.querySelector("button:enabled"))?.focus();
  }

  const search = library(
    (row) => {
      const place = chosen.indexOf(row.id);
      if (place >= 0) chosen.splice(place, 1);
      else if (chosen.length < desk.mostPictures) chosen.push(row.id);
      show();
    },
    (row, button) => {
      cards.set(row.id, button);
      button.setAttribute("aria-pressed", String(chosen.includes(row.id)));
    },
  );
  const submit = () => {
    if (chosen.length < 2) return show();
    close();
    return use(chosen);
  };
  const close = openDialog(editor, {
    title: t("Gallery"),
    content: [strip, note, ...search.parts],
    confirm: t("Use these pictures"),
    submit,
    isWide: true,
  });
  show();
}
