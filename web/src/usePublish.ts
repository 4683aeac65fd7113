/** Publish, and say what is happening until the answer; from then on the event itself does (messages.ts). */
import { useCallback, useState } from "react";
import { call } from "./api";
import type { Published, Upload } from "./contract/types";
import type { Draft, Mistakes } from "./draft";
import * as intents from "./intent";
import type { Message } from "./messages";
import type { Photo } from "./photo";
import { Refused } from "./problems";
import type { Account } from "./session";
import { useAttempt } from "./useAttempt";

export type Attempt = {
  draft: Draft;
  photo: Photo | undefined;
  mistakes: Mistakes;
  /** What must have happened before the draft is sent. */
  before?: () => Promise<void>;
};
export type Refusal = { refused: Refused; draft: Draft };

const slot = intents.publishing;

/** Whether publishing this very draft was interrupted, by a reload say. */
export const isPending = (uid: string, draft: Draft, photo: Photo | undefined): boolean =>
  slot.isPending(uid, [draft, photo?.id]);

export function usePublish({ user }: Account, onPublished: (published: Published) => void) {
  const [progressMessage, setMessage] = useState<Message>();
  const [uploaded, setUploaded] = useState(0);
  const [refusal, setRefusal] = useState<Refusal>();
  const { attempt, isBusy, waiting } = useAttempt(slot);

  const publish = useCallback(
    async ({ draft, photo, mistakes, before }: Attempt) => {
      const refused = await attempt(async (onWait) => {
        setRefusal(undefined);
        setUploaded(0);
        setMessage("Validating…");
        await painted();
        if (Object.keys(mistakes).length) throw Refused.invalid(mistakes);
        await before?.();
        let intent = slot.begin(user.uid, [draft, photo?.id]);
        if (photo && !intent.upload) {
          setMessage("Uploading cover…");
          const upload = await sendPhoto(photo.blob, onWait);
          intent = slot.store({ ...intent, upload });
        }
        setMessage("Saving…");
        onPublished(await sendDraft(draft, intent, onWait));
      });
      if (refused) setRefusal({ refused, draft });

      async function sendPhoto(body: Blob, onWait: (why: string) => void): Promise<string> {
        const request = { path: "/api/covers", body, onProgress: setUploaded, onWait };
        return (await call<Upload>(user, { method: "POST", ...request })).cover_upload;
      }

      function sendDraft(draft: Draft, { key, upload }: intents.Intent, onWait: (why: string) => void) {
        const { cover, ...others } = draft; // a photo takes the place of what was kept
        return call<Published>(user, {
          method: "POST",
          path: "/api/events/publish",
          headers: { "Idempotency-Key": key },
          body: JSON.stringify(upload ? { ...others, cover_upload: upload } : draft),
          onWait,
        });
      }
    },
    [user, onPublished, attempt],
  );

  return {
    publish,
    isPublishing: isBusy,
    progressMessage: isBusy ? progressMessage : undefined,
    uploaded,
    waiting,
    refusal,
  };
}

/** Let the message be seen before what may take no time at all. */
const painted = () => new Promise((resolve) => setTimeout(resolve));
