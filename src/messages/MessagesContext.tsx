"use client";
import { createContext, useContext, type ReactNode } from "react";
import type { Messages } from "./messages.js";

const MessagesContext = createContext<Messages | undefined>(undefined);

export interface MessagesProviderProps {
  /** The catalogue, such as `de` from `supertokens-mfa-react/locales/de`; English for `undefined`, as while one is loading. */
  messages: Messages | undefined;
  children: ReactNode;
}

/** Puts the screens, the guard and the panel below it in another language. Renders nothing of its own. */
export function MessagesProvider({ messages, children }: MessagesProviderProps) {
  return <MessagesContext.Provider value={messages}>{children}</MessagesContext.Provider>;
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
