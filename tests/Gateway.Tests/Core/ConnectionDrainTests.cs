using EventPlatform.Gateway.Core;
using EventPlatform.Gateway.Transport;
using EventPlatform.Testing;

namespace EventPlatform.Gateway.Tests.Core;

/// <summary>How clients are told that the server ends.</summary>
public sealed class ConnectionDrainTests : IDisposable
{
    private const int Batch = 50;
    private readonly ManualTimeProvider _clock = new();
    private readonly OpenConnections _open = new();
    private readonly List<TestPeer> _peers = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private int Told => _peers.Count(peer => peer.Connection.CloseStatus == 4001);

    [Fact]
    public async Task Drain_Many_InBatchesWithPausesOfRandomLength()
    {
        Add(5 * Batch);
        var draining = new ConnectionDrain(_open, _clock).Drain(Cancel);
        Assert.Equal(Batch, Told);

        var pauses = new List<int>();
        for (var (passed, told) = (0, Told); told < _peers.Count && passed < 1_000; passed++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            if (Told > told)
            {
                pauses.Add(passed + 1 - pauses.Sum());
                told = Told;
            }
        }

        Assert.Equal(4, pauses.Count);
        Assert.All(pauses, pause => Assert.InRange(pause, 25, 75));
        Assert.True(pauses.Distinct().Count() > 1, "All pauses are equal.");
        _clock.Advance(TimeSpan.FromMilliseconds(75));
        _peers.ForEach(peer => _open.Remove(peer.Connection));
        await draining.WaitAsync(Cancel);
    }

    [Fact]
    public async Task Drain_UpgradeThatWasBeingAnswered_IsToldToo()
    {
        Add(1);
        var draining = new ConnectionDrain(_open, _clock).Drain(Cancel);
        Add(1);
        _open.Remove(_peers[0].Connection);
        Assert.True(SpinWait.SpinUntil(() => Told == 2, TimeSpan.FromSeconds(10)));
        _open.Remove(_peers[1].Connection);
        await draining.WaitAsync(Cancel);
    }

    [Fact]
    public async Task Drain_Deadline_ResetsWhoIsLeft()
    {
        Add(1);
        using var deadline = new CancellationTokenSource();
        var draining = new ConnectionDrain(_open, _clock).Drain(deadline.Token);
        Assert.False(_peers[0].Connection.Closed.IsCancellationRequested);
        await deadline.CancelAsync();
        await draining.WaitAsync(Cancel);

        Assert.True(_peers[0].Connection.Closed.IsCancellationRequested);
    }

    public void Dispose() => _peers.ForEach(peer => peer.Dispose());

    private void Add(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var peer = new TestPeer();
            _peers.Add(peer);
            _open.Add(peer.Connection);
        }
    }
}
