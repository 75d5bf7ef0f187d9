import { expect, test } from 'vitest';
import { optionsOf, withOption } from './formatOptions';

const kind = optionsOf('yolo').find((option) => option.key === 'kind');
const nested = optionsOf('tpt').find((option) => option.key === 'count_nested_classifications');

test('an option set to its default is not sent', () => {
  expect(kind && withOption({ kind: 'obb', question: 'Scene' }, kind, 'detection')).toEqual({
    question: 'Scene',
  });
  expect(nested && withOption({}, nested, true)).toEqual({});
  expect(nested && withOption({}, nested, false)).toEqual({ count_nested_classifications: false });
});

test('other options, unknown ones too, stay as they are', () => {
  expect(kind && withOption({ more: [1] }, kind, 'pose')).toEqual({ more: [1], kind: 'pose' });
});

test('a format without fields still takes JSON', () => {
  expect(optionsOf('unheard-of')).toEqual([]);
});
