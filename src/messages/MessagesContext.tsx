"use client";
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import type { Messages } from "./messages.js";

const MessagesContext = createContext<Messages | undefined>(undefined);

/** A catalogue, or a language and how its catalogue is loaded. */
export type MessagesProviderProps =
  | {
      /** The catalogue, such as `de` from `supertokens-mfa-react/locales/de`; English for `undefined`, as while one is loading. */
      messages: Messages | undefined;
      children: ReactNode;
    }
  | {
      /** The language by its name; another name loads another catalogue. English is shown until the first one is there. */
      language: string;
      /** Asked once for each language, by all providers together; what it rejects with goes to the browser's `reportError`. */
      load: (language: string) => Promise<Messages>;
      children: ReactNode;
    };

/** Puts the screens, the guard and the panel below it in another language. Renders nothing of its own. */
export function MessagesProvider(props: MessagesProviderProps) {
  if ("messages" in props) return <MessagesContext.Provider value={props.messages}>{props.children}</MessagesContext.Provider>;
  return <LoadedMessages {...props} />;
}

type LoadedMessagesProps = Extract<MessagesProviderProps, { language: string }>;

function LoadedMessages({ language, load, children }: LoadedMessagesProps) {
  // As a store, so that a page that the server rendered is hydrated in the English that it has.
  const known = useSyncExternalStore(unchanging, () => settled.get(load)?.get(language), english);
  // The language before stays until the next one is there.
  const [last, setLast] = useState<Messages>();
  useEffect(() => {
    let current = true;
    loadOnce(load, language).then(
      (loaded) => {
        if (current) setLast(loaded);
      },
      (error: unknown) => reportError(error),
    );
    return () => {
      current = false;
    };
  }, [language, load]);
  return <MessagesContext.Provider value={known ?? last}>{children}</MessagesContext.Provider>;
}

const unchanging = () => () => undefined;
const english = () => undefined;

/** What each loader has brought, so that a screen that comes later is in its language from the first. */
const settled = new WeakMap<object, Map<string, Messages>>();

async function loadOnce(load: LoadedMessagesProps["load"], language: string): Promise<Messages> {
  const known = settled.get(load) ?? new Map<string, Messages>();
  settled.set(load, known);
  const messages = known.get(language) ?? (await load(language));
  known.set(language, messages);
  return messages;
}

/** One section of the catalogue, or the English default that the caller brings along. */
export function useMessages<Section extends Exclude<keyof Messages, "locale">>(
  section: Section,
  english: Messages[Section],
): Messages[Section] {
  return useContext(MessagesContext)?.[section] ?? english;
}

export function useLocale(): string {
  return useContext(MessagesContext)?.locale ?? "en";
}
