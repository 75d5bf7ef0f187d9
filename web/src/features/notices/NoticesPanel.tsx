import { Button, ScrollArea, Skeleton, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBell,
  IconBellOff,
  IconDownload,
  IconFileImport,
  IconMessage2,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { messageOf } from '@/api/client';
import { useNotices, useReadNotices } from '@/api/notices';
import type { Notice } from '@/api/types';
import { RelativeTime } from '@/ui/bits';
import { toast } from '@/ui/toast';
import classes from './Notices.module.css';

/** Notices of one page of the list. */
const PAGE = 20;

/** The newest notices; following one marks it read. */
export function NoticesPanel({ onLeave }: { onLeave: () => void }) {
  const [pages, setPages] = useState(1);
  const notices = useNotices(PAGE * pages, true);
  const read = useReadNotices();
  const list = notices.data?.notices ?? [];
  const full = list.length >= PAGE * pages;
  return (
    <section className={classes.panel} aria-label="Notices">
      <header className={classes.head}>
        <Text fw={600}>Notices</Text>
        {list.some((notice) => !notice.readAt) && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => read.mutate(undefined, { onError: toast.failed })}
          >
            Mark all read
          </Button>
        )}
      </header>
      {notices.isPending && (
        <div className={classes.loading} aria-busy aria-label="Loading the notices" role="status">
          <Skeleton height={14} width="80%" />
          <Skeleton height={14} width="60%" />
          <Skeleton height={14} width="70%" />
        </div>
      )}
      {notices.isError && (
        <div className={classes.empty} role="alert">
          <Text size="sm">{messageOf(notices.error)}</Text>
          <Button size="xs" variant="default" onClick={() => void notices.refetch()}>
            Try again
          </Button>
        </div>
      )}
      {notices.isSuccess && list.length === 0 && (
        <div className={classes.empty}>
          <IconBellOff size={22} stroke={1.5} aria-hidden />
          <Text size="sm" c="dimmed" ta="center">
            Nothing yet. Finished exports and imports are told here.
          </Text>
        </div>
      )}
      <ScrollArea.Autosize mah="min(460px, 60vh)" viewportProps={{ tabIndex: -1 }}>
        <ul className={classes.list}>
          {list.map((notice) => (
            <li key={notice._id}>
              <Row
                notice={notice}
                onFollow={() => {
                  if (!notice.readAt) {
                    read.mutate([notice._id]);
                  }
                  onLeave();
                }}
                onRead={() => read.mutate([notice._id], { onError: toast.failed })}
              />
            </li>
          ))}
        </ul>
        {full && (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            fullWidth
            loading={notices.isFetching}
            onClick={() => setPages(pages + 1)}
          >
            Show older
          </Button>
        )}
      </ScrollArea.Autosize>
    </section>
  );
}

interface RowProps {
  notice: Notice;
  onFollow: () => void;
  onRead: () => void;
}

function Row({ notice, onFollow, onRead }: RowProps) {
  const content = (
    <>
      <NoticeIcon kind={notice.kind} />
      <span className={classes.text}>
        {notice.title && <span className={classes.title}>{notice.title}</span>}
        <span>{notice.text}</span>
        <span className={classes.time}>
          {notice.sender && `${notice.sender}, `}
          <RelativeTime at={notice.createdAt} />
          {notice.link && isFile(notice.link) && ', download'}
        </span>
      </span>
      {!notice.readAt && (
        <span className={classes.dot}>
          <span className="visually-hidden">Unread</span>
        </span>
      )}
    </>
  );
  const shared = { className: classes.row, 'data-unread': !notice.readAt || undefined };
  if (!notice.link) {
    return notice.readAt ? (
      <div {...shared}>{content}</div>
    ) : (
      <button type="button" {...shared} onClick={onRead} title="Mark read">
        {content}
      </button>
    );
  }
  return isPage(notice.link) ? (
    <Link to={pathOf(notice.link)} {...shared} onClick={onFollow}>
      {content}
    </Link>
  ) : (
    <a
      href={notice.link}
      {...shared}
      onClick={onFollow}
      download={isFile(notice.link) || undefined}
    >
      {content}
    </a>
  );
}

function NoticeIcon({ kind }: { kind: string }) {
  const look = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;
  if (/fail|refused/i.test(kind)) {
    return <IconAlertTriangle {...look} className={classes.failed} />;
  }
  if (/export/i.test(kind)) {
    return <IconDownload {...look} />;
  }
  if (/import/i.test(kind)) {
    return <IconFileImport {...look} />;
  }
  return /message/i.test(kind) ? <IconMessage2 {...look} /> : <IconBell {...look} />;
}

const address = (link: string) => new URL(link, window.location.origin);

/** Whether a link leads to a page of this app. */
function isPage(link: string): boolean {
  return address(link).origin === window.location.origin && !isFile(link);
}

/** Whether a link fetches a file of the hub. */
function isFile(link: string): boolean {
  return /^\/(files|v2)\//.test(address(link).pathname);
}

/** The page of a link. */
function pathOf(link: string): string {
  const { pathname, search, hash } = address(link);
  return pathname + search + hash;
}
