import {
  ActionIcon,
  Button,
  Popover,
  SegmentedControl,
  Slider,
  Stack,
  Switch,
  Text,
  Tooltip,
} from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { DEFAULT_SETTINGS, SETTING_LIMITS, type ViewSettings } from '@/engine/view/settings';
import { useEditor } from '../image/EditorContext';
import { useSignal } from './useSignal';

const SLIDERS = [
  ['opacity', 'Fill opacity', ' %'],
  ['lineWidth', 'Outline', ' px'],
  ['pointSize', 'Point size', ' px'],
  ['brightness', 'Brightness', ''],
  ['contrast', 'Contrast', ''],
] as const;

const SWITCHES = [
  ['fastTool', 'Keep the tool after drawing'],
  ['guides', 'Guide lines (G)'],
  ['smoothing', 'Smooth the image'],
  ['hideUnknown', 'Hide unknown classes'],
] as const;

/** How the canvas looks to this user; never changes data. */
export function QuickSettings() {
  const { editor } = useEditor();
  const settings = useSignal(editor.settings);
  const set = (change: Partial<ViewSettings>): void =>
    editor.settings.set({ ...settings, ...change });
  return (
    <Popover position="bottom-end" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label="View settings">
          <ActionIcon variant="subtle" color="gray" aria-label="View settings">
            <IconAdjustmentsHorizontal size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="View settings">
        <Stack gap="sm">
          {SLIDERS.map(([key, label, unit]) => (
            <div key={key}>
              <Text
                size="xs"
                c="dimmed"
                component="div"
                style={{ display: 'flex', justifyContent: 'space-between' }}
              >
                <span>{label}</span>
                <span className="num">
                  {settings[key]}
                  {unit}
                </span>
              </Text>
              <Slider
                size="xs"
                label={null}
                thumbLabel={label}
                min={SETTING_LIMITS[key][0]}
                max={SETTING_LIMITS[key][1]}
                value={settings[key]}
                onChange={(value) => set({ [key]: value })}
              />
            </div>
          ))}
          <div>
            <Text size="xs" c="dimmed" mb={4} id="labels-on-objects">
              Labels on objects
            </Text>
            <SegmentedControl
              fullWidth
              size="xs"
              aria-labelledby="labels-on-objects"
              data={[
                { value: 'none', label: 'None' },
                { value: 'title', label: 'Class' },
                { value: 'id', label: 'Id' },
              ]}
              value={settings.labels}
              onChange={(value) => set({ labels: value })}
            />
          </div>
          {SWITCHES.map(([key, label]) => (
            <Switch
              key={key}
              size="xs"
              label={label}
              checked={settings[key]}
              onChange={(event) => set({ [key]: event.currentTarget.checked })}
            />
          ))}
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            onClick={() => editor.settings.set(DEFAULT_SETTINGS)}
          >
            Reset to defaults
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
