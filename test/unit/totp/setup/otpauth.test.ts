import fc from "fast-check";
import { TOTP, URI } from "otpauth";
import { describe, expect, it, test } from "vitest";
import { groupKey, otpauthKey } from "../../../../src/totp/setup/otpauth.js";
import { qrCodeStringFor, secret } from "../../../fixtures/setup.js";

/** Reads a key URI as an authenticator app does. */
function scan(uri: string) {
  const totp = URI.parse(uri);
  if (!(totp instanceof TOTP)) throw new Error("Not a TOTP");
  return { issuer: totp.issuer, label: totp.label, secret: totp.secret.base32, period: totp.period, digits: totp.digits };
}

const names: [issuer: string, account: string][] = [
  ["Example App", "ada@example.com"],
  ["Example", "a#b@example.com"],
  ["Example", "a?b@example.com"],
  ["Example", "a&b@example.com"],
  ["Example", "a?secret=EVIL&issuer=Evil&digits=8&period=1@example.com"],
  ["Q&A #1 ?", "ada+totp@example.com"],
  ["50% off", "100%25@example.com"],
  ["بنك", "عادل@مثال.مصر"],
  ["\u202EknaB\u202C", "\u2066ada\u2069@example.com"],
  ["🔐 Tresor", "ada🦄@example.com"],
  ["Ünïcöde / Slash", "a/b@example.com"],
  ["Example", "ada smith@example.com"],
  ["Example", "a=b;c,d@example.com"],
  ["Example", `${"long".repeat(80)}@example.com`],
];

describe.each(names)("for %s and %s", (issuer, account) => {
  const key = otpauthKey(qrCodeStringFor(issuer, account), secret);

  it("an authenticator app reads the very key, issuer and account", () => {
    expect(scan(key.uri)).toEqual({ issuer, label: account, secret, period: 30, digits: 6 });
  });

  it("a strict URL parser finds the secret where it belongs", () => {
    const url = new URL(key.uri);
    expect(Object.fromEntries(url.searchParams)).toEqual({ secret, issuer, digits: "6", period: "30" });
    expect(url.hash).toBe("");
  });

  it("the URI is plain ASCII", () => {
    expect(key.uri).toMatch(/^[\x21-\x7E]+$/);
  });
});

test("the secret beside the URI is the one that counts", () => {
  const other = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  expect(scan(otpauthKey(qrCodeStringFor("Example", "ada"), other).uri).secret).toBe(other);
});

test("the backend's period and digits are kept", () => {
  const uri = qrCodeStringFor("Example", "ada").replace("digits=6&period=30", "digits=8&period=60");
  expect(scan(otpauthKey(uri, secret).uri)).toMatchObject({ digits: 8, period: 60 });
});

test("a user of whom the backend knows no e-mail address still gets the key", () => {
  const uri = `otpauth://totp/Example?secret=${secret}&issuer=Example&digits=6&period=30`;
  expect(scan(otpauthKey(uri, secret).uri)).toMatchObject({ issuer: "Example", secret });
});

test("an issuer left empty still gives a URI that apps read", () => {
  expect(scan(otpauthKey(qrCodeStringFor("", "ada"), secret).uri)).toMatchObject({ label: "ada", secret });
});

test("a URI that the app's override shaped itself is kept when its secret is in place", () => {
  const own = `otpauth://totp/Own:ada?algorithm=SHA256&secret=${secret}&image=https%3A%2F%2Fexample.com%2Flogo.png`;
  expect(otpauthKey(own, secret)).toEqual({ uri: own, secret });
});

test.each([
  "",
  "garbage",
  "https://example.com",
  "otpauth://totp/x",
  `javascript:alert(1)//?secret=${secret}`,
  `https://evil.example/?secret=${secret}`,
  "otpauth://totp/%E0%A4%A?secret=A&issuer=%E0%A4%A&digits=6&period=30",
])("from %o, apps can still read the key", (qrCodeString) => {
  const uri = new URL(otpauthKey(qrCodeString, secret).uri);
  expect(uri.searchParams.get("secret")).toBe(secret);
  // It becomes a link.
  expect(uri.protocol).toBe("otpauth:");
});

test("whatever the names, the key that is scanned is the key that was made", () => {
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).map((text) => text.trim());
  fc.assert(
    fc.property(name, name, (issuer, account) => {
      const { uri } = otpauthKey(qrCodeStringFor(issuer, account), secret);
      const url = new URL(uri);
      expect(url.searchParams.getAll("secret")).toEqual([secret]);
      expect(url.searchParams.get("period")).toBe("30");
      expect(url.searchParams.get("issuer") ?? "").toBe(issuer);
    }),
  );
});

test.each([
  ["", ""],
  ["ABC", "ABC"],
  ["ABCD", "ABCD"],
  ["ABCDEFGHI", "ABCD EFGH I"],
])("the key %o is shown as %o", (key, shown) => {
  expect(groupKey(key)).toBe(shown);
});
