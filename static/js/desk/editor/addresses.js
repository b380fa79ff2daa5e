// Addresses as people type them, and which of them a text may hold.

const SCHEMES = new Set(["http:", "https:", "mailto:"]);
const MAIL = /^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/;
const HOST = /^[^\s/:@]+\.[^\s/:@.]{2,}(?:[/?#:]\S*)?$/;

/** Say whether a text may hold this address; the server says the same in articles/body.py. */
export function isAllowed(address) {
  if (/^\s*\/\//.test(address)) return false;
  try {
    return SCHEMES.has(new URL(address, location.href).protocol);
  } catch {
    return false;
  }
}

/** Return what somebody typed as a whole address, or null: example.com and desk@example.com are enough. */
export function addressOf(typed) {
  const words = typed.trim();
  if (!words || /\s/.test(words)) return null;
  if (MAIL.test(words)) return `mailto:${words}`;
  if (HOST.test(words)) return `https://${words}`;
  return /^(https?:\/\/[^/]|mailto:.|\/[^/])/i.test(words) && isAllowed(words) ? words : null;
}
