/**
 * The wire types are written by hand, as the document of the API leaves open what may be missing.
 * These checks are made by the compiler, not at run time.
 */
import { expectTypeOf, test } from 'vitest';
import type { BenchmarkResult, UserAverage } from './benchmarks';
import type { Issue, IssueComment } from './issues';
import type { components } from './schema';
import type {
  ExportJob,
  ExportStorage,
  Finding,
  ImportProblem,
  ImportedClass,
  LabelFormat,
  LabelImport,
  Notice,
  Storage,
  StorageCheck,
} from './types';
import type { TriedFunction } from './validation';

type Schemas = components['schemas'];

/** Keys of a type that its counterpart in the document lacks. */
type Unknown<T, Documented> = Exclude<keyof T, keyof Documented>;

test('no wire type has a key that the document does not know', () => {
  expectTypeOf<Unknown<ExportJob, Schemas['ExportView']>>().toBeNever();
  expectTypeOf<Unknown<ExportStorage, Schemas['ExportStorageView']>>().toBeNever();
  expectTypeOf<Unknown<ImportProblem, Schemas['ProblemView']>>().toBeNever();
  expectTypeOf<Unknown<ImportedClass, Schemas['ClassView']>>().toBeNever();
  expectTypeOf<Unknown<LabelFormat, Schemas['FormatView']>>().toBeNever();
  expectTypeOf<Unknown<LabelImport, Schemas['ImportView']>>().toBeNever();
  expectTypeOf<Unknown<Notice, Schemas['NoticeView']>>().toBeNever();
  expectTypeOf<Unknown<Storage, Schemas['StorageView']>>().toBeNever();
  expectTypeOf<Unknown<Finding, Schemas['Finding']>>().toBeNever();
  expectTypeOf<Unknown<TriedFunction, Schemas['TriedFunction']>>().toBeNever();
  expectTypeOf<Unknown<UserAverage, Schemas['UserAverage']>>().toBeNever();
  expectTypeOf<Unknown<BenchmarkResult, Schemas['BenchmarkResult']>>().toBeNever();
  expectTypeOf<Unknown<Issue, Schemas['IssueView']>>().toBeNever();
  expectTypeOf<Unknown<IssueComment, Schemas['CommentView']>>().toBeNever();
  expectTypeOf<Unknown<StorageCheck, Schemas['CheckView']>>().toBeNever();
});
