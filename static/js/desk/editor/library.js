// Pictures and own stories of the newsroom, as the desk's pickers answer. What was seen is kept for this page.

import { desk, t } from "desk/editor/desk";

const MOST = 20; // of one answer; see articles/views/pickers.py
const known = { picture: new Map(), story: new Map() };
const wanted = { picture: null, story: null };

async function ask(kind, parameters) {
  const address = new URL(desk.pickers[kind], location.href);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  let answer;
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
  } catch (error) {
    // A refusal has its own sentence; anything else means that there was no answer to read.
    throw answer?.error ? error : new Error(t("The desk could not be reached. Try again."));
  }
  for (const row of answer.results) known[kind].set(row.id, row);
  return answer;
}

/** Return { results, more, add } for the words somebody typed. Throws an Error with a sentence for them. */
export function search(kind, words) {
  return ask(kind, { q: words });
}

async function fetchWanted(kind) {
  await null; // let everything that is drawn now ask together
  const numbers = [...wanted[kind].numbers];
  wanted[kind] = null;
  for (let start = 0; start < numbers.length; start += MOST) {
    const part = numbers.slice(start, start + MOST);
    await ask(kind, { ids: part.join(",") });
    for (const number of part) if (!known[kind].has(number)) known[kind].set(number, null);
  }
}

/** Return what the desk knows of these numbers, in their order; null for what is no more. */
export async function lookUp(kind, numbers) {
  const missing = numbers.filter((number) => !known[kind].has(number));
  if (missing.length) {
    if (!wanted[kind]) {
      const asked = { numbers: new Set() };
      wanted[kind] = asked;
      asked.answer = fetchWanted(kind);
    }
    for (const number of missing) wanted[kind].numbers.add(number);
    await wanted[kind].answer;
  }
  return numbers.map((number) => known[kind].get(number) ?? null);
}

/** Keep what another answer of the desk said. */
export function remember(kind, row) {
  known[kind].set(row.id, row);
}

/** Return what is known already, without asking. */
export function recall(kind, number) {
  return known[kind].get(number) ?? null;
}
