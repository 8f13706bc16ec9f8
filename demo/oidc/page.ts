/** The provider's only page. Its style sheet is a file of its own so that the page can do without inline styles. */
export function signInPage({ uid, problem, email }: { uid: string; problem?: string; email: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in with Demo ID</title>
<link rel="stylesheet" href="/demo-id.css">
</head>
<body>
<main>
<p class="brand"><span aria-hidden="true">◆</span> Demo ID</p>
<h1>Sign in to continue to Fernway</h1>
<p class="hint">A stand-in for a social login. It runs on this computer and believes any address.</p>
<form method="post" action="/interaction/${escapeHtml(uid)}">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" required autofocus autocomplete="email" maxlength="254" value="${escapeHtml(email)}"${
    problem === undefined ? "" : ' aria-invalid="true" aria-describedby="problem"'
  }>
${problem === undefined ? "" : `<p id="problem" class="problem" role="alert">${escapeHtml(problem)}</p>`}
<button type="submit" name="action" value="continue">Continue</button>
<button type="submit" name="action" value="cancel" class="quiet" formnovalidate>Cancel</button>
</form>
</main>
</body>
</html>
`;
}

export const signInPageStyles = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --accent: light-dark(#6d3bd1, #b79bff); }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f4f2f8, #141218); color: light-dark(#1d1a24, #eceaf2); }
main { box-sizing: border-box; width: min(100%, 26rem); padding: 2rem 1.5rem; }
.brand { margin: 0 0 1.5rem; font-weight: 650; color: var(--accent); }
h1 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.3; letter-spacing: -.01em; }
.hint { margin: 0 0 1.5rem; color: light-dark(#5d5869, #a9a4b6); font-size: .9375rem; }
form { display: grid; gap: .5rem; }
label { font-weight: 550; font-size: .9375rem; }
input, button { font: inherit; border-radius: .5rem; padding: .625rem .75rem; border: 1px solid light-dark(#857d98, #7a7391); }
input { background: light-dark(#fff, #1d1a24); color: inherit; }
button { margin-top: .5rem; border-color: var(--accent); background: var(--accent); color: light-dark(#fff, #17131f); font-weight: 600; cursor: pointer; }
button.quiet { margin-top: 0; background: none; border-color: transparent; color: inherit; font-weight: 500; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.problem { margin: 0; color: light-dark(#b42318, #ff9d91); font-size: .9375rem; }
`;

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
