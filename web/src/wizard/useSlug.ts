/** Whether an address is free, asked of the server while it is typed. */
import { useEffect, useState } from "react";
import { call } from "../api";
import type { SlugCheck } from "../contract/types";
import type { Account } from "../session";
import { isSlug } from "./slug";

const TYPING_MS = 400;

/** Undefined until there is an answer: also where none comes, since publishing asks again. */
export function useSlug({ user }: Account, slug: string): SlugCheck | undefined {
  const [check, setCheck] = useState<SlugCheck>();
  useEffect(() => {
    if (!isSlug(slug)) return;
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(async () => {
      try {
        const answer = await call<SlugCheck>(user, { method: "GET", path: `/api/slugs/${slug}`, signal });
        if (!signal.aborted) setCheck(answer);
      } catch {
        // It is said when the event is published.
      }
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [user, slug]);
  return check?.slug === slug ? check : undefined;
}
