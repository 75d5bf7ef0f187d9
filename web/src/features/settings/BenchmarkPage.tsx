import { Alert, Anchor, NumberInput, Switch } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { messageOf } from '@/api/client';
import { useUpdateProject, type ProjectPatch } from '@/api/projects';
import type { Project } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { Section } from '@/ui/Page';
import { toast } from '@/ui/toast';
import { BenchmarkResults } from './BenchmarkResults';
import { benchmarkFaults, type BenchmarkSettings } from './benchmark';
import { SettingsForm } from './SettingsForm';
import { SettingsFrame } from './SettingsFrame';
import { changedSettings } from './validation';

function settingsOf(project: Project): BenchmarkSettings {
  return {
    benchmarkEnabled: project.benchmarkEnabled ?? false,
    benchmarkRatio: project.benchmarkRatio ?? 10,
    benchmarkCutoff: project.benchmarkCutoff ?? false,
    benchmarkCutoffScore: project.benchmarkCutoffScore ?? 70,
    benchmarkCutoffMin: project.benchmarkCutoffMin ?? 5,
  };
}

/** Tasks with known answers: how often they are handed out, and how people do on them. */
export function BenchmarkPage() {
  const { project, id, may } = useCurrentProject();
  const saved = settingsOf(project);
  const [changes, setChanges] = useState<Partial<BenchmarkSettings>>({});
  const update = useUpdateProject(id);
  const edits = may('editSettings');
  const values = { ...saved, ...changes };
  const faults = benchmarkFaults(values);
  const isWrong = Object.keys(faults).length > 0;
  const dirty = Object.keys(changedSettings(saved, changes)).length > 0;
  const set = (patch: Partial<BenchmarkSettings>) => {
    update.reset();
    setChanges({ ...changes, ...patch });
  };
  const number = (value: string | number): number | '' => (typeof value === 'number' ? value : '');

  const save = async (): Promise<boolean> => {
    if (isWrong) {
      return false;
    }
    try {
      // Without faults no number is missing.
      await update.mutateAsync(changedSettings(saved, changes) as ProjectPatch);
      setChanges({});
      toast.done('Benchmark settings saved');
      return true;
    } catch {
      return false;
    }
  };

  return (
    <SettingsFrame>
      <SettingsForm
        edits={edits}
        dirty={dirty}
        saving={update.isPending}
        action="Save benchmark settings"
        disabled={isWrong}
        onSave={save}
        onDiscard={() => setChanges({})}
      >
        <Section
          title="Benchmark"
          description={
            <>
              Labelers get tasks with a known answer among the others, cannot tell them apart, and
              are scored on them. Mark tasks as benchmarks under{' '}
              <Anchor component={Link} to={`/projects/${id}/tasks`} inherit underline="always">
                Tasks
              </Anchor>{' '}
              or in the editor.
            </>
          }
        >
          {update.isError && (
            <Alert color="red" role="alert" title="The settings were not saved">
              {messageOf(update.error)} Your changes are kept here.
            </Alert>
          )}
          <Switch
            label="Enable benchmarks"
            description="Turning this off hides the results and keeps them"
            checked={values.benchmarkEnabled}
            onChange={(event) => set({ benchmarkEnabled: event.currentTarget.checked })}
          />
          <NumberInput
            label="Likelihood"
            description="How often the labeling queue gives a benchmark; 0 pauses"
            suffix=" %"
            min={0}
            max={100}
            allowDecimal={false}
            clampBehavior="none"
            w={180}
            disabled={!edits || !values.benchmarkEnabled}
            value={values.benchmarkRatio}
            error={faults.benchmarkRatio}
            onChange={(value) => set({ benchmarkRatio: number(value) })}
          />
        </Section>
        <Section
          title="Cutoff"
          description="Who scores too low gets no more tasks of this project until a manager lets them go on. They and the managers are told."
        >
          <Switch
            label="Stop people below a score"
            checked={values.benchmarkCutoff}
            disabled={!edits || !values.benchmarkEnabled}
            onChange={(event) => set({ benchmarkCutoff: event.currentTarget.checked })}
          />
          <NumberInput
            label="Lowest average"
            suffix=" %"
            min={0}
            max={100}
            allowDecimal={false}
            clampBehavior="none"
            w={180}
            disabled={!edits || !values.benchmarkEnabled || !values.benchmarkCutoff}
            value={values.benchmarkCutoffScore}
            error={faults.benchmarkCutoffScore}
            onChange={(value) => set({ benchmarkCutoffScore: number(value) })}
          />
          <NumberInput
            label="Counts from"
            description="Benchmarks a person must have done first"
            suffix={values.benchmarkCutoffMin === 1 ? ' benchmark' : ' benchmarks'}
            min={1}
            allowDecimal={false}
            clampBehavior="none"
            w={180}
            disabled={!edits || !values.benchmarkEnabled || !values.benchmarkCutoff}
            value={values.benchmarkCutoffMin}
            error={faults.benchmarkCutoffMin}
            onChange={(value) => set({ benchmarkCutoffMin: number(value) })}
          />
        </Section>
      </SettingsForm>
      <BenchmarkResults />
    </SettingsFrame>
  );
}
