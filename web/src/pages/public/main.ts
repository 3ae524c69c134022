// The style of the public pages, and the little that they gain from a script: they are whole without one.

import "../../favicon.svg";
import "../../styles/tokens.css";
import "../../styles/base.css";
import "../../styles/charts.css";
import "./frame.css";
import "./parts.css";
import copyText from "copy-to-clipboard";

offerCopying();
showAtOnce();
showWhatIsShown();
lookAgain();

/** A button beside each text that is there to be copied. */
function offerCopying(): void {
  for (const snippet of document.querySelectorAll<HTMLElement>("[data-copy]")) {
    const text = snippet.querySelector("pre");
    if (text === null) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy: ${text.getAttribute("aria-label") ?? ""}`);
    button.addEventListener("click", () => {
      void copyText(text.textContent).then((isCopied) => {
        button.textContent = isCopied ? "Copied" : "Select the text and press Ctrl+C";
        setTimeout(() => (button.textContent = "Copy"), 2_000);
      });
    });
    snippet.append(button);
  }
}

/** A page that waits for its figures shows them once they are out. */
function lookAgain(): void {
  const waiting = document.querySelector<HTMLElement>("[data-look-again]");
  if (waiting === null) return;
  const look = async () => {
    const page = await fetch(location.href, { cache: "no-store" }).then((answer) => answer.text());
    if (!page.includes("data-look-again")) location.reload();
  };
  // Without a connection it looks again the next time.
  setInterval(() => void look().catch(() => undefined), Number(waiting.dataset["lookAgain"]) * 1_000);
}

/** Whoever comes back to a page finds the choices that it shows, not those that led away from it. */
function showWhatIsShown(): void {
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-chooser]")) form.reset();
  });
}

/** A choice made with the mouse is shown without a press on "Show"; by keyboard one wants to pass over the choices. */
function showAtOnce(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-chooser]")) {
    let byPointer = false;
    form.addEventListener("pointerdown", () => (byPointer = true));
    form.addEventListener("keydown", () => (byPointer = false));
    form.addEventListener("change", () => {
      if (byPointer) form.requestSubmit();
    });
  }
}
