import { Totp } from "supertokens-mfa-react";
import { useEffect, useState } from "react";

/** What the panel's list is measured against: the same devices, with the same two buttons, and nothing else. */
export function BareList() {
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    void Totp.listDevices().then((answer) => setNames(answer.devices.map(({ name }) => name)));
  }, []);
  return (
    <ul>
      {names.map((name) => (
        <li key={name}>
          <bdi>{name}</bdi>
          <button aria-label={`Rename ${name}`}>Rename</button>
          <button aria-label={`Remove ${name}`}>Remove</button>
        </li>
      ))}
    </ul>
  );
}
