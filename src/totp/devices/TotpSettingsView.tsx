import { useEffect, useId, useRef } from "react";
import { common } from "../../messages/en/common.js";
import { settings } from "../../messages/en/settings.js";
import type { Messages } from "../../messages/messages.js";
import { useLocale, useMessages } from "../../messages/MessagesContext.js";
import { Button } from "../../ui/Button.js";
import { Loading } from "../../ui/Loading.js";
import { Notice } from "../../ui/Notice.js";
import { onDemand } from "../../ui/onDemand.js";
import { useOnDemand } from "../../ui/useOnDemand.js";
import { DeviceList } from "./DeviceList.js";
import type { PanelPowers } from "./devices.state.js";
import type { PanelState } from "./panel.state.js";
import { panelProblemText, panelResultText } from "./panelMessages.js";
import type { TotpDevicesControl } from "./useTotpDevices.js";

export interface TotpSettingsViewProps {
  /** What the panel shows, and what its buttons call. */
  control: TotpDevicesControl;
}

/** One chunk, which is asked for together with the list: the first look needs none of it. */
const panelRest = onDemand(async () => (await import("./PanelRest.js")).PanelRest);

/** The settings panel. Renders a `<section>` named by its `<h2>`. */
export function TotpSettingsView({ control }: TotpSettingsViewProps) {
  const texts = useMessages("settings", settings);
  const shared = useMessages("common", common);
  const locale = useLocale();
  const titleId = useId();
  const { devices, panel } = control;
  const rest = useOnDemand(panelRest);
  const heading = useRef<HTMLHeadingElement>(null);

  // What was pressed may be gone, with its device or its news: the focus has nowhere to go back to.
  const wasUsed = useRef(false);
  useEffect(() => {
    if (wasUsed.current && panel.status === "idle" && document.activeElement === document.body) heading.current?.focus();
    wasUsed.current = panel.status !== "idle";
  }, [panel.status]);

  const problem = panel.status === "idle" ? panel.problem : undefined;
  const done = panel.status === "idle" ? panel.done : undefined;
  return (
    <section data-mfa-slot="settings" data-status={devices.status} aria-labelledby={titleId} aria-busy={panel.status === "working"}>
      <header data-mfa-slot="settings-header">
        <h2 ref={heading} id={titleId} tabIndex={-1} data-mfa-slot="title">
          {texts.title}
        </h2>
        {devices.status === "ready" && <OnOffBadge powers={devices.powers} texts={texts} />}
        <p data-mfa-slot="intro">{texts.intro}</p>
        {devices.status === "ready" && <Reason powers={devices.powers} texts={texts} />}
      </header>
      <div role="alert" data-mfa-slot="problem">
        {problem === undefined ? "" : panelProblemText(problem, texts, shared, locale)}
      </div>
      <div role="status" data-mfa-slot="result">
        {done === undefined ? "" : panelResultText(done, devices, texts)}
      </div>
      {done?.type === "ADD" && devices.status === "ready" && devices.powers.by === "PLUGIN" && (
        <div data-mfa-slot="actions">
          <Button onClick={() => control.ask({ about: "RENAME", deviceName: done.deviceName })}>{texts.nameIt}</Button>
        </div>
      )}
      {devices.status === "ready" && devices.powers.by === "UNKNOWN" && (
        <Notice kind="warning">
          <p role="alert">{devices.powers.message ?? shared.unavailable}</p>
          <Button onClick={control.reload}>{shared.tryAgain}</Button>
        </Notice>
      )}
      <Body control={control} texts={texts} tryAgain={shared.tryAgain} />
      {devices.status === "ready" && rest.status === "LOADED" && <rest.Part control={control} devices={devices} />}
      {devices.status === "ready" && rest.status === "NOT_LOADED" && (
        <Notice kind="warning">
          <p role="alert">{shared.unavailable}</p>
          <Button onClick={() => window.location.reload()}>{shared.tryAgain}</Button>
        </Notice>
      )}
    </section>
  );
}

function Body({ control, texts, tryAgain }: { control: TotpDevicesControl; texts: Messages["settings"]; tryAgain: string }) {
  const { devices } = control;
  switch (devices.status) {
    case "loading":
      return <Loading text={texts.loading} />;
    case "failed":
      return (
        <Notice kind="danger">
          <p role="alert">{devices.message ?? texts.loadFailed}</p>
          <Button onClick={control.reload}>{tryAgain}</Button>
        </Notice>
      );
    case "ready":
      return devices.devices.length === 0 ? (
        <div data-mfa-slot="empty">
          <p>{texts.empty}</p>
          <Button kind="primary" onClick={control.add}>
            {texts.addFirst}
          </Button>
        </div>
      ) : (
        <>
          <h3 data-mfa-slot="subtitle">{texts.devices}</h3>
          <DeviceList control={control} devices={devices.devices} powers={devices.powers} renamed={renamedTo(control.panel)} />
          <div data-mfa-slot="actions">
            <Button kind="primary" onClick={control.add}>
              {texts.add}
            </Button>
            <OnOffButton control={control} powers={devices.powers} texts={texts} />
          </div>
        </>
      );
  }
}

/** On or off; nothing where the backend can't tell. */
function OnOffBadge({ powers, texts }: { powers: PanelPowers; texts: Messages["settings"] }) {
  if (powers.by === "STOCK" || powers.by === "UNKNOWN") return null;
  const on = powers.by === "APP" ? powers.enabled : powers.settings.required || powers.settings.enabled;
  return (
    <span data-mfa-slot="badge" data-kind={on ? "on" : "off"}>
      {on ? texts.on : texts.off}
    </span>
  );
}

/** Why a code is asked for, where the backend says so. */
function Reason({ powers, texts }: { powers: PanelPowers; texts: Messages["settings"] }) {
  if (powers.by !== "PLUGIN" || powers.settings.reason === undefined) return null;
  return (
    <p data-mfa-slot="reason">
      <bdi>{texts.reason(powers.settings.reason)}</bdi>
    </p>
  );
}

function OnOffButton({ control, powers, texts }: { control: TotpDevicesControl; powers: PanelPowers; texts: Messages["settings"] }) {
  if (powers.by === "STOCK" || powers.by === "UNKNOWN" || (powers.by === "PLUGIN" && !powers.settings.canToggle)) return null;
  const enabled = powers.by === "APP" ? powers.enabled : powers.settings.enabled;
  if (!enabled) return <Button onClick={() => control.run({ type: "TURN_ON" })}>{texts.turnOn}</Button>;
  const canDisable = powers.by === "APP" || powers.settings.canDisable;
  return canDisable ? <Button onClick={() => control.ask({ about: "TURN_OFF" })}>{texts.turnOff}</Button> : null;
}

function renamedTo(panel: PanelState): string | undefined {
  return panel.status === "idle" && panel.done?.type === "RENAME" ? panel.done.newDeviceName : undefined;
}
