/** A document that stands on the page. */
export interface Drawn {
  /** Fit its width to the place, times the zoom. */
  fit(zoom: number): void;
  end(): void;
}

/** It opens with a password alone. */
export class LockedPdf extends Error {}
