/** Send a change of an event under its key, until it is answered; what a reload interrupted goes on. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { call } from "../api";
import type { Changed, EventChange } from "../contract/types";
import { changing } from "../intent";
import { tellChanged } from "../live";
import type { Refused } from "../problems";
import type { Account } from "../session";
import { useAttempt } from "../useAttempt";
import { removeEdit, storedEdit } from "./storage";

/** What the key is made for. `form` is the edit that it saves. */
export type Change = { revision: number; body?: EventChange; form?: unknown };

/** Without a body it takes the page down. `onChanged` hears of the answer, whoever sent the change. */
export function useChange(
  { user }: Account,
  id: string,
  onChanged: (changed: Changed, sent: Change) => void,
) {
  const slot = useMemo(() => changing(id), [id]);
  const { attempt, isBusy, waiting } = useAttempt(slot);
  const [refusal, setRefusal] = useState<{ refused: Refused; sent: Change }>();
  const listener = useRef(onChanged);
  listener.current = onChanged;

  const send = useCallback(
    async (change: Change) => {
      setRefusal(undefined);
      const { revision, body } = change;
      const refused = await attempt(async (onWait) => {
        const { key } = slot.begin(user.uid, change);
        const changed = await call<Changed>(user, {
          method: body ? "PUT" : "DELETE",
          path: `/api/events/${id}`,
          headers: { "Idempotency-Key": key, "If-Match": `"${revision}"` },
          where: "change",
          onWait,
          ...(body && { body: JSON.stringify(body) }),
        });
        settle(user.uid, id, change); // before the key: a crash in between must not leave an edit without it
        slot.forget();
        tellChanged();
        listener.current(changed, change);
      });
      if (!refused) return;
      tellChanged(); // it may say that the event is otherwise than was thought
      setRefusal({ refused, sent: change });
    },
    [user, id, slot, attempt],
  );

  useEffect(() => {
    const interrupted = slot.current();
    if (interrupted?.isPending && interrupted.uid === user.uid) void send(JSON.parse(interrupted.subject));
  }, [slot, user, send]);

  const dismiss = useCallback(() => setRefusal(undefined), []);
  return { send, isBusy, waiting, refusal, dismiss };
}

/** An edit that is saved is none any more, unless another tab has typed on meanwhile. */
function settle(uid: string, id: string, { form }: Change): void {
  if (JSON.stringify(storedEdit(uid, id)?.form) === JSON.stringify(form)) removeEdit(uid, id);
}
