import { describe, expect, it } from 'vitest';
import { answerWith, box, makeEditor, Mouse, polygon } from '../testing/fixtures';

const square: [number, number][] = [
  [600, 100],
  [800, 100],
  [800, 300],
  [600, 300],
];

function setUp() {
  const rotated = {
    objectId: 'rotated',
    schemaId: 'x',
    title: '',
    'rotated-bounding-box': { x: 100, y: 600, width: 100, height: 50, rotation: 0 },
    classifications: [],
  };
  const locked = { ...box('locked', 400, 600, 100, 100), lock: true };
  const editor = makeEditor(
    answerWith(
      box('a', 100, 100, 100, 100),
      box('b', 150, 150, 200, 200),
      polygon('p', square),
      rotated,
      locked,
    ),
  );
  const geometry = (id: string, key = 'bounding-box') => editor.document.get('tools', id)?.[key];
  const selected = () => [...editor.selection].sort();
  return { editor, mouse: new Mouse(editor), geometry, selected };
}

describe('selecting', () => {
  it('picks the smallest object under the pointer and cycles on repeated clicks', () => {
    const { mouse, selected } = setUp();
    mouse.click(175, 180);
    expect(selected()).toEqual(['a']);
    mouse.click(175, 180);
    expect(selected()).toEqual(['b']);
    mouse.click(175, 180);
    expect(selected()).toEqual(['a']);
  });

  it('adds and removes with Shift, clears on the background', () => {
    const { mouse, selected } = setUp();
    mouse.click(120, 120);
    mouse.click(700, 200, { shift: true });
    expect(selected()).toEqual(['a', 'p']);
    mouse.click(700, 200, { shift: true });
    expect(selected()).toEqual(['a']);
    mouse.click(950, 700);
    expect(selected()).toEqual([]);
  });

  it('catches what a marquee touches, with Shift in addition', () => {
    const { mouse, selected, editor } = setUp();
    mouse.drag([50, 50], [140, 140]);
    expect(selected()).toEqual(['a']);
    mouse.drag([500, 50], [650, 150], { shift: true });
    expect(selected()).toEqual(['a', 'p']);
    mouse.down(900, 500);
    mouse.move(50, 50);
    editor.escape();
    expect(editor.marquee).toBeNull();
  });

  it('does not hit hidden objects', () => {
    const { editor, mouse, selected } = setUp();
    editor.setHidden(['a'], true);
    mouse.click(120, 120);
    expect(selected()).toEqual([]);
    editor.showAll();
    mouse.click(120, 120);
    expect(selected()).toEqual(['a']);
  });

  it('opens the menu on release of the right button', () => {
    const { editor, mouse, selected } = setUp();
    mouse.rightClick(120, 120);
    expect(editor.menu.get()).toMatchObject({ objectId: 'a' });
    expect(selected()).toEqual(['a']);
  });
});

describe('moving', () => {
  it('moves all selected objects by the same distance in one step of undo', () => {
    const { editor, mouse, geometry } = setUp();
    editor.select(['a', 'p']);
    mouse.drag([120, 120], [130.5, 140]);
    expect(geometry('a')).toEqual({ x: 110.5, y: 120, width: 100, height: 100 });
    expect(geometry('p', 'polygon')).toEqual(square.map(([x, y]) => [x + 10.5, y + 20]));
    editor.step('undo');
    expect(geometry('a')).toEqual({ x: 100, y: 100, width: 100, height: 100 });
    expect(geometry('p', 'polygon')).toEqual(square);
  });

  it('stops at the border of the image', () => {
    const { editor, mouse, geometry } = setUp();
    editor.select(['a']);
    mouse.drag([120, 120], [-500, 130]);
    expect(geometry('a')).toEqual({ x: 0, y: 110, width: 100, height: 100 });
  });

  it('does not change the document until released, and not at all after Esc', () => {
    const { editor, mouse, geometry } = setUp();
    editor.select(['a']);
    mouse.down(120, 120);
    mouse.move(200, 200);
    expect(geometry('a')).toMatchObject({ x: 100 });
    expect(editor.scene.get('a')?.outline.bounds.minX).toBe(180);
    editor.escape();
    expect(editor.scene.get('a')?.outline.bounds.minX).toBe(100);
    expect(editor.history.undoTitle).toBeNull();
  });

  it('leaves locked objects and kinds of other editors as they are', () => {
    const { editor, mouse, geometry } = setUp();
    const before = editor.document.get('tools', 'rotated');
    mouse.drag([150, 620], [300, 700]);
    mouse.drag([450, 650], [300, 700]);
    expect(editor.document.get('tools', 'rotated')).toBe(before);
    expect(geometry('locked')).toMatchObject({ x: 400 });
    editor.select(['locked']);
    editor.nudge(5, 5);
    expect(editor.delete(['locked'])).toBe(0);
    expect(geometry('locked')).toMatchObject({ x: 400, y: 600 });
  });

  it('joins held arrow keys to one step', () => {
    const { editor, geometry } = setUp();
    editor.select(['a']);
    for (let i = 0; i < 5; i++) editor.nudge(1, 0);
    expect(geometry('a')).toMatchObject({ x: 105 });
    editor.step('undo');
    expect(geometry('a')).toMatchObject({ x: 100 });
    expect(editor.history.undoTitle).toBeNull();
  });
});

