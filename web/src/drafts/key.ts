/** Which draft a wizard is open for: its key is in the address, so that a reload, a link and Back find it. */
import { useLayoutEffect } from "react";
import { useSearch } from "../router";

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PARAMETER = "draft";

export const draftAddress = (key: string, path = "/new"): string => `${path}?${PARAMETER}=${key}`;

function keyIn(search: string): string | undefined {
  const key = new URLSearchParams(search).get(PARAMETER) ?? "";
  return KEY.test(key) ? key : undefined;
}

/** The part of the present address that names the draft; "" without one. */
export function draftQuery(): string {
  const key = keyIn(location.search);
  return key ? `?${PARAMETER}=${key}` : "";
}

const made = new Set<string>();
/** Nobody has anything under this key: it was made since the page was loaded. */
export const isFresh = (key: string): boolean => made.has(key);
/** Something was typed under it: from now on the server may have it. */
export const begin = (key: string): void => void made.delete(key);

let next = crypto.randomUUID();

/** The draft in the address; an address without one gets a fresh key, or `existing`. */
export function useDraftKey(existing: string | undefined): string {
  const asked = keyIn(useSearch());
  const key = asked ?? existing ?? next;
  useLayoutEffect(() => {
    if (asked) return;
    history.replaceState(history.state, "", draftAddress(key, location.pathname));
    if (key !== next) return;
    made.add(key);
    next = crypto.randomUUID();
  }, [asked, key]);
  return key;
}
