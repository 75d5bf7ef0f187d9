import { Tooltip, UnstyledButton } from '@mantine/core';
import type { Stage } from '@/api/types';
import { STAGE_MIME } from './Canvas';
import { StageIcon } from './StageIcon';
import { addableKinds, type StageKind } from './stageTypes';
import classes from './Workflow.module.css';

const GROUPS: StageKind['group'][] = ['People', 'Automatic', 'Rest'];
const HEADINGS: Record<StageKind['group'], string> = {
  People: 'People',
  Automatic: 'Automatic',
  Rest: 'Wait and end',
};

/** The stages that can be added: dragged onto the canvas, or by a click. */
export function Palette({ stages, onAdd }: { stages: Stage[]; onAdd: (type: string) => void }) {
  const kinds = addableKinds(stages);
  return (
    <div className={classes.palette} aria-label="Stages to add" role="group">
      {GROUPS.map((group) => (
        <div key={group}>
          <div className={classes.paletteHeading} aria-hidden>
            {HEADINGS[group]}
          </div>
          {kinds
            .filter((kind) => kind.group === group)
            .map(({ type, meaning }) => (
              <Tooltip
                key={type}
                label={`${meaning}: drag onto the canvas, or click`}
                position="right"
              >
                <UnstyledButton
                  className={classes.paletteItem}
                  draggable
                  onDragStart={(event) => {
                    event.dataTransfer.setData(STAGE_MIME, type);
                    event.dataTransfer.effectAllowed = 'copy';
                  }}
                  onClick={() => onAdd(type)}
                >
                  <StageIcon type={type} />
                  <span>
                    <span className="visually-hidden">Add </span>
                    {type}
                  </span>
                </UnstyledButton>
              </Tooltip>
            ))}
        </div>
      ))}
    </div>
  );
}
