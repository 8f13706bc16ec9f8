import { MessagesProvider, type Messages } from "supertokens-mfa-react";
import { en } from "supertokens-mfa-react/locales/en";
import { TotpSettings } from "supertokens-mfa-react/settings";

declare global {
  interface Window {
    /** How many rows were rendered so far: each names once whom its button removes. */
    rowRenders: number;
  }
}

window.rowRenders = 0;

const counting: Messages = {
  ...en,
  settings: {
    ...en.settings,
    removeDevice: (name) => {
      window.rowRenders += 1;
      return en.settings.removeDevice(name);
    },
  },
};

/** The panel, which counts the rows that it renders. */
export function Panel() {
  return (
    <MessagesProvider messages={counting}>
      <TotpSettings />
    </MessagesProvider>
  );
}
