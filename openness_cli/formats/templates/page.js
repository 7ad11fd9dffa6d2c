"use strict";
(() => {
  const all = (root, what) => [...root.querySelectorAll(what)];
  const lang = document.documentElement.lang;
  const fold = text => text.toLowerCase().replace(/[ʻʼ‘’`]/g, "'");
  const collator = new Intl.Collator(lang, { numeric: true });
  document.documentElement.classList.add("live");

  // what a cell is sorted by: a day as it is written in figures, a number, else its words
  const key = (cell, isNumber) => {
    const text = cell.textContent.trim();
    const day = /^(\d\d)\.(\d\d)\.(\d{4})/.exec(text);
    if (day) return day[3] + day[2] + day[1];
    if (!isNumber) return text;
    const number = /-?\d+(?:[.,]\d+)?/.exec(text.replace("−", "-"));
    return number ? parseFloat(number[0].replace(",", ".")) : -Infinity;
  };
  const compare = (a, b) => typeof a === "number" && typeof b === "number" ? (a > b) - (a < b) : collator.compare(a, b);

  all(document, "table.sorts").forEach(table => {
    const heads = all(table, "thead th");
    heads.forEach((head, place) => {
      if (head.classList.contains("bars") || head.querySelector(".hid")) return;
      const isNumber = head.classList.contains("n");
      const button = document.createElement("button");
      const paper = document.createElement("span");
      button.type = "button";
      button.className = "screen";
      paper.className = "paper";
      button.textContent = paper.textContent = head.textContent;
      // heads that are repeated on paper leave buttons out
      head.replaceChildren(button, paper);
      paper.setAttribute("aria-hidden", "true");
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const was = head.getAttribute("aria-sort");
        const way = was === "descending" ? "ascending" : was === "ascending" || isNumber ? "descending" : "ascending";
        heads.forEach(own => own.hasAttribute("aria-sort") && own.setAttribute("aria-sort", "none"));
        head.setAttribute("aria-sort", way);
        const sign = way === "ascending" ? 1 : -1;
        const rows = [...table.tBodies[0].rows].map(row => [key(row.cells[place], isNumber), row]);
        rows.sort((a, b) => sign * compare(a[0], b[0]));
        table.tBodies[0].append(...rows.map(row => row[1]));
      });
    });
  });

  all(document, ".sifted").forEach(box => {
    const form = box.querySelector("form");
    const rows = all(box, "tbody tr");
    const sieves = all(form, "select");
    const text = form.querySelector("input");
    const whole = BigInt(box.dataset.whole);
    const point = lang === "en" ? "." : ",";
    const words = rows.map(row => fold(row.textContent));
    const sift = () => {
      const asked = fold(text.value.trim());
      let count = 0;
      let parts = 0n;
      rows.forEach((row, place) => {
        const has = sieves.every((own, n) => !own.value || row.dataset["f" + n].split(" ").includes(own.value));
        row.hidden = !(has && words[place].includes(asked));
        if (!row.hidden) {
          count += 1;
          parts += BigInt(row.dataset.w);
        }
      });
      const hundredths = String(parts * 100n / whole).padStart(3, "0");
      const points = hundredths.slice(0, -2) + point + hundredths.slice(-2);
      form.querySelector("output").textContent =
        box.dataset.said.replace("{count}", count).replace("{all}", rows.length).replace("{points}", points);
    };
    form.addEventListener("input", sift);
    form.addEventListener("submit", event => event.preventDefault());
    form.hidden = false;
    sift();
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all(document, "details:not([open])");
    closed.forEach(own => { own.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach(own => { own.open = false; }));
})();
