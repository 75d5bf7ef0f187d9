/** The labeling editor as a person uses it: by pointer and keys, and by what the page shows. */
import assert from 'node:assert/strict';

/** A picture on the page, as numbers: where its left top corner is and how large one of its pixels is. */
async function pictureOf(page) {
  return page.locator('[role=application] img').evaluate((image) => {
    const { left, top, width } = image.getBoundingClientRect();
    return { left, top, scale: width / image.naturalWidth };
  });
}

export class EditorPage {
  constructor(page) {
    this.page = page;
    this.canvas = page.getByRole('application');
    this.state = page.locator('header [role=status]').first();
    this.objects = page.getByRole('list', { name: 'Objects in the image' }).getByRole('listitem');
    this.inspector = page.getByRole('region', { name: 'Selected object' });
    this.questions = page.getByRole('region', { name: 'Classifications' });
    this.missing = page.getByRole('region', { name: 'Missing answers' });
  }

  /** Waits until the picture of the open task is shown. */
  async ready() {
    await this.page.waitForFunction(() => {
      const image = document.querySelector('[role=application] img');
      return image?.complete && image.naturalWidth > 0 && !('missing' in image.dataset);
    });
    await this.canvas.waitFor();
  }

  name() {
    return this.page.getByRole('heading', { level: 1 }).innerText();
  }

  button(name) {
    return this.page.getByRole('banner').getByRole('button', { name, exact: true });
  }

  async save() {
    await this.page.keyboard.press('Control+s');
    await this.page.getByText('Saved', { exact: true }).waitFor();
  }

  /** Waits for the words that tell how saving stands. */
  says(words) {
    return this.page.getByRole('banner').getByText(words).waitFor({ timeout: 20_000 });
  }

  saved() {
    return this.says('All changes saved');
  }

  async holds(count) {
    await this.page
      .getByRole('application', {
        name: new RegExp(`, ${count} ${count === 1 ? 'object' : 'objects'}$`),
      })
      .waitFor({ timeout: 20_000 });
  }

  take(title) {
    return this.page
      .getByRole('region', { name: 'Tools' })
      .getByRole('button', { name: new RegExp(`^${title}`) })
      .click();
  }

  /**
   * Moves the pointer to a point of the picture, as near as whole screen pixels allow; returns where in
   * the picture it then is.
   */
  async moveTo([x, y], steps = 4) {
    const { left, top, scale } = await pictureOf(this.page);
    const screen = { x: Math.round(left + x * scale), y: Math.round(top + y * scale) };
    await this.page.mouse.move(screen.x, screen.y, { steps });
    return [(screen.x - left) / scale, (screen.y - top) / scale];
  }

  async click(point, options) {
    const at = await this.moveTo(point);
    await this.page.mouse.down(options);
    await this.page.mouse.up(options);
    return at;
  }

  /** Presses at one point, releases at another; returns both. */
  async drag(from, to) {
    const start = await this.moveTo(from);
    await this.page.mouse.down();
    const end = await this.moveTo(to, 8);
    await this.page.mouse.up();
    return [start, end];
  }

  /** Draws a box from corner to corner; returns it as an export would have it. */
  async box(title, from, to, by = 'drag') {
    await this.take(title);
    const corners =
      by === 'drag' ? await this.drag(from, to) : [await this.click(from), await this.click(to)];
    return { 'bounding-box': boxOf(...corners) };
  }

  async polygon(title, points) {
    await this.take(title);
    const polygon = [];
    for (const point of points) {
      polygon.push(await this.click(point));
    }
    await this.page.keyboard.press('n');
    return { polygon };
  }

  async point(title, at) {
    await this.take(title);
    return { point: await this.click(at) };
  }

  /** Goes from control to control with the Tab key until the picture has the focus. */
  async tabToCanvas() {
    for (let tries = 0; tries < 80; tries++) {
      if (await this.canvas.evaluate((canvas) => canvas === document.activeElement)) {
        return;
      }
      await this.page.keyboard.press('Tab');
    }
    assert.fail('The picture cannot be reached with the Tab key');
  }

  /** Presses arrow keys: `right` and `down` in picture pixels, tens with Shift. */
  async arrows(right, down) {
    for (const [distance, plus, minus] of [
      [right, 'ArrowRight', 'ArrowLeft'],
      [down, 'ArrowDown', 'ArrowUp'],
    ]) {
      const key = distance < 0 ? minus : plus;
      const length = Math.abs(distance);
      for (let i = 0; i < Math.floor(length / 10); i++) {
        await this.page.keyboard.press(`Shift+${key}`);
      }
      for (let i = 0; i < length % 10; i++) {
        await this.page.keyboard.press(key);
      }
    }
  }

  /** The coordinates that the status bar shows. */
  async shownAt() {
    const text = await this.page.locator('#canvas-status').innerText();
    const [, x, y] = /(-?[\d.]+), (-?[\d.]+)/.exec(text) ?? [];
    return [Number(x), Number(y)];
  }

  /** A fact about the selected object, such as its position, as numbers. */
  async fact(name) {
    const term = this.inspector.locator('dt', { hasText: name });
    const text = await term.locator('xpath=following-sibling::dd[1]').innerText();
    return text
      .replace(/(\d),(\d{3})/g, '$1$2')
      .match(/-?\d+(\.\d+)?/g)
      .map(Number);
  }

  choose(place, question, option) {
    return place.getByRole('group', { name: question }).getByText(option, { exact: true }).click();
  }

  async pick(place, question, option) {
    await place.getByRole('group', { name: question }).locator('input:visible').first().click();
    await this.page.getByRole('option', { name: option }).click();
  }

  select(name) {
    return this.objects.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  }
}

/** A box from two opposite corners. */
export function boxOf([ax, ay], [bx, by]) {
  return {
    x: Math.min(ax, bx),
    y: Math.min(ay, by),
    width: Math.abs(ax - bx),
    height: Math.abs(ay - by),
  };
}

/** Asserts that a drawn shape is where the pointer was, within half a pixel. */
export function assertNear(actual, expected, what) {
  if (typeof expected === 'number') {
    assert.equal(typeof actual, 'number', what);
    assert.ok(Math.abs(actual - expected) <= 0.5, `${what}: ${actual} is not near ${expected}`);
    return;
  }
  assert.deepEqual(Object.keys(actual ?? {}), Object.keys(expected), what);
  for (const key of Object.keys(expected)) {
    assertNear(actual[key], expected[key], `${what}.${key}`);
  }
}
