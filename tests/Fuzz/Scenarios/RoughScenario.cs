using System.Text;
using EventPlatform.Fuzz.Net;

namespace EventPlatform.Fuzz.Scenarios;

/// <summary>Connections that are treated roughly: garbage at any port, half-closed, reset amid anything, opened for nothing.</summary>
internal sealed class RoughScenario : IScenario
{
    private static readonly byte[][] Beginnings =
    [
        [], "GET / HTTP/1.1\r\n"u8.ToArray(), "{\"class\":\"core\",\"cmd\":\"x\",\"tid\":1}\n"u8.ToArray(), "get_statuses\n"u8.ToArray(),
        "POST /rpc HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n{"u8.ToArray(),
        [0x16, 0x03, 0x01, 0x02, 0x00, 0x01], "\r\n\r\n"u8.ToArray(),
        "POST /rpc HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n"u8.ToArray(), new byte[70_000],
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "u8.ToArray(),
    ];

    public string Name => "rough";

    public int Weight => 8;

    public async Task<string?> Run(FuzzContext context)
    {
        var random = context.Random;
        int[] ports = [context.Ports.Api, context.Ports.Tcp, context.Ports.Http, context.Ports.Status];
        var open = ports.Where(port => port > 0).ToArray();
        var peers = new List<Peer>();
        try
        {
            for (var count = random.Next(1, 12); count > 0; count--)
            {
                var peer = await Peer.Connect(context, open[random.Next(open.Length)], "rough");
                peers.Add(peer);
                await peer.SendPieces(Beginnings[random.Next(Beginnings.Length)]);
                await (random.Next(4) == 0 ? peer.SendPieces(Garbage(random)) : Task.FromResult(true));
                switch (random.Next(4))
                {
                    case 0:
                        peer.Reset();
                        break;
                    case 1:
                        peer.EndSending();
                        break;
                    case 2:
                        peer.EndSending();
                        await peer.Receive(new byte[1]).AsTask().WaitAsync(FuzzContext.Patience);
                        break;
                }
            }
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
        }

        return null;
    }

    private static byte[] Garbage(Random random)
    {
        var bytes = new byte[random.Next(1, 5_000)];
        random.NextBytes(bytes);
        return random.Next(2) == 0 ? bytes : Encoding.UTF8.GetBytes(Convert.ToBase64String(bytes) + "\n");
    }
}
