/** What a test or a visitor asks of the parties: "decline the next two payments", "hold the next declaration". */
export interface Wish {
  readonly party: string;
  readonly effect: string;
  /** The code or words that the party then uses. */
  readonly reason: string;
  readonly times: number;
}

/** Wishes in the order they were made; each is used up. In memory only: a restart forgets them. */
export class Steering {
  #wishes: Wish[] = [];

  wish(wish: Wish): void {
    this.#wishes.push(wish);
  }

  /** The reason of the next wish for the effect, using it up once; null when nobody wished. */
  take(party: string, effect: string): string | null {
    const index = this.#wishes.findIndex((wish) => wish.party === party && wish.effect === effect);
    const wish = this.#wishes[index];
    if (wish === undefined) return null;
    this.#wishes =
      wish.times > 1
        ? this.#wishes.with(index, { ...wish, times: wish.times - 1 })
        : this.#wishes.filter((_, at) => at !== index);
    return wish.reason;
  }
}
