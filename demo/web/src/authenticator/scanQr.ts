import type jsQR from "jsqr";

/** Pixels along one side of the picture that is decoded; a QR code of 60 modules gets 10 for each. */
const pictureSize = 600;
/** Icons are smaller than this, QR codes that a camera could read are larger. */
const smallestSide = 80;
/** How long a page may take to draw its QR code. */
const patienceMs = 2000;
const betweenLooksMs = 150;

/** Looks at the page as a camera would, for a while, and answers the text of the first authenticator QR code it sees. */
export async function scanQrOnPage(): Promise<string | undefined> {
  const { default: decode } = await import("jsqr");
  const until = performance.now() + patienceMs;
  for (;;) {
    const found = look(decode);
    if (found !== undefined || performance.now() > until) return found;
    await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
  }
}

function look(decode: typeof jsQR): string | undefined {
  for (const svg of document.querySelectorAll("main svg")) {
    if (!(svg instanceof SVGSVGElement) || svg.getBoundingClientRect().width < smallestSide) continue;
    const picture = draw(svg);
    if (picture === undefined) continue;
    const found = decode(picture.data, picture.width, picture.height);
    if (found?.data.startsWith("otpauth://totp/") === true) return found.data;
  }
  return undefined;
}

/** Paints the shapes of an SVG onto a canvas. Loading it as an image would need a `blob:` URL, which the CSP refuses. */
function draw(svg: SVGSVGElement): ImageData | undefined {
  const context = new OffscreenCanvas(pictureSize, pictureSize).getContext("2d");
  if (context === null) return undefined;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, pictureSize, pictureSize);

  const { x, y, width, height } = svg.viewBox.baseVal;
  context.scale(pictureSize / width, pictureSize / height);
  context.translate(-x, -y);
  for (const shape of svg.querySelectorAll("path, rect")) {
    context.fillStyle = getComputedStyle(shape).fill;
    context.fill(outline(shape));
  }
  return context.getImageData(0, 0, pictureSize, pictureSize);
}

function outline(shape: Element): Path2D {
  if (!(shape instanceof SVGRectElement)) return new Path2D(shape.getAttribute("d") ?? "");
  const path = new Path2D();
  path.rect(shape.x.baseVal.value, shape.y.baseVal.value, shape.width.baseVal.value, shape.height.baseVal.value);
  return path;
}
