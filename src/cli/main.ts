#!/usr/bin/env node
import 'reflect-metadata';
import { COMMANDS } from './commands.js';
import { runCli } from './run-cli.js';
import { terminal } from './terminal.js';

process.exitCode = await runCli(process.argv.slice(2), COMMANDS, terminal());
