/** Publish, and say what is happening until the answer; from then on the event itself does (stages.ts). */
import { useCallback, useState } from "react";
import { call } from "./api";
import type { Published } from "./contract/types";
import type { Draft, Mistakes } from "./draft";
import * as intents from "./intent";
import { tellChanged } from "./live";
import { inTurn } from "./locks";
import { Refused } from "./problems";
import type { Account } from "./session";
import type { Stage } from "./stages";
import { useAttempt } from "./useAttempt";
import { t } from "./words";

export type Attempt = {
  draft: Draft;
  mistakes: Mistakes;
  /** What must have happened before the draft is sent. */
  before?: () => Promise<void>;
  /** Sends the photo that is still on its way: its name. */
  upload?: (() => Promise<string | undefined>) | undefined;
};
export type Refusal = { refused: Refused; draft: Draft };

const slot = intents.publishing;

/** Whether publishing this very draft was interrupted, by a reload say. */
export const isPending = (uid: string, key: string, draft: Draft): boolean =>
  slot.isPending(uid, [key, draft]);

/** `key` is the draft's: the idempotency key under which it is published, wherever that is. */
export function usePublish({ user }: Account, key: string, onPublished: (published: Published) => void) {
  const [stage, setStage] = useState<Stage>();
  const [refusal, setRefusal] = useState<Refusal>();
  const { attempt, isBusy, waiting } = useAttempt(slot);

  const publish = useCallback(
    async ({ draft, mistakes, before, upload }: Attempt) => {
      const refused = await attempt(async (onWait) => {
        setRefusal(undefined);
        setStage("validating");
        await painted();
        if (Object.keys(mistakes).length) throw Refused.invalid(mistakes);
        await before?.();
        slot.begin(user.uid, [key, draft], key);
        const sent = upload ? await withPhoto(draft, upload) : draft;
        setStage("saving");
        const published = await inTurn(
          `publish-event:publish:${key}`,
          () => onWait(t("progress.elsewhere")),
          () => send(sent, onWait),
        );
        tellChanged();
        onPublished(published);
      });
      if (refused) setRefusal({ refused, draft });

      async function withPhoto(draft: Draft, upload: () => Promise<string | undefined>): Promise<Draft> {
        setStage("uploading");
        const cover_upload = await upload();
        const { cover, ...others } = draft; // a photo takes the place of what was kept
        const sent = cover_upload ? { ...others, cover_upload } : draft;
        slot.begin(user.uid, [key, sent], key);
        return sent;
      }

      function send(draft: Draft, onWait: (why: string) => void): Promise<Published> {
        return call<Published>(user, {
          method: "POST",
          path: "/api/events/publish",
          headers: { "Idempotency-Key": key },
          body: JSON.stringify(draft),
          onWait,
        });
      }
    },
    [user, key, onPublished, attempt],
  );

  return {
    publish,
    isPublishing: isBusy,
    stage: isBusy ? stage : undefined,
    waiting,
    refusal,
  };
}

/** Let the stage be seen before what may take no time at all. */
const painted = () => new Promise((resolve) => setTimeout(resolve));
