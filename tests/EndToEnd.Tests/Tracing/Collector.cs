using EventPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EventPlatform.EndToEnd.Tests.Tracing;

/// <summary>An OpenTelemetry collector of this machine that keeps what it gets: OTLP over HTTP, as protobuf.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly List<ReceivedSpan> _spans = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Collector(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
        app.MapPost("/v1/traces", Take);
        app.MapPost("/v1/metrics", () => Results.Ok());
    }

    /// <summary>For <c>Otlp:Endpoint</c>.</summary>
    internal Uri Address { get; }

    internal static async Task<Collector> Start()
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take(1)[0]}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address.AbsoluteUri);
        var collector = new Collector(builder.Build(), address);
        await collector._app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <summary>Waits until the spans that have come satisfy a test.</summary>
    internal async Task<IReadOnlyList<ReceivedSpan>> When(Func<IReadOnlyList<ReceivedSpan>, bool> isEnough)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Within);
        while (true)
        {
            ReceivedSpan[] spans;
            Task more;
            lock (_spans)
            {
                spans = [.. _spans];
                more = _more.Task;
            }

            if (isEnough(spans))
            {
                return spans;
            }

            try
            {
                await more.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                Assert.Fail($"Not all spans have come, but these: {string.Join("; ", spans.Select(span => span.ToString()))}");
            }
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (_spans)
        {
            _spans.AddRange(SpanReader.Read(body.ToArray()));
            _more.SetResult();
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
