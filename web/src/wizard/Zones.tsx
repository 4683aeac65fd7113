import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { hereZone } from "../time";
import { t } from "../words";
import { Field, useFormState } from "./Field";
import { cityNames, clockOn, type Names, present, search, type Zone, zoneOn, zonesOn } from "./zones";

/** A zone, found by typing: the combobox of the ARIA Authoring Practices, with a list that is picked from. */
export function ZoneField() {
  const { form, change } = useFormState();
  const { timezone, starts } = form;
  const [typed, setTyped] = useState<string>(); // undefined while the list is closed
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const isOpen = typed !== undefined;
  const names = useNames();
  const zones = useMemo(
    () => (isOpen ? zonesOn(starts, present(hereZone()), names) : []),
    [isOpen, starts, names],
  );
  const found = useMemo(() => search(zones, typed ?? ""), [zones, typed]);
  const chosen = useMemo(() => zoneOn(starts, timezone, names), [starts, timezone, names]);

  const close = () => setTyped(undefined);
  const choose = (zone: Zone | undefined) => {
    if (zone) change({ timezone: zone.id });
    close();
  };
  const move = (to: number) => {
    setActive(to);
    list.current?.children[to]?.scrollIntoView({ block: "nearest" });
  };
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      if (isOpen) move((active + step + found.length) % (found.length || 1));
      else setTyped("");
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault(); // it chooses, and sends no form
      choose(found[active]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    }
  };

  return (
    <Field label={t("zones.zone")} pointer="/timezone" hint={hintOf(timezone, starts, chosen)}>
      {({ onBlur, ...wiring }) => (
        <div className="combobox">
          <input
            {...wiring}
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && found[active] ? `${id}-${active}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={t("zones.example")}
            value={typed ?? nameOf(chosen, timezone)}
            onFocus={({ target }) => target.select()}
            onClick={() => isOpen || open()}
            onChange={({ target }) => {
              setTyped(target.value);
              setActive(0);
            }}
            onKeyDown={press}
            onBlur={() => {
              close();
              onBlur();
            }}
          />
          {isOpen && (
            <div id={`${id}-list`} ref={list} role="listbox" aria-label={t("zones.cities")}>
              {found.map((zone, index) => (
                <div
                  key={zone.id}
                  id={`${id}-${index}`}
                  role="option"
                  aria-selected={index === active}
                  tabIndex={-1}
                  onMouseDown={(event) => {
                    event.preventDefault(); // the focus stays, or the list would be gone
                    choose(zone);
                  }}
                >
                  <b>{zone.city}</b> <span>{zone.country}</span> <span>{zone.offset}</span>
                </div>
              ))}
            </div>
          )}
          {isOpen && !found.length && (
            <p className="nothing" role="status">
              {t("zones.none")}
            </p>
          )}
        </div>
      )}
    </Field>
  );

  function open() {
    setTyped("");
    setActive(0);
  }
}

const NONE: Names = {};

/** English until those of the organizer's language are there. */
function useNames(): Names {
  const [names, setNames] = useState(NONE);
  useEffect(() => {
    cityNames().then(setNames, () => undefined);
  }, []);
  return names;
}

function nameOf(zone: Zone | undefined, id: string): string {
  if (!zone) return id;
  const { city, country } = zone;
  return country ? t("zones.place", { city, country }) : city;
}

/** `CEST (GMT+2) on that day. Yours.` */
function hintOf(timezone: string, starts: string, zone: Zone | undefined): string {
  if (!zone) return t("zones.type");
  const name = clockOn(starts, timezone);
  const clock = name && name !== zone.offset ? `${name} (${zone.offset})` : zone.offset;
  if (zone.id === present(hereZone())) return t("zones.own", { clock });
  const here = zoneOn(starts, hereZone());
  return here ? t("zones.thereAndHere", { clock, own: here.offset }) : t("zones.there", { clock });
}
