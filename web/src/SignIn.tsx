import { type FormEvent, useEffect, useRef, useState } from "react";
import { configuration, type Init, knownConfiguration } from "./configuration";
import { LanguageSelect } from "./LanguageSelect";
import { choose, type Language } from "./languages";
import { Heading, usePath } from "./router";
import { signInBy } from "./session";
import { isSpent, sentenceOf, type Where } from "./signInErrors";
import { Alert, Samples } from "./ui";
import { language, rich, t } from "./words";

export function SignIn({ hasEnded = false }: { hasEnded?: boolean }) {
  const isHome = usePath() === "/";
  return (
    <div className="welcome">
      <section>
        <Heading tab={isHome ? t("signIn.welcomeTab") : t("signIn.continueTab")}>
          {isHome ? t("signIn.welcome") : t("signIn.continue")}
        </Heading>
        <p className="lead">{t("signIn.lead")}</p>
        <Samples />
      </section>
      <section className="card" aria-label={t("signIn.region")}>
        {hasEnded && (
          <p className="note" role="status">
            {t("signIn.ended")}
          </p>
        )}
        <Ways />
      </section>
    </div>
  );
}

/** Where an address that was typed waits for a reload. */
const TYPED = "publish-event:typed-email";

type Way<T> = Parameters<typeof signInBy<T>>[0];

/** A mail that was sent: what for, and locally its link. */
type Mail = { email: string; link?: string | undefined; isReset?: boolean };

