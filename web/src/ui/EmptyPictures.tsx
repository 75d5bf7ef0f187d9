/* Small line drawings for empty pages; they take the colour of the text around them. */

interface PictureProps {
  children: React.ReactNode;
}

function Picture({ children }: PictureProps) {
  return (
    <svg width="152" height="96" viewBox="0 0 152 96" fill="none" strokeWidth="1.5">
      {children}
    </svg>
  );
}

const line = { stroke: 'var(--k-border-strong)', fill: 'var(--k-surface)' };
const accent = { stroke: 'var(--mantine-color-indigo-5)', fill: 'var(--k-selected)' };

/** Cards with progress bars. */
export function ProjectsPicture() {
  return (
    <Picture>
      {[8, 56, 104].map((x, index) => (
        <g key={x}>
          <rect x={x} y="20" width="40" height="56" rx="5" {...(index === 1 ? accent : line)} />
          <path d={`M${x + 8} 34h24M${x + 8} 42h16`} stroke="var(--k-border-strong)" />
          <rect x={x + 8} y="62" width="24" height="3" rx="1.5" fill="var(--k-border-strong)" />
          <rect
            x={x + 8}
            y="62"
            width={8 + index * 6}
            height="3"
            rx="1.5"
            fill="var(--k-stage-complete)"
          />
        </g>
      ))}
    </Picture>
  );
}

/** A picture dropping onto a shelf of pictures. */
export function AssetsPicture() {
  return (
    <Picture>
      <rect x="24" y="48" width="104" height="36" rx="6" strokeDasharray="4 4" {...line} />
      <g transform="rotate(-6 76 34)">
        <rect x="52" y="10" width="48" height="40" rx="5" {...accent} />
        <path d="M56 44l12-14 9 9 6-6 13 11" stroke="var(--mantine-color-indigo-5)" />
        <circle cx="88" cy="21" r="4" stroke="var(--mantine-color-indigo-5)" />
      </g>
      <path d="M76 58v14m-5-5l5 5 5-5" stroke="var(--k-muted)" />
    </Picture>
  );
}

/** A list of rows with stages. */
export function TasksPicture() {
  return (
    <Picture>
      <rect x="20" y="14" width="112" height="68" rx="6" {...line} />
      {[28, 44, 60].map((y, index) => (
        <g key={y}>
          <rect x="30" y={y} width="8" height="8" rx="2" {...(index === 1 ? accent : line)} />
          <path d={`M46 ${y + 4}h34`} stroke="var(--k-border-strong)" />
          <rect
            x="94"
            y={y}
            width="28"
            height="8"
            rx="4"
            fill={
              ['var(--k-stage-label)', 'var(--k-stage-review)', 'var(--k-stage-complete)'][index]
            }
            opacity="0.55"
          />
        </g>
      ))}
    </Picture>
  );
}

/** A tree of classes with colours. */
export function SchemaPicture() {
  return (
    <Picture>
      <path d="M36 26v44M36 42h16M36 66h16" stroke="var(--k-border-strong)" />
      <rect x="26" y="14" width="84" height="16" rx="4" {...accent} />
      <rect x="52" y="36" width="74" height="14" rx="4" {...line} />
      <rect x="52" y="58" width="60" height="14" rx="4" {...line} />
      <rect x="32" y="18" width="8" height="8" rx="2" fill="#0072B2" />
      <rect x="58" y="39" width="8" height="8" rx="2" fill="#E69F00" />
      <rect x="58" y="61" width="8" height="8" rx="2" fill="#009E73" />
    </Picture>
  );
}

/** A parcel with an arrow out of it. */
export function ExportPicture() {
  return (
    <Picture>
      <path d="M46 44v34a4 4 0 0 0 4 4h52a4 4 0 0 0 4-4V44" {...line} />
      <path d="M40 34h72v10H40z" {...line} />
      <path
        d="M76 66V18m-10 10l10-10 10 10"
        stroke="var(--mantine-color-indigo-5)"
        strokeWidth="2"
      />
    </Picture>
  );
}

/** A parcel with an arrow into it. */
export function ImportPicture() {
  return (
    <Picture>
      <path d="M46 44v34a4 4 0 0 0 4 4h52a4 4 0 0 0 4-4V44" {...line} />
      <path d="M40 34h72v10H40z" {...line} />
      <path
        d="M76 14v48m-10-10l10 10 10-10"
        stroke="var(--mantine-color-indigo-5)"
        strokeWidth="2"
      />
    </Picture>
  );
}

/** Three people. */
export function PeoplePicture() {
  return (
    <Picture>
      {[40, 112, 76].map((x, index) => (
        <g key={x} {...(index === 2 ? accent : line)}>
          <circle cx={x} cy={index === 2 ? 32 : 38} r={index === 2 ? 13 : 10} />
          <path
            d={index === 2 ? `M${x - 24} 80a24 24 0 0 1 48 0z` : `M${x - 18} 80a18 18 0 0 1 36 0z`}
          />
        </g>
      ))}
    </Picture>
  );
}

/** Labels with a hole, for batches. */
export function BatchesPicture() {
  return (
    <Picture>
      {[16, 34, 52].map((y, index) => (
        <g key={y} transform={`translate(${index * 10} ${y - 4})`}>
          <path d="M34 8l12-8h56v26H46L34 18z" {...(index === 2 ? accent : line)} />
          <circle cx="45" cy="13" r="3" stroke="var(--k-border-strong)" />
        </g>
      ))}
    </Picture>
  );
}

/** A page that is not there. */
export function MissingPicture() {
  return (
    <Picture>
      <rect x="48" y="10" width="56" height="72" rx="6" strokeDasharray="4 4" {...line} />
      <circle cx="76" cy="42" r="12" {...accent} />
      <path d="M85 51l9 9" stroke="var(--mantine-color-indigo-5)" strokeWidth="2" />
    </Picture>
  );
}

/** A bucket with a lid. */
export function StoragePicture() {
  return (
    <Picture>
      <path d="M44 28v40c0 7 14 13 32 13s32-6 32-13V28" {...line} />
      <ellipse cx="76" cy="28" rx="32" ry="12" {...accent} />
      <path d="M44 48c0 7 14 13 32 13s32-6 32-13" stroke="var(--k-border-strong)" />
    </Picture>
  );
}

/** Bars with a line that they are measured by. */
export function ScoresPicture() {
  return (
    <Picture>
      {[44, 62, 30].map((height, index) => (
        <rect
          key={height}
          x={36 + index * 30}
          y={82 - height}
          width="20"
          height={height}
          rx="3"
          {...(index === 1 ? accent : line)}
        />
      ))}
      <path d="M28 44h96" stroke="var(--mantine-color-indigo-5)" strokeDasharray="4 4" />
    </Picture>
  );
}

/** A picture with a remark on it. */
export function IssuesPicture() {
  return (
    <Picture>
      <rect x="28" y="18" width="72" height="64" rx="6" {...line} />
      <path d="M36 72l16-20 12 12 8-8 20 16" stroke="var(--k-border-strong)" />
      <path
        d="M78 14h44a5 5 0 0 1 5 5v20a5 5 0 0 1-5 5H94l-10 9v-9h-6a5 5 0 0 1-5-5V19a5 5 0 0 1 5-5z"
        {...accent}
      />
      <path d="M83 25h34M83 33h22" stroke="var(--mantine-color-indigo-5)" />
    </Picture>
  );
}
