using System.Net;
using System.Net.Sockets;
using EventPlatform.Gateway.ExternalApi.Gelf;
using EventPlatform.Testing;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

public class GelfTargetTests
{
    private static readonly IPAddress First = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Second = IPAddress.Parse("192.0.2.2");

    private readonly ManualTimeProvider _time = new();
    private readonly LogLines _log = new();
    private readonly GelfTarget _target;
    private Func<Task<IPAddress[]>> _answer = () => Task.FromResult<IPAddress[]>([First, Second]);
    private int _asked;

    public GelfTargetTests() => _target = new GelfTarget("logs.test", Lookup, _time, _log);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_OftenWithin30Seconds_AsksOnce()
    {
        Assert.Equal(First, await _target.Find(Cancel));
        _time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Equal(First, await _target.Find(Cancel));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Find_HostMoves_IsSeenAfter30Seconds()
    {
        await _target.Find(Cancel);
        _answer = () => Task.FromResult<IPAddress[]>([Second]);
        _time.Advance(GelfTarget.LookupEvery);
        Assert.Equal(Second, await _target.Find(Cancel));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Find_NewAnswerIsLate_TheOldOneServes()
    {
        await _target.Find(Cancel);
        var answer = new TaskCompletionSource<IPAddress[]>();
        _answer = () => answer.Task;
        _time.Advance(GelfTarget.LookupEvery);
        Assert.Equal(First, await _target.Find(Cancel));
        answer.SetResult([Second]);
        Assert.Equal(Second, await _target.Find(Cancel));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Find_Failed_AsksAgainAfter30Seconds()
    {
        _answer = () => throw new SocketException((int)SocketError.HostNotFound);
        Assert.Null(await _target.Find(Cancel));
        _answer = () => Task.FromResult<IPAddress[]>([First]);
        Assert.Null(await _target.Find(Cancel));
        _time.Advance(GelfTarget.LookupEvery);
        Assert.Equal(First, await _target.Find(Cancel));
        Assert.Equal(["Warning: GELF receiver logs.test cannot be looked up, trying again"], _log.All);
    }

    [Fact]
    public async Task Find_FailsLater_KeepsTheAddressThatServes()
    {
        await _target.Find(Cancel);
        _target.Skip();
        _answer = () => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.TryAgain));
        _time.Advance(GelfTarget.LookupEvery);
        Assert.Equal(Second, await _target.Find(Cancel));
        Assert.Single(_log.All);
    }

    [Fact]
    public async Task Skip_EachAddress_ComesRoundAndLastsOverTheSameAnswer()
    {
        Assert.Equal(First, await _target.Find(Cancel));
        _target.Skip();
        _time.Advance(GelfTarget.LookupEvery);
        Assert.Equal(Second, await _target.Find(Cancel));
        _target.Skip();
        Assert.Equal(First, await _target.Find(Cancel));
    }

    [Fact]
    public async Task Find_Cancelled_DoesNotWaitForTheAnswer()
    {
        _answer = () => new TaskCompletionSource<IPAddress[]>().Task;
        using var cancel = new CancellationTokenSource();
        var find = _target.Find(cancel.Token).AsTask();
        Assert.False(find.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => find.WaitAsync(Cancel));
        Assert.Empty(_log.All);
    }

    private Task<IPAddress[]> Lookup(string host, CancellationToken cancellationToken)
    {
        Assert.Equal("logs.test", host);
        _asked++;
        return _answer();
    }
}
