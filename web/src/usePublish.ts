/** Publish, and say what is happening until the answer; from then on the event itself does (messages.ts). */
import { useCallback, useRef, useState } from "react";
import { post } from "./api";
import type { Published, Upload } from "./contract/types";
import type { Draft, Mistakes } from "./draft";
import * as intents from "./intent";
import type { Message } from "./messages";
import type { Photo } from "./photo";
import { Refused } from "./problems";
import type { Account } from "./session";

export type Attempt = { draft: Draft; photo: Photo | undefined; mistakes: Mistakes };
export type Refusal = { refused: Refused; draft: Draft };

export function usePublish({ user }: Account, onPublished: (published: Published) => void) {
  const [progressMessage, setMessage] = useState<Message>();
  const [uploaded, setUploaded] = useState(0);
  const [waiting, setWaiting] = useState("");
  const [refusal, setRefusal] = useState<Refusal>();
  const isBusy = useRef(false); // sooner than any state: a double click is one publish

  const publish = useCallback(
    async ({ draft, photo, mistakes }: Attempt) => {
      if (isBusy.current) return;
      isBusy.current = true;
      setRefusal(undefined);
      setUploaded(0);
      try {
        setMessage("Validating…");
        await painted();
        if (Object.keys(mistakes).length) throw Refused.invalid(mistakes);
        let intent = intents.intentFor(user.uid, draft, photo?.id);
        if (photo && !intent.upload) {
          setMessage("Uploading cover…");
          const upload = await sendPhoto(photo.blob);
          intent = intents.store({ ...intent, upload });
        }
        setMessage("Saving…");
        onPublished(await sendDraft(draft, intent));
      } catch (error) {
        setRefusal({ refused: settled(error), draft });
      } finally {
        isBusy.current = false;
        setMessage(undefined);
        setWaiting("");
      }

      async function sendPhoto(body: Blob): Promise<string> {
        const request = {
          path: "/api/covers",
          type: body.type,
          body,
          onProgress: setUploaded,
          onWait: setWaiting,
        };
        return (await post<Upload>(user, request)).cover_upload;
      }

      function sendDraft(draft: Draft, { key, upload }: intents.Intent): Promise<Published> {
        return post<Published>(user, {
          path: "/api/events/publish",
          type: "application/json",
          headers: { "Idempotency-Key": key },
          body: JSON.stringify({ ...draft, cover_upload: upload }),
          onWait: setWaiting,
        });
      }
    },
    [user, onPublished],
  );

  return {
    publish,
    isPublishing: progressMessage !== undefined,
    progressMessage,
    uploaded,
    waiting,
    refusal,
  };
}

/** A refusal ends the wait. When its key cannot be used again, the intent ends as well. */
function settled(error: unknown): Refused {
  const refused = error instanceof Refused ? error : Refused.bug(error);
  const intent = intents.current();
  if (["key-in-use", "key-reused", "forbidden"].includes(refused.problem)) intents.forget();
  // Signing in again continues it.
  else if (intent && refused.problem !== "unauthenticated") intents.store({ ...intent, isPending: false });
  return refused;
}

/** Let the message be seen before what may take no time at all. */
const painted = () => new Promise((resolve) => setTimeout(resolve));
