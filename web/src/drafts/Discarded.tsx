import { Heading, Link } from "../router";

export function Discarded({ restore }: { restore: () => void }) {
  return (
    <div className="lost">
      <Heading takesFocus>This draft was discarded</Heading>
      <p>It was discarded in another tab or on another device.</p>
      <div className="actions">
        <button type="button" className="first" onClick={restore}>
          Keep it after all
        </button>
        <Link to="/dashboard" className="button">
          Your events
        </Link>
      </div>
    </div>
  );
}
