import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { noOffers, type ChallengeOffers } from "../../../../src/protocol/challengeOffers.js";
import { ChallengeOffersView } from "../../../../src/totp/challenge/ChallengeOffersView.js";

const onTrust = vi.fn();
const onRecoveryCode = vi.fn();

const open = (offers: Partial<ChallengeOffers>) =>
  render(<ChallengeOffersView offers={{ ...noOffers, ...offers }} trusts={false} onTrust={onTrust} onRecoveryCode={onRecoveryCode} />);

it("is nothing where the backend offers nothing", () => {
  expect(open({}).container).toBeEmptyDOMElement();
});

it("has a box, not ticked by itself, for as many days as the backend trusts a browser", async () => {
  open({ trustDays: 30 });
  const box = screen.getByRole("checkbox", { name: "Don't ask on this browser for 30 days" });
  expect(box).not.toBeChecked();
  await userEvent.click(box);
  expect(onTrust).toHaveBeenCalledExactlyOnceWith(true);
  expect(screen.queryByRole("button")).not.toBeInTheDocument();
});

it("says one day in the singular", () => {
  open({ trustDays: 1 });
  expect(screen.getByRole("checkbox", { name: "Don't ask on this browser for 1 day" })).toBeVisible();
});

it("has the way to a recovery code where the user has some", async () => {
  open({ recoveryCodes: true });
  await userEvent.click(screen.getByRole("button", { name: "Use a recovery code" }));
  expect(onRecoveryCode).toHaveBeenCalledOnce();
  expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
});
