import { expect, test } from "vitest";
import { isolate } from "../../../src/messages/isolate.js";

test.each([
  ["Phone 2", "Phone 2"],
  ["هاتف", "\u2068هاتف\u2069"],
  ["phone \u202Egpj.exe", "phone gpj.exe"],
  ["(left", "\u2068(left\u2069"],
  ["\u2069\u2069", "\u2068\u2069"],
])("the name %o can't turn the words around it", (name, shown) => {
  expect(isolate(name)).toBe(shown);
});
