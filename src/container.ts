import { container, type DependencyContainer } from 'tsyringe';
import { SessionDefaults } from './core/events/session-events.js';
import { FeedbackDispatcher } from './core/feedback/index.js';
import { METRICS_VERSION } from './core/metrics/index.js';
import { OpenWarmUpPath } from './core/pipeline/open-path.js';
import { PathOpener } from './core/pipeline/path-opener.js';
import { ReadingRouter } from './core/pipeline/reading-router.js';
import { Clock } from './core/plugin/clock.js';
import { Logger } from './core/plugin/logger.js';
import { OpenPath } from './core/session/practice-path.js';
import { ControllerOptions, SessionController } from './core/session/session-controller.js';
import { SessionRepository } from './core/session/session-repository.js';

/** What the practice itself stands on, whether a bridge runs around it or a recording is heard offline. */
export interface PracticeGround {
  readonly clock: Clock;
  readonly log: Logger;
  readonly repository: SessionRepository;
  readonly defaults: SessionDefaults;
  /** The inputs a practice may ask for; asked when it starts. */
  readonly inputIds: () => readonly string[];
}

/** A container with everything between an input's reading and an output's feedback. */
export function practiceContainer({
  clock,
  log,
  repository,
  defaults,
  inputIds,
}: PracticeGround): DependencyContainer {
  const scope = container.createChildContainer();
  scope.register(Clock, { useValue: clock });
  scope.register(Logger, { useValue: log });
  scope.register(SessionRepository, { useValue: repository });
  scope.register(SessionDefaults, { useValue: defaults });
  scope.registerSingleton(FeedbackDispatcher);
  scope.registerSingleton(PathOpener);
  scope.registerSingleton(SessionController);
  scope.registerSingleton(ReadingRouter);
  scope.register(ControllerOptions, {
    useFactory: (box) => {
      const dispatcher = box.resolve(FeedbackDispatcher);
      const announce: ControllerOptions['announce'] = (feedback) => dispatcher.dispatch(feedback);
      return { defaults, metricsVersion: METRICS_VERSION, inputIds, announce };
    },
  });
  scope.register<OpenPath>(OpenPath, {
    useFactory: (box) => (session, record) => box.resolve(PathOpener).forPractice(session, record),
  });
  scope.register<OpenWarmUpPath>(OpenWarmUpPath, {
    useFactory: (box) => (judged) => box.resolve(PathOpener).forWarmUp(judged),
  });
  return scope;
}
