import { Views } from '@/ui/Views';

/** What an admin looks after. */
export function OrganizationViews({ value }: { value: 'people' | 'storages' }) {
  return (
    <Views
      label="Organization"
      value={value}
      views={[
        { value: 'people', label: 'People', to: '/organization' },
        { value: 'storages', label: 'Storages', to: '/organization/storages' },
      ]}
    />
  );
}
