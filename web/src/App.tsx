import { lazy, Suspense, useLayoutEffect } from "react";
import { NotFound } from "./NotFound";
import { go, Heading, Link, usePath } from "./router";
import { SignIn } from "./SignIn";
import { screens } from "./screens";
import { type Account, type State, signOut, useSession } from "./session";
import { Leave, Logo, Skeleton } from "./ui";
import { t } from "./words";

const Wizard = lazy(screens.wizard);
const Dashboard = lazy(screens.dashboard);
const EventScreen = lazy(screens.event);
const EditScreen = lazy(screens.edit);
const AccountButton = lazy(() => import("./AccountButton")); // nothing that a first visit needs

export function App() {
  const state = useSession();
  return (
    <>
      <Header account={state.is === "in" ? state.account : undefined} />
      <main>
        <Suspense fallback={<Skeleton />}>
          <Screen state={state} />
        </Suspense>
      </main>
    </>
  );
}

function Screen({ state }: { state: State }) {
  switch (state.is) {
    case "in":
      return <Route key={state.account.user.uid} account={state.account} />; // nothing of the account before
    case "out":
      return <SignIn hasEnded={state.hasEnded} />;
    case "broken":
      return <Broken why={state.why} />;
    case "starting":
      return state.wasHere ? <Skeleton /> : <SignIn />;
  }
}

function Route({ account }: { account: Account }) {
  const path = usePath();
  useLayoutEffect(() => {
    document.title = "Publish Event"; // until the screen's heading names it: not what the account before had open
  }, []);
  const [, first, second, third, fourth, ...more] = path.replace(/\/$/, "").split("/");
  if (more.length) return <NotFound />;
  if (first === "new" && !third) return <Wizard account={account} step={second ?? ""} />;
  if (first === "dashboard" && second === "events" && third && (!fourth || fourth === "success"))
    return <EventScreen key={third} account={account} id={third} />;
  if (first === "dashboard" && second === "events" && third && fourth === "edit")
    return <EditScreen key={third} account={account} id={third} />;
  if ((first === "dashboard" || !first) && !second) return <Dashboard account={account} />;
  return <NotFound />;
}

function Header({ account }: { account: Account | undefined }) {
  const signOutAndGoHome = async () => {
    if (account) await signOut(account);
    go("/");
  };
  return (
    <header className="top">
      <Link to="/" className="brand">
        <Logo /> <span>Publish Event</span>
      </Link>
      {account && (
        <nav aria-label={t("app.mainNavigation")}>
          <Link to="/dashboard">{t("app.events")}</Link>
          <button
            type="button"
            className="quiet leave"
            aria-label={t("app.signOut")}
            onClick={signOutAndGoHome}
          >
            <Leave />
            <span>{t("app.signOut")}</span>
          </button>
          <Suspense fallback={<span className="avatar" />}>
            <AccountButton account={account} />
          </Suspense>
        </nav>
      )}
    </header>
  );
}

function Broken({ why }: { why: string | undefined }) {
  return (
    <div className="lost">
      <Heading>{t("app.offline")}</Heading>
      <p>{t("app.offlineHelp")}</p>
      {why && (
        <p className="soft" dir="auto">
          {why}
        </p>
      )}
      <button type="button" className="first" onClick={() => location.reload()}>
        {t("app.tryAgain")}
      </button>
    </div>
  );
}
