import { ActionIcon, Anchor, Button, Collapse, Group, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconArrowRight,
  IconChevronDown,
  IconChevronUp,
  IconCircleCheck,
  IconDownload,
  IconUpload,
  IconX,
} from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { dismissJob, useJobs, type Job } from '@/api/jobs';
import { count } from '@/ui/format';
import { Working } from '@/ui/Working';
import classes from './JobTray.module.css';

/** Long work at the bottom right; stays while the user moves between pages. */
export function JobTray() {
  const jobs = useJobs();
  const [open, { toggle }] = useDisclosure(true);
  const running = jobs.filter((job) => job.state === 'running');
  const uploading = running.some((job) => job.kind === 'upload');

  useEffect(() => {
    if (!uploading) {
      return undefined;
    }
    const onBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', onBeforeUnload);
    return () => window.removeEventListener('beforeunload', onBeforeUnload);
  }, [uploading]);

  if (jobs.length === 0) {
    return null;
  }
  return (
    <section className={classes.tray} aria-label="Jobs">
      <UnstyledButton className={classes.head} onClick={toggle} aria-expanded={open}>
        <Text size="sm" fw={600}>
          {running.length > 0 ? `${count(running.length, 'job')} running` : 'Jobs done'}
        </Text>
        {open ? <IconChevronDown size={16} /> : <IconChevronUp size={16} />}
      </UnstyledButton>
      <Collapse expanded={open} transitionDuration={100}>
        <div className={classes.rows}>
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </div>
      </Collapse>
    </section>
  );
}

function JobLink({ link, primary }: { link: NonNullable<Job['link']>; primary: boolean }) {
  const variant = primary ? 'filled' : 'subtle';
  return link.page ? (
    <Button size="xs" variant={variant} component={Link} to={link.href}>
      {link.label}
    </Button>
  ) : (
    <Button size="xs" variant={variant} component="a" href={link.href} download>
      {link.label}
    </Button>
  );
}

function JobIcon({ job }: { job: Job }) {
  const props = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;
  switch (job.state) {
    case 'done':
      return <IconCircleCheck {...props} className={classes.done} />;
    case 'failed':
      return <IconAlertTriangle {...props} className={classes.failed} />;
    default:
      if (job.kind === 'move') {
        return <IconArrowRight {...props} />;
      }
      return job.kind === 'export' ? <IconDownload {...props} /> : <IconUpload {...props} />;
  }
}

function JobRow({ job }: { job: Job }) {
  const [showFailures, { toggle }] = useDisclosure(false);
  const isRunning = job.state === 'running';
  return (
    <div className={classes.row}>
      <Group gap={8} wrap="nowrap">
        <JobIcon job={job} />
        <Text size="sm" fw={500} className="truncate" flex={1} title={job.title}>
          {job.title}
        </Text>
        {job.link && <JobLink link={job.link} primary={!isRunning} />}
        {isRunning && job.cancel && (
          <Button size="xs" variant="subtle" color="gray" onClick={job.cancel}>
            Cancel
          </Button>
        )}
        {!isRunning && (
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={`Dismiss ${job.title}`}
            onClick={() => dismissJob(job.id)}
          >
            <IconX size={14} />
          </ActionIcon>
        )}
      </Group>
      {isRunning && (
        <div className={classes.progress}>
          <Working
            value={job.progress === undefined ? undefined : job.progress * 100}
            size={4}
            label={`Progress of ${job.title}`}
          />
        </div>
      )}
      <Group gap={8} mt={4} justify="space-between">
        <Text size="xs" c="dimmed" className="num" role="status">
          {job.detail}
        </Text>
        <Group gap={8}>
          {job.failures.length > 0 && (
            <Anchor component="button" type="button" size="xs" onClick={toggle}>
              {showFailures ? 'Hide failures' : 'Show failures'}
            </Anchor>
          )}
          {job.retry && (
            <Anchor component="button" type="button" size="xs" onClick={job.retry}>
              Try failed again
            </Anchor>
          )}
        </Group>
      </Group>
      <Collapse expanded={showFailures}>
        <ul className={classes.failures}>
          {job.failures.slice(0, 100).map((failure, index) => (
            <li key={index}>
              <span className={classes.name}>{failure.name}</span> {failure.reason}
            </li>
          ))}
        </ul>
      </Collapse>
    </div>
  );
}
