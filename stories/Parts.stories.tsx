import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState } from "react";
import { expect, userEvent, waitFor } from "storybook/test";
import { Button } from "../src/ui/Button.js";
import { CodeField } from "../src/ui/CodeField.js";
import { Dialog } from "../src/ui/Dialog.js";
import { Loading as LoadingLine } from "../src/ui/Loading.js";
import { Notice } from "../src/ui/Notice.js";

/** What the screens are made of; none of it is exported. */
const meta: Meta = {
  title: "Parts",
  decorators: [(Story) => <div data-mfa-slot="settings">{Story()}</div>],
};

export default meta;

export const Buttons: StoryObj = {
  render: () => (
    <div data-mfa-slot="actions">
      <Button kind="primary">Primary</Button>
      <Button>Secondary</Button>
      <Button kind="quiet">Quiet</Button>
      <Button kind="danger">Danger</Button>
    </div>
  ),
};

/** Unavailable for now, and still reachable, so that the focus isn't lost and the reason can be read. */
export const UnavailableButtons: StoryObj = {
  render: () => (
    <div data-mfa-slot="actions">
      <Button kind="primary" aria-disabled>
        Primary
      </Button>
      <Button aria-disabled>Secondary</Button>
      <Button kind="quiet" aria-disabled>
        Quiet
      </Button>
      <Button kind="danger" aria-disabled>
        Danger
      </Button>
    </div>
  ),
  play: async ({ canvas }) => {
    await userEvent.tab();
    await expect(canvas.getByRole("button", { name: "Primary" })).toHaveFocus();
  },
};

export const Code: StoryObj = { render: () => <CodeField id="code" label="6-digit code" defaultValue="123456" /> };

export const CodeInvalid: StoryObj = { render: () => <CodeField id="code" label="6-digit code" defaultValue="123456" aria-invalid /> };

export const CodeReadOnly: StoryObj = { render: () => <CodeField id="code" label="6-digit code" defaultValue="123456" readOnly /> };

export const Notices: StoryObj = {
  render: () => (
    <>
      <Notice kind="warning">Something to look after.</Notice>
      <Notice kind="danger">Something went wrong.</Notice>
    </>
  ),
};

export const Loading: StoryObj = { render: () => <LoadingLine text="Loading…" /> };

export const DialogOpensAndCloses: StoryObj = {
  render: () => <DialogWithTrigger />,
  play: async ({ canvas }) => {
    const trigger = canvas.getByRole("button", { name: "Open" });
    await userEvent.click(trigger);
    await expect(canvas.getByRole("dialog", { name: "A question" })).toHaveAttribute("open");
    await userEvent.click(canvas.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(canvas.queryByRole("dialog")).toBeNull());
    await expect(trigger).toHaveFocus();
  },
};

function DialogWithTrigger() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      {open && (
        <Dialog title="A question" onClose={() => setOpen(false)}>
          <p>Shall it be done?</p>
          <div data-mfa-slot="actions">
            <Button onClick={() => setOpen(false)}>Close</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
