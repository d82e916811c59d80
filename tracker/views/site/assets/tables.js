// Filters a table by what is typed. Without it the table is simply whole.
"use strict";
for (const box of document.querySelectorAll("[data-filters]")) {
  const rows = [...document.querySelectorAll(`#${box.dataset.filters} tbody tr`)];
  const texts = rows.map((row) => row.textContent.toLocaleLowerCase());
  const [input, status] = [box.querySelector("input"), box.querySelector("[role=status]")];
  const filter = () => {
    const words = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      const fits = words.every((word) => texts[at].includes(word));
      if (row.hidden === fits) row.hidden = !fits;
      shown += fits;
    });
    const [before, between, after] = box.dataset.shown.split("{}");
    status.textContent = `${before}${shown}${between}${rows.length}${after}`;
  };
  input.addEventListener("input", filter);
  box.hidden = false;
  filter();
}
