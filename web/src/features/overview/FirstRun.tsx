import { Button, CloseButton, Group, Title } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconCheck } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useExports } from '@/api/exports';
import { useNextTask } from '@/api/projects';
import type { StageCount } from '@/api/types';
import { useCurrentProject } from '@/features/project';
import { toast } from '@/ui/toast';
import classes from './OverviewPage.module.css';

interface Step {
  title: string;
  text: string;
  done: boolean;
  action: string;
  run: () => void;
}

/** Leads a new project through import, schema, label one, export; goes away once all is done. */
export function FirstRun({ stages }: { stages: StageCount[] | undefined }) {
  const { may } = useCurrentProject();
  return may('export') ? <Steps stages={stages} /> : null;
}

function Steps({ stages }: { stages: StageCount[] | undefined }) {
  const { id, project } = useCurrentProject();
  const navigate = useNavigate();
  const next = useNextTask(id);
  const exports = useExports(id);
  const [hidden, setHidden] = useLocalStorage({
    key: `kalem-first-run-${id}`,
    defaultValue: false,
  });
  if (!stages || !exports.data || hidden) {
    return null;
  }
  const schema = project.categorySchema;
  const total = stages.reduce((sum, stage) => sum + stage.count, 0);
  const beyond = stages
    .filter((stage) => stage.type === 'Review' || stage.type === 'Complete')
    .reduce((sum, stage) => sum + stage.count, 0);
  const exported = exports.data.exports.some((job) => job.state === 'ready');
  const steps: Step[] = [
    {
      title: 'Import files',
      text: 'Drop images, or paste addresses of files in your storage.',
      done: total > 0,
      action: 'Import files',
      run: () => void navigate(`/projects/${id}/assets?import=files`),
    },
    {
      title: 'Define classes',
      text: 'Say what is drawn and which questions are asked.',
      done: schema.tools.length + schema.classifications.length > 0,
      action: 'Edit category schema',
      run: () => void navigate(`/projects/${id}/schema`),
    },
    {
      title: 'Label one task',
      text: 'Open the first task and submit it.',
      done: beyond > 0,
      action: 'Label a task',
      run: () =>
        next.mutate('label', {
          onSuccess: (task) =>
            task
              ? void navigate(`/tasks/${task._id}?queue=label&project=${id}`)
              : toast.done('No task left to label'),
          onError: toast.failed,
        }),
    },
    {
      title: 'Export',
      text: 'Take the labels out as JSON.',
      done: exported,
      action: 'Open export',
      run: () => void navigate(`/projects/${id}/export`),
    },
  ];
  const current = steps.findIndex((step) => !step.done);
  if (current < 0) {
    return null;
  }
  return (
    <section className={classes.firstRun} aria-label="First steps">
      <Group justify="space-between">
        <Title order={2}>First steps</Title>
        <CloseButton
          size="sm"
          aria-label="Hide first steps"
          onClick={() => {
            setHidden(true);
            toast.done('First steps hidden', () => setHidden(false));
          }}
        />
      </Group>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li
            key={step.title}
            className={classes.step}
            data-done={step.done || undefined}
            data-current={index === current || undefined}
          >
            <span className={classes.stepHead}>
              <span className={classes.mark} aria-hidden>
                {step.done ? <IconCheck size={12} stroke={2.5} /> : index + 1}
              </span>
              {step.title}
              {step.done && <span className="visually-hidden">(done)</span>}
            </span>
            <span className={classes.stepText}>{step.text}</span>
            {!step.done && (
              <Button
                size="xs"
                variant={index === current ? 'filled' : 'default'}
                loading={next.isPending && index === 2}
                onClick={step.run}
              >
                {step.action}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
