import { challenge } from "../messages/en/challenge.js";
import { common } from "../messages/en/common.js";
import { useMessages } from "../messages/MessagesContext.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";

/** In place of the setup screen when its code didn't load: a reload fetches it anew. Renders a `<section>`. */
export function SetupUnavailable({ onExit, exit }: { onExit(): void; exit?: "BACK" | "SIGN_OUT" }) {
  const { unavailableTitle } = useMessages("challenge", challenge);
  const texts = useMessages("common", common);
  return (
    <Card slot="mfa" status="unavailable" title={unavailableTitle} focusHeading>
      <p data-mfa-slot="intro">{texts.unavailable}</p>
      <div data-mfa-slot="actions">
        <Button kind="primary" onClick={() => window.location.reload()}>
          {texts.tryAgain}
        </Button>
        <Button kind="quiet" onClick={onExit}>
          {exit === "SIGN_OUT" ? texts.signOut : texts.back}
        </Button>
      </div>
    </Card>
  );
}
