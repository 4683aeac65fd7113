/** What the API's refusals mean to a person. */
import { DETAILS } from "./contract/details";
import type { Problem, ProblemName } from "./contract/types";
import type { Mistakes } from "./draft";
import { has, t } from "./words";

/** Where a refusal means something else than in publishing. */
export type Where = "change" | "preview";

export class Refused extends Error {
  constructor(
    readonly problem: ProblemName | "",
    message: string,
    readonly fields: Mistakes = {},
  ) {
    super(message);
  }

  static of(status: number, contentType: string, body: string, where?: Where): Refused {
    const problem = contentType.startsWith("application/problem+json") ? parsed(body) : undefined;
    if (!problem) return new Refused("", t("problems.answered", { status: String(status) }));
    const name = problem.type.replace("urn:publish-event:problem:", "") as ProblemName;
    const key = [`problems.${where}:${name}`, `problems.${name}`].find(has);
    const words = [key ? t(key) : problem.title, name === "invalid-image" && own(problem.detail ?? "")];
    const fields = (problem.errors ?? []).map(({ pointer, detail }) => [pointer, own(detail)]);
    if (name === "slug-taken") fields.push(["/slug", t("wizard.addressTakenAlone")]);
    return new Refused(name, words.filter(Boolean).join(" "), Object.fromEntries(fields.reverse()));
  }

  static invalid = (fields: Mistakes) => new Refused("invalid-event", ofProblem("invalid-event"), fields);
  static signedOut = () => new Refused("unauthenticated", ofProblem("unauthenticated"));
  static unreachable = () => new Refused("unavailable", ofProblem("unavailable"));

  static bug(error: unknown): Refused {
    console.error(error);
    return new Refused("", t("problems.bug"));
  }
}

/** Typed by the name of a problem, so that one without words does not compile. */
const ofProblem = (name: ProblemName) => t(`problems.${name}`);

/** Our words for what only the server finds out; a newer server's are shown as they are. */
function own(detail: string): string {
  return detail in DETAILS ? t(DETAILS[detail as keyof typeof DETAILS]) : detail;
}

function parsed(body: string): Problem | undefined {
  try {
    return JSON.parse(body) as Problem;
  } catch {
    return undefined;
  }
}
