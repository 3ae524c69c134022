// A share as a hundred squares: what "81 of 100" looks like.

export interface HundredProps {
  /** 0 to 1. */
  readonly share: number;
  readonly label: string;
}

const SIDE = 10;
const STEP = 20;

export function Hundred({ share, label }: HundredProps) {
  const marked = Math.round(share * 100);
  return (
    <svg className="hundred" viewBox="0 0 198 198" role="img" aria-label={label}>
      {Array.from({ length: 100 }, (_, index) => {
        const [x, y] = [(index % SIDE) * STEP, Math.floor(index / SIDE) * STEP];
        return index < marked ? (
          <rect key={index} x={x} y={y} width="17" height="17" rx="2" className="care" />
        ) : (
          <circle key={index} cx={x + 8.5} cy={y + 8.5} r="8.5" className="jail" />
        );
      })}
    </svg>
  );
}
