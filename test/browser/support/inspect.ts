import type { Page } from "@playwright/test";

/** Looks at the shown state as its user would, and says what is wrong with it; an empty list is a good one. */

/** What is cut off, lies outside the page, makes it scroll sideways, or is too small to hit (WCAG 1.4.10, 1.4.4, 2.5.8). */
export function layoutProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const problems = document.documentElement.scrollWidth > width ? [`the page is ${document.documentElement.scrollWidth} px wide`] : [];
    for (const element of document.querySelectorAll<HTMLElement>("#storybook-root [data-mfa-slot]")) {
      const name = `${element.dataset.mfaSlot ?? ""} "${element.textContent.slice(0, 30)}"`;
      const { left, right, width: own, height } = element.getBoundingClientRect();
      if (own > 0 && height > 0 && (left < -0.5 || right > width + 0.5)) problems.push(`${name} reaches from ${left} to ${right}`);
      const clips = getComputedStyle(element).overflowX !== "visible";
      if (clips && !element.matches("input") && element.scrollWidth > element.clientWidth + 1) problems.push(`${name} is cut off`);
    }
    for (const control of document.querySelectorAll("#storybook-root :is(button, a, input)")) {
      // What is hit of a checkbox is its label, too.
      const { width: own, height } = (control.closest("label") ?? control).getBoundingClientRect();
      if (own < 24 || height < 24) problems.push(`"${control.textContent}" measures ${own} by ${height}`);
      if (control.matches("button") && control.scrollWidth > control.clientWidth + 1)
        problems.push(`"${control.textContent}" does not fit`);
    }
    return problems;
  });
}

/**
 * Text that is hard to read, under 4.5:1 (WCAG 1.4.3), and fields and buttons whose edge is hard to see, under 3:1
 * (1.4.11). What can't be used now is exempt. In forced colours axe can't tell: it reads `-webkit-text-fill-color`,
 * for which Chromium goes on reporting the author's colour.
 */
export function contrastProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    /** What is seen of a colour on a ground: both may be translucent. */
    const painted = (...layers: string[]): number[] => {
      if (canvas === null) return [];
      canvas.clearRect(0, 0, 1, 1);
      for (const layer of layers) {
        canvas.fillStyle = layer;
        canvas.fillRect(0, 0, 1, 1);
      }
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (...layers: string[]) => {
      const channels = painted(...layers);
      return [0.2126, 0.7152, 0.0722].reduce((sum, weight, channel) => {
        const share = (channels[channel] ?? 0) / 255;
        return sum + weight * (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
      }, 0);
    };
    const ratio = (colour: string, ground: string) => {
      const [dark = 0, light = 0] = [luminance(ground, colour), luminance(ground)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    const behind = (element: Element | null): string => {
      if (element === null) return "Canvas";
      const colour = getComputedStyle(element).backgroundColor;
      return painted(colour)[3] === 255 ? colour : behind(element.parentElement);
    };
    const named = (element: Element) => `${element.getAttribute("data-mfa-slot") ?? element.tagName} "${element.textContent.slice(0, 30)}"`;

    const texts = [...document.querySelectorAll("#storybook-root *")].filter(
      (element) =>
        element.closest("[aria-disabled=true], svg") === null &&
        [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() !== ""),
    );
    const unreadable = texts.flatMap((element) => {
      const contrast = ratio(getComputedStyle(element).color, behind(element));
      return contrast >= 4.5 ? [] : [`${named(element)} has ${contrast.toFixed(2)}:1`];
    });

    const hasEdge = "input:not([readonly]), [data-kind=primary]:not([aria-disabled=true]), [data-kind=secondary]:not([aria-disabled=true])";
    const edgeless = [...document.querySelectorAll(`#storybook-root :is(${hasEdge})`)].flatMap((part) => {
      const { backgroundColor, borderTopColor } = getComputedStyle(part);
      const ground = behind(part.parentElement);
      const best = Math.max(ratio(backgroundColor, ground), ratio(borderTopColor, ground));
      return best >= 3 ? [] : [`the edge of ${named(part)} has ${best.toFixed(2)}:1`];
    });
    return [...unreadable, ...edgeless];
  });
}

/** Tabs once through the state; names each stop whose focus can't be seen (WCAG 2.4.7). */
export async function focusRings(page: Page): Promise<string[]> {
  const stops = await page.locator("#storybook-root :is(button, a, input)").count();
  const problems: string[] = [];
  await page.evaluate("document.activeElement.blur()");
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press("Tab");
    const problem = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      return outlineStyle === "solid" && Number.parseFloat(outlineWidth) >= 2 ? undefined : focused.outerHTML;
    });
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

/** Notes what the live regions come to say from now on; the result reads the notes. */
export async function watchRegions(page: Page): Promise<() => Promise<string[]>> {
  const notes = await page.evaluateHandle(() => {
    const said: string[] = [];
    const seen = new Map<Element, string>();
    new MutationObserver(() => {
      for (const region of document.querySelectorAll("#storybook-root :is([role=alert], [role=status])")) {
        const text = region.textContent;
        if (text !== "" && text !== seen.get(region)) said.push(`${region.getAttribute("role") ?? ""}: ${text}`);
        seen.set(region, text);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return said;
  });
  return () => notes.jsonValue();
}
