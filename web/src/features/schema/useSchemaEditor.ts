import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '@/api/client';
import { projectKeys, useUpdateProject } from '@/api/projects';
import type { CategorySchema, Project, SchemaClass } from '@/api/types';
import { toast } from '@/ui/toast';
import { findFaults, placeFault, type Fault } from './faults';
import type { JsonFault } from '@/ui/json';
import { formatSchema, parseSchema } from './json';
import { insertNode, type NodePath } from './model';

interface Draft {
  schema: CategorySchema;
  text: string;
  jsonFault: JsonFault | undefined;
}

/**
 * The schema while it is edited. Form and JSON text are two views of one draft: a change in one
 * rewrites the other; while the text is not a schema the form keeps the last one that was.
 */
export function useSchemaEditor(project: Project) {
  const [draft, setDraft] = useState<Draft>();
  const [past, setPast] = useState<CategorySchema[]>([]);
  const [future, setFuture] = useState<CategorySchema[]>([]);
  const [serverFaults, setServerFaults] = useState<Fault[]>([]);
  const update = useUpdateProject(project._id);
  const client = useQueryClient();
  // The project is fetched anew now and then; the draft stays based on what it was begun from.
  const [base, setBase] = useState<number>();

  const saved = project.categorySchema;
  const schema = draft?.schema ?? saved;
  const text = draft?.text ?? formatSchema(saved);
  const jsonFault = draft?.jsonFault;
  const dirty =
    draft !== undefined && (jsonFault !== undefined || draft.text !== formatSchema(saved));

  const begin = useCallback(
    () => setBase((known) => known ?? project.categorySchemaRevision),
    [project.categorySchemaRevision],
  );

  const show = useCallback((next: CategorySchema) => {
    setDraft({ schema: next, text: formatSchema(next), jsonFault: undefined });
    setServerFaults((faults) => faults.filter((fault) => fault.level === 'warning'));
  }, []);

  const change = useCallback(
    (next: CategorySchema) => {
      if (next !== schema) {
        begin();
        setPast((steps) => [...steps.slice(-99), schema]);
        setFuture([]);
        show(next);
      }
    },
    [begin, schema, show],
  );

  // What a toast needs long after the render that made it.
  const latest = useRef({ schema, change });
  useEffect(() => {
    latest.current = { schema, change };
  }, [schema, change]);
  const restore = useCallback((path: NodePath, node: SchemaClass) => {
    latest.current.change(insertNode(latest.current.schema, path, node));
  }, []);

  const changeText = (nextText: string) => {
    begin();
    const parsed = parseSchema(nextText);
    if (parsed.schema) {
      setPast((steps) => [...steps.slice(-99), schema]);
      setFuture([]);
      setServerFaults([]);
    }
    setDraft({
      schema: parsed.schema ?? schema,
      text: nextText,
      jsonFault: parsed.fault,
    });
  };

  const undo = () => {
    const previous = past[past.length - 1];
    if (previous) {
      setPast(past.slice(0, -1));
      setFuture([schema, ...future]);
      show(previous);
    }
  };
  const redo = () => {
    const [next] = future;
    if (next) {
      setFuture(future.slice(1));
      setPast([...past, schema]);
      show(next);
    }
  };
  const discard = () => {
    setDraft(undefined);
    setBase(undefined);
    setPast([]);
    setFuture([]);
    setServerFaults([]);
    update.reset();
  };

  /** Shows what somebody else saved meanwhile instead of the draft. */
  const reload = async () => {
    await client.invalidateQueries({ queryKey: projectKeys.settings(project._id) });
    discard();
  };

  const faults = [...findFaults(schema), ...serverFaults];
  const blocked = jsonFault !== undefined || findFaults(schema).some((f) => f.level === 'error');

  const save = async (): Promise<boolean> => {
    if (blocked) {
      return false;
    }
    try {
      const { warnings } = await update.mutateAsync({
        categorySchema: schema,
        categorySchemaRevision: base,
      });
      setDraft(undefined);
      setBase(undefined);
      setPast([]);
      setFuture([]);
      setServerFaults((warnings ?? []).map((warning) => placeFault(warning, 'warning')));
      toast.done('Category schema saved');
      return true;
    } catch (error) {
      if (error instanceof ApiError) {
        setServerFaults(error.details.map((detail) => placeFault(detail, 'error')));
      }
      return false;
    }
  };

  return {
    schema,
    text,
    jsonFault,
    dirty,
    faults,
    blocked,
    error: update.error,
    saving: update.isPending,
    change,
    restore,
    changeText,
    undo,
    redo,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    discard,
    reload,
    save,
  };
}

export type SchemaEditor = ReturnType<typeof useSchemaEditor>;
