using System.Text.Json;

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>A client without filters at the gateway that runs all the time; it never leaves. What it was told is what happened.</summary>
internal sealed class Witness : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ResumeScene _scene;
    private readonly FeedConnection _connection;
    private readonly Lock _lock = new();
    private readonly List<ToldEvent> _told = [];
    private readonly Task _reading;

    private Witness(ResumeScene scene, FeedConnection connection)
    {
        (_scene, _connection) = (scene, connection);
        _reading = Read();
    }

    internal IReadOnlyList<ToldEvent> Told
    {
        get
        {
            lock (_lock)
            {
                return [.. _told];
            }
        }
    }

    internal static async Task<Witness> Connect(ResumeScene scene) =>
        new(scene, (await WebSocketFeed.Open(scene.Gateways.First.Ports.Http, ""))!);

    /// <summary>Waits until what it was told is as wanted.</summary>
    internal async Task Until(Func<IReadOnlyList<ToldEvent>, bool> isSo, string what)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(Patience);
        while (true)
        {
            var more = _scene.Witnessed.Reach(_scene.Witnessed.Count + 1);
            if (isSo(Told))
            {
                return;
            }

            Assert.False(_reading.IsCompleted, "The witness was closed.");
            try
            {
                await more.WaitAsync(end.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"The witness was not told {what} in time.");
            }
        }
    }

    public void Dispose() => _connection.Dispose();

    private async Task Read()
    {
        while (await _connection.Next() is { } message)
        {
            var (told, _) = _scene.Events.Of(JsonElement.Parse(message.Text), _scene.Gateways.First);
            lock (_lock)
            {
                _told.Add(told);
            }

            _scene.Witnessed.Advance();
        }
    }
}
