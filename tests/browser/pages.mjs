// What tests do with a page over and over.

/** Waits until at least so many rooms are listed. */
export async function waitForRooms(page, least = 3, timeout = 60_000) {
  await page.waitForFunction(
    (least) => document.querySelectorAll('[data-testid="room-item"]').length >= least,
    least,
    { timeout },
  );
}

/** How many rooms are listed. */
export const roomCount = (page) => page.getByTestId("room-item").count();

/** The names in the list of rooms. */
export const roomNames = (page) => page.locator(".room-name").allInnerTexts();

/** What the state of a plan says when its names are read; not where somebody has to "sign in to have names read". */
export const NAMES_READ = /(^| · )names read/;

/** Waits until the names of the plan that is looked at are read. */
export const waitForNames = (page, timeout = 120_000) => page.getByTestId("status-line").filter({ hasText: NAMES_READ }).waitFor({ timeout });

/** Opens a file as if it were chosen. */
export const open = (page, name, buffer, mimeType = "application/octet-stream") =>
  page.getByTestId("file-input").setInputFiles({ name, mimeType, buffer });

/** The zoom in percent. */
export const zoom = async (page) => Number.parseFloat(await page.getByTestId("zoom").innerText());

/** Pixels of a canvas of the stage that are painted at all, of a grid over it: a cheap look at what is seen. */
export function painted(page, testid) {
  return page.getByTestId(testid).evaluate((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 3; at < data.length; at += 4 * 7) if (data[at] > 0) count += 1;
    return count;
  });
}

/** A fingerprint of a canvas: the same picture gives the same number. */
export function fingerprint(page, testid) {
  return page.getByTestId(testid).evaluate((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let hash = 2166136261;
    for (let at = 0; at < data.length; at += 1) hash = Math.imul(hash ^ data[at], 16777619);
    return hash >>> 0;
  });
}

/** Waits until a condition holds that is looked at from here. */
export async function until(condition, what, timeout = 20_000) {
  const deadline = Date.now() + timeout;
  for (;;) {
    if (await condition()) return;
    if (Date.now() > deadline) throw new Error(`not within ${timeout} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
