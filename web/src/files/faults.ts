/** What keeps a file from arriving, besides what the server says of it. */

/** Called off by whoever sends it. */
export class Stopped extends Error {
  constructor() {
    super("stopped");
    this.name = "Stopped";
  }
}

/** The file can't be read: moved, changed or shut since it was chosen. */
export class Unreadable extends Error {
  constructor() {
    super("unreadable");
    this.name = "Unreadable";
  }
}

/** The bytes did not get through. Another try, by an address signed anew, may. */
export class NotCarried extends Error {
  /** What storage answered; 0 when nothing. */
  readonly status: number;

  constructor(status: number) {
    super(`not carried: ${String(status)}`);
    this.name = "NotCarried";
    this.status = status;
  }
}
