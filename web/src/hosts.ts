/** Whether a link leads anywhere, as the server decides it (shared/event/links.py). */

const AUTHORITY = /^https:\/\/(\[[0-9a-f:.]+\]|[^[\]:/?#]+)(?::([0-9]{1,5}))?(?:[/?#]|$)/i;
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;
const IN_ANY_SCRIPT = /^(?:[\p{L}\p{M}\p{N}\u00b7\u3002\uff0e\uff61._-]|\u200c|\u200d)+$/u;
const MAX_HOST_LENGTH = 253;
const MAX_PORT = 65_535;

/** Of a link that begins with https://: its host and port can exist. */
export function isLink(url: string): boolean {
  const [, host, port] = AUTHORITY.exec(url) ?? [];
  if (!host) return false;
  if (port && !(Number(port) > 0 && Number(port) <= MAX_PORT)) return false;
  if (host.startsWith("[")) return asBrowsersReadIt(host) !== undefined;
  return isIpv4(host) || isDomain(host);
}

function isIpv4(host: string): boolean {
  const parts = host.split(".");
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

function isDomain(host: string): boolean {
  const isAscii = /^[\0-\x7f]*$/.test(host);
  const ascii = isAscii ? host : IN_ANY_SCRIPT.test(host) ? asBrowsersReadIt(host) : undefined;
  if (ascii === undefined || ascii.length > MAX_HOST_LENGTH) return false;
  const labels = ascii.replace(/\.$/, "").split(".");
  return (
    labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? "")
  );
}

function asBrowsersReadIt(host: string): string | undefined {
  try {
    return new URL(`https://${host}/`).hostname;
  } catch {
    return undefined;
  }
}
