import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client';
import type { Notice } from './types';

/** Keys under which the caller's notices are cached. */
export const noticeKeys = { all: ['notices'] as const };

/** Between two looks for new notices, in milliseconds. */
const INTERVAL = 60_000;

interface Notices {
  notices: Notice[];
  /** All unread ones, not only those of this page. */
  unread: number;
  total?: number;
}

/** How many notices are unread; looked up every minute while the window is seen. */
export function useUnreadNotices() {
  return useQuery({
    queryKey: [...noticeKeys.all, 'unread'],
    queryFn: async () =>
      (await api.get<Notices>('/v2/notices', { unread: true, page: 1, limit: 1 })).unread,
    refetchInterval: INTERVAL,
  });
}

/** The newest notices. */
export function useNotices(limit: number, enabled: boolean) {
  return useQuery({
    queryKey: [...noticeKeys.all, 'list', limit],
    queryFn: () => api.get<Notices>('/v2/notices', { page: 1, limit }),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Marks notices read; without ids, all. */
export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids?: string[]) => api.post('/v2/notices/read', ids ? { ids } : { all: true }),
    onMutate: (ids) => {
      const at = new Date().toISOString();
      client.setQueriesData<Notices>(
        { queryKey: [...noticeKeys.all, 'list'] },
        (data) =>
          data && {
            ...data,
            notices: data.notices.map((notice) =>
              !ids || ids.includes(notice._id)
                ? { ...notice, readAt: notice.readAt ?? at }
                : notice,
            ),
          },
      );
      client.setQueryData<number>([...noticeKeys.all, 'unread'], (unread = 0) =>
        ids ? Math.max(0, unread - ids.length) : 0,
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: noticeKeys.all }),
  });
}
