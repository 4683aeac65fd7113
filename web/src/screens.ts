/** The screens of an account. Each loads what it needs: the wizard and an edit zod. */
export const screens = {
  wizard: () => import("./wizard/Wizard"),
  dashboard: () => import("./Dashboard"),
  event: () => import("./EventScreen"),
  edit: () => import("./change/EditScreen"),
};

/** The screen at a path loads beside the app, not after it. */
export function prefetch(path: string): void {
  const isEvent = path.includes("/events/");
  const of = path.endsWith("/edit") ? "edit" : isEvent ? "event" : "dashboard";
  screens[path.startsWith("/new") ? "wizard" : of]().catch(() => undefined); // loaded again, and reported, where it is needed
}
