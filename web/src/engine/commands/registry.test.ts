import { describe, expect, it, vi } from 'vitest';
import { answerWith, box, makeEditor, Mouse } from '../testing/fixtures';
import { classCommands, editorCommands } from './editorCommands';
import { chordLabel, CommandRegistry, type KeyPress, matches } from './registry';

function press(key: string, modifiers: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...modifiers };
}

describe('chords', () => {
  it.each([
    ['Mod+Z', press('z', { ctrlKey: true }), true],
    ['Mod+Z', press('Z', { ctrlKey: true, shiftKey: true }), false],
    ['Mod+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }), true],
    ['H', press('h'), true],
    ['H', press('H', { shiftKey: true }), false],
    ['?', press('?', { shiftKey: true }), true],
    ['+', press('+', { shiftKey: true }), true],
    ['Space', press(' '), true],
    ['Alt+C', press('ç', { altKey: true, code: 'KeyC' }), true],
    ['Shift+ArrowUp', press('ArrowUp', { shiftKey: true }), true],
  ] as const)('%s', (chord, key, expected) => {
    expect(matches(chord, key, false)).toBe(expected);
  });

  it('take Cmd for Ctrl on a Mac', () => {
    expect(matches('Mod+Z', press('z', { metaKey: true }), true)).toBe(true);
    expect(matches('Mod+Z', press('z', { ctrlKey: true }), true)).toBe(false);
    expect(chordLabel('Mod+Shift+Z', true)).toBe('⌘⇧Z');
    expect(chordLabel('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
  });
});

describe('the commands of the editor', () => {
  function setUp() {
    const editor = makeEditor(
      answerWith(box('a', 100, 100, 100, 100), box('b', 300, 100, 100, 100)),
    );
    const page = {
      say: vi.fn(),
      copyId: vi.fn(),
      onCanvas: () => true,
      focusQuestion: vi.fn(),
    };
    const registry = new CommandRegistry();
    registry.add(...editorCommands(editor, page), ...classCommands(editor, page));
    const type = (key: string, modifiers: Partial<KeyPress> = {}): string | null => {
      const found = registry.find(press(key, modifiers), editor.state.get().hovered !== null);
      found?.run();
      return found?.id ?? null;
    };
    return { editor, page, registry, type, mouse: new Mouse(editor) };
  }

  it('a class key takes the tool, unless the pointer is over an object and the key has a meaning there', () => {
    const { editor, mouse, type } = setUp();
    expect(type('h')).toBe('class.use.van');
    expect(type('h')).toBe('class.use.van');
    expect(editor.state.get().classId).toBeNull();
    mouse.move(150, 150);
    expect(type('h')).toBe('object.hide');
    expect(editor.scene.isHidden('a')).toBe(true);
    expect(type('H', { shiftKey: true })).toBe('object.showAll');
  });

  it('Alt and a class key change the class of the object under the pointer', () => {
    const { editor, mouse, type } = setUp();
    mouse.move(150, 150);
    expect(type('h', { altKey: true, code: 'KeyH' })).toBe('class.change.van');
    expect(editor.document.get('tools', 'a')).toMatchObject({ schemaId: 'van', title: 'Van' });
  });

  it('N belongs to the shape being drawn', () => {
    const { editor, mouse, type } = setUp();
    type('r');
    mouse.click(500, 500);
    mouse.click(600, 500);
    mouse.click(600, 600);
    expect(type('n')).toBe('tool.finish');
    expect(editor.document.size('tools')).toBe(3);
  });

  it('arrows move the selection, and Shift and an arrow go on through the list once that was begun', () => {
    const { editor, mouse, type } = setUp();
    expect(type('ArrowDown', { shiftKey: true })).toBe('object.next');
    expect([...editor.selection]).toEqual(['a']);
    expect(type('ArrowDown', { shiftKey: true })).toBe('object.next');
    expect([...editor.selection]).toEqual(['b']);
    editor.select([]);
    mouse.click(...centreOf(editor, 'a'));
    type('ArrowDown', { shiftKey: true });
    type('ArrowRight');
    expect(editor.document.get('tools', 'a')?.['bounding-box']).toMatchObject({ x: 101, y: 110 });
  });

  it('copy, paste, duplicate, delete, lock and flag', () => {
    const { editor, type } = setUp();
    editor.select(['a']);
    type('c', { ctrlKey: true });
    type('v', { ctrlKey: true });
    type('d', { ctrlKey: true });
    expect(editor.document.size('tools')).toBe(4);
    type('Delete');
    expect(editor.document.size('tools')).toBe(3);
    editor.select(['a']);
    type('l');
    type('f');
    expect(editor.document.get('tools', 'a')).toMatchObject({ lock: true });
    expect(editor.document.get('tools', 'a')).not.toHaveProperty('flag');
    type('Delete');
    expect(editor.document.get('tools', 'a')).toBeDefined();
    type('l');
    type('f');
    expect(editor.document.get('tools', 'a')).toMatchObject({ flag: true });
    expect(editor.document.get('tools', 'a')).not.toHaveProperty('lock');
  });

  it('drawing with the keyboard alone', () => {
    const { editor, type } = setUp();
    type('c');
    type('ArrowRight');
    expect(type('Enter')).toBe('tool.place');
    for (let i = 0; i < 4; i++) type('ArrowRight', { shiftKey: true });
    for (let i = 0; i < 3; i++) type('ArrowDown', { shiftKey: true });
    expect(type(' ')).toBe('tool.place');
    expect(editor.document.entries('tools').at(-1)?.['bounding-box']).toMatchObject({
      width: 40,
      height: 30,
    });
  });
});

function centreOf(editor: ReturnType<typeof makeEditor>, id: string): [number, number] {
  const bounds = editor.scene.boundsOf([id]);
  if (!bounds) throw new Error('no such shape');
  return [(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2];
}
