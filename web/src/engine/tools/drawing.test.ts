import { describe, expect, it } from 'vitest';
import type { ToolObject } from '../model/annotation';
import { makeEditor, Mouse } from '../testing/fixtures';

function last(editor: ReturnType<typeof makeEditor>): ToolObject | undefined {
  return editor.document.entries('tools').at(-1);
}

function drawing(schemaId: string) {
  const editor = makeEditor();
  editor.useClass(schemaId);
  return { editor, mouse: new Mouse(editor), count: () => editor.document.size('tools') };
}

describe('box tool', () => {
  it('places a box by press, drag and release, and goes back to selecting', () => {
    const { editor, mouse } = drawing('car');
    mouse.drag([100.25, 120.5], [300.75, 220.125]);
    expect(last(editor)?.['bounding-box']).toEqual({
      x: 100.25,
      y: 120.5,
      width: 200.5,
      height: 99.625,
    });
    expect(last(editor)).toMatchObject({ schemaId: 'car', title: 'Car', classifications: [] });
    expect(last(editor)?.objectId).toMatch(/^[0-9a-f]{23}$/);
    expect(editor.state.get().classId).toBeNull();
    expect([...editor.selection]).toEqual([last(editor)?.objectId]);
  });

  it('places a box by two clicks given in any order', () => {
    const { editor, mouse } = drawing('car');
    mouse.click(300, 220);
    expect(editor.tool.busy).toBe(true);
    mouse.move(200, 200);
    mouse.click(100, 120);
    expect(last(editor)?.['bounding-box']).toEqual({ x: 100, y: 120, width: 200, height: 100 });
  });

  it('clips to the image when released', () => {
    const { editor, mouse } = drawing('car');
    mouse.drag([900, 700], [1200, 950]);
    expect(last(editor)?.['bounding-box']).toEqual({ x: 900, y: 700, width: 100, height: 100 });
  });

  it('never places a box without area', () => {
    const { mouse, count, editor } = drawing('car');
    mouse.drag([100, 100], [100, 300]);
    expect(count()).toBe(0);
    mouse.click(150, 300);
    expect(last(editor)?.['bounding-box']).toEqual({ x: 100, y: 100, width: 50, height: 200 });
  });

  it('ignores boxes wholly outside the image', () => {
    const { mouse, count } = drawing('car');
    mouse.drag([-200, -200], [-20, -20]);
    expect(count()).toBe(0);
  });

  it('gives up on Esc and right-click, and puts the tool down on the second Esc', () => {
    const { editor, mouse, count } = drawing('car');
    mouse.click(100, 100);
    editor.escape();
    expect(editor.tool.busy).toBe(false);
    expect(editor.state.get().classId).toBe('car');
    mouse.click(100, 100);
    mouse.rightClick(150, 150);
    expect(editor.tool.busy).toBe(false);
    editor.escape();
    expect(editor.state.get().classId).toBeNull();
    expect(count()).toBe(0);
  });

  it('keeps the tool with fast tool selection', () => {
    const { editor, mouse, count } = drawing('car');
    editor.settings.set({ ...editor.settings.get(), fastTool: true });
    mouse.drag([0, 0], [50, 50]);
    mouse.drag([100, 100], [150, 150]);
    expect(count()).toBe(2);
  });
});

describe('polygon tool', () => {
  const corners: [number, number][] = [
    [100, 100],
    [200, 100],
    [200, 200],
  ];
  const start = () => {
    const made = drawing('road');
    for (const [x, y] of corners) made.mouse.click(x, y);
    return made;
  };

  it.each([
    ['a click on the first vertex', (m: Mouse) => m.click(102, 101)],
    ['a double-click', (m: Mouse) => m.doubleClick(200, 200)],
  ])('closes by %s', (_name, close) => {
    const { editor, mouse } = start();
    close(mouse);
    expect(last(editor)?.['polygon']).toEqual(corners);
  });

  it('closes by N or Enter, but not with two vertices', () => {
    const { editor, mouse, count } = drawing('road');
    mouse.click(100, 100);
    mouse.click(200, 100);
    editor.finish();
    expect(count()).toBe(0);
    mouse.click(200, 200);
    editor.finish();
    expect(last(editor)?.['polygon']).toEqual(corners);
  });

  it('adds the vertex of a double-click once', () => {
    const { editor, mouse } = start();
    mouse.doubleClick(100, 200);
    expect(last(editor)?.['polygon']).toEqual([...corners, [100, 200]]);
  });

  it('takes the last vertex back by right-click', () => {
    const { editor, mouse } = start();
    mouse.click(150, 250);
    mouse.rightClick(400, 400);
    editor.finish();
    expect(last(editor)?.['polygon']).toEqual(corners);
  });

  it('draws continuously while Shift is held', () => {
    const { editor, mouse } = drawing('road');
    mouse.click(100, 100);
    for (let x = 100; x <= 200; x += 5) mouse.move(x, 100, { shift: true });
    mouse.click(200, 200);
    editor.finish();
    const points = last(editor)?.['polygon'] as [number, number][];
    expect(points.length).toBeGreaterThan(8);
    expect(points.every(([, y]) => y === 100 || y === 200)).toBe(true);
  });

  it('keeps vertices inside the image', () => {
    const { editor, mouse } = drawing('road');
    mouse.click(-20, -20);
    mouse.click(1100, 10);
    mouse.click(500, 900);
    editor.finish();
    expect(last(editor)?.['polygon']).toEqual([
      [0, 0],
      [1000, 10],
      [500, 800],
    ]);
  });

  it('is given up by Esc', () => {
    const { editor, count } = start();
    editor.escape();
    expect(editor.tool.draft).toBeNull();
    expect(count()).toBe(0);
  });
});

describe('point tool', () => {
  it('places a point where the pointer was pressed, not when it was dragged', () => {
    const { editor, mouse, count } = drawing('lamp');
    mouse.drag([10, 10], [200, 200]);
    expect(count()).toBe(0);
    mouse.click(12.5, 33.25);
    expect(last(editor)?.['point']).toEqual([12.5, 33.25]);
  });
});

describe('keyboard drawing', () => {
  it('places two corners with the crosshair', () => {
    const { editor } = drawing('car');
    editor.moveCrosshair(0, 0);
    const start = editor.crosshair.get();
    editor.clickCrosshair();
    for (let i = 0; i < 3; i++) editor.moveCrosshair(10, 0);
    editor.moveCrosshair(0, 10);
    editor.clickCrosshair();
    expect(last(editor)?.['bounding-box']).toEqual({
      x: start?.x,
      y: start?.y,
      width: 30,
      height: 10,
    });
  });

  it('closes a polygon when Enter is pressed twice at the same place', () => {
    const { editor } = drawing('road');
    editor.moveCrosshair(0, 0);
    for (const [dx, dy] of [
      [0, 0],
      [40, 0],
      [0, 40],
    ] as const) {
      editor.moveCrosshair(dx, dy);
      editor.clickCrosshair();
    }
    editor.clickCrosshair();
    expect(last(editor)?.['polygon']).toHaveLength(3);
  });

  it('goes away when the pointer is used', () => {
    const { editor, mouse } = drawing('car');
    editor.moveCrosshair(1, 1);
    mouse.move(5, 5);
    expect(editor.crosshair.get()).toBeNull();
  });
});

describe('a read-only editor', () => {
  it('takes no tool and changes nothing', () => {
    const editor = makeEditor(undefined, true);
    editor.useClass('car');
    expect(editor.state.get().classId).toBeNull();
    expect(editor.paste([])).toBe(0);
    expect(editor.document.version).toBe(0);
  });
});
