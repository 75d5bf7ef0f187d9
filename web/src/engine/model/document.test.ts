import { describe, expect, it } from 'vitest';
import type { Answer } from './annotation';
import { answerWith, box, makeEditor, polygon, seeded } from '../testing/fixtures';
import { replaceAnswers } from '../commands/edits';

/** One random command; some do nothing when nothing fits. */
function randomStep(editor: ReturnType<typeof makeEditor>, random: () => number): void {
  const objects = editor.document.entries('tools');
  const pick = () => objects[Math.floor(random() * objects.length)]?.objectId;
  const ids = [pick(), pick(), pick()].flatMap((id) => id ?? []);
  switch (Math.floor(random() * 9)) {
    case 0:
      editor.useClass(['car', 'van'][Math.floor(random() * 2)] ?? null);
      editor.place('bounding-box', { x: random() * 900, y: random() * 700, width: 10, height: 20 });
      return;
    case 1:
      editor.select(ids);
      editor.nudge(random() * 10 - 5, random() * 10 - 5);
      return;
    case 2:
      if (random() < 0.5) editor.delete(ids);
      return;
    case 3:
      editor.copy(ids);
      editor.paste();
      return;
    case 4:
      editor.toggleLock(ids);
      return;
    case 5:
      editor.changeClass(ids, random() < 0.5 ? 'car' : 'van');
      return;
    case 6:
      editor.toggleFlag(ids);
      return;
    case 7: {
      const answers = editor.document.entries('classifications');
      const entry = {
        objectId: `q${Math.floor(random() * 4)}`,
        schemaId: 'q',
        tool: 'text',
        title: 'Q',
        answer: String(random()),
        classifications: [],
      };
      const others = answers.filter((each) => each.objectId !== entry.objectId);
      const next = random() < 0.3 ? others : [...others, entry];
      editor.commit('Answer', replaceAnswers(editor.document, next));
      return;
    }
    default:
      editor.select(ids);
      editor.duplicate();
  }
}

function start(): Answer {
  const relation = {
    objectId: 'r',
    schemaId: 'rel',
    title: '',
    classifications: [],
    from: 'a',
    to: 'b',
  };
  const group = {
    objectId: 'g',
    schemaId: 'grp',
    title: '',
    classifications: [],
    group: ['a', 'p'],
  };
  return {
    ...answerWith(
      box('a', 0, 0, 10, 10),
      box('b', 50, 50, 10.123456789, 10),
      polygon('p', [
        [1, 1],
        [5, 1],
        [5, 5],
      ]),
    ),
    relations: [relation, group],
  };
}

describe('undo', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'takes a random session back to the start exactly (seed %i)',
    (seed) => {
      const editor = makeEditor(start());
      const before = JSON.stringify(editor.document.answer());
      const random = seeded(seed);
      for (let i = 0; i < 300; i++) randomStep(editor, random);
      const after = JSON.stringify(editor.document.answer());
      let steps = 0;
      while (editor.history.undo()) steps++;
      expect(steps).toBeGreaterThan(50);
      expect(JSON.stringify(editor.document.answer())).toBe(before);
      while (editor.history.redo());
      expect(JSON.stringify(editor.document.answer())).toBe(after);
    },
  );

  it('keeps at least 200 steps', () => {
    const editor = makeEditor();
    editor.settings.set({ ...editor.settings.get(), fastTool: true });
    editor.useClass('lamp');
    for (let i = 0; i < 250; i++) editor.place('point', [i, i]);
    let steps = 0;
    while (editor.history.undo()) steps++;
    expect(steps).toBe(250);
  });

  it('does not cross a change that came from the server', () => {
    const editor = makeEditor(start());
    editor.toggleFlag(['a']);
    editor.document.replace(start());
    expect(editor.history.undoTitle).toBeNull();
  });
});

describe('deleting', () => {
  it('takes relations and group membership along, and undo brings them back in place', () => {
    const editor = makeEditor(start());
    editor.delete(['a']);
    expect(editor.document.entries('relations')).toMatchObject([{ objectId: 'g', group: ['p'] }]);
    editor.delete(['p']);
    expect(editor.document.entries('relations')).toEqual([]);
    editor.step('undo');
    editor.step('undo');
    expect(editor.document.answer()).toEqual(start());
  });
});

describe('the scene', () => {
  it('follows the document through a random session', () => {
    const editor = makeEditor(start());
    const random = seeded(42);
    for (let i = 0; i < 200; i++) randomStep(editor, random);
    for (let i = 0; i < 40; i++) editor.history.undo();
    const ids = [...editor.scene.shapes()].map((shape) => shape.object.objectId).sort();
    const wanted = editor.document
      .entries('tools')
      .map((object) => object.objectId)
      .sort();
    expect(ids).toEqual(wanted);
    for (const shape of editor.scene.shapes()) {
      expect(shape.object).toBe(editor.document.get('tools', shape.object.objectId));
    }
  });
});

describe('pasting', () => {
  it('makes new ids, moves the copy, and leaves metadata and lock behind', () => {
    const original = { ...box('a', 100, 100, 50, 50), lock: true, metadata: { createdBy: 'x' } };
    const editor = makeEditor(answerWith(original));
    editor.copy(['a']);
    editor.paste();
    const copy = editor.document.entries('tools')[1];
    expect(copy?.objectId).toMatch(/^[0-9a-f]{23}$/);
    expect(copy).not.toHaveProperty('metadata');
    expect(copy).not.toHaveProperty('lock');
    expect(copy?.['bounding-box']).toMatchObject({ width: 50, height: 50 });
    expect(copy?.['bounding-box']).not.toMatchObject({ x: 100 });
  });
});
