// The lines desk mode offers: suggested tags, and stories of More News. A yes to a tag is a chip among the tags at
// once, a pin one among the links; taking the chip off takes the yes back.

const YES = "[data-yes], [value=pin]";
const WORDS = { yes: YES, pin: "[value=pin]", no: "[value=no], [value=out]", never: "[value=never]" };

export function offersOf(page) {
  let rows = [];
  const tags = page.querySelector("tag-list");
  const links = page.querySelector("link-list");
  let current = null;

  const isShown = (row) => row.checkVisibility();
  const mark = (row) => {
    current?.classList.remove("is-current");
    current = row;
    row.classList.add("is-current");
    showInText(page.querySelector(".dm__text"), row.dataset.kind === "tag" ? row.querySelector("[data-said]").dataset.said : "");
  };
  const point = (row) => {
    if (!row) return;
    mark(row);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };

  function go(step) {
    const more = page.querySelector(".dm__more:not([open])");
    const shown = rows.filter(isShown);
    const at = shown.indexOf(current);
    // Going past the last suggestion opens what was also mentioned.
    if (step > 0 && more && current && shown[at + 1]?.dataset.kind !== "tag" && current.dataset.kind === "tag") {
      more.open = true;
      return go(step);
    }
    point(at < 0 ? shown[step > 0 ? 0 : shown.length - 1] : shown[at + step]);
  }

  function answer(word) {
    if (!current || !isShown(current)) return go(1);
    const choices = [...current.querySelectorAll(WORDS[word])];
    const choice = choices[0];
    if (!choice) return;
    // Of several tags of one name a person chooses: the first press leads there.
    if (choices.length > 1) return choices[(choices.indexOf(document.activeElement) + 1) % choices.length].focus();
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    const next = rows.slice(rows.indexOf(current) + 1).find((row) => isShown(row) && !row.querySelector(":checked"));
    point(next ?? current);
  }

  function apply(row) {
    const chosen = row.querySelector(":checked");
    const isStory = row.dataset.kind === "story";
    for (const choice of row.querySelectorAll(YES)) {
      const number = isStory ? row.dataset.story : choice.value;
      const wanted = choice === chosen;
      if (isStory ? links.has(number) === wanted : tagsHave(number) === wanted) continue;
      if (isStory) wanted ? links.add(`#${number} ${choice.dataset.name}`) : links.drop(number);
      else wanted ? addTag(choice) : dropTag(number);
    }
  }

  const tagsHave = (number) => tags.chips.has(number);
  function addTag(choice) {
    const added = tags.add({ id: choice.value, name: choice.dataset.name, kind: choice.dataset.tagKind });
    if (!added) choice.checked = false;
  }
  function dropTag(number) {
    tags.querySelector(`[data-tag="${number}"]`)?.remove();
    tags.note(true);
  }

  // A chip that was taken off by hand is no yes any more.
  function follow() {
    for (const row of rows) {
      const chosen = row.querySelector(`:is(${YES}):checked`);
      if (!chosen) continue;
      const isThere = row.dataset.kind === "story" ? links.has(row.dataset.story) : tagsHave(chosen.value);
      if (!isThere) chosen.checked = false;
    }
  }

  // Lines can be replaced by others while somebody works.
  function renew() {
    const had = rows;
    rows = [...page.querySelectorAll(".offer")];
    if (!current?.isConnected) current = null;
    for (const row of rows) {
      if (had.includes(row)) continue;
      row.addEventListener("change", () => { if (tags.chips) apply(row); });
      row.addEventListener("focusin", () => { if (row !== current) mark(row); });
    }
  }
  renew();
  // A name that no tag has becomes a chip; the save asks what it means.
  for (const link of page.querySelectorAll("[data-propose]")) {
    link.addEventListener("click", (event) => {
      if (!tags.chips) return;
      event.preventDefault();
      tags.add({ name: link.dataset.propose });
    });
  }
  for (const list of [tags, links]) list?.addEventListener("change", () => { if (tags.chips) follow(); });
  return { go, answer, renew };
}

// Where the text says the name of the line: underlined, so that a person sees whether it is meant.
function showInText(text, name) {
  if (!CSS.highlights) return;
  const ranges = [];
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const asked = name.toLowerCase();
  for (let node = walker.nextNode(); asked && node; node = walker.nextNode()) {
    const words = node.data.toLowerCase();
    for (let at = words.indexOf(asked); at >= 0; at = words.indexOf(asked, at + asked.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, Math.min(at + asked.length, node.length));
      ranges.push(range);
    }
  }
  CSS.highlights.set("named", new Highlight(...ranges));
}
