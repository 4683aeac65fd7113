/** A language's texts by key, compiled by the plugin in messages.ts. */
declare module "messages:*" {
  import type { CompiledMessage } from "icu-minify/format";

  const messages: Record<string, CompiledMessage>;
  export default messages;
}
