import { render, screen, waitFor } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { challenge } from "../../../src/messages/en/challenge.js";
import { LanguageProvider } from "../../../src/messages/LanguageProvider.js";
import { isLanguage, languages, loadMessages } from "../../../src/messages/loadMessages.js";
import { de } from "../../../src/messages/locales/de.js";
import { MessagesProvider, useLocale, useMessages } from "../../../src/messages/MessagesContext.js";

function Title() {
  return <h1 lang={useLocale()}>{useMessages("challenge", challenge).title}</h1>;
}

test("a language by its name is loaded, and the one before stays until the next is there", async () => {
  const { rerender } = render(<LanguageProvider language="de" children={<Title />} />);
  expect(screen.getByRole("heading")).toHaveTextContent(challenge.title);
  expect(await screen.findByRole("heading", { name: de.challenge.title })).toHaveAttribute("lang", "de");

  rerender(<LanguageProvider language="fr" children={<Title />} />);
  expect(screen.getByRole("heading")).toHaveTextContent(de.challenge.title);
  await waitFor(() => expect(screen.getByRole("heading")).toHaveAttribute("lang", "fr"));
});

test("a screen that comes later is in its language from the first", async () => {
  render(<LanguageProvider language="it" children={<Title />} />);
  await waitFor(() => expect(screen.getByRole("heading")).toHaveAttribute("lang", "it"));
  const later = render(<LanguageProvider language="it" children={<Title />} />);
  expect(later.container.querySelector("h1")).toHaveAttribute("lang", "it");
});

test("on a server it renders in English, which is what a page is hydrated in", () => {
  expect(renderToString(<LanguageProvider language="de" children={<Title />} />)).toContain(challenge.title);
});

test("a catalogue that doesn't load leaves English, and tells the browser why", async () => {
  const report = vi.fn();
  vi.stubGlobal("reportError", report);
  const cause = new Error("no such chunk");
  render(<MessagesProvider language="tlh" load={() => Promise.reject(cause)} children={<Title />} />);
  await waitFor(() => expect(report).toHaveBeenCalledWith(cause));
  expect(screen.getByRole("heading")).toHaveTextContent(challenge.title);
  vi.unstubAllGlobals();
});

test("every catalogue of the package loads by the name of its file", async () => {
  const files = Object.keys(import.meta.glob("../../../src/messages/locales/*.ts")).map((file) => file.replace(/^.*\/|\.ts$/g, ""));
  expect([...languages].sort()).toEqual(files.sort());
  for (const language of languages) expect((await loadMessages(language)).locale.toLowerCase()).toBe(language);
  expect(["de", "pt-br", "tlh", "toString"].map(isLanguage)).toEqual([true, true, false, false]);
});
