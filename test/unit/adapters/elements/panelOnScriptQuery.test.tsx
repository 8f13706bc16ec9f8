// The panel keeps its promises with what the script has in TanStack Query's place.
import { vi } from "vitest";

vi.mock("@tanstack/react-query", () => import("../../../../src/adapters/script/query.js"));

await import("../../totp/devices/TotpSettings.test.js");
