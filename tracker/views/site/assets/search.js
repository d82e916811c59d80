// Searches what the scripts beside it hand over. Nothing is fetched, so that it works from a file.
"use strict";
const MOST = 50;
const place = document.getElementById("search");
const up = document.querySelector("link[rel=stylesheet]").getAttribute("href").replace("assets/site.css", "");
const known = [];
const SMALL = new Set(["the", "der", "die", "das", "den", "and", "und"]);
// Case, accents and signs do not count, as in `tracker search`.
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss")
  .replace(/[^\p{L}\p{N}]+/gu, " ").replace(/\b(saint|sankt)\b/g, "st").trim();
// Called by each script of the index.
window.tracker_found = (rows) => {
  for (const row of rows) known.push([row, folded(row[1]), null]);
  if (document.readyState === "complete") search();
};
const details = (entry) => (entry[2] ??= folded(`${entry[0][2]} ${entry[0][4]}`));
const weight = ([row, name], words) => (name.startsWith(words[0]) ? 0 : words.every((w) => name.includes(w)) ? 1 : 2) + (row[0] === "event" ? 3 : 0);
function search() {
  const typed = folded(document.getElementById("words").value).split(" ").filter(Boolean);
  const named = typed.filter((word) => !SMALL.has(word));
  const words = named.length ? named : typed;
  const fits = (entry) => words.every((word) => entry[1].includes(word) || details(entry).includes(word));
  const found = words.length ? known.filter(fits) : [];
  found.sort((one, other) => weight(one, words) - weight(other, words));
  const list = found.slice(0, MOST).map(([[kind, name, detail, path]]) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.textContent = name;
    link.href = up + path;
    const [label, more] = [document.createElement("span"), document.createElement("span")];
    label.className = "stance";
    label.textContent = place.dataset[kind];
    more.className = "in";
    more.textContent = detail;
    item.append(label, " ", link, " ", more);
    return item;
  });
  document.getElementById("hits").replaceChildren(...list);
  document.getElementById("count").textContent = told(words, found.length);
}
function told(words, number) {
  if (!words.length) return "";
  if (!number) return place.dataset.nothing;
  const text = number > MOST ? place.dataset.more.replace("{}", MOST) : place.dataset.found;
  return text.replace("{}", number);
}
document.getElementById("words").addEventListener("input", search);
window.addEventListener("load", search);
document.getElementById("without").hidden = true;
place.hidden = false;
