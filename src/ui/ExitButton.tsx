import { common } from "../messages/en/common.js";
import { useMessages } from "../messages/MessagesContext.js";
import { Button } from "./Button.js";

/** How a screen can be left with nothing done. `SIGN_OUT`: in the middle of sign-in there is no way back into the app. */
export type ScreenExit = "BACK" | "SIGN_OUT";

export interface ExitButtonProps {
  exit: ScreenExit;
  onExit(): void;
}

/** Renders the `<button>` that leaves a screen: Back or Log out. */
export function ExitButton({ exit, onExit }: ExitButtonProps) {
  const { back, signOut } = useMessages("common", common);
  return (
    <Button kind="quiet" onClick={onExit}>
      {exit === "BACK" ? back : signOut}
    </Button>
  );
}