describe('reshaping', () => {
  it.each([
    ['nw', [100, 100], [80, 90], { x: 80, y: 90, width: 120, height: 110 }],
    ['n', [150, 100], [170, 90], { x: 100, y: 90, width: 100, height: 110 }],
    ['ne', [200, 100], [220, 90], { x: 100, y: 90, width: 120, height: 110 }],
    ['e', [200, 150], [220, 170], { x: 100, y: 100, width: 120, height: 100 }],
    ['se', [200, 200], [220, 230], { x: 100, y: 100, width: 120, height: 130 }],
    ['s', [150, 200], [170, 230], { x: 100, y: 100, width: 100, height: 130 }],
    ['sw', [100, 200], [80, 230], { x: 80, y: 100, width: 120, height: 130 }],
    ['w', [100, 150], [80, 170], { x: 80, y: 100, width: 120, height: 100 }],
  ] as const)('drags the %s handle', (_name, from, to, expected) => {
    const { editor, mouse, geometry } = setUp();
    editor.select(['a']);
    mouse.drag([...from], [...to]);
    expect(geometry('a')).toEqual(expected);
  });

  it('turns around when a handle is dragged past the other side, and stays in the image', () => {
    const { editor, mouse, geometry } = setUp();
    editor.select(['a']);
    mouse.drag([200, 200], [-50, 40]);
    expect(geometry('a')).toEqual({ x: 0, y: 40, width: 100, height: 60 });
  });

  it('keeps the old shape rather than one without area', () => {
    const { editor, mouse, geometry } = setUp();
    editor.select(['a']);
    mouse.drag([200, 150], [100, 150]);
    expect((geometry('a') as { width: number }).width).toBeGreaterThan(0);
  });

  it('drags a vertex', () => {
    const { editor, mouse, geometry } = setUp();
    editor.select(['p']);
    mouse.drag([800, 300], [850, 350]);
    expect(geometry('p', 'polygon')).toEqual([square[0], square[1], [850, 350], square[3]]);
  });

  it('inserts a vertex by Ctrl+click on the outline and deletes one by Ctrl+right-click', () => {
    const { editor, mouse, geometry } = setUp();
    mouse.click(700, 101, { ctrl: true });
    expect(geometry('p', 'polygon')).toEqual([square[0], [700, 101], ...square.slice(1)]);
    mouse.rightClick(700, 101, { ctrl: true });
    expect(geometry('p', 'polygon')).toEqual(square);
    expect(editor.menu.get()).toBeNull();
  });

  it('keeps at least three vertices', () => {
    const { editor, mouse, geometry } = setUp();
    editor.select(['p']);
    mouse.rightClick(600, 100, { ctrl: true });
    mouse.rightClick(800, 100, { ctrl: true });
    expect(geometry('p', 'polygon')).toHaveLength(3);
  });
});

describe('double-click', () => {
  it('zooms in at the pointer, which keeps its image point', () => {
    const { editor, mouse } = setUp();
    const screen = editor.viewport.toScreen({ x: 300, y: 700 });
    mouse.doubleClick(300, 700);
    expect(editor.zoom.get()).toBeCloseTo(2);
    const after = editor.viewport.toImage(screen);
    expect(after.x).toBeCloseTo(300);
    expect(after.y).toBeCloseTo(700);
  });
});
