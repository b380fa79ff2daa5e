// How one use shows a picture: cut to a shape, around a point of its own. Written "4:3 0.25,0.50", as images/crops.py has it.

import "desk/focal-point";
import { altsOf } from "desk/editor/alt-text";
import { make, t } from "desk/editor/desk";
import { action, openDialog } from "desk/editor/dialog";

const SHAPES = ["16:9", "4:3", "1:1", "3:4"];
const GALLERY = "4:3";
const NAME = /^(\d{1,2}:\d{1,2}) ([01]\.\d\d),([01]\.\d\d)$/;
let count = 0;

/** Read a crop from its name; null for anything else. */
export function cropNamed(name) {
  const [, shape, across, down] = NAME.exec(name ?? "") ?? [];
  return SHAPES.includes(shape) ? { shape, point: [Number(across), Number(down)] } : null;
}

/** Read the crops of a gallery from its attribute, by number. */
export const cropsOf = altsOf;

/** Have an image show what the crop of that name keeps; "" shows all of it. */
export function showCropped(image, name) {
  const crop = cropNamed(name);
  image.style.aspectRatio = crop ? crop.shape.replace(":", " / ") : "";
  image.style.objectFit = crop ? "cover" : "";
  if (!crop) return;
  const [wide, high] = crop.shape.split(":").map(Number);
  const place = () => {
    const own = image.naturalWidth / image.naturalHeight;
    const parts = [Math.min(1, wide / high / own), Math.min(1, own / (wide / high))];
    image.style.objectPosition = crop.point.map((point, side) => `${percent(point, parts[side])}%`).join(" ");
  };
  if (image.naturalWidth) place();
  image.onload = place;
}

/** Where to stand a picture in a frame that shows `part` of it around `point`. */
function percent(point, part) {
  if (part > 0.999) return 50;
  return Math.round((Math.min(1 - part, Math.max(0, point - part / 2)) / (1 - part)) * 1000) / 10;
}

function shapes(chosen, change) {
  const name = `be-shape-${++count}`;
  const radio = (shape) => {
    const input = make("input", { type: "radio", name, value: shape, checked: shape === chosen });
    input.addEventListener("change", () => change(shape));
    return make("label", { className: "be-shape" }, input, shape || t("Whole picture"));
  };
  const legend = make("legend", { textContent: t("Shape") });
  return make("fieldset", { className: "be-shapes" }, legend, ...["", ...SHAPES].map(radio));
}

/** One picture to cut: its point, its shape where that can be chosen, and what readers will see. */
function asked(row, own, isFrame) {
  if (row.noCrop) {
    const note = make("p", { className: "be-warning", textContent: t("This picture must not be cropped.") });
    return { part: make("div", { className: "be-crop" }, note), answer: () => null };
  }
  const crop = cropNamed(own);
  const state = { shape: crop?.shape ?? (isFrame ? GALLERY : ""), isOwn: Boolean(crop) };
  const fields = (crop?.point ?? row.focal).map((value) => make("input", { type: "hidden", id: `be-point-${++count}`, value: value.toFixed(2) }));
  const name = () => `${state.shape} ${fields.map((field) => Number(field.value).toFixed(2)).join(",")}`;
  const shown = make("img", { className: "be-crop__shown", src: row.thumbnail, alt: "" });
  const follow = isFrame ? action(t("Follow the library"), () => setPoint(row.focal, false)) : null;
  const show = () => {
    showCropped(shown, state.shape ? name() : "");
    if (follow) follow.disabled = !state.isOwn;
  };
  const setPoint = (point, isOwn) => {
    fields.forEach((field, side) => {
      field.value = point[side].toFixed(2);
      field.dispatchEvent(new Event("input"));
    });
    state.isOwn = isOwn;
    show();
  };
  for (const field of fields) {
    field.addEventListener("change", () => {
      state.isOwn = true;
      show();
    });
  }
  const label = t("Focal point. Click on the picture, or use the arrow keys; with Shift in larger steps.");
  const image = make("img", { className: "be-crop__whole", src: row.thumbnail, alt: row.alt || row.title });
  const point = make("focal-point", {}, image);
  for (const [attribute, value] of [["across", fields[0].id], ["down", fields[1].id], ["label", label]]) point.setAttribute(attribute, value);
  const chooser = isFrame
    ? null
    : shapes(state.shape, (shape) => {
        state.shape = shape;
        show();
      });
  const result = make("figure", { className: "be-crop__result" }, shown, make("figcaption", { className: "be-note", textContent: t("Readers see") }));
  show();
  const part = make("div", { className: "be-crop" }, ...fields, point, make("div", { className: "be-crop__side" }, chooser, result, follow));
  return { part, answer: () => (isFrame ? (state.isOwn ? name() : null) : state.shape ? name() : null) };
}

/** Ask how this use cuts each picture; `own` has the names of its crops by number, and `use(names)` gets them again. */
export function openCrops(editor, rows, own, isGallery, use) {
  const parts = rows.map((row) => ({ row, ...asked(row, own[row.id] ?? "", isGallery) }));
  const submit = () => {
    const names = parts.map(({ row, answer }) => [row.id, answer()]).filter(([, name]) => name);
    close();
    use(Object.fromEntries(names));
  };
  const close = openDialog(editor, {
    title: t("Crop for this story"),
    content: [
      make("p", { className: "be-note", textContent: t("Click on what must stay in view. Other stories keep their own crops.") }),
      ...parts.map(({ part }) => part),
    ],
    confirm: t("Use this crop"),
    submit,
    isWide: true,
  });
}
