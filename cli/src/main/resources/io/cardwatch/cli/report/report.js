// Draws each chart from the table beneath it, so that the two cannot differ. Whoever runs no script
// reads the tables.
(() => {
  "use strict";
  const root = document.documentElement;
  const number = new Intl.NumberFormat("en");
  const percent = (share) => `${+(share * 100).toFixed(1)}%`;
  let colours = {};

  /** The table of a chart: its columns by the name of their series, and where it is marked. */
  function read(figure) {
    const table = figure.querySelector("table");
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    const columns = {};
    heads.forEach((head, at) => {
      columns[head.dataset.series] = {
        label: head.textContent,
        texts: rows.map((row) => row.cells[at].textContent),
        dates: rows.map((row) => row.cells[at].querySelector("time")?.dateTime),
        values: rows.map((row) => {
          const value = row.cells[at].querySelector("data")?.value;
          return value === undefined ? null : Number(value);
        }),
      };
    });
    const marked = rows.findIndex((row) => "marked" in row.dataset);
    return { columns, marked, within: marked < 0 ? 0 : Number(rows[marked].dataset.marked) };
  }

  /** Stripes, so that a series differs from the others by more than its colour. */
  function stripes(colour) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 6;
    const pen = tile.getContext("2d");
    pen.strokeStyle = colour;
    pen.lineWidth = 2;
    for (const shift of [-6, 0, 6]) {
      pen.moveTo(shift, 6);
      pen.lineTo(shift + 6, 0);
    }
    pen.stroke();
    return pen.createPattern(tile, "repeat");
  }

  const fills = {
    fraud: () => colours.fraud,
    false: () => stripes(colours.waiting),
    honest: () => stripes(colours.accent),
    unknown: () => colours.line,
  };
  const edges = { fraud: "fraud", false: "waiting", honest: "accent", unknown: "muted" };

  const some = (column) => column?.values.some((value) => value > 0);

  /** A series of bars for each of the columns; those of which there is nothing are left out. */
  function bars(columns, names) {
    return names
      .filter((name) => some(columns[name]))
      .map((name) => ({
        label: columns[name].label,
        data: columns[name].values,
        backgroundColor: fills[name](),
        borderColor: colours[edges[name]],
        borderWidth: 1,
        maxBarThickness: 48,
        pointStyle: "rect",
        order: 1,
      }));
  }

  function axis(title, more = {}) {
    return {
      title: { display: true, text: title, color: colours.muted },
      border: { color: colours.line },
      ...more,
      grid: { color: colours.line, ...more.grid },
      ticks: { color: colours.muted, maxRotation: 0, autoSkipPadding: 16, ...more.ticks },
    };
  }

  function curve({ columns, marked }) {
    const points = columns.recall.values.map((recall, at) => ({ x: recall, y: columns.precision.values[at], at }));
    const drawn = points.filter((point) => point.x !== null && point.y !== null).sort((a, b) => a.x - b.x);
    // From nothing caught to the first threshold, precision is that threshold's.
    if (drawn.length > 0 && drawn[0].x > 0) drawn.unshift({ ...drawn[0], x: 0 });
    const datasets = [{
      label: "Every threshold",
      data: drawn,
      borderColor: colours.accent,
      backgroundColor: colours.accent,
      borderWidth: 2.5,
      pointRadius: ({ dataIndex }) => (dataIndex === 0 || drawn.length > 40 ? 0 : 2.5),
      pointHitRadius: 8,
      showLine: true,
      // A threshold between two others has the precision of the lower: there is nothing between.
      stepped: "after",
      pointStyle: "line",
    }];
    if (marked >= 0 && points[marked].x !== null && points[marked].y !== null) {
      datasets.unshift({
        label: `The threshold in force, ${columns.threshold.texts[marked]}`,
        data: [points[marked]],
        borderColor: colours.surface,
        backgroundColor: colours.fraud,
        borderWidth: 2,
        pointRadius: 8,
        pointHoverRadius: 9,
        pointStyle: "rectRot",
      });
    }
    const share = { min: 0, max: 1, ticks: { callback: percent, stepSize: 0.2 } };
    return {
      type: "scatter",
      data: { datasets },
      options: {
        clip: false,
        scales: {
          x: axis("Recall", share),
          y: axis("Precision", share),
        },
        plugins: {
          tooltip: {
            callbacks: {
              title: ([item]) => `From a score of ${columns.threshold.texts[item.raw.at]}`,
              label: ({ raw }) => ["precision", "recall", "flagged"].map((name) => `${columns[name].label} ${columns[name].texts[raw.at]}`),
            },
          },
        },
      },
    };
  }

  const MOST_DAYS = 120;
  const DAY = 24 * 60 * 60 * 1000;
  const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

  /** Sums by week, which begins on Monday: more days than that are thinner than a line. */
  function weekly(columns) {
    const weeks = new Map();
    columns.day.dates.forEach((day, at) => {
      const time = Date.parse(day);
      const monday = time - ((new Date(time).getUTCDay() + 6) % 7) * DAY;
      if (!weeks.has(monday)) weeks.set(monday, []);
      weeks.get(monday).push(at);
    });
    const sums = Object.entries(columns).map(([name, column]) => {
      const values = [...weeks.values()].map((days) => days.reduce((sum, at) => sum + column.values[at], 0));
      return [name, { ...column, values }];
    });
    const texts = [...weeks.keys()].map((monday) => date.format(monday));
    return { ...Object.fromEntries(sums), day: { label: "Week from", texts } };
  }

  function days(table) {
    const columns = table.columns.day.texts.length > MOST_DAYS ? weekly(table.columns) : table.columns;
    const years = new Set(columns.day.texts.map((day) => day.slice(-5)));
    const year = years.size === 1 ? [...years][0] : "";
    const datasets = bars(columns, ["fraud", "false", "unknown"]);
    if (some(columns.frauds)) {
      datasets.push({
        type: "line",
        label: columns.frauds.label,
        data: columns.frauds.values,
        borderColor: colours.ink,
        backgroundColor: colours.ink,
        borderWidth: 1.5,
        borderDash: [4, 3],
        // A line through one day is a point.
        pointRadius: columns.frauds.values.length > 1 ? 0 : 8,
        pointStyle: "line",
        stack: "frauds",
        order: 0,
      });
    }
    return {
      type: "bar",
      data: { labels: columns.day.texts.map((day) => day.replace(year, "")), datasets },
      options: {
        interaction: { mode: "index", intersect: false },
        scales: {
          x: axis(columns.day.label, { stacked: true, grid: { display: false } }),
          y: axis("Events", { stacked: true, beginAtZero: true, ticks: { precision: 0 } }),
        },
      },
    };
  }

  /** A dashed line where alerts begin: in a bar's place, that far from its left. */
  const threshold = (marked, within) => ({
    id: "threshold",
    afterDatasetsDraw(chart) {
      const { ctx, chartArea: area, scales: { x } } = chart;
      const width = area.width / chart.data.labels.length;
      const at = x.getPixelForValue(marked) + (within - 0.5) * width;
      const right = at < area.left + area.width / 2;
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = colours.ink;
      ctx.setLineDash([5, 4]);
      ctx.beginPath();
      ctx.moveTo(at, area.top - 14);
      ctx.lineTo(at, area.bottom);
      ctx.stroke();
      ctx.font = `12px ${Chart.defaults.font.family}`;
      ctx.textAlign = right ? "left" : "right";
      ctx.fillText("alerts from here →", at + (right ? 6 : -6), area.top - 5);
      ctx.restore();
    },
  });

  function scores({ columns, marked, within }) {
    return {
      type: "bar",
      data: { labels: columns.score.texts, datasets: bars(columns, ["fraud", "honest", "unknown"]) },
      options: {
        layout: { padding: { top: 18 } },
        interaction: { mode: "index", intersect: false },
        scales: {
          x: axis(columns.score.label, { grid: { display: false } }),
          y: axis("Events (log scale)", {
            type: "logarithmic",
            min: 0.5,
            ticks: { callback: (value) => (Number.isInteger(Math.log10(value)) ? number.format(value) : null) },
          }),
        },
      },
      plugins: marked >= 0 ? [threshold(marked, within)] : [],
    };
  }

  const kinds = { curve, days, scores };
  const drawn = [];

  function draw() {
    drawn.splice(0).forEach((chart) => chart.destroy());
    const style = getComputedStyle(root);
    for (const name of ["ink", "muted", "line", "surface", "accent", "fraud", "waiting"]) {
      colours[name] = style.getPropertyValue(`--${name}`).trim();
    }
    Chart.defaults.font.family = style.fontFamily;
    Chart.defaults.animation = false;
    Chart.defaults.maintainAspectRatio = false;
    Chart.defaults.color = colours.ink;
    Chart.defaults.locale = "en";
    Object.assign(Chart.defaults.plugins.legend, { position: "bottom" });
    Object.assign(Chart.defaults.plugins.legend.labels, { usePointStyle: true, boxWidth: 12, boxHeight: 10, padding: 16 });
    for (const figure of document.querySelectorAll("[data-chart]")) {
      drawn.push(new Chart(figure.querySelector("canvas"), kinds[figure.dataset.chart](read(figure))));
    }
  }

  function paper(light) {
    root.classList.toggle("paper", light);
    draw();
    if (light) drawn.forEach((chart) => chart.resize());
  }

  /** What a cell is sorted by: its figure, or else what it reads as. */
  function key(row, at) {
    const data = row.cells[at].querySelector("data");
    return data ? Number(data.value) : row.cells[at].querySelector(".none") ? -Infinity : row.cells[at].textContent;
  }

  /** The largest first, and the other way round at the next press; names from A to Z first. */
  function sort(head) {
    const table = head.closest("table");
    const at = head.cellIndex;
    const rows = [...table.tBodies[0].rows];
    const order = head.getAttribute("aria-sort") ?? (at === 0 ? "descending" : "ascending");
    const next = order === "ascending" ? "descending" : "ascending";
    const sign = next === "ascending" ? 1 : -1;
    const keys = new Map(rows.map((row) => [row, key(row, at)]));
    const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? (a === b ? 0 : a - b) : String(a).localeCompare(String(b), "en"));
    rows.sort((a, b) => sign * compare(keys.get(a), keys.get(b)));
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", next);
    table.tBodies[0].append(...rows);
  }

  for (const head of document.querySelectorAll(".sortable thead th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  }

  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  addEventListener("beforeprint", () => paper(true));
  addEventListener("afterprint", () => paper(false));
})();
