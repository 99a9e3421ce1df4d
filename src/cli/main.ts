#!/usr/bin/env node
import 'reflect-metadata';
import { optimiseOnlyWhatRunsHot } from '../core/system/calm-compiler.js';
import { COMMANDS } from './commands.js';
import { runCli } from './run-cli.js';
import { terminal } from './terminal.js';

optimiseOnlyWhatRunsHot();
process.exitCode = await runCli(process.argv.slice(2), COMMANDS, terminal());
