/** The screens of an account. Each loads what it needs: the wizard and an edit zod. */
export const screens = {
  wizard: () => import("./wizard/Wizard"),
  dashboard: () => import("./Dashboard"),
  event: () => import("./EventScreen"),
  edit: () => import("./change/EditScreen"),
};
