import type { Preview } from "@storybook/react-vite";
import { useLayoutEffect, type ReactNode } from "react";
import { MessagesProvider } from "../src/messages/MessagesContext.js";
import "../src/styles.css";
import { catalogueOf, directionOf, languages } from "./languages.js";
import "./preview.css";

const preview: Preview = {
  globalTypes: {
    theme: {
      description: "color-scheme of the page",
      toolbar: { title: "Theme", icon: "circlehollow", items: ["light", "dark"], dynamicTitle: true },
    },
    direction: {
      description: "dir of the page",
      toolbar: {
        title: "Direction",
        icon: "transfer",
        items: [
          { value: "auto", title: "as the language" },
          { value: "ltr", title: "left to right" },
          { value: "rtl", title: "right to left" },
        ],
        dynamicTitle: true,
      },
    },
    language: {
      description: "catalogue and lang of the page",
      toolbar: { title: "Language", icon: "globe", items: languages, dynamicTitle: true },
    },
  },
  initialGlobals: { theme: "light", direction: "auto", language: "en" },
  parameters: {
    layout: "padded",
    // A violation fails the story's test.
    a11y: { test: "error", options: { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } },
    controls: { expanded: true },
    // The themes are a matter of `color-scheme`.
    backgrounds: { disable: true },
  },
  tags: ["autodocs"],
  decorators: [
    (Story, { globals }) => (
      <Page theme={String(globals.theme)} direction={String(globals.direction)} language={String(globals.language)}>
        <Story />
      </Page>
    ),
  ],
};

export default preview;

interface PageProps {
  theme: string;
  direction: string;
  language: string;
  children: ReactNode;
}

/** What a host app decides: language, direction and theme of the page. */
function Page({ theme, direction, language, children }: PageProps) {
  const catalogue = catalogueOf(language);
  useLayoutEffect(() => {
    const page = document.documentElement;
    page.lang = language;
    page.dir = direction === "auto" ? directionOf(language) : direction;
    page.style.colorScheme = theme;
  }, [theme, direction, language]);
  return catalogue === undefined ? children : <MessagesProvider messages={catalogue}>{children}</MessagesProvider>;
}
