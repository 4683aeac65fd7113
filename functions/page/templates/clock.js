for (const when of document.querySelectorAll("[data-yours]")) {
  const theirs = [...when.children].map((time) => time.dateTime);
  const moments = theirs.map((time) => new Date(time));
  const yours = moments.map((each) => new Date(each - each.getTimezoneOffset() * 6e4).toISOString());
  if (yours.every((time, n) => time.slice(0, 16) === theirs[n].slice(0, 16))) continue;
  const days = new Set([theirs[0], ...yours].map((time) => time.slice(0, 10)));
  const day = days.size > 1 && { weekday: "short", day: "numeric", month: "short" };
  const clock = new Intl.DateTimeFormat(when.dataset.locale, { ...day, hour: "numeric", minute: "2-digit" });
  const dash = when.dataset.locale.startsWith("en") ? "$1 – $2" : "$&";
  const range = clock.formatRange(...moments).replace(/(\d)–(\d)/, dash).replace(/(\d+)時(\d+)分/g, "$1:$2");
  const text = when.dataset.yours.replace("{time}", range);
  when.after(Object.assign(document.createElement("span"), { textContent: text }));
}
