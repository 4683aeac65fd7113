// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { OwnEvent } from "../events";
import type { PhotoState } from "../photo";
import type { Account } from "../session";
import { PhotoContext } from "../wizard/CoverStep";
import { FormContext } from "../wizard/Field";
import { empty } from "../wizard/form";
import type { Poster } from "../wizard/poster";
import { pictureOf } from "./cover";
import type { EditForm } from "./form";
import { NextCover } from "./NextCover";
import { content } from "./samples";

const shown = vi.hoisted(() => ({ arts: [] as string[] }));
vi.mock("../events", () => ({
  useRevisions: () => ({
    revisions: shown.arts.map((art, index) => ({
      revision: 9 - index,
      changed: ["/cover"],
      before: content({ cover: pictureOf({ art, source: "generated", state: "ready" }) }),
    })),
  }),
}));

afterEach(cleanup);

test.each([
  [["a"], ["Earlier cover"]],
  [
    ["a", "b"],
    ["Earlier cover, 1 of 2", "Earlier cover, 2 of 2"],
  ],
])("the earlier covers of %s have names of their own", (arts, names) => {
  shown.arts = arts;
  const form = empty() as unknown as EditForm;
  const event = { cover: { state: "ready", art: "now", earlier: arts } } as unknown as OwnEvent;
  const state = { form, change: () => {}, shown: {}, touch: () => {} };
  render(
    <FormContext value={state}>
      <PhotoContext value={{ isWorking: false } as PhotoState}>
        <NextCover
          account={{} as Account}
          event={event}
          form={form}
          change={() => {}}
          poster={{} as Poster}
        />
      </PhotoContext>
    </FormContext>,
  );

  const radios = screen.getAllByRole("radio", { name: /Earlier/ });
  expect(radios.map((radio) => radio.closest("label")?.textContent)).toEqual(names);
});
