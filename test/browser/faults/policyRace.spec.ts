import { expect, test } from "../support/demo.js";
import { callCore, enrol } from "../support/server.js";

test("fault 32: parallel enables and disables all succeed, the setting is one of them, and other metadata is intact", async ({
  demo,
  apiUrl,
}) => {
  const { userId, elsewhere } = await enrol(apiUrl);
  await callCore(demo.coreUrl, "PUT", "/recipe/user/metadata", { userId, metadataUpdate: { plan: "paid", nested: { a: 1 } } });
  for (const order of [
    ["enable", "disable"],
    ["disable", "enable"],
  ]) {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => order)
        .flat()
        .map((change) => elsewhere("POST", `/totp/settings/${change}`, {})),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => "OK"));
    const { metadata } = await callCore(demo.coreUrl, "GET", `/recipe/user/metadata?userId=${userId}`);
    expect(metadata).toMatchObject({ plan: "paid", nested: { a: 1 } });
    const { enabled } = await elsewhere("GET", "/totp/settings");
    expect(JSON.stringify(metadata).includes('"totp"')).toBe(enabled);
  }
  await elsewhere("POST", "/totp/settings/enable", {});
  expect(await elsewhere("GET", "/totp/settings")).toMatchObject({ enabled: true, required: true });
});
