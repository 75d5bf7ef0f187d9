import type { ImageEditor } from '../editor';
import type { Command } from './registry';

/** What commands need of the page around the editor. */
export interface CommandPage {
  /** Tells what happened in a short notice. */
  say(text: string): void;
  copyId(text: string): void;
  /** Whether the keyboard focus is on the canvas or nowhere. */
  onCanvas(): boolean;
  focusQuestion(schemaId: string): void;
}

/** The commands every image editor has. They come before those of classes: see `CommandRegistry.find`. */
export function editorCommands(editor: ImageEditor, page: CommandPage): Command[] {
  const state = () => editor.state.get();
  const writable = (): boolean => !state().readOnly;
  const someTarget = (): boolean => editor.targets.length > 0;
  const someSelected = (): boolean => editor.selection.size > 0;
  const drawing = (): boolean => state().classId !== null;
  const middle = () => {
    const { width, height } = editor.viewport.canvas;
    return { x: width / 2, y: height / 2 };
  };
  return [
    {
      id: 'tool.cancel',
      title: 'Put the tool down',
      group: 'Drawing',
      keys: ['Escape'],
      run: () => editor.escape(),
    },
    {
      id: 'tool.place',
      title: 'Place a point at the keyboard crosshair',
      group: 'Drawing',
      keys: ['Space', 'Enter'],
      keysOnly: true,
      when: () => drawing() && page.onCanvas() && editor.crosshair.get() !== null,
      run: () => editor.clickCrosshair(),
    },
    {
      id: 'tool.finish',
      title: 'Finish the shape',
      group: 'Drawing',
      keys: ['N', 'Enter'],
      keysOnly: true,
      when: () => editor.tool.busy && drawing(),
      run: () => editor.finish(),
    },
    ...arrows(editor, page),
    {
      id: 'edit.undo',
      title: 'Undo',
      group: 'Edit',
      keys: ['Mod+Z'],
      when: () => writable() && (state().undoTitle !== null || editor.tool.busy),
      run: () => void editor.step('undo'),
    },
    {
      id: 'edit.redo',
      title: 'Redo',
      group: 'Edit',
      keys: ['Mod+Shift+Z', 'Mod+Y'],
      when: () => writable() && state().redoTitle !== null,
      run: () => void editor.step('redo'),
    },
    {
      id: 'edit.delete',
      title: 'Delete selected',
      group: 'Edit',
      keys: ['Delete', 'Backspace'],
      when: () => writable() && someSelected(),
      run: () => {
        const asked = editor.selection.size;
        const gone = editor.delete([...editor.selection]);
        if (gone < asked) page.say('Locked objects were kept.');
      },
    },
    {
      id: 'edit.copy',
      title: 'Copy',
      group: 'Edit',
      keys: ['Mod+C'],
      when: someSelected,
      run: () => page.say(`${objects(editor.copy([...editor.selection]))} copied.`),
    },
    {
      id: 'edit.copyAll',
      title: 'Copy all objects',
      group: 'Edit',
      when: () => editor.document.size('tools') > 0,
      run: () => {
        const all = editor.document.entries('tools').map((object) => object.objectId);
        page.say(`${objects(editor.copy(all))} copied.`);
      },
    },
    {
      id: 'edit.paste',
      title: 'Paste',
      group: 'Edit',
      keys: ['Mod+V'],
      when: writable,
      run: () => {
        if (editor.paste() === 0) page.say('There is nothing to paste.');
      },
    },
    {
      id: 'edit.duplicate',
      title: 'Duplicate',
      group: 'Edit',
      keys: ['Mod+D'],
      when: () => writable() && someSelected(),
      run: () => editor.duplicate(),
    },
    {
      id: 'edit.selectAll',
      title: 'Select all objects',
      group: 'Edit',
      keys: ['Mod+A'],
      when: () => editor.document.size('tools') > 0,
      run: () => editor.select(editor.document.entries('tools').map((object) => object.objectId)),
    },
    {
      id: 'object.hide',
      title: 'Hide',
      group: 'Objects',
      keys: ['H'],
      yieldsToClasses: true,
      when: someTarget,
      run: () => editor.setHidden(editor.targets, true),
    },
    {
      id: 'object.showAll',
      title: 'Show all',
      group: 'Objects',
      keys: ['Shift+H'],
      run: () => editor.showAll(),
    },
    {
      id: 'object.lock',
      title: 'Lock or unlock',
      group: 'Objects',
      keys: ['L'],
      yieldsToClasses: true,
      when: () => writable() && someTarget(),
      run: () => editor.toggleLock(editor.targets),
    },
    {
      id: 'object.flag',
      title: 'Flag or unflag',
      group: 'Objects',
      keys: ['F'],
      yieldsToClasses: true,
      when: () => writable() && someTarget(),
      run: () => editor.toggleFlag(editor.targets),
    },
    {
      id: 'object.copyId',
      title: 'Copy object id',
      group: 'Objects',
      keys: ['P'],
      yieldsToClasses: true,
      when: someTarget,
      run: () => page.copyId(editor.targets[0] ?? ''),
    },
    {
      id: 'object.previous',
      title: 'Previous object',
      group: 'Objects',
      keys: ['Shift+ArrowUp'],
      when: () => !drawing() && !movesByTen(editor, page),
      run: () => editor.stepObject(-1),
    },
    {
      id: 'object.next',
      title: 'Next object',
      group: 'Objects',
      keys: ['Shift+ArrowDown'],
      when: () => !drawing() && !movesByTen(editor, page),
      run: () => editor.stepObject(1),
    },
    {
      id: 'view.fit',
      title: 'Fit to screen',
      group: 'View',
      keys: ['0'],
      run: () => {
        editor.viewport.fit();
        editor.viewChanged();
      },
    },
    {
      id: 'view.zoomIn',
      title: 'Zoom in',
      group: 'View',
      keys: ['+', '='],
      run: () => editor.zoomAt(middle(), 1.25),
    },
    {
      id: 'view.zoomOut',
      title: 'Zoom out',
      group: 'View',
      keys: ['-'],
      run: () => editor.zoomAt(middle(), 0.8),
    },
    {
      id: 'view.zoomSelection',
      title: 'Zoom to selection',
      group: 'View',
      keys: ['Z'],
      yieldsToClasses: true,
      when: someSelected,
      run: () => {
        const bounds = editor.scene.boundsOf(editor.selection);
        if (bounds) editor.viewport.show(bounds, 32);
        editor.viewChanged();
      },
    },
    {
      id: 'view.guides',
      title: 'Guide lines through the pointer',
      group: 'View',
      keys: ['G'],
      yieldsToClasses: true,
      run: () => {
        const settings = editor.settings.get();
        editor.settings.set({ ...settings, guides: !settings.guides });
      },
    },
  ];
}

