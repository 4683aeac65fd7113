/** A link as it was meant: typed without its beginning, or pasted behind one. */
import { t } from "../words";

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
  if (/\s/.test(link)) return t("wizard.linkSpaces");
  if (/^http:\/\//i.test(link)) return t("wizard.linkUnencrypted");
  if (/^(?:mailto|tel):/i.test(link)) return t("wizard.linkOpensElsewhere");
  if (!/^https:\/\//i.test(link)) return t("wizard.linkIsNoPage");
  return undefined;
}
