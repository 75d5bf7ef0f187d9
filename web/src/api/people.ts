import { useMemo } from 'react';
import { useOrganizationUsers } from './organization';
import { useMe } from './session';

/** Names people by what the organization calls them; a stranger keeps the address. */
export function useNameOf(): (email: string) => string {
  const me = useMe();
  const people = useOrganizationUsers(me.data?.organization._id, { page: 1, limit: 1000 });
  return useMemo(() => {
    const names = new Map(people.data?.users.map((user) => [user.email, user.name]));
    return (email) => names.get(email) || email;
  }, [people.data]);
}
