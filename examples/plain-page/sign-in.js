const { EmailPassword, safeRedirectPath } = supertokensMfa;

document.getElementById("sign-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData(event.currentTarget);
  const formFields = ["email", "password"].map((id) => ({ id, value: form.get(id) }));
  const { status } = await (form.has("new") ? EmailPassword.signUp({ formFields }) : EmailPassword.signIn({ formFields }));
  const asked = new URLSearchParams(location.search).get("redirectToPath");
  if (status === "OK") location.assign(safeRedirectPath(asked, { origin: location.origin, authBase: "/auth" }) ?? "/");
  else document.getElementById("refused").textContent = "That didn’t work. Check the address and the password.";
});
