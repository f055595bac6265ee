import { Command } from 'commander';

/**
 * A command whose commands have their options when they are called or told of, and not before: to make
 * those of all takes longer than to read a small capture.
 */
export class GradualCommand extends Command {
  #rest: ((command: Command) => void) | undefined;

  constructor(name?: string) {
    super(name);
    this.hook('preSubcommand', (_, called) => {
      if (called instanceof GradualCommand) called.#add();
    });
    this.on('beforeAllHelp', () => this.complete());
  }

  /** How commander makes the commands of this one. */
  override createCommand(name?: string): GradualCommand {
    return new GradualCommand(name);
  }

  /** What the command is given when it is called or told of. */
  later(rest: (command: Command) => void): this {
    this.#rest = rest;
    return this;
  }

  /** Gives this command and those below it all that they have. */
  complete(): this {
    this.#add();
    for (const command of this.commands) {
      if (command instanceof GradualCommand) command.complete();
    }
    return this;
  }

  #add(): void {
    const rest = this.#rest;
    this.#rest = undefined;
    rest?.(this);
  }
}
