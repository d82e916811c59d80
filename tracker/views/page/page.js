"use strict";
(() => {
  const figure = document.querySelector(".figure");
  const svg = figure.querySelector("svg");
  const told = document.getElementById("told");
  const lanes = [...svg.querySelectorAll(".tl-lane")];
  const rows = [...document.querySelectorAll("tbody tr")];
  const left = Number(svg.dataset.left);
  const right = Number(svg.dataset.right);
  const rowHeight = Number(svg.dataset.row);
  const DAY = 86400000;
  const SHORTEST = 20 * DAY;
  const first = Date.parse(svg.dataset.first);
  const end = Date.parse(svg.dataset.end);
  let from = first;
  let to = end;

  // What has a place in time, with the place that it has when all of the time is shown.
  const placed = [...svg.querySelectorAll(".tl-time, .tl-now")].flatMap((group) =>
    [...group.querySelectorAll("rect, line, use, text, path, .tl-expected")]
      .filter((each) => !each.parentElement.closest(".tl-expected"))
      .map(remember),
  );

  function remember(element) {
    const read = (name) => Number(element.getAttribute(name));
    const moved = /translate\(([-\d.]+),([-\d.]+)\)/.exec(element.getAttribute("transform") || "");
    if (moved) {
      return { element, how: "moved", x: Number(moved[1]), y: moved[2] };
    }
    if (element.tagName === "line") {
      return { element, how: "line", x: read("x1"), x2: read("x2") };
    }
    if (element.tagName === "rect") {
      return { element, how: "rect", x: read("x"), x2: read("x") + read("width") };
    }
    return { element, how: "point", x: read("x") };
  }

  function now(x) {
    const at = first + ((x - left) / (right - left)) * (end - first);
    return left + ((at - from) / (to - from)) * (right - left);
  }

  // Far outside the picture one place is as good as another, and numbers stay small.
  const short = (x) => Math.min(Math.max(x, -4000), 8000).toFixed(1);

  function draw() {
    for (const { element, how, x, x2, y } of placed) {
      if (how === "moved") {
        element.setAttribute("transform", `translate(${short(now(x))},${y})`);
      } else if (how === "line") {
        element.setAttribute("x1", short(now(x)));
        element.setAttribute("x2", short(now(x2)));
      } else if (how === "rect") {
        const start = Number(short(now(x)));
        element.setAttribute("x", start);
        element.setAttribute("width", Math.max(Number(short(now(x2))) - start, 1.5));
      } else {
        element.setAttribute("x", short(now(x)));
      }
    }
    const isAll = from === first && to === end;
    const clip = svg.querySelector("clipPath rect");
    clip.setAttribute("x", isAll ? left - 30 : left);
    clip.setAttribute("width", right - left + (isAll ? 84 : 34));
    drawTicks();
  }

  function tickDays() {
    const days = (to - from) / DAY;
    const room = (right - left) / 84;
    const steps = [1, 2, 7, 14].filter((step) => days / step <= room);
    if (steps.length) {
      const step = steps[0] * DAY;
      const monday = -3 * DAY;
      const start = Math.ceil((from - monday) / step) * step + monday;
      return sequence(start, (at) => at + step).map((at) => [at, iso(at)]);
    }
    const months = [1, 2, 3, 6].find((step) => days / (step * 30.44) <= room);
    if (months) {
      return everyMonths(months).map((at) => [at, iso(at).slice(0, 7)]);
    }
    const wide = (right - left) / 48;
    const years = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000].find(
      (step) => days / (step * 365.2425) <= wide,
    );
    return everyMonths(12 * (years || 2000)).map((at) => [at, iso(at).slice(0, 4)]);
  }

  function everyMonths(step) {
    const begin = new Date(from);
    const count = Math.ceil((12 * begin.getUTCFullYear() + begin.getUTCMonth()) / step) * step;
    let at = count;
    const found = [];
    for (let day = month(at); day < to; at += step, day = month(at)) {
      if (day >= from) {
        found.push(day);
      }
    }
    return found;
  }

  function month(count) {
    const day = new Date(0);
    day.setUTCFullYear(Math.floor(count / 12), ((count % 12) + 12) % 12, 1);
    return day.getTime();
  }

  function sequence(start, next) {
    const found = [];
    for (let at = start; at < to; at = next(at)) {
      found.push(at);
    }
    return found;
  }

  const iso = (at) => new Date(at).toISOString().slice(0, 10);

  function drawTicks() {
    const group = svg.querySelector(".tl-ticks");
    const [line, ...labels] = [group.querySelector("line"), ...group.querySelectorAll("text")];
    if (!line) {
      return;
    }
    const heights = [...new Set(labels.map((label) => label.getAttribute("y")))];
    const found = [];
    for (const [at, name] of tickDays()) {
      const x = (left + ((at - from) / (to - from)) * (right - left)).toFixed(1);
      const mark = line.cloneNode();
      mark.setAttribute("x1", x);
      mark.setAttribute("x2", x);
      found.push(mark);
      for (const y of heights) {
        const label = labels[0].cloneNode();
        label.setAttribute("x", x);
        label.setAttribute("y", y);
        label.textContent = name;
        found.push(label);
      }
    }
    if (found.length) {
      group.replaceChildren(...found);
    }
  }

  function show(start, finish) {
    const span = Math.min(Math.max(finish - start, Math.min(SHORTEST, end - first)), end - first);
    from = Math.min(Math.max((start + finish - span) / 2, first), end - span);
    to = from + span;
    draw();
  }

  function zoom(factor, at) {
    show(at - (at - from) * factor, at + (to - at) * factor);
  }

  function pan(share) {
    const by = Math.min(Math.max((to - from) * share, first - from), end - to);
    from += by;
    to += by;
    draw();
  }

  const middle = () => (from + to) / 2;
  const actions = {
    earlier: () => pan(-0.25),
    later: () => pan(0.25),
    in: () => zoom(0.5, middle()),
    out: () => zoom(2, middle()),
    all: () => show(first, end),
  };

  // Filter.
  const name = document.getElementById("name");
  const status = document.getElementById("status");
  const below = svg.querySelector(".tl-below");
  const view = svg.getAttribute("viewBox").split(" ").map(Number);

  function wanted(data) {
    const words = name.value.trim().toLocaleLowerCase();
    const isNamed = data.name.toLocaleLowerCase().includes(words);
    return isNamed && (!status.value || data.status.split(" ").includes(status.value));
  }

  function filter() {
    let hidden = 0;
    for (const lane of lanes) {
      const isShown = wanted(lane.dataset);
      lane.setAttribute("display", isShown ? "inline" : "none");
      lane.setAttribute("transform", `translate(0,${-hidden * rowHeight})`);
      hidden += isShown ? 0 : 1;
    }
    for (const row of rows) {
      row.hidden = !wanted(row.dataset);
    }
    below.setAttribute("transform", `translate(0,${-hidden * rowHeight})`);
    const height = view[3] - hidden * rowHeight;
    svg.setAttribute("viewBox", `0 0 ${view[2]} ${height}`);
    svg.setAttribute("height", height);
    told.textContent = hidden ? `${lanes.length - hidden} of ${lanes.length} are shown.` : "";
  }

  // What is told of a lane.
  let chosen = null;

  function choose(lane) {
    if (chosen) {
      chosen.classList.remove("chosen");
    }
    chosen = lane;
    if (lane) {
      lane.classList.add("chosen");
      told.textContent = lane.querySelector("title").textContent;
    }
  }

  function chooseNext(by) {
    const shown = lanes.filter((lane) => lane.getAttribute("display") !== "none");
    const at = shown.indexOf(chosen);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by;
    if (shown[next]) {
      choose(shown[next]);
      shown[next].querySelector(".tl-label").scrollIntoView({ block: "nearest" });
    }
  }

  const keys = {
    "+": actions.in,
    "=": actions.in,
    "-": actions.out,
    0: actions.all,
    ArrowLeft: actions.earlier,
    ArrowRight: actions.later,
    ArrowDown: () => chooseNext(1),
    ArrowUp: () => chooseNext(-1),
  };

  figure.addEventListener("keydown", (event) => {
    if (keys[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  function timeAt(clientX) {
    const box = svg.getBoundingClientRect();
    const x = ((clientX - box.left) / box.width) * view[2];
    return from + ((x - left) / (right - left)) * (to - from);
  }

  figure.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoom(event.deltaY < 0 ? 0.8 : 1.25, Math.min(Math.max(timeAt(event.clientX), from), to));
      } else if (event.shiftKey) {
        event.preventDefault();
        pan((event.deltaY || event.deltaX) > 0 ? 0.1 : -0.1);
      }
    },
    { passive: false },
  );

  let held = null;
  svg.addEventListener("pointerdown", (event) => {
    held = event.pointerType === "mouse" && event.button === 0 ? event.clientX : null;
  });
  window.addEventListener("pointermove", (event) => {
    if (held !== null && event.buttons) {
      pan((-(event.clientX - held) / svg.getBoundingClientRect().width) * 1.1);
      held = event.clientX;
    }
  });
  window.addEventListener("pointerup", () => {
    held = null;
  });
  svg.addEventListener("pointerover", (event) => {
    const lane = event.target.closest(".tl-lane");
    if (lane) {
      choose(lane);
    }
  });

  for (const button of document.querySelectorAll("[data-do]")) {
    button.addEventListener("click", actions[button.dataset.do]);
  }
  name.addEventListener("input", filter);
  status.addEventListener("change", filter);
  const form = document.querySelector(".tools");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  document.querySelector(".hint").hidden = false;
})();
