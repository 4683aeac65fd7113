import { useEffect, useRef } from "react";
import { CURRENCIES } from "../contract/currencies";
import { Cross } from "../ui";
import { t } from "../words";
import { rememberCurrency } from "./currency";
import { Below, Field, idOf, keepFocus, useFormState } from "./Field";
import { languageFor, newTicket, type TicketForm } from "./form";

const MAX_TICKETS = 50;

export function Tickets() {
  const { form, change } = useFormState();
  const { tickets } = form;
  const added = useRef("");
  useEffect(() => {
    const index = tickets.findIndex(({ id }) => id === added.current);
    if (index < 0) return;
    added.current = "";
    document.getElementById(idOf(`/tickets/${index}/name`))?.focus();
  }, [tickets]);

  const add = () => {
    const ticket = newTicket(languageFor(form), tickets.at(-1));
    added.current = ticket.id;
    change({ tickets: [...tickets, ticket] });
  };
  const edit = (id: string, changes: Partial<TicketForm>) =>
    change({ tickets: tickets.map((ticket) => (ticket.id === id ? { ...ticket, ...changes } : ticket)) });
  const remove = (id: string) => change({ tickets: tickets.filter((ticket) => ticket.id !== id) });

  return (
    <div id={idOf("/tickets")} tabIndex={-1} className="tickets">
      {!tickets.length && <p className="soft">{t("tickets.none")}</p>}
      {tickets.map((ticket, index) => (
        <Ticket
          key={ticket.id}
          ticket={ticket}
          at={`/tickets/${index}`}
          edit={(changes) => edit(ticket.id, changes)}
          remove={() => remove(ticket.id)}
        />
      ))}
      <Below pointer="/tickets" />
      {tickets.length < MAX_TICKETS && (
        <button type="button" onMouseDown={keepFocus} onClick={add}>
          {t("tickets.add")}
        </button>
      )}
    </div>
  );
}

type Props = {
  ticket: TicketForm;
  at: string;
  edit: (changes: Partial<TicketForm>) => void;
  remove: () => void;
};

function Ticket({ ticket, at, edit, remove }: Props) {
  return (
    <fieldset className="ticket">
      <legend className="hidden">{ticket.name || t("tickets.new")}</legend>
      <Field label={t("tickets.name")} pointer={`${at}/name`}>
        {(wiring) => (
          <input
            {...wiring}
            value={ticket.name}
            onChange={({ target }) => edit({ name: target.value })}
            dir="auto"
          />
        )}
      </Field>
      <Field label={t("tickets.price")} pointer={`${at}/price`}>
        {(wiring) => (
          <input
            {...wiring}
            inputMode="decimal"
            placeholder={t("tickets.free")}
            value={ticket.price}
            onChange={({ target }) => edit({ price: target.value })}
          />
        )}
      </Field>
      <Field label={t("tickets.currency")} pointer={`${at}/currency`}>
        {(wiring) => (
          <select
            {...wiring}
            value={ticket.currency}
            onChange={({ target }) => {
              rememberCurrency(target.value);
              edit({ currency: target.value });
            }}
          >
            {CURRENCIES.map((code) => (
              <option key={code}>{code}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t("tickets.quantity")} pointer={`${at}/quantity`}>
        {(wiring) => (
          <input
            {...wiring}
            inputMode="numeric"
            value={ticket.quantity}
            onChange={({ target }) => edit({ quantity: target.value })}
          />
        )}
      </Field>
      <button
        type="button"
        className="quiet remove"
        onMouseDown={keepFocus}
        onClick={remove}
        aria-label={ticket.name ? t("tickets.remove", { name: ticket.name }) : t("tickets.removeNameless")}
      >
        <Cross />
      </button>
    </fieldset>
  );
}
