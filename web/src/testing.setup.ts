/** Every test reads English, unless it speaks another language itself. */
import { speak } from "./words";

await speak("en");
