/** What an event's first ticket is called until its organizer calls it something else: guests read it. */
import { nearest } from "../nearest";

/** By the languages that pages have words in. */
const NAMES: Record<string, string> = {
  ar: "دخول عام",
  bn: "সাধারণ প্রবেশ",
  cs: "Základní vstupné",
  da: "Almindelig billet",
  de: "Eintritt",
  el: "Γενική είσοδος",
  en: "General admission",
  "en-US": "General admission",
  es: "Entrada general",
  fi: "Peruslippu",
  fr: "Entrée générale",
  he: "כניסה כללית",
  hi: "सामान्य प्रवेश",
  id: "Tiket umum",
  it: "Ingresso",
  ja: "一般",
  ko: "일반 입장권",
  nl: "Entreeticket",
  no: "Ordinær billett",
  pl: "Bilet normalny",
  pt: "Ingresso geral",
  "pt-PT": "Bilhete geral",
  sv: "Ordinarie biljett",
  th: "บัตรทั่วไป",
  tr: "Genel giriş",
  uk: "Вхідний квиток",
  vi: "Vé phổ thông",
  zh: "普通票",
  "zh-Hant": "一般票",
};

/** In the event's language, else in English. */
export const firstTicket = (language: string): string => NAMES[nearest(language) ?? "en"] ?? "";
