import { Heading, Link } from "./router";

export function NotFound() {
  return (
    <div className="lost">
      <p className="code">404</p>
      <Heading>Page not found</Heading>
      <p>Check the address, or sign in with the account that published the event.</p>
      <Link to="/dashboard" className="button first">
        Go to your events
      </Link>
    </div>
  );
}
