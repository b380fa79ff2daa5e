// A picture of the library, and a gallery of several: the text holds their numbers.

import { altsOf, openAltTexts } from "desk/editor/alt-text";
import { cropNamed, cropsOf, openCrops, showCropped } from "desk/editor/crops";
import { counted, make, t } from "desk/editor/desk";
import { figureNode, insertFigure } from "desk/editor/figures";
import { lookUp } from "desk/editor/library";
import { openGallery, openPictures } from "desk/editor/picture-dialog";

const NUMBERS = /^[1-9]\d{0,17}(,[1-9]\d{0,17})*$/;

function thumbnail(row, crop = "") {
  if (!row?.thumbnail) return make("span", { className: "be-figure__missing", textContent: t("No picture to show") });
  const image = make("img", { src: row.thumbnail, alt: row.alt || row.title, draggable: false });
  if (crop && !row.noCrop) showCropped(image, crop);
  return image;
}

/** What the desk should know of a picture before it goes out. */
function warnings(row, own = null, crop = null) {
  if (!row) return [t("This picture is not in the library any more.")];
  const found = [];
  if (row.expired) found.push(t("The rights have expired."));
  if (!row.alt && own === null) found.push(t("No alt text."));
  if (!row.credit) found.push(t("No credit."));
  if (crop && row.noCrop) found.push(t("This picture must not be cropped."));
  return found;
}

function said(row, own) {
  if (own === "") return t("Decorative.");
  const text = own ?? row.alt;
  return text ? t("Alt text: {text}", { text }) : "";
}

function facts(row, own, crop) {
  const warned = warnings(row, own, crop).map((sentence) => make("strong", { className: "be-warning", textContent: sentence }));
  if (!row) return warned;
  const opened = { href: row.address, target: "_blank", rel: "noopener", textContent: row.title };
  const cut = crop && !row.noCrop ? t("Cut for this story: {shape}", { shape: cropNamed(crop).shape }) : "";
  const words = [row.credit, said(row, own), cut].filter(Boolean).map((text) => make("bdi", { textContent: text }));
  return [make("a", opened), ...words, ...warned].flatMap((part, place) => (place ? [" · ", part] : [part]));
}

async function rowsOf(view) {
  const numbers = view.node.attrs.value.split(",").map(Number);
  return lookUp("picture", numbers).catch((error) => {
    view.facts.textContent = error.message;
    return null;
  });
}

async function drawPicture(view, done) {
  const rows = await rowsOf(view);
  if (!rows) return;
  const [row] = rows;
  const { alt, crop } = view.node.attrs;
  view.shown.replaceChildren(thumbnail(row, crop));
  view.facts.replaceChildren(...facts(row, alt, cropNamed(crop) && crop));
  if (row?.caption) view.hint = t("From the library: {caption}", { caption: row.caption });
  done();
}

async function drawGallery(view, done) {
  const rows = await rowsOf(view);
  if (!rows) return;
  const crops = cropsOf(view.node.attrs.crop);
  view.shown.replaceChildren(...rows.map((row) => thumbnail(row, crops[row?.id])));
  const alts = altsOf(view.node.attrs.alt);
  const warned = [...new Set(rows.flatMap((row) => warnings(row, alts[row?.id] ?? null, crops[row?.id])))];
  const count = t("Gallery, pictures: {count}", { count: counted(rows.length) });
  view.facts.replaceChildren(count, " ", ...warned.map((one) => make("strong", { className: "be-warning", textContent: one })));
  view.hint = t("Write a caption for the whole gallery");
  done();
}

/** Another picture, or others: what was said of the former ones goes, unless it is given again. */
function replace(editor, place, value, { alt = null, crop = null } = {}) {
  const { tr } = editor.state;
  editor.view.dispatch(tr.setNodeAttribute(place, "value", value).setNodeAttribute(place, "alt", alt).setNodeAttribute(place, "crop", crop));
}

function set(editor, place, name, value) {
  editor.view.dispatch(editor.state.tr.setNodeAttribute(place, name, value));
}

const written = (byNumber) => (Object.keys(byNumber).length ? JSON.stringify(byNumber) : null);

async function rowsFor(node) {
  const rows = await lookUp("picture", node.attrs.value.split(",").map(Number)).catch(() => []);
  return rows.filter(Boolean);
}

async function describePicture(editor, place, node) {
  const own = node.attrs.alt === null ? {} : { [node.attrs.value]: node.attrs.alt };
  openAltTexts(editor, await rowsFor(node), own, (texts) => set(editor, place(), "alt", texts[node.attrs.value] ?? null));
}

async function describeGallery(editor, place, node) {
  openAltTexts(editor, await rowsFor(node), altsOf(node.attrs.alt), (texts) => set(editor, place(), "alt", written(texts)));
}

async function cutPicture(editor, place, node) {
  const { value, crop } = node.attrs;
  openCrops(editor, await rowsFor(node), { [value]: crop }, false, (names) => set(editor, place(), "crop", names[value] ?? null));
}

async function cutGallery(editor, place, node) {
  const own = cropsOf(node.attrs.crop);
  openCrops(editor, await rowsFor(node), own, true, (names) => set(editor, place(), "crop", written(names)));
}

export const Picture = figureNode({
  name: "picture",
  attribute: "data-image",
  value: (number) => (/^[1-9]\d{0,17}$/.test(number ?? "") ? number : null),
  draw: drawPicture,
  describe: describePicture,
  cut: cutPicture,
  edit: (editor, place) => openPictures(editor, (row) => replace(editor, place, String(row.id))),
}).extend({
  addCommands: () => ({
    pickPicture:
      (files = []) =>
      ({ editor }) => {
        openPictures(editor, (row) => insertFigure(editor, "picture", String(row.id)), files);
        return true;
      },
  }),
});

export const Gallery = figureNode({
  name: "gallery",
  attribute: "data-gallery",
  value: (numbers) => (NUMBERS.test(numbers ?? "") ? numbers : null),
  draw: drawGallery,
  describe: describeGallery,
  cut: cutGallery,
  edit: (editor, place, node) =>
    openGallery(editor, node.attrs.value.split(",").map(Number), (numbers) => replace(editor, place, numbers.join(","), node.attrs)),
}).extend({
  addCommands: () => ({
    pickGallery:
      () =>
      ({ editor }) => {
        openGallery(editor, [], (numbers) => insertFigure(editor, "gallery", numbers.join(",")));
        return true;
      },
  }),
});
