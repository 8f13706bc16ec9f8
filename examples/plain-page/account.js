const { mfaRedirect, Session } = supertokensMfa;
const account = document.getElementById("account");

mfaRedirect().then((elsewhere) => {
  if (elsewhere === undefined) account.hidden = false;
  else location.replace(elsewhere);
});

account.addEventListener("totp-device-removed", ({ detail }) => {
  document.getElementById("news").textContent = `${detail.deviceName} can no longer sign in.`;
});

document.getElementById("sign-out").addEventListener("click", async () => {
  await Session.signOut();
  location.assign("/auth");
});
