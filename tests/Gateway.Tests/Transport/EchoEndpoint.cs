namespace EventPlatform.Gateway.Transport;

/// <summary>
/// Sends everything back. Paths: <c>/echo</c>; <c>/deflate</c> the same, compressed when that is offered; <c>/refuse/N</c> is refused with
/// status N; <c>/fail</c> throws.
/// </summary>
internal sealed class EchoEndpoint : IWebSocketEndpoint, ILineEndpoint
{
    private static readonly MessageConnectionOptions Options = new() { MessageBytesMax = 1 << 20, QueueBytesMax = 1 << 22 };

    private static readonly byte[] Flood = new byte[60_000];

    private int _runCount;
    private int _abandonedCount;

    public List<UpgradeRequest> Requests { get; } = [];

    /// <summary>Connections that this endpoint got.</summary>
    public int RunCount => _runCount;

    /// <summary>Accepted upgrades that did not become connections.</summary>
    public int AbandonedCount => _abandonedCount;

    public ValueTask<UpgradeDecision?> Decide(UpgradeRequest request, CancellationToken cancellationToken)
    {
        lock (Requests)
        {
            Requests.Add(request);
        }

        UpgradeDecision? decision = request.Path switch
        {
            "/echo" => new UpgradeDecision.Accept(Options, Run, "chat")
            {
                Abandoned = () => Interlocked.Increment(ref _abandonedCount),
            },
            "/deflate" => new UpgradeDecision.Accept(Options, Run, MayCompress: true),
            "/fail" => new UpgradeDecision.Accept(Options, _ => throw new InvalidOperationException("a bug")),
            "/refuse/401" => new UpgradeDecision.Refuse(new HttpRefusal(401, "WWW-Authenticate: Basic realm=\"x\"", "no")),
            ['/', 'r', 'e', 'f', 'u', 's', 'e', '/', .. var status] =>
                new UpgradeDecision.Refuse(new HttpRefusal(int.Parse(status, null), "Location: https://other/")),
            _ => null,
        };
        return new(decision);
    }

    public bool IsListed(System.Net.EndPoint? remote) => true;

    public MessageConnectionOptions? Admit(Microsoft.AspNetCore.Connections.ConnectionContext connection) =>
        connection.ListenerKey() == "Closed" ? null : Options with { ResetSlowConsumer = true };

    public async Task Run(MessageConnection connection)
    {
        Interlocked.Increment(ref _runCount);
        while (await connection.Read() is { Kind: not InboundKind.End } message)
        {
            if (message.Failure != default)
            {
                // The next read closes.
                continue;
            }

            if (message.Kind == InboundKind.Binary)
            {
                connection.Close(CloseCode.UnsupportedData);
            }
            else if (message.Payload.Span.SequenceEqual("flood"u8))
            {
                while (connection.TryEnqueue(Flood))
                {
                }

                connection.Close(CloseCode.SlowConsumer);
            }
            else if (message.Payload.Span.SequenceEqual("exit"u8))
            {
                connection.EnqueueReply("bye"u8.ToArray());
                connection.Close(CloseCode.Normal);
            }
            else
            {
                connection.EnqueueReply(message.Payload.ToArray());
                await connection.WaitRepliesBelow(1 << 20);
            }
        }
    }
}
