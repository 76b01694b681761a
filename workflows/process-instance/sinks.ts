import { proxySinks } from '@temporalio/workflow';
import type { Sinks } from '@temporalio/workflow';
import type { ProjectionSink } from '#engine/contracts/wire/process-instance.ts';
import type { Event } from '#engine/kernel/index.ts';

interface EngineSinks extends Sinks {
  projection: {
    write: ProjectionSink<Event>['write'];
    began: ProjectionSink<Event>['began'];
    trouble: ProjectionSink<Event>['trouble'];
  };
}

export const { projection } = proxySinks<EngineSinks>();
