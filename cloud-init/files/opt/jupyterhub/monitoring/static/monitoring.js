// Draws how the hub goes, by uPlot. The hub gives the figures as hub/monitoring_figures.py has them; each text here is
// English, and translation.js makes it the visitor's language.
{
  const HEIGHT = 220;
  const REFRESH = 60_000;
  const DAY = 86_400;
  const COUNTED = {
    hour: "Each point is about the 5 minutes before it.",
    day: "Each point is about the hour before it.",
    week: "Each point is about the 6 hours before it.",
    month: "Each point is about the day before it.",
  };
  const UNAVAILABLE = "The figures cannot be had at the moment. The server's hub-status says more.";

  const { lang } = document.documentElement;
  // Not America's order of day and month.
  const locale = lang === "en" ? "en-GB" : lang;
  const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "short" });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short" });
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "numeric" });

  const page = document.getElementById("monitoring");
  const problem = document.getElementById("problem");
  const plots = new Map();
  let range = "hour";

  // A user has one colour in all pictures. Told apart by hue; dark and light ones are seen on both of the hub's themes.
  const places = new Map();
  const colour = (label) => {
    if (!places.has(label)) places.set(label, places.size);
    const place = places.get(label);
    return `hsl(${(place * 137 + 210) % 360} 70% ${place % 2 === 0 ? 48 : 60}%)`;
  };
  const ink = () => getComputedStyle(document.body).color;
  const axis = { stroke: ink, grid: { stroke: "#8884", width: 1 }, ticks: { stroke: "#8884", width: 1 } };

  const options = (figure, lines) => ({
    width: figure.clientWidth,
    height: HEIGHT,
    cursor: { sync: { key: "monitoring" }, drag: { x: false, y: false } },
    scales: { y: { range: (_, __, most) => [0, most > 0 ? most * 1.1 : 1] } },
    axes: [
      {
        ...axis,
        values: (_, splits, __, ___, between) =>
          splits.map((split) => (between >= DAY ? day : time).format(split * 1000)),
      },
      { ...axis, size: 60, values: (_, splits) => splits.map((split) => number.format(split)) },
    ],
    series: [
      { label: "Time", value: (_, at) => (at === null ? "--" : moment.format(at * 1000)) },
      ...lines.map(({ label }) => ({
        label,
        stroke: colour(label),
        width: 2,
        value: (_, value) => (value === null ? "--" : number.format(value)),
      })),
    ],
  });

  const draw = (figure, times, lines) => {
    const name = figure.dataset.chart;
    const labels = lines.map(({ label }) => label).join("\n");
    const data = [times, ...lines.map(({ values }) => values)];
    const present = plots.get(name);
    if (present?.labels === labels) {
      present.plot?.setData(data);
      return;
    }
    present?.plot?.destroy();
    figure.querySelector(".empty")?.remove();
    if (lines.length === 0) {
      const empty = document.createElement("p");
      empty.className = "empty";
      empty.textContent = "No figures yet.";
      figure.append(empty);
    }
    plots.set(name, { labels, plot: lines.length === 0 ? undefined : new uPlot(options(figure, lines), data, figure) });
  };

  const tell = (name, text) => {
    page.querySelector(`[data-fact=${name}]`).textContent = text;
  };

  const tellFacts = ({ ok, certificate, volumeUsed, volumeDays, backup }) => {
    tell("ok", ok === null ? "--" : ok === 1 ? "all is well" : "something is wrong: hub-status says what");
    tell("certificate", certificate === null ? "none on this server" : `until ${date.format(certificate * 1000)}`);
    const used = volumeUsed === null ? "--" : `${number.format(volumeUsed)} % used`;
    const soon = volumeDays !== null && volumeDays < 365;
    tell("volume", soon ? `${used}, full in ${Math.ceil(volumeDays)} days at this pace` : used);
    const last = backup === 0 ? "none yet" : `on ${moment.format(backup * 1000)}`;
    tell("backup", backup === null ? "no backups are made" : last);
  };

  const refresh = async () => {
    const wanted = range;
    try {
      const headers = { "X-XSRFToken": page.dataset.xsrf };
      const answer = await fetch(`${jhdata.base_url}monitoring/figures?range=${wanted}`, { headers });
      if (!answer.ok) throw new Error(answer.statusText);
      const { times, charts, facts } = await answer.json();
      // The visitor may have chosen another one since.
      if (wanted !== range) return;
      for (const figure of page.querySelectorAll("figure")) draw(figure, times, charts[figure.dataset.chart]);
      for (const note of page.querySelectorAll("[data-counted]")) note.textContent = COUNTED[wanted];
      tellFacts(facts);
      problem.hidden = true;
    } catch {
      problem.textContent = UNAVAILABLE;
      problem.hidden = false;
    }
  };

  const choose = (name) => {
    range = name;
    for (const button of page.querySelectorAll("[data-range]")) {
      button.classList.toggle("active", button.dataset.range === name);
      button.setAttribute("aria-pressed", String(button.dataset.range === name));
    }
    void refresh();
  };

  for (const button of page.querySelectorAll("[data-range]")) {
    button.addEventListener("click", () => choose(button.dataset.range));
  }
  addEventListener("resize", () => {
    for (const figure of page.querySelectorAll("figure")) {
      plots.get(figure.dataset.chart)?.plot?.setSize({ width: figure.clientWidth, height: HEIGHT });
    }
  });
  setInterval(refresh, REFRESH);
  choose(range);
}
