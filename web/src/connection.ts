/** Firebase Authentication, loaded and connected once: beside the app where somebody was here before, else after it. */
import type { Session } from "./firebase";

type Firebase = typeof import("./firebase");

let loading: Promise<Firebase> | undefined;
let connecting: Promise<Session> | undefined;

export function firebase(): Promise<Firebase> {
  loading ??= import("./firebase");
  return loading;
}

export function connection(): Promise<Session> {
  connecting ??= firebase().then(({ connect }) => connect());
  connecting.catch(() => undefined); // useSession reports it
  return connecting;
}