function Ways() {
  const [error, setError] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [sent, setSent] = useState<Mail>();
  const [isFollowed, setFollowed] = useState(false); // a link, whose address is asked for
  const [email, setEmail] = useState(() => sessionStorage.getItem(TYPED) ?? ""); // typed before, or of the mail before
  const [hasPassword, setPassword] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const demo = useDemo();

  const attempt = async <T,>(way: Way<T>, where?: Where): Promise<T> => {
    setError("");
    setBusy(true);
    try {
      return await signInBy(way);
    } catch (reason) {
      setError(sentenceOf(reason, where));
      throw reason;
    } finally {
      setBusy(false);
    }
  };
  const signIn = (way: Way<unknown>) => void attempt(way).catch(() => undefined);

  useEffect(() => sessionStorage.removeItem(TYPED), []);
  const follow = (email: string) =>
    attempt((firebase, session) => firebase.withLink(session, email), "following").catch((reason) => {
      setEmail(email);
      if (isSpent(reason)) leaveLink();
      else setFollowed(true);
    });
  const leaveLink = () => {
    setFollowed(false);
    void signInBy(({ dropLink }) => dropLink());
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as the page is loaded
  useEffect(() => {
    // A link from a mail leads here. Without an address it was requested on another device.
    void signInBy(({ followedLink }, session) => {
      const email = followedLink(session);
      if (email) void follow(email);
      else setFollowed(email === "");
    }).catch(() => undefined); // App reports it
  }, []);

  const typed = (name: string) => String(new FormData(form.current ?? undefined).get(name) ?? "").trim();
  const mail = (isReset: boolean) => {
    const email = typed("email");
    if (!form.current?.reportValidity()) return;
    attempt((firebase, session) =>
      isReset ? firebase.sendReset(session, email) : firebase.sendLink(session, email),
    ).then(
      (link) => setSent({ email, link, isReset }),
      () => undefined,
    );
  };
  const changeLanguage = (chosen: Language) => {
    try {
      sessionStorage.setItem(TYPED, typed("email"));
    } catch {
      // no room: the address is typed once more
    }
    choose(chosen);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const email = typed("email");
    if (isFollowed) void follow(email);
    else if (hasPassword)
      signIn((firebase, session) => firebase.withPassword(session, email, typed("password")));
    else mail(false);
  };

  const back = () => {
    setEmail(sent?.email ?? "");
    setSent(undefined);
  };
  if (sent) return <Sent {...sent} onBack={back} />;
  return (
    <>
      <h2>{isFollowed ? t("signIn.followed") : hasPassword ? t("signIn.byPassword") : t("signIn.byLink")}</h2>
      <form ref={form} onSubmit={submit}>
        <label className="field">
          <span>{t("signIn.email")}</span>
          <input
            name="email"
            type="email"
            dir="ltr"
            required
            autoComplete="username"
            placeholder={t("signIn.emailExample")}
            defaultValue={email}
          />
        </label>
        {isFollowed && <p className="soft">{t("signIn.followedHelp")}</p>}
        {!isFollowed && hasPassword && (
          <label className="field">
            <span>{t("signIn.password")}</span>
            <input name="password" type="password" autoComplete="current-password" ref={focused} />
          </label>
        )}
        {error && <Alert>{error}</Alert>}
        <button type="submit" className="first wide" disabled={isBusy} aria-busy={isBusy}>
          {isFollowed || hasPassword ? t("signIn.submit") : t("signIn.submitEmail")}
        </button>
        {!isFollowed && !hasPassword && <p className="soft">{t("signIn.linkHelp")}</p>}
      </form>
      {isFollowed && (
        <div className="actions">
          <button
            type="button"
            className="quiet"
            disabled={isBusy}
            onClick={() => {
              setError("");
              leaveLink();
            }}
          >
            {t("signIn.newLink")}
          </button>
        </div>
      )}
      {hasPassword && !isFollowed && (
        <div className="actions">
          <button type="button" className="quiet" disabled={isBusy} onClick={() => mail(true)}>
            {t("signIn.forgot")}
          </button>
          <button type="button" className="quiet" disabled={isBusy} onClick={() => mail(false)}>
            {t("signIn.linkInstead")}
          </button>
        </div>
      )}
      {!isFollowed && (
        <div className="others">
          <button
            type="button"
            className="wide"
            disabled={isBusy}
            onClick={() => signIn((firebase, session) => firebase.withGoogle(session))}
          >
            <GoogleMark /> {t("signIn.google")}
          </button>
          {!hasPassword && (
            <button type="button" className="quiet" onClick={() => setPassword(true)}>
              {t("signIn.usePassword")}
            </button>
          )}
        </div>
      )}
      {demo && (
        <div className="demo">
          <button
            type="button"
            className="quiet"
            disabled={isBusy}
            onClick={() =>
              signIn((firebase, session) => firebase.withPassword(session, demo.email, demo.password))
            }
          >
            {t("signIn.demo")}
          </button>
        </div>
      )}
      <LanguageSelect value={language()} onChange={changeLanguage} />
    </>
  );
}

const focused = (input: HTMLInputElement | null) => input?.focus();

/** It mostly is known before anything renders: what comes later moves what stands below. */
function useDemo(): Init["demo"] {
  const [demo, setDemo] = useState(() => knownConfiguration()?.[0].demo);
  useEffect(() => {
    configuration().then(
      ([init]) => setDemo(init.demo),
      () => undefined, // App reports it
    );
  }, []);
  return demo;
}

function Sent({ email, link, isReset, onBack }: Mail & { onBack: () => void }) {
  return (
    <div role="status" className="sent">
      <h2>{t("signIn.sent")}</h2>
      <p>
        {rich(isReset ? "signIn.sentReset" : "signIn.sentLink", { strong: <strong dir="ltr" /> }, { email })}
      </p>
      {link && (
        <p className="note">
          {rich("signIn.notMailed", {
            // biome-ignore lint/a11y/useAnchorContent: the message has it
            a: <a href={link} />,
          })}
        </p>
      )}
      <button type="button" className="quiet" onClick={onBack}>
        {t("signIn.back")}
      </button>
    </div>
  );
}

function GoogleMark() {
  return (
    <svg viewBox="0 0 48 48" width="20" height="20" aria-hidden="true">
      <path
        fill="#4285F4"
        d="M45.1 24.5c0-1.6-.1-3.1-.4-4.5H24v8.5h11.8c-.5 2.8-2.1 5.1-4.4 6.7v5.5h7.1c4.2-3.8 6.6-9.5 6.6-16.2z"
      />
      <path
        fill="#34A853"
        d="M24 46c5.9 0 10.9-2 14.5-5.3l-7.1-5.5c-2 1.3-4.5 2.1-7.4 2.1-5.7 0-10.5-3.9-12.3-9.1H4.4v5.7C8 41.1 15.4 46 24 46z"
      />
      <path fill="#FBBC05" d="M11.7 28.2a13.2 13.2 0 0 1 0-8.4v-5.7H4.4a22 22 0 0 0 0 19.8z" />
      <path
        fill="#EA4335"
        d="M24 10.8c3.2 0 6.1 1.1 8.4 3.3l6.3-6.3C34.9 4.1 29.9 2 24 2 15.4 2 8 6.9 4.4 14.1l7.3 5.7c1.8-5.2 6.6-9 12.3-9z"
      />
    </svg>
  );
}
