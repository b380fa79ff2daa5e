// The signs on the tools: drawn in lines of one weight on a field of 24, so that they stay sharp and take the
// colour of the text. Letters stand for what letters say best.

const LINES = {
  link: "M10.2 13.8a4 4 0 0 0 5.7 0l3.2-3.2a4 4 0 0 0-5.7-5.7L12 6.3M13.8 10.2a4 4 0 0 0-5.7 0l-3.2 3.2a4 4 0 0 0 5.7 5.7L12 17.7",
  unlink: "M8.5 9.8l-3.6 3.6a4 4 0 0 0 5.7 5.7l3.6-3.6M15.5 14.2l3.6-3.6a4 4 0 0 0-5.7-5.7L9.8 8.5M4 4l16 16",
  bullets: "M9.5 6H20M9.5 12H20M9.5 18H20M4.8 6h.01M4.8 12h.01M4.8 18h.01",
  numbers: "M10 6h10M10 12h10M10 18h10M4 4.6 5.4 3.8V9M3.9 15.6c.2-1.7 2.7-1.6 2.7 0 0 1.2-2.7 2.2-2.7 4.2h2.9",
  quote: "M5 5v14M10 7.5h10M10 12h10M10 16.5h6",
  pullquote: "M4.5 4.5h15M4.5 19.5h15M8 9.6c-1.5.7-2.3 1.8-2.4 3.6v1.5h3.2v-3.2H7.2M15.6 9.6c-1.5.7-2.3 1.8-2.4 3.6v1.5h3.2v-3.2h-1.6",
  factbox: "M4 5h16v14H4zM4 9.5h16M7.5 13h9M7.5 16h6",
  rule: "M4 12h16M8 6.5h8M8 17.5h8",
  picture: "M4 5h16v14H4zM4.5 16.5 9 12l3.5 3.5L15 13l4.7 4.2M15.3 9.3h.01",
  gallery: "M7.5 4H20v11.5H7.5zM4 8.5V20h12.5M8 13l3.2-3.2 3 3 1.8-1.8 3.6 3",
  embed: "M3.5 5.5h17v13h-17zM10.3 9.2 15 12l-4.7 2.8z",
  rtl: "M19 4h-8.5a3.2 3.2 0 0 0 0 6.4H12M12 4v10M16 4v10M20 19H4.5M7.5 16l-3 3 3 3",
  ltr: "M19 4h-8.5a3.2 3.2 0 0 0 0 6.4H12M12 4v10M16 4v10M4 19h15.5M16.5 16l3 3-3 3",
  find: "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5",
  undo: "M8 5 4 9l4 4M4 9h9.5a5 5 0 0 1 0 10H9",
  redo: "M16 5l4 4-4 4M20 9h-9.5a5 5 0 0 0 0 10H15",
  full: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  exit: "M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5",
  keys: "M3 6.5h18v11H3zM7 10.5h.01M10.4 10.5h.01M13.7 10.5h.01M17 10.5h.01M8.5 14h7",
  close: "M6 6l12 12M18 6 6 18",
  previous: "M6 15l6-6 6 6",
  next: "M6 9l6 6 6-6",
  earlier: "M15 6l-6 6 6 6",
  later: "M9 6l6 6-6 6",
};
const LETTERS = {
  bold: ["b", "B"],
  italic: ["i", "I"],
  heading: ["span", "H"],
  subheading: ["span", "H"],
  characters: ["span", "Ω"],
};
// What reads in a direction is turned round where the page reads the other way.
const TURNED = new Set(["bullets", "numbers", "quote", "undo", "redo", "earlier", "later"]);
const SVG = "http://www.w3.org/2000/svg";

/** Return the sign of a tool, hidden from screen readers: the button has a name of its own. */
export function icon(name) {
  if (name in LETTERS) {
    const [tag, letters] = LETTERS[name];
    const letter = document.createElement(tag);
    letter.className = `be-letter be-letter--${name}`;
    letter.textContent = letters;
    letter.setAttribute("aria-hidden", "true");
    return letter;
  }
  const drawing = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", LINES[name]);
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", TURNED.has(name) ? "be-icon be-icon--turned" : "be-icon");
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(line);
  return drawing;
}
