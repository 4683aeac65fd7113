/** A link as it was meant: typed without its beginning, or pasted behind one. */

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const DOUBLED = /^(?:https?:\/\/)+(?=https?:\/\/)/i;

/** With https:// where no other scheme was typed; "" if there is nothing but a beginning. */
export function completed(text: string): string {
  const link = text.trim().replace(DOUBLED, "");
  if (/^(?:https?:?\/{0,2})?$/i.test(link)) return "";
  if (SCHEME.test(link) || /^(?:mailto|tel):/i.test(link)) return link;
  return `https://${link.replace(/^https:\/*/i, "").replace(/^\/+/, "")}`;
}

/** Why a completed link cannot be used, where that is more than that it leads nowhere. */
export function problemOf(link: string): string | undefined {
  if (/\s/.test(link)) return "A link contains no spaces. Paste the link alone";
  if (/^http:\/\//i.test(link)) return "This link is not encrypted. Use the one that starts with https://";
  if (/^(?:mailto|tel):/i.test(link)) return "Guests open this in a browser. Paste a link to a web page";
  if (!/^https:\/\//i.test(link)) return "Paste a link to a web page. It starts with https://";
  return undefined;
}
