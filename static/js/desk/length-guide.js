// Says below a field how long its text is, and whether it fits where readers will see it.
// Reads what to say from data-length-guide; see articles/forms/length_guide.py.

const letters = new Intl.Segmenter(document.documentElement.lang || "en", { granularity: "grapheme" });

// As people count: an emoji of five code points is one.
const lengthOf = (text) => [...letters.segment(text.trim())].length;

function guide(field) {
  const { count, places, unless } = JSON.parse(field.dataset.lengthGuide);
  const other = unless ? field.form.elements[unless] : null;
  const line = document.createElement("p");
  line.className = "length-guide";
  line.id = `${field.id}_length`;
  field.after(line);
  field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), line.id].filter(Boolean).join(" "));

  const show = () => {
    const length = lengthOf(field.value);
    line.hidden = length === 0;
    // The first place is the front; a short headline stands there instead of this one.
    const counted = other?.value.trim() ? places.slice(1) : places;
    const said = counted.map(({ most, fits, long }) => {
      const part = document.createElement("span");
      part.className = length > most ? "length-guide__long" : "length-guide__fits";
      part.textContent = length > most ? long : fits;
      return part;
    });
    const number = length.toLocaleString(document.documentElement.lang || undefined);
    const total = document.createElement("span");
    total.textContent = count.replace("{count}", number);
    line.replaceChildren(total, ...said);
  };
  for (const one of [field, other]) one?.addEventListener("input", show);
  show();
}

for (const field of document.querySelectorAll("[data-length-guide]")) guide(field);
