import { Heading, Link } from "./router";

export function NotFound() {
  return (
    <div className="lost">
      <p className="code">404</p>
      <Heading>There is nothing here</Heading>
      <p>The address may be mistyped, or what was here belongs to another account.</p>
      <Link to="/dashboard" className="button first">
        Your events
      </Link>
    </div>
  );
}
