// Times on cards become relative, so that a kept page never lies; every time says the reader's own in its title.

const RELATIVE_HOURS = 12;
const MINUTE = 60_000;
const language = document.documentElement.lang || undefined;

/** Make something when it is first asked for: on a phone each of these takes as long as a page's whole script. */
function lazily(make) {
  let made;
  return () => (made ??= make());
}

const words = lazily(() => new Intl.RelativeTimeFormat(language, { numeric: "always" }));
const own = lazily(() => new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" }));
const letters = lazily(() => new Intl.DateTimeFormat(language, { timeZoneName: "short" }));

/** Say how long ago, rounded down: “3 hours ago”. A moment to come, or less than a minute ago, is just now. */
export function ago(milliseconds, justNow) {
  const minutes = Math.floor(milliseconds / MINUTE);
  if (minutes < 1) return justNow;
  return minutes < 60 ? words().format(-minutes, "minute") : words().format(-Math.floor(minutes / 60), "hour");
}

function zoneOf(moment) {
  return letters().formatToParts(moment).find((part) => part.type === "timeZoneName").value;
}

function isElsewhere(time, moment) {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime);
  const minutes = offset ? (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  return -moment.getTimezoneOffset() !== minutes;
}

function tell(time, now) {
  if (!time.dateTime.includes("T")) return;
  const moment = new Date(time.dateTime);
  const since = now - moment;
  const absolute = time.title || time.textContent.trim();
  if (isElsewhere(time, moment)) time.title = `${absolute}\n${own().format(moment)} ${zoneOf(moment)}`;
  if ("relative" in time.dataset && since < RELATIVE_HOURS * 60 * MINUTE) {
    time.textContent = ago(since, document.body.dataset.justNow);
  }
}

const now = Date.now();
for (const time of document.querySelectorAll("time[datetime]")) tell(time, now);
