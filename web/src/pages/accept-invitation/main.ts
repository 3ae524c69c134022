// Takes the token of an invitation from behind the # of the address, asks for a password, and says all that is wrong with it.

interface Problem {
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

interface Answer {
  readonly displayName?: string;
  readonly sessionExpiresAt?: string;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly problems?: readonly Problem[] };
  }[];
}

const form = part("form", HTMLFormElement);
const password = part("password", HTMLInputElement);
const shown = part("shown", HTMLInputElement);
const problems = part("problems", HTMLElement);
const button = form.querySelector("button");

const token = () => window.location.hash.slice(1);

// Without this script the form would send the password where it does not belong.
form.hidden = token() === "";
if (form.hidden) {
  tell([
    {
      path: "token",
      message: "The address holds no invitation: it was cut off on its way.",
      fix: "Open the link from the mail again, whole, or ask your administrator for another.",
    },
  ]);
}

shown.addEventListener("change", () => {
  password.type = shown.checked ? "text" : "password";
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void send();
});

async function send(): Promise<void> {
  if (button !== null) button.disabled = true;
  try {
    const response = await fetch("/auth/accept-invitation", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: token(), password: password.value }),
    });
    const answer = (await response.json()) as Answer;
    if (response.ok) welcome(answer);
    else tell(problemsIn(answer));
  } catch {
    tell([
      {
        path: "server",
        message: "The server cannot be reached just now.",
        fix: "Nothing was changed as far as is known; try again in a moment.",
      },
    ]);
  } finally {
    if (button !== null) button.disabled = false;
  }
}

function problemsIn({ errors = [] }: Answer): readonly Problem[] {
  return errors.flatMap(
    ({ message, extensions }) => extensions?.problems ?? [{ path: "server", message, fix: "" }],
  );
}

function tell(found: readonly Problem[]): void {
  problems.replaceChildren(
    ...found.map(({ message, fix }) => {
      const line = document.createElement("p");
      line.textContent = `${message} ${fix}`.trim();
      return line;
    }),
  );
  password.setAttribute("aria-invalid", String(found.some(({ path }) => path === "password")));
  problems.hidden = false;
  problems.focus();
}

function welcome({ displayName = "", sessionExpiresAt = "" }: Answer): void {
  // The link is used up: it need not stay in the history of the browser.
  window.history.replaceState(null, "", window.location.pathname);
  document.title = "Your password is set – Intercept One";
  part("name", HTMLElement).textContent = displayName;
  part("until", HTMLElement).textContent = new Date(sessionExpiresAt).toLocaleString("en-US", {
    dateStyle: "long",
    timeStyle: "short",
  });
  part("asking", HTMLElement).hidden = true;
  const done = part("done", HTMLElement);
  done.hidden = false;
  done.querySelector("h1")?.focus();
}

function part<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${id}.`);
}
