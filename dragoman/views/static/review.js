// The keys of the review: j k to go on and back, x to choose, a r s to judge, u to undo, ? for help. Without this script the buttons do all of it.
"use strict";

const queue = document.getElementById("queue");
const bar = document.getElementById("said");
const undone = []; // what this page has judged, the last at the end: {undo, claims}
let current = -1;

const cards = () => (queue ? [...queue.querySelectorAll("[data-claim]:not([hidden])")] : []);

function goTo(place) {
  const found = cards();
  if (!found.length) return;
  current = Math.max(0, Math.min(found.length - 1, place));
  found.forEach((card, n) => card.classList.toggle("current", n === current));
  found[current].focus({ preventScroll: true });
  found[current].scrollIntoView({ block: "nearest" });
}

function tell(words, undo, left) {
  const form = bar.querySelector("form");
  bar.hidden = false;
  bar.querySelector("span").textContent = words;
  form.hidden = !undo;
  if (left) document.getElementById("left").textContent = left;
  if (undo) form.querySelector("button").value = undo;
}

async function send(fields) {
  const body = new URLSearchParams(fields);
  body.set("token", document.querySelector("input[name=token]").value);
  const target = queue ? queue.action : bar.querySelector("form").action;
  const answer = await fetch(target, { method: "POST", body, headers: { accept: "application/json" } });
  if (!answer.ok) return location.reload();
  return answer.json();
}

async function judge(verdict) {
  const found = cards();
  const chosen = found.filter((card) => card.querySelector("input[type=checkbox]").checked);
  const judged = chosen.length ? chosen : found.slice(current, current + 1);
  if (current < 0 && !chosen.length) return goTo(0);
  if (!judged.length) return;
  const fields = judged.map((card) => ["claim", card.dataset.claim]);
  const said = await send([...fields, ["chosen", verdict], ["note", document.getElementById("note").value]]);
  if (!said) return;
  for (const card of judged) {
    card.hidden = true;
    card.querySelector("input[type=checkbox]").checked = false;
  }
  document.getElementById("note").value = "";
  undone.push({ undo: said.undo, cards: judged });
  tell(said.said, said.undo, said.left);
  if (cards().length) goTo(current); else location.assign(queue.action);
}

async function undo() {
  const last = undone.pop();
  if (!last) {
    const button = bar.querySelector("button");
    if (!bar.hidden && button.value) button.click();
    return;
  }
  const said = await send([["undo", last.undo]]);
  if (!said) return;
  for (const card of last.cards) card.hidden = false;
  tell(said.said, undone.length ? undone[undone.length - 1].undo : null, said.left);
  goTo(cards().indexOf(last.cards[0]));
}

function choose() {
  const card = cards()[current];
  if (card) card.querySelector("input[type=checkbox]").click();
}

const keys = {
  j: () => goTo(current + 1), k: () => goTo(current - 1), x: choose, a: () => judge("correct"), r: () => judge("wrong"),
  s: () => judge("unsure"), u: undo, "?": () => { const help = document.getElementById("keys"); help.open = !help.open; },
};
// The same keys on keyboards of other scripts: by their place.
const places = { KeyJ: "j", KeyK: "k", KeyX: "x", KeyA: "a", KeyR: "r", KeyS: "s", KeyU: "u" };
let busy = false;

document.addEventListener("keydown", async (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  const shift = event.shiftKey && (event.code === "Slash" || event.code === "Digit7");
  const act = keys[event.key] || (shift ? keys["?"] : keys[places[event.code]]);
  if (!act || busy) return;
  event.preventDefault();
  busy = true;
  try { await act(); } finally { busy = false; }
});

if (queue) {
  const every = document.getElementById("every");
  every.hidden = false;
  every.nextElementSibling.hidden = false;
  every.addEventListener("change", () => {
    for (const card of cards()) card.querySelector("input[type=checkbox]").checked = every.checked;
  });
}
