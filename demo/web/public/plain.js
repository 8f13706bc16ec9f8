// The documentation's script-tag way: each bundle sets one global. The documentation calls the TOTP one
// `supertokensTotp`; the published bundle spells it `supertokensTOTP`.
/* global supertokens, supertokensSession, supertokensTOTP */
(async () => {
  const supertokensTotp = supertokensTOTP;
  const list = document.getElementById("devices");
  const message = document.getElementById("message");

  const { apiUrl } = await (await fetch("/config.json")).json();
  supertokens.init({
    appInfo: { appName: "Fernway", apiDomain: apiUrl, apiBasePath: "/auth" },
    recipeList: [supertokensSession.init(), supertokensTotp.init()],
  });

  if (!(await supertokensSession.doesSessionExist())) {
    message.textContent = "You are not signed in. ";
    message.append(link("/auth?redirectToPath=%2Fplain.html", "Sign in"));
    return;
  }
  await show();

  async function show() {
    const { devices } = await supertokensTotp.listDevices();
    const verified = devices.filter((device) => device.verified);
    list.replaceChildren(...verified.map(row));
    message.textContent = verified.length === 0 ? "No device yet." : `${verified.length} in use.`;
  }

  function row({ name }) {
    const item = document.createElement("li");
    const label = document.createElement("bdi");
    label.textContent = name;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Remove";
    button.setAttribute("aria-label", `Remove ${name}`);
    button.addEventListener("click", () => void remove(name));
    item.append(label, button);
    return item;
  }

  async function remove(deviceName) {
    try {
      await supertokensTotp.removeDevice({ deviceName });
      await show();
    } catch (error) {
      if (error.isSuperTokensGeneralError === true) {
        message.textContent = error.message;
      } else if (error.status === 403) {
        // The SDK throws the response itself; 403 asks for a code first.
        message.textContent = "Enter a code first. ";
        message.append(link("/auth/mfa/totp?stepUp=true&redirectToPath=%2Fplain.html", "Enter a code"));
      } else {
        message.textContent = "The device could not be removed. Check your connection and try again.";
      }
    }
  }

  function link(href, text) {
    const anchor = document.createElement("a");
    anchor.href = href;
    anchor.textContent = text;
    return anchor;
  }
})();
