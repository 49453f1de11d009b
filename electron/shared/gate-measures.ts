/** How much is drawn: `small` for 16 px, thick and on its pixel grid; `large` from 28 px; `grand`, with its stones, from 72. */
export type GateDetail = 'small' | 'large' | 'grand';

/** The mark's lengths, in units of its box (24 a side). */
export interface GateMeasures {
  readonly centre: number;
  readonly top: number;
  readonly bottom: number;
  /** From the centre to the outside of a leg. */
  readonly halfWidth: number;
  /** The height of the arch's curve, outside. */
  readonly rise: number;
  readonly thickness: number;
  readonly pitch: number;
  readonly barWidth: number;
  /** The width of a bar's point at its shoulder, and its length. */
  readonly pointWidth: number;
  readonly pointLength: number;
  readonly loweredTip: number;
  readonly raisedTip: number;
  /** Rails by their height above the tips. */
  readonly rails: readonly number[];
  readonly railHeight: number;
  readonly rivet: number;
  /** How far a bent bar is thrown to the right, and how far its point then hangs to the left. */
  readonly bend: number;
  readonly lean: number;
  readonly sillHeight: number;
  /** The arch's curve in so many stones with gaps between, each leg in `legStones`; none is one solid ring. */
  readonly stones: number;
  readonly legStones: number;
  readonly gap: number;
}

/** At 16 px one pixel is 1.5 units: every edge here is a multiple of it, which is why the centre is off the middle. */
const small: GateMeasures = {
  centre: 11.25,
  top: 0.75,
  bottom: 23.25,
  halfWidth: 11.25,
  rise: 9,
  thickness: 2.25,
  pitch: 3,
  barWidth: 1.5,
  pointWidth: 1.5,
  pointLength: 1.5,
  loweredTip: 23.25,
  raisedTip: 8.25,
  rails: [],
  railHeight: 0,
  rivet: 0,
  bend: 2.4,
  lean: 1.2,
  sillHeight: 0,
  stones: 0,
  legStones: 0,
  gap: 0,
};

const large: GateMeasures = {
  centre: 12,
  top: 1.4,
  bottom: 21.6,
  halfWidth: 9.6,
  rise: 9,
  thickness: 1.5,
  pitch: 2.7,
  barWidth: 0.8,
  pointWidth: 1.3,
  pointLength: 2,
  loweredTip: 21.3,
  raisedTip: 7.4,
  rails: [4.2, 8.4, 12.6],
  railHeight: 0.55,
  rivet: 0,
  bend: 1.7,
  lean: 0.8,
  sillHeight: 0.7,
  stones: 0,
  legStones: 0,
  gap: 0,
};

const grand: GateMeasures = {
  ...large,
  halfWidth: 9.8,
  thickness: 1.9,
  pitch: 2.6,
  barWidth: 0.68,
  pointWidth: 1.2,
  pointLength: 2.1,
  raisedTip: 7.6,
  rails: [4.1, 7.6, 11.1, 14.6],
  railHeight: 0.42,
  rivet: 0.5,
  sillHeight: 0.6,
  stones: 9,
  legStones: 3,
  gap: 0.16,
};

export const gateMeasures: Readonly<Record<GateDetail, GateMeasures>> = { small, large, grand };