/** Commands made from the category schema: tools, questions, and changing the class of an object with Alt. */
export function classCommands(editor: ImageEditor, page: CommandPage): Command[] {
  const writable = (): boolean => !editor.state.get().readOnly;
  const tools = editor.schema.tools.flatMap((definition): Command[] => {
    const key = definition.shortcutKey?.trim().toUpperCase() ?? '';
    const { schemaId, title } = definition;
    return [
      {
        id: `class.use.${schemaId}`,
        title: `Draw ${title}`,
        group: 'Classes',
        keys: key === '' ? [] : [key],
        when: () => writable() && editor.canDraw(definition),
        run: () => editor.useClass(editor.state.get().classId === schemaId ? null : schemaId),
      },
      {
        id: `class.change.${schemaId}`,
        title: `Change class to ${title}`,
        group: 'Change class',
        keys: key === '' ? [] : [`Alt+${key}`],
        when: () => writable() && editor.targets.length > 0,
        run: () => {
          if (editor.changeClass(editor.targets, schemaId) === 0) {
            page.say(`The object cannot become ${title}: it is locked or of another kind.`);
          }
        },
      },
    ];
  });
  const questions = editor.schema.questions.map((question): Command => {
    const key = question.shortcutKey?.trim().toUpperCase() ?? '';
    return {
      id: `question.focus.${question.schemaId}`,
      title: `Go to ${question.title}`,
      group: 'Questions',
      keys: key === '' ? [] : [key],
      run: () => page.focusQuestion(question.schemaId),
    };
  });
  return [...tools, ...questions];
}

/**
 * Arrow keys move the crosshair while drawing, else the selected objects, else the view. With objects selected
 * Shift and an arrow moves them by 10 while the canvas has the focus, and goes through the list otherwise.
 */
function arrows(editor: ImageEditor, page: CommandPage): Command[] {
  const directions = [
    ['ArrowLeft', -1, 0, 'left'],
    ['ArrowRight', 1, 0, 'right'],
    ['ArrowUp', 0, -1, 'up'],
    ['ArrowDown', 0, 1, 'down'],
  ] as const;
  return directions.flatMap(([key, dx, dy, name]) =>
    ([1, 10] as const).map((step): Command => ({
      id: `arrow.${name}.${step}`,
      title: `Move ${name}${step === 1 ? '' : ' by 10 px'}`,
      group: 'Keyboard drawing',
      keys: [step === 1 ? key : `Shift+${key}`],
      keysOnly: true,
      when: () => page.onCanvas() && (step === 1 || dy === 0 || canMoveByTen(editor)),
      run: () => {
        if (editor.state.get().classId !== null) editor.moveCrosshair(dx * step, dy * step);
        else if (editor.selection.size > 0) editor.nudge(dx * step, dy * step);
        else {
          editor.viewport.panBy(-dx * 40, -dy * 40);
          editor.viewChanged();
        }
      },
    })),
  );
}

function canMoveByTen(editor: ImageEditor): boolean {
  return editor.state.get().classId !== null || (editor.selection.size > 0 && !editor.stepping);
}

/** With objects selected on the canvas, Shift and an arrow move them, unless the user is going through the list. */
function movesByTen(editor: ImageEditor, page: CommandPage): boolean {
  return editor.selection.size > 0 && page.onCanvas() && !editor.stepping;
}

function objects(count: number): string {
  return count === 1 ? '1 object' : `${count} objects`;
}
