// A process of its own that hands each message on to everybody else: the least a bridge could do.
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('connection', (from) => {
  from.on('message', (bytes) => {
    for (const to of server.clients) if (to !== from) to.send(JSON.stringify(JSON.parse(bytes.toString())));
  });
});
server.on('listening', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
