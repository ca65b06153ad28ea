using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using EventPlatform.Testing;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Transport;

/// <summary>Looking at a request without taking it: HTTP must find every byte and not wait for more.</summary>
public sealed class RequestPeekTests : IDisposable
{
    private const string Plain = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    private const string Upgrade = "GET /a?b HTTP/1.1\r\nHost: x\r\nupgrade: h2c, WebSocket\r\nConnection: x,upgrade\r\n\r\n";

    private readonly Pipe _pipe = new(new PipeOptions(useSynchronizationContext: false));
    private readonly ManualTimeProvider _clock = new();
    private readonly TimingWheel _wheel;
    private readonly DefaultConnectionContext _connection;

    public RequestPeekTests()
    {
        _wheel = new TimingWheel(_clock, NullLogger<TimingWheel>.Instance);
        _connection = new DefaultConnectionContext("1") { Transport = new Duplex(_pipe.Reader, _pipe.Writer) };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Passing =>
    [
        Plain, "POST /a HTTP/1.1\r\n", "P", "\r\n", "\0\u0016", "GET\t", "GET /a HTTP/1.0\r\n\r\n",
        Upgrade.Replace("1.1", "1.0"), Upgrade.Replace("/a", "a"), Upgrade.Replace("/a", "/%61"), Upgrade.Replace("/a", "/b/../a"),
        Upgrade.Replace(": x\r\n", " : x\r\n"), Upgrade.Replace("Host", "X: y\r\n Host"), Upgrade.Replace("Host: x", "Host"),
        Upgrade.Replace("Host: x", "Content-Length: 1"), Upgrade.Replace("Host: x", "Transfer-Encoding: chunked"),
    ];

    [Theory, MemberData(nameof(Passing))]
    public async Task Read_NotAnUpgrade_IsLeftToHttp(string request)
    {
        await Send(request);
        var peeked = await RequestPeek.Read(_connection, _wheel).AsTask().WaitAsync(Cancel);
        Assert.Null(peeked.Head);
        peeked.Leave();
        Assert.Equal(request, await Left());
    }

    [Theory, InlineData(Plain, false), InlineData(Upgrade, true)]
    public async Task Read_SplitAtAnyByte_LeavesAllBytesReadable(string request, bool isUpgrade)
    {
        for (var split = 1; split < request.Length; split++)
        {
            var peek = RequestPeek.Read(_connection, _wheel);
            await Send(request[..split]);
            await Send(request[split..]);
            var peeked = await peek.AsTask().WaitAsync(Cancel);
            Assert.Equal(isUpgrade, peeked.Head is not null);
            peeked.Leave();
            Assert.Equal(request, await Left());
        }
    }

    [Fact]
    public async Task Read_Upgrade_GivesItsHeadAndTakesNoMore()
    {
        await Send(Upgrade + "more");
        var peeked = await RequestPeek.Read(_connection, _wheel);
        Assert.Equal("/a?b", peeked.Head!.Target);
        Assert.Equal("x", peeked.Head.Headers["HOST"]);
        peeked.Take();
        Assert.Equal("more", await Left());
    }

    [Fact]
    public async Task Read_HeaderTwice_KeepsBothValues()
    {
        await Send(Upgrade.Replace("Host", "Host: y\r\nHost"));
        var peeked = await RequestPeek.Read(_connection, _wheel);
        Assert.Equal(2, peeked.Head!.Headers["Host"].Count);
    }

    [Fact]
    public async Task Read_HeadTooLong_IsLeftToHttp()
    {
        var start = "GET /a HTTP/1.1\r\nX: " + new string('x', RequestPeek.HeadBytesMax);
        var peek = RequestPeek.Read(_connection, _wheel);
        await Send(start[..10_000]);
        Assert.False(peek.IsCompleted);
        await Send(start[10_000..]);
        (await peek.AsTask().WaitAsync(Cancel)).Leave();
        Assert.Equal(start, await Left());
    }

    [Theory, InlineData(""), InlineData("GET /a HT")]
    public async Task Read_HeadTooSlow_IsLeftToHttp(string start)
    {
        await Send(start);
        var peek = RequestPeek.Read(_connection, _wheel).AsTask();
        _clock.Advance(RequestPeek.Patience - TimingWheel.TickLength);
        Assert.False(peek.IsCompleted);
        _clock.Advance(3 * TimingWheel.TickLength);
        (await peek.WaitAsync(Cancel)).Leave();

        // What was there had been seen, so HTTP waits for the next byte, as it would for any half head.
        await Send("!");
        Assert.Equal(start + "!", await Left());
    }

    [Fact]
    public async Task Read_ClientIsGone_IsLeftToHttp()
    {
        await Send("GET /a HT");
        var peek = RequestPeek.Read(_connection, _wheel);
        await _pipe.Writer.CompleteAsync();
        (await peek.AsTask().WaitAsync(Cancel)).Leave();
        Assert.Equal("GET /a HT", await Left());
    }

    public void Dispose() => _wheel.Dispose();

    private async Task Send(string text) => await _pipe.Writer.WriteAsync(Encoding.Latin1.GetBytes(text), Cancel);

    /// <summary>What the next reader gets at once.</summary>
    private async Task<string> Left()
    {
        var result = await _pipe.Reader.ReadAsync(Cancel).AsTask().WaitAsync(Cancel);
        var text = Encoding.Latin1.GetString(result.Buffer.ToArray());
        _pipe.Reader.AdvanceTo(result.Buffer.End);
        return text;
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
